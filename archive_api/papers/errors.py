"""What can go wrong between an act and its paper, one class per reaction."""


class PaperError(Exception):
    """Base of every error of this package."""


class ActNotVerified(PaperError):
    """The act has not been verified by a person, so nothing may be certified from it."""


class ActIsSecondCopy(PaperError):
    """The act is a second copy of another, which alone gives papers."""

    def __init__(self, act_id: str, standing: str) -> None:
        super().__init__(f"act {act_id} is a second copy of act {standing}: issue that one")
        self.standing = standing


class ActWithoutNumber(PaperError):
    """The act has no number yet: an officer must enter it before a paper can name the act."""


class FontsMissing(PaperError):
    """The fonts of the papers are not installed; the message names the package to install."""


class TypesettingFailed(PaperError):
    """Typst could not set the paper, for instance because no font has one of its characters."""

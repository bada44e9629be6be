"""What can go wrong between a snapshot and its paper, one class per reaction."""

from collections.abc import Mapping


class PaperError(Exception):
    """Base of every error of this package.

    Attributes:
        code: of the problem that people are told (``problems.json``); params: what its texts name.
    """

    code = "paper_failed"

    def __init__(self, message: str, params: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.params = dict(params or {})


class FontsMissing(PaperError):
    """The fonts of the papers are not installed; the message names the package to install."""

    code = "fonts_missing"


class TypesettingFailed(PaperError):
    """Typst could not set the paper."""


class CharacterNotDrawn(PaperError):
    """No font of the papers has a letter: a certified paper never shows an empty box instead."""

    code = "paper_letter_unknown"

    def __init__(self, character: str) -> None:
        code = " ".join(f"U+{ord(sign):04X}" for sign in character)
        super().__init__(
            f"no font of the papers draws {character} ({code}): correct the act or add a font",
            {"character": character, "character_code": code},
        )


class LatinNameMissing(PaperError):
    """A paper in Latin letters alone needs names that the act writes in Arabic only.

    Their Latin spelling is entered by a decision of the authority (law 37-99, art. 35); nothing
    transliterates it here.
    """

    code = "paper_latin_missing"

    def __init__(self, fields: list[str]) -> None:
        named = ", ".join(fields)
        super().__init__(
            f"not in Latin letters: {named}; enter the spelling first", {"fields": named}
        )


class GregorianDayMissing(PaperError):
    """The form for abroad writes Gregorian dates; the act says this one in Hijri alone.

    A computed day may be one off from what was seen at the time: nothing is converted here.
    """

    code = "paper_day_missing"

    def __init__(self, fields: list[str]) -> None:
        named = ", ".join(fields)
        super().__init__(f"only in Hijri dates: {named}; enter the day first", {"fields": named})


class ReadingOrderUnknown(PaperError):
    """What the PDF holds is not, text by text, what was laid out: it must not be handed out."""

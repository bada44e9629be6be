"""What can go wrong in indexing: one class per reaction a caller can have."""


class IndexingError(Exception):
    """Base of every error that ``indexing`` raises on purpose."""


class IndexUnavailable(IndexingError):
    """The search index did not answer or is being written: the same call may pass later."""


class IndexRefused(IndexingError):
    """The search index refused a request or a document: trying again cannot help."""


class PictureUnmade(IndexingError):
    """A page of a PDF cannot be rendered: its master is damaged."""


class SearchInvalid(IndexingError, ValueError):
    """A search asks for what cannot be: correct it.

    Attributes:
        code: ``limit_invalid``, ``years_reversed``, ``kind_unknown``, ``type_unknown``,
            ``act_number_invalid`` or ``after_invalid``, to word for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class RebuildIncomplete(IndexingError):
    """A rebuilt index does not hold what was put in; it was dropped, the live one still serves."""

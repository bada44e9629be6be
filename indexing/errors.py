"""What can go wrong in indexing: one class per reaction a caller can have."""


class IndexingError(Exception):
    """Base of every error that ``indexing`` raises on purpose.

    Attributes:
        code: stable name of what went wrong, for programs and logs.
    """

    code = "indexing_failed"

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class IndexUnavailable(IndexingError):
    """The search index did not answer or is being written: the same call may pass later.

    Codes: ``index_unavailable``, ``index_busy`` (another process writes it),
    ``index_disk_full``, ``index_unwritable`` (its folder cannot be written).
    """

    code = "index_unavailable"


class IndexRefused(IndexingError):
    """The search index refused a request or a document: trying again cannot help.

    Codes: ``index_refused``, ``index_unreadable`` (damaged, or of another version: reindex).
    """

    code = "index_refused"


class PictureUnmade(IndexingError):
    """A page of a PDF cannot be rendered: its master is damaged."""


class SearchInvalid(IndexingError, ValueError):
    """A search asks for what cannot be: correct it.

    Attributes:
        code: ``limit_invalid``, ``years_reversed``, ``dates_reversed``, ``date_invalid``,
            ``hijri_invalid``, ``calendar_unknown``, ``kind_unknown``, ``type_unknown``,
            ``sort_unknown``, ``act_number_invalid`` or ``after_invalid``, to word for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, code)


class RebuildIncomplete(IndexingError):
    """A rebuilt index does not hold what the record does; it was dropped, the live one serves.

    Codes: ``counts_differ``, ``sample_differs``.
    """

    code = "counts_differ"

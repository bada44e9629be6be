"""What can go wrong in indexing: one class per reaction a caller can have."""


class IndexingError(Exception):
    """Base of every error that ``indexing`` raises on purpose."""


class IndexUnavailable(IndexingError):
    """The search index did not answer or is being written: the same call may pass later."""


class IndexRefused(IndexingError):
    """The search index refused a request or a document: trying again cannot help."""


class RebuildIncomplete(IndexingError):
    """A rebuilt index does not hold what was put in; it was dropped, the live one still serves."""

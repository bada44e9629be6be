"""Errors as Dagster should take them: tried again only when a second try can end otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from indexing.errors import IndexingError, IndexUnavailable

from archive.errors import ArchiveError, CatalogueUnavailable
from ocr.errors import OcrError
from pipelines.errors import PipelineError, ReadersLost

_MAY_PASS = (CatalogueUnavailable, IndexUnavailable, ReadersLost)
_PERMANENT = (ArchiveError, OcrError, IndexingError, PipelineError)
_RETRIES = 3
_PAUSE_SECONDS = 5


@contextmanager
def told_apart() -> Iterator[None]:
    """Ask for a retry of what may pass, and forbid retries of what the archive says is wrong.

    Anything else is a defect of ours: it fails the run as it is, without a retry.
    """
    try:
        yield
    except _MAY_PASS as error:
        raise dg.RetryRequested(_RETRIES, _PAUSE_SECONDS) from error
    except _PERMANENT as error:
        raise PermanentFailure(error) from error


class PermanentFailure(dg.Failure):
    """A failure that no retry can mend: somebody must correct something first."""

    def __init__(self, error: Exception) -> None:
        kind = {"kind": dg.MetadataValue.text(type(error).__name__)}
        super().__init__(str(error), metadata=kind, allow_retries=False)

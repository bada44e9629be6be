"""Errors as Dagster should take them: tried again only when a second try can end otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg

from archive.errors import ArchiveError, CatalogueUnavailable
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from indexing.errors import IndexingError, IndexUnavailable
from ocr.errors import OcrError
from pipelines.errors import DeliveryRefused, PipelineError, ReadersLost
from pipelines.reading import mark_deliveries
from pipelines.workshop import Workshop

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


@contextmanager
def work_on_volume(
    context: dg.AssetExecutionContext, workshop: Workshop
) -> Iterator[VolumeReference]:
    """The volume a run works on; its deliveries are marked failed when nothing can mend it."""
    volume = VolumeReference.parse(context.partition_key)
    with told_apart():
        try:
            yield volume
        except (*_MAY_PASS, DeliveryRefused):
            raise
        except _PERMANENT:
            mark_deliveries(workshop, volume, DeliveryStatus.FAILED)
            raise


class PermanentFailure(dg.Failure):
    """A failure that no retry can mend: somebody must correct something first."""

    def __init__(self, error: Exception) -> None:
        kind = {"kind": dg.MetadataValue.text(type(error).__name__)}
        super().__init__(str(error), metadata=kind, allow_retries=False)

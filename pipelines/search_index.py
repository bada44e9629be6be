"""Keeping the search index after the record: it follows the outbox, or is built anew beside it."""

import time

from indexing.search.comparing import Agreement, compare
from indexing.search.counting import Counts, counts
from indexing.search.following import Told, follow
from indexing.search.generations import BATCH
from indexing.search.reindexing import build, prove, swap
from pipelines.workshop import Workshop

SETTLE_SECONDS = 5.0
"""How long the generation before is left to the searches that began on it."""


def follow_record(workshop: Workshop) -> int:
    """Bring the index up to the record's last change; returns how many changes were written.

    An index whose folder or server was emptied is filled again from the first change.
    """
    with workshop.alone("search"):
        return follow(workshop.catalogue, workshop.index, workshop.index.ensure())


def reindex(
    workshop: Workshop,
    tell: Told | None = None,
    batch: int = BATCH,
    settle_seconds: float = SETTLE_SECONDS,
) -> Counts:
    """Build the index anew beside the live one, swap it in, and return what it holds.

    What was stopped half-way goes on. The live index is searched and written all the while.

    Raises:
        UnderWay: another process builds it.
        RebuildIncomplete: counts or sample differ; the old index serves.
    """
    with workshop.alone("reindex", wait=False):
        workshop.index.tidy()
        generation = build(workshop.catalogue, workshop.index, batch, tell)
        try:
            # Hours may go by until here: people search and write, and the live one is followed.
            prove(workshop.catalogue, generation)
            with workshop.alone("search"):
                swap(workshop.catalogue, workshop.index, generation)
        finally:
            generation.close()
        time.sleep(settle_seconds)
        workshop.index.tidy()
        return counts(workshop.index)


def is_behind(workshop: Workshop) -> bool:
    """Whether the record has changes that the index does not show yet."""
    position = workshop.catalogue.index_position(workshop.index.ensure())
    return bool(workshop.catalogue.changed(position, 1))


def agreement(workshop: Workshop) -> Agreement:
    """Hold the index against the record: how far it is behind, and whether the two agree."""
    with workshop.alone("search"):
        return compare(workshop.catalogue, workshop.index, workshop.index.ensure())

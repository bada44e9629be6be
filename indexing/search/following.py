"""Following the record: what changed goes into an index, what is withdrawn comes out of it.

How far a generation is stands in the record under the generation's own name, so that one that is
lost and made again starts from nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from archive.catalogue import Catalogue
from archive.catalogue_outbox import Change
from indexing.search.collection import without_cycle_search
from indexing.search.document import ActDocument, document, page_document

BATCH = 500
"""Changes that are written at a time."""

Told = Callable[[int], None]
"""Called with the number of the last change that was written."""


class Followed(Protocol):
    """What can follow the record: a live index, or a generation while it is built."""

    def put(self, documents: Sequence[ActDocument]) -> None:
        """Add or replace documents by id."""

    def remove(self, ids: Iterable[str]) -> None:
        """Take documents out; unknown ids are no error."""


def follow(
    catalogue: Catalogue, index: Followed, name: str, batch: int = BATCH, tell: Told | None = None
) -> int:
    """Bring an index up to the record's last change; returns how many changes were written.

    Stopped at any moment it goes on where it stood: a batch is noted once it is kept.

    Args:
        name: the generation's name.
        batch: changes at a time; a shorter one is the last, or a busy archive would never end.
    """
    written = 0
    while True:
        with without_cycle_search():
            changes = catalogue.changed(catalogue.index_position(name), batch)
            write(catalogue, index, changes)
        if changes:
            catalogue.set_index_position(name, changes[-1].seq)
            written += len(changes)
            if tell is not None:
                tell(changes[-1].seq)
        if len(changes) < batch:
            return written


def write(catalogue: Catalogue, index: Followed, changes: Sequence[Change]) -> None:
    """Put into an index what these changes show, and take out what they withdraw."""
    documents: list[ActDocument] = []
    gone: list[str] = []
    for change in changes:
        if change.volume is not None:
            pages = catalogue.pages(change.volume)
            documents += [page_document(change.volume, page.name) for page in pages]
        elif change.act is not None:
            documents.append(document(change.act))
        elif change.act_id is not None:
            gone.append(change.act_id)
    if documents:
        index.put(documents)
    if gone:
        index.remove(gone)

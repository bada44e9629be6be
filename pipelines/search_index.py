"""Keeping the search index after the record: it follows the outbox, or is rebuilt from the acts."""

from collections.abc import Iterator

from archive.catalogue import Catalogue
from archive.register import VolumeReference
from archive.settings import Settings
from indexing.search.counting import Counts, counts
from indexing.search.document import ActDocument, document, page_document
from pipelines.workshop import Workshop

_BATCH = 500


def follow_record(workshop: Workshop) -> int:
    """Bring the index up to the record's last change; returns how many acts were written.

    An index found empty though it was filled before (its folder was removed) is built anew.
    """
    with workshop.alone("search"):
        name = index_name(workshop.settings)
        position = workshop.catalogue.index_position(name)
        if position and not workshop.index.count():
            position = 0
        waiting: dict[str, int] = {}
        written = 0
        for seq, act_id in workshop.catalogue.changes_since(position):
            waiting[act_id] = seq
            if len(waiting) == _BATCH:
                written += _write(workshop, name, waiting)
        return written + _write(workshop, name, waiting)


def rebuild(workshop: Workshop) -> Counts:
    """Build the index anew beside the live one, swap it in, and return what it holds."""
    with workshop.alone("search"):
        name = index_name(workshop.settings)
        # Changes made while it is built come again through the outbox.
        last = max((seq for seq, _ in workshop.catalogue.changes_since(0)), default=0)
        workshop.index.rebuild(_everything(workshop.catalogue))
        workshop.catalogue.set_index_position(name, last)
        return counts(workshop.index)


def index_pages(workshop: Workshop, volume: VolumeReference) -> None:
    """Make a volume's pages findable where no acts lead to them: kinds without a form."""
    if volume.register.kind.holds_acts:
        return
    with workshop.alone("search"):
        pages = workshop.catalogue.pages(volume)
        workshop.index.put([page_document(volume, page.name) for page in pages])


def is_behind(workshop: Workshop) -> bool:
    """Whether the record has changes that the index does not show yet."""
    position = workshop.catalogue.index_position(index_name(workshop.settings))
    return next(iter(workshop.catalogue.changes_since(position)), None) is not None


def index_name(settings: Settings) -> str:
    """Name under which the record notes how far this index is."""
    return settings.search_url or "embedded"


def _everything(catalogue: Catalogue) -> Iterator[ActDocument]:
    for record in catalogue.volumes():
        if not record.volume.register.kind.holds_acts:
            for page in catalogue.pages(record.volume):
                yield page_document(record.volume, page.name)
    yield from map(document, catalogue.acts())


def _write(workshop: Workshop, name: str, waiting: dict[str, int]) -> int:
    if not waiting:
        return 0
    acts = [workshop.catalogue.act(act_id) for act_id in waiting]
    workshop.index.put([document(act) for act in acts if act is not None])
    workshop.catalogue.set_index_position(name, max(waiting.values()))
    written = len(waiting)
    waiting.clear()
    return written

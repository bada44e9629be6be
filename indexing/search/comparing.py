"""Holding an index against the record: how far it is behind, whether counts and a sample agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from archive.catalogue import Catalogue
from indexing.search.document import ActDocument, document

EVENLY = 200
NEWEST = 100
"""Acts compared field by field: spread evenly over all changes, and the last changed."""


class Compared(Protocol):
    """What can be held against the record: a live index, or a generation while it is built."""

    def count(self) -> int:
        """How many documents it holds."""

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """Fields that it holds otherwise than these documents, by id."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an index holds beside what the record says it should at the change it followed to.

    Attributes:
        generation: name of the index's generation.
        waiting: changes of the record that the index does not show yet.
        expected: documents that the index must hold: nothing changed them since.
        unsettled: documents changed since, which it may hold or not until it shows the change.
        held: documents in the index.
        compared: acts that were compared field by field.
        differing: fields held otherwise, by act id; ``id`` where the act is not there at all.
    """

    generation: str
    waiting: int
    expected: int
    unsettled: int
    held: int
    compared: int
    differing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Whether counts and sample agree; an index may agree and still be behind."""
        most = self.expected + self.unsettled
        return self.expected <= self.held <= most and not self.differing


def compare(
    catalogue: Catalogue, index: Compared, name: str, position: int | None = None
) -> Agreement:
    """Count, and compare the same sample of acts whoever asks, as of the change followed to.

    Nobody else may follow the record with this index meanwhile.

    Args:
        name: the generation's name.
        position: the change followed to, where the record does not note it.
    """
    if position is None:
        position = catalogue.index_position(name)
    acts = catalogue.sample(position, EVENLY, NEWEST)
    differing = index.differing([document(act) for act in acts])
    for act in acts:
        # A person's decision is shown at once, before the index follows to it.
        if act.act_id in differing and catalogue.act(act.act_id) != act:
            del differing[act.act_id]
    held = index.count()
    # Counted after the index: whatever it shows ahead of the position has changed by now.
    found = catalogue.findable(position)
    waiting = catalogue.waiting(position)
    return Agreement(
        generation=name,
        waiting=waiting,
        expected=found.settled,
        unsettled=found.unsettled,
        held=held,
        compared=len(acts),
        differing=differing,
    )

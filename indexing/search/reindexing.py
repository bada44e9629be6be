"""Building an index anew beside the live one: followed up from the first change, proved, swapped.

Killed at any moment it leaves the live one serving, and the next time goes on where it stood.
"""

from archive.catalogue import Catalogue
from indexing.errors import RebuildIncomplete
from indexing.search import generations
from indexing.search.comparing import Agreement, compare
from indexing.search.following import Told, follow, write
from indexing.search.index import ActIndex, Generation

_TRIES = 5


def build(
    catalogue: Catalogue,
    index: ActIndex,
    batch: int = generations.BATCH,
    tell: Told | None = None,
) -> Generation:
    """The next generation, caught up with the record; ``prove`` it, ``swap`` it in, close it.

    Only one process may build; others go on writing to the record and to the live index.

    Args:
        batch: acts held in memory and written at a time.
    """
    index.ensure()
    generation = index.unfinished() or index.begin()
    if tell is not None:
        tell(catalogue.index_position(generation.name))
    follow(catalogue, generation, generation.name, batch, tell)
    return generation


def prove(catalogue: Catalogue, generation: Generation) -> Agreement:
    """Merge a generation, which may take long, and hold it against the record.

    Others go on writing to the record and to the live index.

    Raises:
        RebuildIncomplete: counts or sample differ; the generation is gone, the live one serves.
    """
    generation.merge()
    proof = _proved(catalogue, generation)
    if not proof.agrees:
        generation.discard()
        raise _incomplete(proof)
    return proof


def swap(catalogue: Catalogue, index: ActIndex, generation: Generation) -> None:
    """Let a generation that was proved take the live one's place.

    Nobody else may follow the record with the live index meanwhile, or what they write to it would
    be gone. The record stands still for the last rest, less than a batch, and the swap, so that
    nothing that was ever shown is missing for a moment.
    """
    follow(catalogue, generation, generation.name)
    with catalogue.held_still():
        position = _write_rest(catalogue, generation)
        index.publish(generation)
    catalogue.set_index_position(generation.name, position)


def _write_rest(catalogue: Catalogue, generation: Generation) -> int:
    """Write what waits in a record that is held still, where no position can be noted."""
    position = catalogue.index_position(generation.name)
    while changes := catalogue.changed(position, generations.BATCH):
        write(catalogue, generation, changes)
        position = changes[-1].seq
    return position


def _proved(catalogue: Catalogue, generation: Generation) -> Agreement:
    for _ in range(_TRIES):
        follow(catalogue, generation, generation.name)
        proof = compare(catalogue, generation, generation.name)
        if not proof.agrees or not proof.unsettled:
            return proof
    # It is written to all the time: only a still record can be counted to the last act.
    with catalogue.held_still():
        position = _write_rest(catalogue, generation)
        return compare(catalogue, generation, generation.name, position)


def _incomplete(proof: Agreement) -> RebuildIncomplete:
    if proof.held != proof.expected:
        return RebuildIncomplete(
            f"the record has {proof.expected} acts and pages to find, the new index holds "
            f"{proof.held}: it was dropped, the old one serves",
            "counts_differ",
        )
    act_id, fields = next(iter(proof.differing.items()))
    return RebuildIncomplete(
        f"{len(proof.differing)} of {proof.compared} acts differ from the record in the new index, "
        f"act {act_id} in {', '.join(fields)}: it was dropped, the old one serves",
        "sample_differs",
    )

"""What acts say, kept beside them for comparing, and the blocks in which they are compared.

Facts and blocks are derived from the acts and can be made again at any time. A block is a number
made from a few facts that duplicates nearly always share: acts are compared within a block only.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from archive.duplicate import Facts
from archive.duplicate_codec import facts_of, facts_text
from archive.store import Store
from archive.tables import duplicate_blocks, duplicate_facts

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Noted:
    """An act's facts and the numbers of its blocks, none of both for an act not to be compared."""

    act_id: str
    facts: Facts
    blocks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Acts that share a block with one, and how many blocks were too full to be looked into."""

    acts: frozenset[str]
    passed_over: int


class DuplicateFacts(Store):
    """Facts by act, and acts by block."""

    def note_facts(self, noted: Sequence[Noted]) -> None:
        """Replace what is kept of these acts."""
        with self._writing() as tx:
            for some in _portions([item.act_id for item in noted]):
                for table in (duplicate_facts, duplicate_blocks):
                    tx.connection.execute(delete(table).where(table.c.act_id.in_(some)))
            said = [{"act_id": n.act_id, "facts": facts_text(n.facts)} for n in noted if n.facts]
            placed = [
                {"block": block, "act_id": item.act_id}
                for item in noted
                for block in sorted(item.blocks)
            ]
            tx.execute_many(insert(duplicate_facts), said)
            tx.execute_many(insert(duplicate_blocks), placed)

    def neighbours(self, noted: Sequence[Noted], most: int) -> dict[str, Neighbours]:
        """By act, the others of its blocks; a block of more than ``most`` acts is passed over."""
        found: dict[str, Neighbours] = {}
        with self._reading() as connection:
            for item in noted:
                near: set[str] = set()
                passed_over = 0
                for block in item.blocks:
                    query = select(duplicate_blocks.c.act_id).limit(most + 1)
                    inside = connection.execute(query.where(duplicate_blocks.c.block == block))
                    acts = set(inside.scalars())
                    passed_over += len(acts) > most
                    near |= acts if len(acts) <= most else set()
                found[item.act_id] = Neighbours(frozenset(near - {item.act_id}), passed_over)
        return found

    def facts_of_acts(self, act_ids: Collection[str]) -> dict[str, Facts]:
        """By act, the facts kept of it; acts of which none are kept are absent."""
        found: dict[str, Facts] = {}
        with self._reading() as connection:
            for some in _portions(sorted(act_ids)):
                query = select(duplicate_facts).where(duplicate_facts.c.act_id.in_(some))
                found |= {row.act_id: facts_of(row.facts) for row in connection.execute(query)}
        return found


def _portions(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    # Engines limit how many values one statement may name.
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))

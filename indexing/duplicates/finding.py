"""Looking for acts that record the same thing: new acts as they come, or the whole record.

It follows the record's log of changes as a search index does, a batch at a time, and notes how far
it is only once a batch is kept: killed at any moment, it goes on where it was.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from archive.act import Act
from archive.catalogue import Catalogue
from archive.catalogue_duplicate_facts import Noted
from archive.catalogue_duplicates import Compared
from archive.duplicate import Facts, Pair
from indexing.duplicates.blocks import MOST_IN_A_BLOCK, blocks_of
from indexing.duplicates.facts import facts_of_act
from indexing.duplicates.rules import Rule, duplicate_rules, rules_that_hold

POSITION = "duplicates"
"""Name under which the record notes how far the search for duplicates is."""

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What a search did: acts looked at, pairs compared, news kept, blocks too full to look into.

    ``news`` counts pairs newly suspected, suspected for other reasons, or no longer suspected.
    """

    acts: int = 0
    compared: int = 0
    news: int = 0
    passed_over: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            self.acts + other.acts,
            self.compared + other.compared,
            self.news + other.news,
            self.passed_over + other.passed_over,
        )


def find_duplicates(
    catalogue: Catalogue, tell: Callable[[Found], None] = lambda _: None, again: bool = False
) -> Found:
    """Compare every act changed since the last time with all acts of its blocks.

    Args:
        tell: called after each batch with what was done so far.
        again: start over with the first act, as after a change of rules.
    """
    if again:
        catalogue.set_index_position(POSITION, 0)
    found = Found()
    while changes := catalogue.changed(catalogue.index_position(POSITION), _BATCH):
        found += compare_acts(catalogue, [c.act for c in changes if c.act is not None])
        catalogue.set_index_position(POSITION, changes[-1].seq)
        tell(found)
    return found


def compare_acts(catalogue: Catalogue, acts: Sequence[Act]) -> Found:
    """Compare some acts with all acts of their blocks and keep what there is to say."""
    noted = [_noted(act) for act in acts]
    catalogue.note_facts(noted)
    near = catalogue.neighbours(noted, MOST_IN_A_BLOCK)
    pairs = {Pair.of(act, other).acts for act, found in near.items() for other in found.acts}
    # A pair may have parted: its acts meet in no block any more.
    spoken_of = {pair.acts for item in noted for pair in catalogue.pairs_of(item.act_id)}
    facts = catalogue.facts_of_acts({act for pair in pairs | spoken_of for act in pair})
    compared = list(_compare(sorted(pairs | spoken_of), facts, duplicate_rules()))
    telling = [item for item in compared if item.rules or item.pair.acts in spoken_of]
    return Found(
        acts=len(noted),
        compared=len(compared),
        news=catalogue.keep_compared(telling),
        passed_over=sum(found.passed_over for found in near.values()),
    )


def _noted(act: Act) -> Noted:
    facts = facts_of_act(act)
    return Noted(act.act_id, facts, blocks_of(facts))


def _compare(
    pairs: Iterable[tuple[str, str]], facts: dict[str, Facts], rules: Sequence[Rule]
) -> Iterable[Compared]:
    for one, other in pairs:
        if one in facts and other in facts:
            held = rules_that_hold(facts[one], facts[other], rules)
            yield Compared(Pair.of(one, other), held, {one: facts[one], other: facts[other]})

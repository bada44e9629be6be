"""Acts that people's decisions make one: which act of a group stands, and which logs tell of it.

Pure. Nothing here is kept: it follows from the joinings in force, so taking one back takes back all
that rested on it and nothing else.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from archive.duplicate import Pair
from archive.history import Merged, Unmerged

Told: TypeAlias = tuple[str, Merged | Unmerged]
"""An act's id, and what its log is to tell."""


def standing_of(act_ids: Collection[str], joined: Iterable[Pair]) -> dict[str, str]:
    """By act, the act that stands for it: itself unless it is a second copy.

    A joining makes two groups one, and the act that stood for the group of the chosen act stands
    for both. An act that stands still does when any of these joinings is left out.

    Args:
        act_ids: the acts to tell of; those of the pairs need not be among them.
        joined: pairs whose joining is in force, in the order in which they were decided.
    """
    pairs = list(joined)
    stands = {act: act for act in (*act_ids, *(act for pair in pairs for act in pair.acts))}
    for pair in pairs:
        one, other = (stands[act] for act in pair.acts)
        chosen = stands.get(pair.joined.standing) if pair.joined else None
        # The first joinings named the act that stood for the group, which may have left it since.
        kept, gone = (other, one) if chosen == other else (one, other)
        stands = {act: kept if at == gone else at for act, at in stands.items()}
    return stands


def news_of_standing(
    before: Mapping[str, str], after: Mapping[str, str], reason: str
) -> list[Told]:
    """What logs of acts tell where another act stands for some than before, in order.

    An act's own log tells it, and so does that of the act that stands for it from here on. The act
    that stood for it before is told where it stands itself.

    Args:
        before: by act, what ``standing_of`` gave; it has every act of ``after``.
    """
    told: list[Told] = []
    # An act that stands again does so before others are told to follow it.
    for act, now in sorted(after.items(), key=lambda item: (item[0] != item[1], item)):
        was = before[act]
        if was == now:
            continue
        if was != act and after.get(was) == was:
            told.append((was, Unmerged(was, act, reason)))
        if now == act:
            told.append((act, Unmerged(was, act, reason)))
        else:
            told += [(act, Merged(now, act, reason)), (now, Merged(now, act, reason))]
    return told

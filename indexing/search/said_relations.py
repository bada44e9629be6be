"""Who a word of a name may be besides the person: a parent after ben, a grandparent, a title."""

from collections.abc import Collection, Sequence

from indexing.names.matching import PARTICLES

_CHILD_OF = frozenset(
    (
        *("ben", "bin", "ibn", "bent", "bint", "bnt", "bt", "b", "ould", "fils", "fille"),
        *("بن", "ابن", "بنت", "ولد", "الابن", "البنت"),
    )
)
_SKIPPED = frozenset(("de", "du", "d", "el", "al", "si", "sidi", "moulay", "سيدي", "مولاي"))
_FIRST_TITLES = frozenset(
    (
        *("cherif", "charif", "chrif", "cherifa", "charifa", "الشريف", "شريف", "الشريفه"),
        *("شريفه",),
    )
)
_TITLES = frozenset(["haj", "hadj", "hajj", "hajja", "الحاج", "الحاجه"])
_LEAST_OTHERS = 2


def parents_at(words: Sequence[str]) -> list[int]:
    """Places of the words after ben, bent or fils de: a parent, then grandparents.

    Not where it opens the name or stands in one: Ait Ben Haddou.
    """
    found = []
    for at, word in enumerate(words):
        if word in _CHILD_OF and at and words[at - 1] not in PARTICLES:
            names = (place for place in range(at + 1, len(words)) if words[place] not in _SKIPPED)
            found += [place for place in (next(names, None),) if place is not None]
    return found


def helping_at(
    words: Sequence[str], telling: Collection[int], parents: Sequence[int]
) -> frozenset[int]:
    """Places of telling words that need not match: titles and grandparents beside other names."""
    helping = set(parents[1:])
    for place in parents[1:]:
        if words[place] in ("abd", "عبد"):
            helping.add(place + 1)
    first = min(telling, default=0)
    titles = {
        at for at in telling if words[at] in _TITLES or (at == first and words[at] in _FIRST_TITLES)
    }
    if len([at for at in telling if at not in titles]) >= _LEAST_OTHERS:
        helping |= titles
    return frozenset(helping)

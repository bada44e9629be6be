"""What else the letters of a reading may be, told by an engine's other readings of each word.

A word read "1900" whose other readings are "1906" and "190" has a last letter that is 0, perhaps
6, perhaps nothing. Alignment takes such a letter for less than a plain misreading.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz.distance import Levenshtein

from indexing.decoding.alignment import Text, letters

Alternatives = Mapping[str, Sequence[str]]
"""Other readings of words, best first, by the word as read."""

# What taking a letter of another reading costs, by its rank, in misread letters.
_FIRST, _NEXT, _DEAREST = 0.3, 0.05, 0.8
_COMMON = 1.0


@dataclass(slots=True)
class _Place:
    """One letter of the text ("" where another reading has one more) and what else it may be."""

    letter: str
    others: dict[str, float] = field(default_factory=dict)

    def may_be(self, letter: str, cost: float) -> None:
        self.others[letter] = min(cost, self.others.get(letter, cost))


def doubtful_text(
    raw: str,
    glued: str,
    script: str,
    alternatives: Alternatives,
    glue: Callable[[str], str],
    backward: bool = False,
) -> Text:
    """``glued``, which is ``raw`` folded by ``glue``, ready to align with what else it may be.

    Where folding joins or parts words so that they cannot be told apart, the text stands alone.
    """
    places = _places(raw, alternatives, glue)
    if "".join(place.letter for place in places)[: len(glued)] != glued:
        return Text.of(script, glued, backward)
    kept, length = 0, 0
    while kept < len(places) and length + len(places[kept].letter) <= len(glued):
        length += len(places[kept].letter)
        kept += 1
    return _text(places[:kept][:: -1 if backward else 1], script)


def _places(raw: str, alternatives: Alternatives, glue: Callable[[str], str]) -> list[_Place]:
    places: list[_Place] = []
    for word in raw.split():
        read = glue(word)
        own = [_Place(letter) for letter in read]
        added: dict[int, dict[str, float]] = {}
        for rank, other in enumerate(alternatives.get(word, ())):
            cost = min(_FIRST + _NEXT * rank, _DEAREST)
            _compare(own, added, read, glue(other), cost)
        for at, place in enumerate([*own, None]):
            if at in added:
                places.append(_Place("", added[at]))
            if place is not None:
                places.append(place)
    return places


def _compare(
    own: Sequence[_Place], added: dict[int, dict[str, float]], read: str, other: str, cost: float
) -> None:
    """Note, in place, where ``other`` differs from what was read."""
    for step in Levenshtein.editops(read, other):
        if step.tag == "replace":
            own[step.src_pos].may_be(other[step.dest_pos], cost)
        elif step.tag == "delete":
            own[step.src_pos].may_be("", cost)
        else:
            more = added.setdefault(step.src_pos, {})
            letter = other[step.dest_pos]
            more[letter] = min(cost, more.get(letter, cost))


def _text(places: Sequence[_Place], script: str) -> Text:
    known = letters(script)
    codes = known.encode("".join(place.letter or " " for place in places))
    misread = known.substitute[:, codes].T.copy()
    weights = known.light[codes].copy()
    for at, place in enumerate(places):
        if not place.letter:
            misread[at], weights[at] = _COMMON, 0.0
            misread[at, 0] = known.substitute[0, 0]
        for letter, cost in place.others.items():
            if letter:
                code = known.encode(letter)[0]
                misread[at, code] = min(misread[at, code], cost)
            else:
                weights[at] = min(weights[at], cost)
    added = np.concatenate(([0.0], np.cumsum(weights))).astype(np.float32)[:, None]
    return Text((misread - weights[:, None]).astype(np.float32), added, known.light)

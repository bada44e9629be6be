"""Other readings of a word, from what an engine says of each of its letters."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations

MOST = 6

# Letters changed at once, and letters considered, before words grow too many.
_CHANGES, _CONSIDERED = 2, 8


def other_readings(text: str, choices: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    """Words one or two letters away from ``text``, likeliest first, at most six.

    Args:
        choices: for each letter of ``text`` how far each other letter that the engine weighed
            there stands behind the one it took; "" would lose the letter.

    Raises:
        ValueError: there are not as many choices as letters.
    """
    if len(choices) != len(text):
        raise ValueError(f"{len(choices)} choices for the {len(text)} letters of {text!r}")
    changes = [
        (behind, place, letter)
        for place, weighed in enumerate(choices)
        for letter, behind in weighed.items()
        if letter != text[place]
    ]
    near = nsmallest(_CONSIDERED, changes)
    words = nsmallest(4 * MOST, _words(text, near))
    found = dict.fromkeys(word for _, word in words if word and word != text)
    return tuple(found)[:MOST]


def _words(text: str, changes: Sequence[tuple[float, int, str]]) -> Iterator[tuple[float, str]]:
    for count in range(1, _CHANGES + 1):
        for chosen in combinations(changes, count):
            at = {place: letter for _, place, letter in chosen}
            if len(at) == count:
                word = "".join(at.get(place, letter) for place, letter in enumerate(text))
                yield sum(behind for behind, _, _ in chosen), word

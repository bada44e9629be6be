"""Words that recognition ran together, parted where print shows it: "Chouafaa,infirmier"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexing.text.stream import PlacedWord

# Behind a sign between letters, and before a capital inside a word: "SalmaZerroui".
_SEAM = re.compile(r"(?<=[^\W\d][,;:،؛])(?=[^\W\d])|(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ])")


def parted(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    """The words with those parted that were run together; boxes are cut in proportion."""
    return tuple(part for placed in words for part in _parts(placed))


def _parts(placed: PlacedWord) -> list[PlacedWord]:
    word = placed.word
    seams = [0, *(match.start() for match in _SEAM.finditer(word.text)), len(word.text)]
    if len(seams) == 2:
        return [placed]
    arabic = any("ء" <= c <= "ي" for c in word.text)
    parts = []
    for start, end in pairwise(seams):
        before, after = (
            (start, end) if not arabic else (len(word.text) - end, len(word.text) - start)
        )
        step = word.box.width / len(word.text)
        box = replace(
            word.box,
            left=word.box.left + round(step * before),
            right=word.box.left + round(step * after),
        )
        text = word.text[start:end]
        parts.append(replace(placed, word=replace(word, text=text, box=box, alternatives=())))
    return parts

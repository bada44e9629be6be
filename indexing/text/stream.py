"""Words of several lines as one stream of folded letters without spaces, to search labels in.

Spaces are what recognition gets wrong first; a stream without them finds a label in glued or
split words alike, and leads back from letters to words, boxes and confidences.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexing.names.matching import fold
from ocr.page import BoundingBox, Word


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word with the page it stands on."""

    word: Word
    page: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Text between two points of a stream, as read.

    Attributes:
        text: words and parts of words joined by spaces.
        confidence: mean word confidence weighted by letters, 0 for no text.
        page, box: where it stands; its part on the first page it stands on.
        words: the words it takes letters from, glued ones cut to their part of the text.
    """

    text: str
    confidence: float
    page: str | None
    box: BoundingBox | None
    words: tuple[PlacedWord, ...]


EMPTY = Extract("", 0.0, None, None, ())


class TextStream:
    """Folded letters of words in reading order.

    Attributes:
        letters: the folded letters, no spaces.
        starts: positions in ``letters`` where a word begins (its length closes them).
        boundaries: where words are known to begin: ``starts``, and what ``open_at`` added.
    """

    def __init__(self, words: Sequence[PlacedWord]) -> None:
        self.words = tuple(words)
        texts = tuple(placed.word.text for placed in self.words)
        self.letters, self.starts, self._owner = _laid_out(texts)
        self.boundaries = frozenset(self.starts)

    def is_boundary(self, position: int) -> bool:
        """Whether a word begins (or the text ends) at ``position``."""
        return position in self.boundaries

    def open_at(self, positions: Iterable[int]) -> None:
        """Let words begin at more letters: what is known to end there may be glued to the next."""
        self.boundaries |= frozenset(positions)

    def extract(self, start: int, end: int) -> Extract:
        """What stands from letter ``start`` up to letter ``end``."""
        if end <= start:
            return EMPTY
        spans: dict[int, tuple[int, int]] = {}
        for index, at in self._owner[start:end]:
            first, _ = spans.get(index, (at, at))
            spans[index] = (first, at)
        pieces, used, weight, total = [], [], 0.0, 0
        for index, (first, last) in spans.items():
            placed = self.words[index]
            whole = self.starts[index] >= start and self.starts[index + 1] <= end
            text = placed.word.text if whole else placed.word.text[first : last + 1]
            pieces.append(text)
            used.append(placed if whole else _part(placed, text))
            weight += placed.word.confidence * len(text)
            total += len(text)
        return Extract(" ".join(pieces), weight / total, used[0].page, _box(used), tuple(used))


def _part(placed: PlacedWord, text: str) -> PlacedWord:
    """A word cut to ``text``; its other readings are of the whole word, so they go."""
    return replace(placed, word=replace(placed.word, text=text, alternatives=()))


@lru_cache(maxsize=2048)
def _laid_out(
    texts: tuple[str, ...],
) -> tuple[str, tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Letters of words, where each word begins, and the word and character of each letter."""
    letters, starts, owner = "", [], []
    for index, text in enumerate(texts):
        starts.append(len(letters))
        for at, character in enumerate(text):
            folded = fold_letter(character)
            letters += folded
            owner += [(index, at)] * len(folded)
    return letters, (*starts, len(letters)), tuple(owner)


@lru_cache(maxsize=4096)
def fold_letter(character: str) -> str:
    """One character folded as names are; "" for signs that no label depends on."""
    if character.isspace() or not (character.isalnum() or character in "°/"):
        return ""
    return fold(character).replace(" ", "")


def fold_label(text: str) -> str:
    """A printed label as it stands in a stream."""
    return "".join(fold_letter(character) for character in text)


def extract_words(words: Sequence[PlacedWord]) -> Extract:
    """Whole words as one extract."""
    if not words:
        return EMPTY
    total = sum(len(placed.word.text) for placed in words)
    weight = sum(placed.word.confidence * len(placed.word.text) for placed in words)
    text = " ".join(placed.word.text for placed in words)
    return Extract(text, weight / max(total, 1), words[0].page, _box(words), tuple(words))


def _box(words: Sequence[PlacedWord]) -> BoundingBox:
    box = words[0].word.box
    for placed in words[1:]:
        if placed.page == words[0].page:
            box = box.union(placed.word.box)
    return box

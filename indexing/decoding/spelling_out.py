"""A folded candidate written out: as it was read where a reading tells, else as lists write it.

Recognition takes ي for ى and ï for i far oftener than it adds an accent: what was read is weighed
by how often it is read so where each spelling stands, and by how usual that spelling is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from rapidfuzz.distance import Levenshtein

from indexing.decoding.candidate_spellings import Reading
from indexing.names.matching import PARTICLES
from indexing.names.written_letters import GAP, Written, WrittenLetters, part_words, written_letters

# How often a letter (first) is read as one that folds alike (second), counted on invented volumes.
_READ_AS = {
    ("ي", "ى"): 0.03,
    ("ى", "ي"): 0.01,
    ("أ", "ا"): 0.01,
    ("أ", "آ"): 0.01,
    ("آ", "أ"): 0.1,
    ("آ", "ا"): 0.1,
    ("إ", "ا"): 0.01,
    ("ة", "ه"): 0.006,
    ("ؤ", "و"): 0.1,
    ("ئ", "ي"): 0.03,
    ("ç", "c"): 0.3,
    ("ï", "i"): 0.4,
    ("î", "i"): 0.3,
    ("â", "a"): 0.1,
    ("é", "e"): 0.1,
    ("è", "e"): 0.15,
    ("ê", "e"): 0.15,
    ("é", "è"): 0.05,
    ("è", "ê"): 0.1,
}
_MARK_LOST, _APOSTROPHE_LOST, _OTHER = 0.15, 0.01, 0.004
_APOSTROPHES = "'’‘ʼ´`"
_SECOND, _OTHER_SIGN = 0.2, 0.3
_UNSURE = 4.0
# Letters whose capital differs in size alone.
_SAME_SHAPE = frozenset("ckopsuvwxz")
_CAPITALS, _SHORT = 0.7, 4


@dataclass(frozen=True, slots=True)
class _Seen:
    """One reading laid beside a candidate.

    Attributes:
        letters: how each letter of the candidate was read, None where something else was.
        gaps: how what stands before a letter was read, by its place.
        confidence: of the reading.
        capitals: whether it is in capitals.
        seconds: the same of the engine's other readings, without theirs.
    """

    letters: tuple[str | None, ...]
    gaps: dict[int, str]
    confidence: float
    capitals: bool
    seconds: tuple["_Seen", ...] = ()

    @property
    def rank(self) -> tuple[int, float]:
        """Grows with what the reading tells of the candidate."""
        return sum(letter is not None for letter in self.letters), self.confidence

    def part(self, start: int, end: int) -> "_Seen":
        """What was read of one word; two or three letters alone tell no capitals."""
        seconds = tuple(second.part(start, end) for second in self.seconds)
        letters = self.letters[start:end]
        capitals = _in_capitals(letters) if _cased(letters) >= _SHORT else self.capitals
        return _Seen(letters, {}, self.confidence, capitals, seconds)


def spelled_out(known: WrittenLetters, folded: str, readings: Sequence[Reading]) -> str:
    """A folded candidate as a clerk would find it written, by its readings and by lists."""
    glued = folded.replace(GAP, "")
    seen = sorted((_beside(reading, glued) for reading in readings), key=lambda s: s.rank)[::-1]
    whole = known.whole(folded)
    listed = part_words(whole) if whole else ()
    words: list[str] = []
    at = 0
    for word in folded.split():
        parts = [one.part(at, at + len(word)) for one in seen]
        gap = GAP if whole is None else whole[at + len(words) - 1] if words else ""
        gap = next((one.gaps[at] for one in seen if at in one.gaps), gap)
        usual = listed[len(words)] if listed else None
        words.append((gap if words else "") + _word(known, word, usual, parts))
        at += len(word)
    return "".join(words) or folded


def _beside(reading: Reading, glued: str) -> _Seen:
    same = (text for text, _, stray in reading.variants if not stray and text != reading.text)
    seconds = [_laid(text, glued, 0.0) for text in same if _glued(text) == _glued(reading.text)]
    first = _laid(reading.text, glued, reading.confidence)
    return replace(first, seconds=tuple(seconds))


def _glued(text: str) -> str:
    return written_letters(text)[0].replace(GAP, "")


def _laid(text: str, glued: str, confidence: float) -> _Seen:
    """A reading's text beside the letters of a candidate: where it holds them all, those."""
    folded, written = written_letters(text)
    places = [at for at, letter in enumerate(folded) if letter != GAP]
    letters: list[str | None] = [None] * len(glued)
    gaps: dict[int, str] = {}
    for start, to, length in _same("".join(folded[at] for at in places), glued):
        for offset in range(length):
            at = places[start + offset]
            letters[to + offset] = written[at]
            if offset and folded[at - 1] == GAP:
                gaps[to + offset] = written[at - 1]
    return _Seen(tuple(letters), gaps, confidence, _in_capitals(letters))


def _same(read: str, glued: str) -> Iterable[tuple[int, int, int]]:
    """Where both have the same letters: start in each, and how many."""
    at = read.find(glued)
    if at >= 0:
        return [(at, 0, len(glued))]
    steps = Levenshtein.opcodes(read, glued)
    return [(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]


def _word(known: WrittenLetters, folded: str, usual: Written | None, seen: Sequence[_Seen]) -> str:
    """One word; ``usual`` is how lists write it in this value, None where they lack the value."""
    listed = known.words(folded)
    usual = usual or next(iter(listed), None)
    ways = (*listed, known.restored(folded))
    plain = [tuple(letter.lower() for letter in one) for one in ways]
    whole = [part for part in seen if None not in part.letters]
    read = [_as_read(one, plain[0]) for part in whole for one in (part, *part.seconds)]
    weight = max(1, len(seen)) ** -0.5
    best = max(
        dict.fromkeys((*plain, *read)),
        key=lambda way: (
            known.likelihood(folded, way, usual) + weight * sum(_told(one, way) for one in seen)
        ),
    )
    return _with_capitals(folded, best, usual, seen, known.capital)


def _as_read(seen: _Seen, usual: Written) -> Written:
    """The word with each letter as read, as usual where something else was read."""
    pairs = zip(seen.letters, usual, strict=True)
    return tuple(way if letter is None else letter.lower() for letter, way in pairs)


def _told(seen: _Seen, written: Written) -> float:
    """Logarithm of how likely the letters are read as they were where they are written so."""
    told = 0.0
    for at, (letter, way) in enumerate(zip(seen.letters, written, strict=True)):
        if letter is None:
            continue
        chance = _chance(letter.lower(), way, seen.confidence)
        others = [one for second in seen.seconds if (one := second.letters[at]) is not None]
        if others:
            second = max(_chance(one.lower(), way, seen.confidence) for one in others)
            chance = (1 - _SECOND) * chance + _SECOND * second
        told += log(chance)
    return told


def _chance(read: str, written: str, confidence: float) -> float:
    """Chance of reading a letter so where one that folds alike is written."""
    if read == written:
        return 1.0
    rate = _READ_AS.get((written, read), _OTHER)
    if any(sign in written for sign in _APOSTROPHES):
        rate = _OTHER_SIGN if any(sign in read for sign in _APOSTROPHES) else _APOSTROPHE_LOST
    elif "ء" in written and "ء" not in read:
        rate = _MARK_LOST
    return min(0.5, rate * (1 + _UNSURE * (1 - confidence)))


def _in_capitals(letters: Sequence[str | None]) -> bool:
    uppers = sum(letter is not None and letter[:1].isupper() for letter in letters)
    return uppers > 1 and uppers >= _CAPITALS * _cased(letters)


def _cased(letters: Sequence[str | None]) -> int:
    return sum(letter is not None and letter.lower() != letter.upper() for letter in letters)


def _with_capitals(
    folded: str, written: Written, usual: Written | None, seen: Sequence[_Seen], capital: bool
) -> str:
    """The word with capitals as read; the size alone of a letter says little.

    Args:
        usual: how lists write it; ``capital`` is how they begin the words they have.
    """
    letters = next((one.letters for one in seen if any(one.letters)), (None,) * len(folded))
    if any(letters) and seen[0].capitals:
        return "".join(written).upper()
    upper = [usual is not None and letter[:1].isupper() for letter in usual or written]
    if usual is not None and tuple(letter.lower() for letter in usual) != written:
        upper[1:] = [False] * len(upper[1:])
    read = [
        letter is not None and letter[:1].isupper() and plain not in _SAME_SHAPE
        for letter, plain in zip(letters, folded, strict=True)
    ]
    if len(folded) >= _SHORT and None not in letters:
        upper[1:] = [one or other for one, other in zip(upper[1:], read[1:], strict=True)]
    if letters[0] is not None and folded in PARTICLES:
        upper[0] = letters[0][:1].isupper()
    else:
        upper[0] = upper[0] or read[0] or (usual is None and capital)
    return "".join(way.capitalize() if up else way for way, up in zip(written, upper, strict=True))

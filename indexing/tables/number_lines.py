"""Lines that open an act: its number in wordings nobody described, and the heading above it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexing.labels.search import find_label, folded
from indexing.labels.words import meaning
from indexing.names.matching import fold
from indexing.registers.sequence import read_digits, without_suffix
from indexing.text.line import TextLine
from indexing.text.stream import TextStream

# "N. 4": the label is down to its first letter.
_BARE_NUMBER = re.compile(r"n[°o]?([\dsilozb/]{1,6}(?:bis|ter)?)")
_DATE = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}")
_WORD = re.compile(r"[^\W\d]{3}")
# Words that number something ("acte" tells of another act in a mention), and words that may stand
# beside them before an act's number.
_NUMBERS = {
    "numero",
    "no",
    "n",
    "nr",
    "num",
    "ref",
    "reference",
    "matricule",
    "رقم",
    "عدد",
    "مرجع",
}
_NUMBERS |= {"الرقم", "العدد", "المرجع", "ع", "ر"}
_BESIDE = {
    "acte", "de", "d", "l", "la", "du", "et", "ordre", "enregistrement", "inscription", "serie",
    "registre", "folio", "naissance", "deces",
    "رسم", "الرسم", "عقد", "العقد", "الترتيبي", "ترتيبي", "التسلسلي", "التسجيل", "تسجيل", "القيد",
    "الولاده", "ولاده", "الازدياد", "الوفاه", "وفاه",
}  # fmt: skip
# What may stand behind an act's number on its line: whose number it is, and of which year.
_BEHIND = {
    "de", "d", "du", "la", "le", "l", "present", "registre", "cahier", "volume", "an", "annee",
    "exercice", "serie", "naissance", "naissances", "deces", "acte", "actes", "des",
    "من", "السجل", "سجل", "هذا", "لسنه", "سنه", "لعام", "عام", "الولادات", "الوفيات",
}  # fmt: skip
_YEAR = re.compile(r"(?:1[2-9]|20)\d\d")
_YEAR_BEHIND = re.compile(r"\d\s*[-–—]\s*(?:1[89]|20)\d\d\W*$")
# Where the figures stand in a label that the volume's counting told.
PLACE = "#"
_SIGNS = re.compile(r"[\W_]+")
_LONGEST, _LONG_WORD = 5, 6
_MOST_FIGURES = 6
_NUMBER_AND_YEAR = 8
_PRINTED = 0.75
_GAP = 1.3
_HEADING = 4.0
_TITLES = ("birth", "death", "drawn_up")
_MOST_TITLE = 48


def number_match(line: TextLine, number_labels: Sequence[str]) -> int | None:
    """Letter of the line's stream where the act number begins, None when no label opens it."""
    span = number_span(line, number_labels)
    return None if span is None else span[0]


def number_span(line: TextLine, number_labels: Sequence[str]) -> tuple[int, int] | None:
    """Letters of the line's stream from which to which the act number stands, None without one."""
    return _number_span(line, tuple(number_labels))


# Every form asks each line of an entry, and so does each way of parting acts.
@lru_cache(maxsize=16384)
def _number_span(line: TextLine, number_labels: tuple[str, ...]) -> tuple[int, int] | None:
    stream = TextStream(line.words)
    if _DATE.search(" ".join(placed.word.text for placed in line.words)):
        return None
    start = _number_start(line, stream, number_labels)
    if start is not None:
        return start, max(start, _number_end(stream, start))
    told = (_counted_span(stream, label) for label in number_labels if PLACE in label)
    return next((span for span in told if span is not None), None)


def _number_start(line: TextLine, stream: TextStream, number_labels: Sequence[str]) -> int | None:
    found = [
        (at.gain, at.end, len(folded(label)))
        for label in number_labels
        if PLACE not in label
        for at in find_label(stream, label, len(folded(label)) + 4)
        if at.start <= 2
    ]
    bare = _BARE_NUMBER.fullmatch(stream.letters)
    if not found:
        return bare.start(1) if bare else worded_number(line)
    gain, end, length = max(found)
    rest = without_suffix(stream.letters[end : _number_end(stream, end)])
    digits = sum(c.isdigit() for c in rest)
    if digits > _NUMBER_AND_YEAR:
        return None
    figures = 0 < digits >= 0.5 * len(rest) and len(rest) <= 12 and not _WORD.search(rest)
    # A number written by hand may be read as a few letters or not at all, after a clear label.
    scrawl = len(rest) <= 5 and length >= 3 and gain >= length - 0.5
    # "Acte : date" is a row's label.
    scrawl = scrawl and not meaning(rest, line.script).attributes
    return end if figures or scrawl else worded_number(line)


def _number_end(stream: TextStream, start: int) -> int:
    """Letter where the words behind the number begin ("du registre", "de l'année 1938")."""
    end = len(stream.letters)
    if _YEAR_BEHIND.search(" ".join(placed.word.text for placed in stream.words)):
        return end - 4
    worded = False
    for place, placed in reversed(list(enumerate(stream.words))):
        keys = fold(_SIGNS.sub(" ", placed.word.text)).split()
        words = [key for key in keys if not _YEAR.fullmatch(read_digits(key))]
        if stream.starts[place] < start or not all(key in _BEHIND for key in words):
            break
        worded = worded or bool(words)
        if words:
            end = stream.starts[place]
    return end


def _counted_span(stream: TextStream, label: str) -> tuple[int, int] | None:
    """Where the figures stand in a line that prints ``label`` around them and nothing else."""
    before, behind = (folded(part) for part in label.split(PLACE))
    letters = stream.letters
    figures = [at for at, letter in enumerate(letters) if letter.isdigit()]
    if not figures:
        return None
    start, end = figures[0], figures[-1] + 1
    like = Levenshtein.normalized_similarity
    same = like(letters[:start], before) >= _PRINTED and like(letters[end:], behind) >= _PRINTED
    return (start, end) if same and end - start <= _MOST_FIGURES else None


def part_number(line: TextLine, number_labels: Sequence[str]) -> list[TextLine]:
    """A line cut behind its act number where a wide gap parts it from another column's text."""
    for at, gap in enumerate(line.gaps(), start=1):
        if gap > _GAP * line.height:
            first = replace(line, words=line.words[:at])
            numbered = number_match(first, number_labels) is not None
            told = any(c.isdigit() for placed in first.words for c in placed.word.text)
            if numbered and told:
                return [first, replace(line, words=line.words[at:])]
    return [line]


def worded_number(line: TextLine) -> int | None:
    """Letter where the figures of "Numéro d'ordre 12" begin, None for any other line.

    All words before the figures must be words that go with an act's number; what follows them may
    only be another column's.
    """
    stream = TextStream(line.words)
    wide = [gap > _GAP * line.height for gap in line.gaps()]
    words = [fold(_SIGNS.sub(" ", placed.word.text)).split() for placed in stream.words]
    for at, keys in enumerate(words[: _LONGEST + 1]):
        figures = "".join(keys)
        if any(c.isdigit() for c in figures):
            before = [key for word in words[:at] for key in word]
            end = next((i + 1 for i in range(at, len(wide)) if wide[i]), len(words))
            end = min(end, sum(x < _number_end(stream, stream.starts[at]) for x in stream.starts))
            rest = "".join(key for word in words[at:end] for key in word)
            named = any(key in _NUMBERS for key in before)
            known = all(key in _NUMBERS or _goes_beside(key) for key in before)
            known = known or _is_colon_label(line, at, before)
            short = len(rest) <= _MOST_FIGURES and sum(c.isdigit() for c in rest) * 2 >= len(rest)
            return stream.starts[at] if named and known and short else None
    return None


def _is_colon_label(line: TextLine, at: int, before: Sequence[str]) -> bool:
    """Whether the words before the figure at ``at`` are a label, "Numéro" first and a colon last.

    A label that names what a row of the form asks for is that row's.
    """
    text = " ".join(placed.word.text for placed in line.words[:at])
    told = meaning(text, line.script)
    opened = bool(before) and before[0] in _NUMBERS and text.rstrip().endswith(":")
    return opened and not (told.persons or told.attributes.keys() - {"year", "date"})


def _goes_beside(key: str) -> bool:
    """Whether a word may stand beside a number's, one letter of a longer one misread."""
    return key in _BESIDE or (
        len(key) >= _LONG_WORD
        and any(Levenshtein.distance(key, known, score_cutoff=1) <= 1 for known in _BESIDE)
    )


def above_number(top: int, lines: Sequence[TextLine], pitch: float) -> float:
    """Where the act whose number stands at ``top`` begins: its heading is its own.

    A heading is the kingdom, the office, the year or a title; the first line that is none of them
    ends it.
    """
    start = top - 0.7 * pitch
    for line in sorted(lines, key=lambda line: -line.top):
        if line.top >= start:
            continue
        if start - line.top > _HEADING * pitch or not _is_heading(line):
            break
        start = line.top - 0.3 * pitch
    return start


def _is_heading(line: TextLine) -> bool:
    text = " ".join(placed.word.text for placed in line.words)
    if not any(c.isalpha() for c in text):
        return True
    told = meaning(text, line.script)
    if any(told.attributes.get(name, 0.0) >= 0.6 for name in ("office", "province")):
        return not told.events
    # "Décès n° 240" ends a mention; a title tells a year at most.
    figures = [w for w in re.findall(r"\d+", text) if len(w) != 4]
    titled = (
        not figures
        and any(told.events.get(name, 0.0) >= 0.85 for name in _TITLES)
        and ":" not in text
    )
    return titled and not told.persons and "date" not in told.attributes and len(text) < _MOST_TITLE

"""What a marginal mention names: date, place, other party, act or judgment, court, change."""

import re
from collections.abc import Iterator
from dataclasses import replace

from archive.civil_date import Calendar
from archive.folding import western_digits
from archive.months import GREGORIAN_AR, GREGORIAN_FR
from archive.register import LAST_YEAR
from indexing.decoding.date_agreement import other_readings
from indexing.decoding.dates import decode_date
from indexing.decoding.doubtful_letters import Alternatives
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.decoding.values import decode_place, place_likeness
from indexing.mentions.wordings import field_names, wordings
from indexing.names.matching import fold
from indexing.registers.sequence import read_number
from indexing.text.stream import Extract, PlacedWord, extract_words, fold_label

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-|\\]?\s*(\d{1,2})\s*[/.\-|\\]?\s*(\d{4})(?!\d)")
_NAMED_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s+(\w+)\s+(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
# Figures that recognition writes as letters, where most signs of a word are figures.
_FIGURES = str.maketrans("OoIl|", "00111")
_INSERTED = r"(?:\s+(?:bis|ter|مكرر)\b)?"
_AROUND_DATE = re.compile(
    r"\b(?:le|du|à|acte|jugement|avec|par|suivant|selon|en|fait|في|مع|يوم|بمقتضى|بموجب|بتاريخ|رسم|عدد|حكم|الموافق)\b|n°|[,;،]",
    re.IGNORECASE,
)
_WRITTEN, _SURE_ENOUGH = 0.05, 0.3
_LONGEST_PLACE, _LONGEST_PARTY, _LONGEST_COURT, _LONGEST_VALUE = 4, 5, 7, 5
_LEAST_LETTERS = 3
_A_NAME, _A_PLACE = 0.75, 0.85


def date_told(extract: Extract, script: str, year: int) -> tuple[str | None, float]:
    """ISO date of what happened, not of the mention's own making, and how sure it is, 0 to 1.

    A year where nothing more can be read; None with a low figure where not even that can.
    """
    before, others = _before_own(extract, script), other_readings(extract)
    if before is not None and (found := _date_in(before, script, year, others))[1] >= _SURE_ENOUGH:
        return found
    return _date_in(extract.text, script, year, others)


def _date_in(text: str, script: str, year: int, others: Alternatives) -> tuple[str | None, float]:
    for match in _DATE.finditer(_figures(text)):
        day, month, in_year = (int(part) for part in match.groups())
        if 1 <= day <= 31 and 1 <= month <= 12 and year <= in_year <= LAST_YEAR:
            return f"{in_year:04}-{month:02}-{day:02}", 0.97
    for match in _NAMED_MONTH.finditer(_figures(text)):
        month = (GREGORIAN_FR if script == "fr" else GREGORIAN_AR).number(match[2]) or 0
        if 1 <= int(match[1]) <= 31 and month and year <= int(match[3]) <= LAST_YEAR:
            return f"{match[3]}-{month:02}-{int(match[1]):02}", 0.97
    # A date in words is surest alone, without the place and the names around it.
    pieces = [text, *(piece for piece in _AROUND_DATE.split(text) if len(piece.split()) > 1)]
    full = [
        candidate
        for piece in pieces
        for candidate in decode_date(
            piece, script, Calendar.GREGORIAN, range(year, LAST_YEAR), others
        )
        if len(candidate.iso) == 10 and candidate.score > _WRITTEN
    ]
    best = max(full, key=lambda candidate: candidate.score, default=None)
    if best is not None and (best.score > 0.3 or not _YEAR.search(_figures(text))):
        return best.iso, best.score
    only = [y for y in _YEAR.findall(_figures(text)) if year <= int(y) <= LAST_YEAR]
    return (only[0], 0.3) if only else (None, 0.2)


def place_named(extract: Extract, script: str) -> str | None:
    """The place named after a cue such as "à"."""
    for words in _named(extract, script, "place", _LONGEST_PLACE):
        part = extract_words(words)
        text = tidy(part.text)
        proper = script == "ar" or text[:1].isupper()
        if proper and len(text) >= _LEAST_LETTERS and not _is_person(text, script):
            return decode_place({script: [part]}, None)[script].value
    return None


def other_party(extract: Extract, script: str) -> str | None:
    """The husband or wife that a mention names, as written."""
    for words in _named(extract, script, "party", _LONGEST_PARTY):
        text = tidy(extract_words(words).text)
        proper = script == "ar" or text[:1].isupper()
        if not proper or len(text) < _LEAST_LETTERS or any(c.isdigit() for c in text):
            continue
        if not _after_doubtful_cue(extract, words, script) or _is_person(text, script):
            return text
    return None


def number_cited(extract: Extract, script: str) -> str | None:
    """The number of the act or judgment that a mention cites."""
    for cue in wordings(script).cues["number"]:
        alone = rf"(?<!\w){re.escape(cue)}(?![^\W\d])"
        match = re.search(rf"{alone}\s*:?\s*(\S+{_INSERTED})", extract.text)
        told = match[1].rstrip(".,;:،") if match and any(c.isdigit() for c in match[1]) else ""
        number = read_number(told) if told else None
        if number is not None:
            return str(number)
    return None


def court_named(extract: Extract, script: str) -> str | None:
    """The court that gave a judgment, as written."""
    words = [placed for placed in extract.words if tidy(placed.word.text)]
    keys = [_key(placed) for placed in words]
    known = wordings(script)
    stops = {fold_label(stop) for stop in known.cues["stops"]} - {"a", "ب", "en", "au", "le"}
    for cue in known.cues["court"]:
        at = _found(keys, cue)
        if at is None:
            continue
        start, end = at
        while end < len(words) and end - start < _LONGEST_COURT and keys[end] not in stops:
            if any(c.isdigit() for c in keys[end]) or keys[end] in ("en", "le"):
                break
            end += 1
        return tidy(extract_words(words[start:end]).text)
    return None


def change_told(extract: Extract, script: str) -> tuple[str | None, str | None, str | None]:
    """The field that a rectification names, what it said, what it says now; None where unworded."""
    change = wordings(script).change
    text = fold(extract.text)
    changed = next((field for name, field in field_names() if _worded(fold(name), text)), None)
    new = _value_after(extract, change["new"], (*change["old"], *change["stops"]))
    old = _value_after(extract, change["old"], (*change["new"], *change["stops"]))
    return (changed, old, new) if new else (changed, old, None)


def _worded(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _value_after(extract: Extract, cues: tuple[str, ...], stops: tuple[str, ...]) -> str | None:
    words = [placed for placed in extract.words if tidy(placed.word.text)]
    keys = [_key(placed) for placed in words]
    ends = {fold_label(stop.split()[0]) for stop in stops}
    for cue in cues:
        at = _found(keys, cue)
        if at is None:
            continue
        end = at[1]
        while end < len(words) and end - at[1] < _LONGEST_VALUE and keys[end] not in ends:
            end += 1
        text = tidy(extract_words(words[at[1] : end]).text)
        if text:
            return text
    return None


def _named(extract: Extract, script: str, cue: str, longest: int) -> Iterator[list[PlacedWord]]:
    """Words after each cue of a name, up to a word that ends it, a figure or a comma."""
    words = [placed for placed in extract.words if tidy(placed.word.text)]
    keys = [_key(placed) for placed in words]
    known = wordings(script)
    stops = {fold_label(stop) for stop in known.cues["stops"]}
    for text in known.cues[cue]:
        for _, end in _each_found(keys, text):
            stop = end
            while stop < len(words) and stop - end < longest:
                if keys[stop] in stops or any(c.isdigit() for c in keys[stop]):
                    break
                stop += 1
                if words[stop - 1].word.text.endswith((",", ";", "،", ".")):
                    break
            if stop > end:
                yield words[end:stop]
        if script == "ar" and fold_label(text) == "ب":
            yield from _glued(words, keys, stops)


def _glued(words: list[PlacedWord], keys: list[str], stops: set[str]) -> Iterator[list[PlacedWord]]:
    """Words whose first one is written in one piece with "at" (بوجدة)."""
    for start, key in enumerate(keys):
        if len(key) > _LEAST_LETTERS and key.startswith("ب") and key not in stops:
            bare = replace(words[start].word, text=words[start].word.text[1:])
            if place_likeness(bare.text, "ar") >= _A_PLACE:
                yield [PlacedWord(bare, words[start].page)]


def _found(keys: list[str], cue: str) -> tuple[int, int] | None:
    return next(_each_found(keys, cue), None)


def _each_found(keys: list[str], cue: str) -> Iterator[tuple[int, int]]:
    """Where the words of a cue stand, first and behind the last."""
    wanted = [fold_label(word) for word in cue.split()]
    for start in range(len(keys) - len(wanted) + 1):
        if keys[start : start + len(wanted)] == wanted:
            yield start, start + len(wanted)


def _after_doubtful_cue(extract: Extract, words: list[PlacedWord], script: str) -> bool:
    """Whether the cue before the words may open a place as well ("marié à", "تزوج ب")."""
    before = extract.words[: extract.words.index(words[0])] if words[0] in extract.words else ()
    keys = [_key(placed) for placed in before if tidy(placed.word.text)]
    named = ([fold_label(word) for word in cue.split()] for cue in wordings(script).cues["named"])
    return any(keys[-len(cue) :] == cue for cue in named)


def _is_person(text: str, script: str) -> bool:
    """Whether a text begins like a given name and is no known place."""
    words = text.split()
    firsts = (" ".join(words[:count]) for count in (1, 2))
    likeness = max((nearest(name, script, "given") for name in firsts), default=0.0)
    return likeness >= _A_NAME and place_likeness(text, script) < _A_PLACE


def _before_own(extract: Extract, script: str) -> str | None:
    """The mention up to where it tells of its own making, None where it does not."""
    keys = [_key(placed) for placed in extract.words]
    ends = [at[0] for cue in wordings(script).cues["own"] if (at := _found(keys, cue)) is not None]
    return extract_words(extract.words[: min(ends)]).text if ends else None


def _key(placed: PlacedWord) -> str:
    """A word's letters for comparing, without the stroke that stretches Arabic ones."""
    return fold_label(placed.word.text).replace("ـ", "")


def _figures(text: str) -> str:
    """Text with western digits; letters among figures become the figures they stand for."""
    words = western_digits(text).split(" ")
    return " ".join(
        word.translate(_FIGURES) if sum(c.isdigit() for c in word) * 2 > len(word) else word
        for word in words
    )

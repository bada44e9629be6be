"""Marginal mentions: their type from the wording, their date, place and act reference."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tomllib import loads

from archive.civil_date import Calendar
from archive.mention import Mention, MentionType
from archive.register import LAST_YEAR
from indexing.decoding_dates import decode_date
from indexing.decoding_values import decode_place
from indexing.label_search import find_label
from indexing.sequence import read_number
from indexing.text_stream import Extract, PlacedWord, TextStream

_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_INSERTED = r"(?:\s+(?:bis|ter|مكرر)\b)?"
_AROUND_DATE = re.compile(
    r"\b(?:le|du|à|acte|jugement|avec|في|مع|يوم|بتاريخ|رسم|عدد|حكم)\b|n°|[,;،]", re.IGNORECASE
)
_AFTER_PLACE = re.compile(r"\d|\b(?:le|acte|avec|في|مع)\b|بتاريخ|رسم|عدد")
_LONGEST_PLACE = 26
_SHORTEST = 14


def read_mentions(words: Sequence[PlacedWord], script: str, year: int) -> list[Mention]:
    """Mentions in text of one script from the margin of an act of ``year``; text before the first
    known wording is no mention."""
    stream = TextStream(words)
    starts = _starts(stream, script)
    if not starts:
        return []
    ends = [start for start, _ in starts[1:]] + [len(stream.letters)]
    return [
        _mention(kind, stream.extract(start, end), script, year)
        for (start, kind), end in zip(starts, ends, strict=True)
    ]


def first_mention(words: Sequence[PlacedWord], script: str) -> int | None:
    """Index of the word that opens the first mention, None when none does."""
    stream = TextStream(words)
    starts = _starts(stream, script)
    if not starts:
        return None
    return max(i for i, at in enumerate(stream.starts[:-1]) if at <= starts[0][0] + 1)


def _starts(stream: TextStream, script: str) -> list[tuple[int, MentionType]]:
    found = [
        (at.start, at.end, at.gain, kind)
        for kind, wordings in _wordings(script).items()
        for wording in wordings
        for at in find_label(stream, wording)
        if stream.is_boundary(at.start) or stream.is_boundary(at.start - 1)
    ]
    kept: list[tuple[int, int, MentionType]] = []
    for start, end, _, kind in sorted(found, key=lambda f: -f[2]):
        if all(end <= other[0] or start >= other[1] + 12 for other in kept):
            kept.append((start, end, kind))
    if not kept:
        return []
    starts = sorted((start, kind) for start, _, kind in kept)
    ends = [start for start, _ in starts[1:]] + [len(stream.letters)]
    # Every mention is dated or cites an act: a wording without figures or date is something else.
    return [
        (start, kind)
        for (start, kind), end in zip(starts, ends, strict=True)
        if end - start >= _SHORTEST and _is_dated(stream.extract(start, end).text, script)
    ]


def _is_dated(text: str, script: str) -> bool:
    if sum(c.isdigit() for c in text) >= 2:
        return True
    candidates = decode_date(text, script, Calendar.GREGORIAN, range(1915, LAST_YEAR))
    return bool(candidates) and candidates[0].score > 0.1


def _mention(kind: MentionType, extract: Extract, script: str, year: int) -> Mention:
    date, sure = _date(extract.text, script, year)
    return Mention(
        type=kind,
        date=date,
        text_fr=extract.text if script == "fr" else None,
        text_ar=extract.text if script == "ar" else None,
        place=_after(extract, _cues(script, "place"), script),
        act_number=_number(extract, script),
        confidence=round(min(0.99, sure * (0.5 + 0.5 * extract.confidence)), 4),
        page=extract.page,
    )


def _date(text: str, script: str, year: int) -> tuple[str | None, float]:
    match = _DATE.search(text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")))
    if match:
        day, month, in_year = (int(part) for part in match.groups())
        if 1 <= day <= 31 and 1 <= month <= 12 and year <= in_year <= LAST_YEAR:
            return f"{in_year:04}-{month:02}-{day:02}", 0.97
    # A date in words is surest alone, without the place and the names around it.
    pieces = [text, *(piece for piece in _AROUND_DATE.split(text) if len(piece.split()) > 1)]
    full = [
        candidate
        for piece in pieces
        for candidate in decode_date(piece, script, Calendar.GREGORIAN, range(year, LAST_YEAR))
        if len(candidate.iso) == 10 and candidate.score > 0.05
    ]
    best = max(full, key=lambda candidate: candidate.score, default=None)
    return (None, 0.2) if best is None else (best.iso, best.score)


def _after(extract: Extract, cues: Sequence[str], script: str) -> str | None:
    """The place named after a cue such as "à", up to the next sign or figure."""
    stream = TextStream(extract.words)
    for cue in cues:
        for at in find_label(stream, cue):
            rest = stream.extract(at.end, min(len(stream.letters), at.end + _LONGEST_PLACE))
            text = _AFTER_PLACE.split(rest.text)[0].strip(" ,.;:")
            if len(text) >= 3 and (script == "ar" or text[0].isupper()):
                words = tuple(w for w in rest.words if w.word.text in text.split())
                part = Extract(text, rest.confidence, rest.page, rest.box, words)
                return decode_place({script: part}, None)[script].value
    return None


def _number(extract: Extract, script: str) -> str | None:
    for cue in _cues(script, "number"):
        alone = rf"(?<!\w){re.escape(cue)}(?![^\W\d])"
        match = re.search(rf"{alone}\s*:?\s*(\S+{_INSERTED})", extract.text)
        number = read_number(match[1]) if match else None
        if number is not None:
            return str(number)
    return None


@cache
def _table() -> dict[str, dict[str, dict[str, list[str]]]]:
    path = Path(__file__).with_name("data") / "mention_wordings.toml"
    return loads(path.read_text(encoding="utf-8"))


def _wordings(script: str) -> dict[MentionType, list[str]]:
    return {MentionType(kind): found for kind, found in _table()[script]["types"].items()}


def _cues(script: str, name: str) -> list[str]:
    return _table()[script]["cues"][name]

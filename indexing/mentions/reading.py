"""Marginal mentions: where each begins and what it records; details in ``details``."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from archive.civil_date import Calendar
from archive.mention import Mention, MentionType
from archive.register import FIRST_YEAR, LAST_YEAR
from indexing.decoding.dates import decode_date
from indexing.decoding.field_readings import act_box
from indexing.labels.search import Occurrence, find_label, folded
from indexing.mentions.details import (
    change_told,
    court_named,
    date_told,
    number_cited,
    other_party,
    place_named,
)
from indexing.mentions.passages import Passage, line_starts, passages
from indexing.mentions.told_types import may_befall
from indexing.mentions.wordings import Wordings, wordings
from indexing.text.stream import Extract, PlacedWord, TextStream

_SHORTEST = 14
_SAME_OPENING = 12
_WHOLE = 7
_WORN, _AHEAD, _FIRST_WORDS, _SURE = 0.7, 0.08, 3, 0.6
_DATED, _SURELY_DATED = 0.1, 0.3
_WEAKER = 0.5
_FULL_DATE = len("1990-03-04")
_MARRIAGES = (
    MentionType.MARRIAGE,
    MentionType.MARRIAGE_PROOF,
    MentionType.MARRIAGE_ACKNOWLEDGED,
)
_OF_TWO = (*_MARRIAGES, MentionType.DIVORCE, MentionType.RETURN, MentionType.RECOGNITION)
_CHANGES = (
    MentionType.RECTIFICATION,
    MentionType.MATERIAL_ERROR,
    MentionType.ANNOTATION,
    MentionType.NAME_CHANGE,
    MentionType.GIVEN_NAME_CHANGE,
    MentionType.LATIN_SPELLING,
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A wording that opens a mention.

    Attributes:
        start: its first letter.
        noun: it may stand inside a mention as well.
        exact: no letter of it was misread.
        gain: as ``labels.search.Occurrence`` says.
    """

    start: int
    kind: MentionType
    noun: bool
    exact: bool
    gain: float


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a mention begins, its type, and the passage that told them, None where a wording did.

    Attributes:
        at: its first letter.
        exact: no letter of its wording was misread.
    """

    at: int
    kind: MentionType
    exact: bool
    told: Passage | None = None


def read_mentions(
    words: Sequence[PlacedWord], script: str, year: int, *, dead: bool = False
) -> list[Mention]:
    """Mentions in text of one script from the margin of an act of ``year``.

    Text before the first known wording or telling passage is no mention. ``dead`` where the act
    is a death's, beside which nothing of a life is told.
    """
    stream = TextStream(words)
    starts = _starts(stream, script, year, dead)
    ends = [*(one.at for one in starts[1:]), len(stream.letters)][: len(starts)]
    return [
        _mention(one, stream.extract(one.at, end), script, year)
        for one, end in zip(starts, ends, strict=True)
    ]


def first_mention(words: Sequence[PlacedWord], script: str, *, dead: bool = False) -> int | None:
    """Index of the word that opens the first mention, None when none does."""
    stream = TextStream(words)
    starts = _starts(stream, script, FIRST_YEAR, dead)
    if not starts:
        return None
    return max(i for i, at in enumerate(stream.starts[:-1]) if at <= starts[0].at + 1)


def _starts(stream: TextStream, script: str, year: int, dead: bool) -> list[_Start]:
    """Where mentions begin: by known wordings, and by what passages without one tell."""
    worded = _worded(stream, script, year, dead)
    lines = {stream.starts[at] for at in line_starts(stream.words)}
    for one in passages(stream.words, script, year, dead=dead):
        after, at, end = (stream.starts[i] for i in (one.after, one.start, one.end))
        inside = [start for start in worded if after <= start.at + 1 and start.at < end]
        if inside and not _outdone(inside[0], at, one, lines):
            continue
        worded = [start for start in worded if start not in inside]
        worded.append(_Start(at, one.type, False, one))
    return sorted(worded, key=lambda start: start.at)


def _outdone(worded: _Start, at: int, one: Passage, lines: Collection[int]) -> bool:
    """Whether what opens a passage, from letter ``at``, tells more than the wording in it.

    So it does where the wording stands amid a line or was read with misread letters.
    """
    amid = at < worded.at and worded.at not in lines
    return (amid or not worded.exact) and one.type is not worded.kind


def _worded(stream: TextStream, script: str, year: int, dead: bool) -> list[_Start]:
    """Where dated mentions begin: openings without a date of their own belong to the next one."""
    openings = [o for o in _openings(stream, script) if may_befall(o.kind, dead=dead)]
    ends = [*(one.start for one in openings[1:]), len(stream.letters)][: len(openings)]
    starts: list[_Start] = []
    waiting: _Opening | None = None
    for one, end in zip(openings, ends, strict=True):
        extract = stream.extract(one.start, end)
        # Every mention is dated or cites an act: a wording without figures or date is none.
        dated = _is_dated(extract.text, script)
        if dated and (one.noun or not one.exact):
            date, sure = date_told(extract, script, year)
            least = _SURELY_DATED if one.gain > 0 else _SURE
            dated = len(date or "") == _FULL_DATE and sure >= least
        if dated and end - one.start >= _SHORTEST:
            # A judgment or an act cited gives its date to the mention that cites it.
            begun = waiting if waiting is not None and _cited_by(one, waiting) else one
            starts.append(_Start(begun.start, begun.kind, begun.exact))
            waiting = None
        elif not dated and not one.noun:
            waiting = one
    return starts


def _cited_by(one: _Opening, waiting: _Opening) -> bool:
    """Whether an opening is only a word of the mention that began before it without a date."""
    weaker = one.gain < _WEAKER * waiting.gain
    return one.noun or one.kind is waiting.kind or (weaker and not one.exact)


def _openings(stream: TextStream, script: str) -> list[_Opening]:
    """Known wordings where they begin a mention, the longest of those that overlap."""
    known = wordings(script)
    found = [
        (at, _opening(at, text, kind, known))
        for text, kind in known.openings
        for at in find_label(stream, text)
        if stream.is_boundary(at.start) or stream.is_boundary(at.start - 1)
    ]
    kept: list[tuple[Occurrence, _Opening]] = []
    for at, one in sorted(found, key=lambda f: (-f[0].gain, f[0].start)):
        free = all(
            at.end <= o.start or at.start >= o.end + _apart(at, one, other) for o, other in kept
        )
        if free and not (one.noun and _stands_inside(stream, at.start, script)):
            kept.append((at, one))
    opened = sorted((one for _, one in kept), key=lambda one: one.start)
    return opened or _worn_opening(stream, script)


def _worn_opening(stream: TextStream, script: str) -> list[_Opening]:
    """The wording that a dated text without any known one begins most like, if none rivals it.

    Margins are written small: two letters of "Marié le" are soon misread. Exact it is not, so
    that only a whole date makes a mention of it.
    """
    found: dict[MentionType, tuple[float, int]] = {}
    for start in stream.starts[:_FIRST_WORDS]:
        for text, kind in wordings(script).openings:
            label = folded(text)
            part = stream.letters[start : start + len(label)]
            like = float(Levenshtein.normalized_similarity(label, part, score_cutoff=_WORN))
            if len(label) >= _WHOLE and like > found.get(kind, (0.0, 0))[0]:
                found[kind] = (like, start)
    best = max(found, key=lambda kind: found[kind][0], default=None)
    if best is None:
        return []
    like, start = found.pop(best)
    rival = max((other for other, _ in found.values()), default=0.0)
    return [_Opening(start, best, False, False, 0.0)] if like - rival >= _AHEAD else []


def _apart(at: Occurrence, one: _Opening, before: _Opening) -> int:
    """Letters that part an opening from the one before it, which may be its own first words.

    A whole one of another type, read without a fault, may follow right away.
    """
    whole = one.exact and not one.noun and at.end - at.start >= _WHOLE
    return 0 if whole and one.kind is not before.kind else _SAME_OPENING


def _opening(at: Occurrence, text: str, kind: MentionType, known: Wordings) -> _Opening:
    exact = at.gain >= len(folded(text))
    return _Opening(at.start, kind, _is_noun(text, known), exact, at.gain)


def _is_noun(text: str, known: Wordings) -> bool:
    """Whether an opening begins with a noun that mentions also hold inside."""
    words = text.casefold().split()
    return any(words[: len(noun)] == list(noun) for noun in known.nouns)


def _stands_inside(stream: TextStream, start: int, script: str) -> bool:
    """Whether the word before a noun makes it part of a mention ("registre des décès")."""
    before = max((at for at in stream.starts[:-1] if at < start), default=None)
    return before is not None and stream.letters[before:start] in wordings(script).inside


def _is_dated(text: str, script: str) -> bool:
    if sum(c.isdigit() for c in text) >= 2:
        return True
    candidates = decode_date(text, script, Calendar.GREGORIAN, range(1915, LAST_YEAR))
    return bool(candidates) and candidates[0].score > _DATED


def _refined(kind: MentionType, stream: TextStream, script: str) -> MentionType:
    """The type that wordings further on tell, else the one that the opening tells."""
    for rule in wordings(script).refinements:
        if kind in rule.of and any(find_label(stream, words) for words in rule.words):
            return rule.type
    return kind


def _mention(start: _Start, extract: Extract, script: str, year: int) -> Mention:
    if start.told is None:
        kind = _refined(start.kind, TextStream(extract.words), script)
        date, sure = date_told(extract, script, year)
    else:
        kind, date, sure = start.kind, start.told.date, start.told.sure
    changed, old, new = change_told(extract, script) if kind in _CHANGES else (None, None, None)
    return Mention(
        type=kind,
        date=date,
        text_fr=extract.text if script == "fr" else None,
        text_ar=extract.text if script == "ar" else None,
        place=place_named(extract, script),
        other_party=other_party(extract, script) if kind in _OF_TWO else None,
        act_number=number_cited(extract, script),
        court=court_named(extract, script),
        changed=changed,
        old=old,
        new=new,
        confidence=round(min(0.99, sure * (0.5 + 0.5 * extract.confidence)), 4),
        page=extract.page,
        box=None if extract.box is None else act_box(extract.box),
    )

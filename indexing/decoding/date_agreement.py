"""Dates of one act decoded together: both scripts, both calendars, and the order of events."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import prod

from archive.act import FieldReading
from archive.civil_date import Calendar
from archive.date_words import parse_ar, parse_fr
from archive.finding import Finding
from archive.hijri import Agreement, agreement, difference, from_gregorian
from indexing.decoding.dates import DateCandidate, decode_date
from indexing.decoding.doubtful_letters import Alternatives
from indexing.decoding.field_readings import field_reading
from indexing.text.stream import EMPTY, Extract

# An act is drawn up within thirty days of the event, later only by judgment (law 37-99).
_USUAL_DELAY = 60
_LATE = 0.2
_LOST_FIGURE = 0.4
_YEAR_WORDS = 3
_IMPOSSIBLE = 0.02
_PLAIN = 0.95
_CONTRADICTED = 0.6
_OTHER_YEAR, _FULL = 0.05, len("1909-05-27")
_BROKEN_OFF = (1000, 1008, 1009, 1800, 1900, 2000)
_OWN_YEARS = 2


def date_candidates(
    readings: Mapping[str, Extract], calendar: Calendar, years: range
) -> list[DateCandidate]:
    """Candidates of one date from its readings by script; readings that agree strengthen it."""
    scores: dict[str, list[float]] = {}
    plain: list[str] = []
    read = {script: e for script, e in readings.items() if e.text.strip()}
    for script, extract in read.items():
        trust = _trust(extract, script)
        decoded = _decoded(extract, script, calendar, years)
        plain += [iso for iso, score in decoded.items() if score >= _PLAIN]
        for iso, score in decoded.items():
            scores.setdefault(iso, []).append(score * trust)
    doubt = _CONTRADICTED if _contradict(plain) else 1.0
    combined = [
        # 1 - product: two scripts that say the same leave less doubt than either.
        DateCandidate(iso, doubt * (1 - prod(1 - s for s in each)))
        if len(each) == len(read)
        else DateCandidate(iso, doubt * 0.8 * max(each))
        for iso, each in scores.items()
    ]
    return sorted(combined, key=lambda c: -c.score)[:6]


def _contradict(plain: Sequence[str]) -> bool:
    """Whether dates written plainly differ in more than how much they say."""
    longest = max(plain, key=len, default="")
    return not all(longest.startswith(iso) for iso in plain)


def _decoded(extract: Extract, script: str, calendar: Calendar, years: range) -> dict[str, float]:
    """Scores by date; a wording that names the year first ("L'an …, le …") is read both ways."""
    text, others = extract.text, other_readings(extract)
    scores = {c.iso: c.score for c in decode_date(text, script, calendar, years, others)}
    first, parted, second = text.partition(",")
    if parted and second.strip() and len(first.split()) >= _YEAR_WORDS:
        for c in decode_date(f"{second} {first}", script, calendar, years, others):
            scores[c.iso] = max(c.score, scores.get(c.iso, 0.0))
        full = max((s for iso, s in scores.items() if len(iso) == 10), default=0.0)
        if full >= 0.5:
            scores = {iso: s if len(iso) == 10 else 0.3 * s for iso, s in scores.items()}
    return _with_clear_date(scores, text, script, calendar, years)


def _with_clear_date(
    scores: dict[str, float], text: str, script: str, calendar: Calendar, years: range
) -> dict[str, float]:
    """A date written clearly in a year outside the register outweighs near readings inside."""
    try:
        clear = (parse_ar if script == "ar" else parse_fr)(text, calendar)
    except ValueError:
        return scores
    if clear.parts[0] in years or len(clear.iso) < 10:
        return scores
    if breaks_off(clear.parts[0]) and calendar is Calendar.GREGORIAN:
        # Of an event's two years the register's own is the likelier.
        near = {f"{year}{clear.iso[4:]}": 0.9 for year in years[-1:] if len(years) <= _OWN_YEARS}
        return {**scores, **{iso: max(s, scores.get(iso, 0.0)) for iso, s in near.items()}}
    return {clear.iso: 1.0, **{iso: 0.4 * score for iso, score in scores.items()}}


def breaks_off(year: int) -> bool:
    """Whether the end of a year in words was not read: "mil", "mil neuf", "mil neuf cent"."""
    return year in _BROKEN_OFF


def _trust(extract: Extract, script: str) -> float:
    """Weight of a reading: recognition drops figures from Arabic lines more often than words."""
    figures = any(c.isdigit() for c in extract.text)
    return (0.8 + 0.2 * extract.confidence) * (0.88 if figures and script == "ar" else 1.0)


def other_readings(extract: Extract) -> Alternatives:
    """What else the words of an extract may say, by word."""
    return {p.word.text: p.word.alternatives for p in extract.words if p.word.alternatives}


def hijri_years(years: range) -> range:
    """Hijri years that overlap Gregorian years."""
    first = from_gregorian(date(years.start, 1, 1))[0]
    return range(first, from_gregorian(date(years.stop - 1, 12, 31))[0] + 1)


def settle(
    gregorian: Sequence[DateCandidate], hijri: Sequence[DateCandidate]
) -> tuple[list[DateCandidate], list[DateCandidate]]:
    """Both calendars' candidates reordered so that the pair that agrees best leads."""
    if not gregorian or not hijri:
        return list(gregorian), list(hijri)
    told = _with_lost_figure(gregorian, hijri)
    hijri = [*hijri, *told]
    best, pair = -1.0, (gregorian[0], hijri[0])
    for g in gregorian:
        for h in hijri:
            score = (g.score + 0.02) * (h.score + 0.02) * _fit(h.iso, g.iso)
            if score > best:
                best, pair = score, (g, h)
    # A day that was not read whole is proposed, never sure.
    lift = 0.8 if _fit(pair[1].iso, pair[0].iso) == 1.0 and pair[1] not in told else 0.0
    return _lead(gregorian, pair[0], lift * pair[1].score), _lead(
        hijri, pair[1], lift * pair[0].score
    )


def _with_lost_figure(
    gregorian: Sequence[DateCandidate], hijri: Sequence[DateCandidate]
) -> list[DateCandidate]:
    """Hijri dates that the Gregorian ones tell and whose day was read without its first figure."""
    told = []
    for g in gregorian:
        if len(g.iso) == 10:
            year, month, day = from_gregorian(date.fromisoformat(g.iso))
            for h in hijri:
                lost = str(day).endswith(h.iso[8:].lstrip("0") or "-") and day > 9
                if h.iso[:7] == f"{year:04}-{month:02}" and lost:
                    told.append(DateCandidate(f"{h.iso[:7]}-{day:02}", _LOST_FIGURE * h.score))
    return [t for t in told if all(t.iso != h.iso for h in hijri)]


def drawn_up_in(candidates: Sequence[DateCandidate], year: int) -> list[DateCandidate]:
    """Candidates of a drawing-up, and the same days of the register's ``year``, hardly likely.

    The last words of a year are the first to be lost with the end of a line.
    """
    known = {one.iso for one in candidates}
    told: dict[str, DateCandidate] = {}
    for one in candidates:
        iso = f"{year:04}{one.iso[4:]}"
        if len(iso) == _FULL and iso not in known and _on_the_calendar(iso):
            told.setdefault(iso, DateCandidate(iso, _OTHER_YEAR * one.score))
    return [*candidates, *list(told.values())[:1]]


def _on_the_calendar(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def follow(
    event: Sequence[DateCandidate], drawn_up: Sequence[DateCandidate]
) -> tuple[list[DateCandidate], list[DateCandidate]]:
    """Event and drawing-up reordered so that the act follows its event within its usual delay."""
    if not event or not drawn_up:
        return list(event), list(drawn_up)
    pairs = [
        ((e.score + 0.01) * (d.score + 0.01) * _order(e.iso, d.iso), e, d)
        for e in event
        for d in drawn_up
    ]
    _, e, d = max(pairs, key=lambda pair: pair[0])
    return _lead(event, e, 0.0), _lead(drawn_up, d, 0.0)


def date_field(
    candidates: Sequence[DateCandidate], readings: Mapping[str, Extract]
) -> FieldReading | None:
    """The field reading of a date; None when it has no reading."""
    shown = max(readings.values(), key=lambda e: (bool(e.text), e.confidence), default=EMPTY)
    if not shown.text:
        return None
    if not candidates:
        return field_reading(None, shown, 0.0)
    first = candidates[0]
    return field_reading(first.iso, shown, min(first.score, 0.995), [c.iso for c in candidates])


def calendar_findings(hijri: str | None, gregorian: str | None, field: str) -> list[Finding]:
    """What the two written calendars of one date have to say about each other."""
    if not hijri or not gregorian or len(hijri) < 10 or len(gregorian) < 10:
        return []
    verdict = agreement(hijri, gregorian)
    if verdict is Agreement.AGREES:
        return []
    code = "calendars_apart" if verdict is Agreement.FLAG else "calendars_conflict"
    days = abs(difference(hijri, gregorian))
    return [Finding(code, {"hijri": hijri, "gregorian": gregorian, "days": days}, field=field)]


def _fit(hijri: str, gregorian: str) -> float:
    if len(hijri) < 10 or len(gregorian) < 10:
        return 0.3 if len(hijri) == len(gregorian) else 0.05
    return {Agreement.AGREES: 1.0, Agreement.FLAG: 0.5, Agreement.CONFLICT: 0.03}[
        agreement(hijri, gregorian)
    ]


def _order(event: str, drawn_up: str) -> float:
    if len(event) < 10 or len(drawn_up) < 10:
        return _LATE
    delay = (date.fromisoformat(drawn_up) - date.fromisoformat(event)).days
    if delay < 0:
        return _IMPOSSIBLE
    return 1.0 if delay <= _USUAL_DELAY else _LATE


def _lead(
    candidates: Sequence[DateCandidate], first: DateCandidate, lift: float
) -> list[DateCandidate]:
    raised = DateCandidate(first.iso, first.score + (1 - first.score) * lift)
    return [raised, *(c for c in candidates if c is not first)]

"""Dates read with errors: the most likely dates of a closed range, best first.

Days, months and years are closed lists, so a misread wording is aligned with every date it may be
(see ``alignment``) and each candidate is scored by what the reading would have cost.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from archive.civil_date import Calendar
from archive.date_words import parse_ar, parse_fr
from archive.folding import western_digits
from indexing.decoding.alignment import Columns, Text, scores
from indexing.decoding.date_renderings import Century, Renderings, glue, renderings
from indexing.decoding.doubtful_letters import Alternatives, doubtful_text
from indexing.decoding.times import TimeCandidate, decode_time

__all__ = ["DateCandidate", "TimeCandidate", "decode_date", "decode_time"]

MOST_CANDIDATES = 5
NO_ALTERNATIVES: Alternatives = MappingProxyType({})

# Letters outside the date (label debris) cost less than letters misread inside it.
_SKIP = 0.6
# What a date that says less costs beforehand: a year alone is common, a month and year are rare.
_YEAR_ONLY, _NO_DAY = 0.5, 0.8
# A year written without its hundreds, or whose hundreds were not read: its end alone.
_NO_CENTURY = 2.0
# Dates scored as a whole stand before what letters alone tell, each a little after the other.
_NEXT_TOLD, _NOTHING_LIKE = 0.15, 3.0
_FULL, _DATE_PARTS = len("1909-05-27"), 3
_LONGEST = 160
_DATE_SIGNS = re.compile(r"(?<=\d)\s*[/.\-–]\s*(?=\d)")
_ISO = re.compile(r"\b(\d{4})/(\d{1,2})/(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A date a reading may say: ISO in its calendar (shorter where it says less), score 0 to 1."""

    iso: str
    score: float


def decode_date(
    raw: str,
    script: str,
    calendar: Calendar,
    years: range,
    alternatives: Alternatives = NO_ALTERNATIVES,
) -> list[DateCandidate]:
    """The dates ``raw`` may say, best first: at most five, none when nothing resembles a date.

    Args:
        raw: text as recognised, labels around the date included.
        script: "ar" or "fr".
        calendar: the calendar the place on the form asks for.
        years: years of that calendar the date may fall in; step 1.
        alternatives: what else the engine may have seen in words of ``raw``.

    A wording that parses exactly scores 1. Otherwise scores fall with each misread letter and
    are shared between candidates that explain the reading equally well.
    """
    exact = _exact(raw, script, calendar, years)
    told, others = _whole_dates(raw, script, calendar, years, alternatives)
    costs, length = _costs(raw, script, renderings(script, calendar, years), others)
    least = min(costs.values(), default=_NOTHING_LIKE)
    for rank, iso in enumerate(told):
        costs[iso] = min(costs.get(iso, least), least - _NEXT_TOLD * (len(told) - rank))
    if exact is not None:
        costs[exact] = 0.0
    ranked = sorted((cost, iso) for iso, cost in costs.items() if _exists(iso, calendar))
    scored = [
        DateCandidate(iso, 1.0 if iso == exact else score)
        for (_, iso), score in zip(
            ranked, scores([cost for cost, _ in ranked], length), strict=True
        )
        if score > 0
    ]
    return sorted(scored, key=lambda candidate: -candidate.score)[:MOST_CANDIDATES]


def _whole_dates(
    raw: str, script: str, calendar: Calendar, years: range, alternatives: Alternatives
) -> tuple[list[str], Alternatives]:
    """Dates that engines scored as a whole beside a word of ``raw``, and the other readings."""
    told: list[str] = []
    others: dict[str, Sequence[str]] = {}
    for word in dict.fromkeys(raw.split()):
        readings = alternatives.get(word, ())
        dates = {reading: _exact(reading, script, calendar, years) for reading in readings}
        told += [iso for iso in dates.values() if iso is not None and len(iso) == _FULL]
        others[word] = [r for r in readings if len(r.split()) < _DATE_PARTS]
    return list(dict.fromkeys(told)), others


def _exact(raw: str, script: str, calendar: Calendar, years: range) -> str | None:
    try:
        read = (parse_ar if script == "ar" else parse_fr)(raw, calendar)
    except ValueError:
        return None
    return read.iso if read.parts[0] in years else None


def _costs(
    raw: str, script: str, known: Renderings, alternatives: Alternatives
) -> tuple[dict[str, float], int]:
    """The cost of each of the best dates, and the length of the text they were aligned with."""
    signs = _DATE_SIGNS.sub("/", western_digits(raw))
    numeric = "/" in signs
    fold = _glue_numeric if numeric else partial(glue, script=script)
    glued = fold(raw)[:_LONGEST]
    if not glued or not known.years:
        return {}, 0
    forward = doubtful_text(raw, glued, script, alternatives, fold)
    backward = doubtful_text(raw, glued, script, alternatives, fold, backward=True)
    begun = forward.then(forward.begin(_SKIP), known.before).min(axis=1, keepdims=True)
    year = _years(backward, known, numeric)
    day_month = _days_and_months(forward, begun, known, numeric)
    costs = _dates(day_month, year, known.years)
    year_only = (forward.costs(begun) + year).min(axis=0) + _YEAR_ONLY
    for place in _least(year_only):
        costs[f"{known.years[place]:04}"] = float(year_only[place])
    return costs, len(glued)


def _glue_numeric(text: str) -> str:
    signs = _DATE_SIGNS.sub("/", western_digits(text))
    return re.sub(r"[^\w/]", "", _ISO.sub(r"\3/\2/\1", signs)).lower()


def _days_and_months(text: Text, begun: Columns, known: Renderings, numeric: bool) -> Columns:
    """Columns of each month after no day, then after each day."""
    days = known.numeric_days if numeric else known.days
    months = known.numeric_months if numeric else known.months
    said = days.best_of(text.then(begun, days))
    columns = np.concatenate((begun + np.float32(_NO_DAY), said), axis=1)
    copies = months.codes.shape[1] // columns.shape[1]
    return text.costs(months.best_of(text.then(np.repeat(columns, copies, axis=1), months)))


def _years(text: Text, known: Renderings, numeric: bool) -> Columns:
    """Columns of each year, from the end of the text: cost of the rest of it from each place."""
    ended = text.then(text.begin(_SKIP), known.after).min(axis=1, keepdims=True)
    year = text.then(ended, known.year_digits)
    if not numeric:
        worded = [_century(text, ended, century) for century in known.centuries]
        year = np.minimum(year, np.concatenate(worded, axis=1))
        labelled = [text.then(year, label) for label in known.year_labels]
        year = np.minimum.reduce([year, *labelled])
    flipped: Columns = text.costs(year)[::-1]
    return flipped


def _century(text: Text, ended: Columns, century: Century) -> Columns:
    rest = text.then(ended, century.rest_after)
    # A round year without its hundreds would be no word at all.
    alone = [_NO_CENTURY if year % 100 else np.inf for year in century.years]
    columns: Columns = np.minimum(
        text.then(rest, century.first), rest + np.array(alone, dtype=np.float32)
    )
    if century.last is None or century.rest_before is None:
        return columns
    units_first = text.then(text.then(ended, century.last), century.rest_before)
    cheaper: Columns = np.minimum(columns, units_first)
    return cheaper


def _dates(day_month: Columns, year: Columns, years: Sequence[int]) -> dict[str, float]:
    """The cheapest dates with a month.

    The k best of all have their day and month among the k best days and months, and their year
    among the k best years, so only those are crossed.
    """
    heads = _least((day_month + year.min(axis=1, keepdims=True)).min(axis=0))
    tails = _least((year + day_month.min(axis=1, keepdims=True)).min(axis=0))
    crossed = (day_month[:, heads, None] + year[:, None, tails]).min(axis=0)
    costs = {}
    for row, head in enumerate(heads):
        day, month = divmod(int(head), 12)
        said = f"{month + 1:02}" + (f"-{day:02}" if day else "")
        for column, tail in enumerate(tails):
            costs[f"{years[tail]:04}-{said}"] = float(crossed[row, column])
    return costs


def _least(costs: Columns) -> list[int]:
    """Places of the least costs, in no order; more than are asked for, as some do not exist."""
    kept = min(MOST_CANDIDATES * 2, len(costs))
    return [int(place) for place in np.argpartition(costs, kept - 1)[:kept]]


def _exists(iso: str, calendar: Calendar) -> bool:
    parts = [int(part) for part in iso.split("-")]
    if len(parts) < 3:
        return True
    longest = 30 if calendar is Calendar.HIJRI else monthrange(parts[0], parts[1])[1]
    return parts[2] <= longest

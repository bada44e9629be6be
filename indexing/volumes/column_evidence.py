"""What the values of one column of a volume are like: names, places, dates, and how recent."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from archive.civil_date import Calendar
from archive.date_words import parse_ar, parse_fr
from archive.offices import all_offices
from archive.register import Kind
from indexing.decoding.date_agreement import breaks_off
from indexing.decoding.dates import decode_date
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.forms import Slot
from indexing.names.matching import fold
from indexing.registers.context import VolumeContext
from indexing.text.stream import fold_label
from indexing.volumes.template import Column

_DATES = ("date", "event_date", "hijri_date")
_NAMES = ("person", "given", "family", "family_given", "given_family", "full_name")
_FULL = ("mother_ar", "parents_ar", *_NAMES)
_COUNTED = ("date", "hijri", "time", "year", "number", "sex")
_CLOSED = ("date", "hijri", "time", "year", "number", "sex", "job", "home")
_KNOWN = 0.84
_SAME = 0.6
_CONSTANT, _AS_READ = 0.8, 0.8
# Many fathers of a village may be of one trade; this one is the registrar's, who signs every act.
_TITLES = ("officier", "adjoint", "delegue", "khalifa", "soussigne", "controleur", "ضابط")
_SAME_JOB = 1.0
_FEW, _UNKNOWN = 0.2, 1.5
# Hours and sexes are like nothing else: a third of them read clearly tells the column.
_LEAST_CLEAR = 0.3
_FEW_DAYS = 3
_HIJRI = 4.0
_A_LIFE = 130
_SURE_DAY = 0.6
# Years before the register's in which no date of its own acts falls any more.
_RECENT = 3
_LATE = 4.0
# An act is drawn up within weeks of its event: days further apart are misread years.
_SAME_YEAR = 0.5


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """Shares of a column's values, 0 to 1.

    Attributes:
        kinds: of each kind of ``word_kinds``.
        names, places: that a list of given names or of communes knows.
        whole_names: of two words and more.
        margin: that repeat the names of the margin beside their act.
        family_first: that say the family name first, as the margin or the lists of names tell.
        small: that begin without a capital, as professions do.
        days: of each act the day its date says, in years after the register's; None for no date.
        constant: the letters of the one value that nearly all acts have, else "".
    """

    kinds: dict[str, float]
    names: float
    places: float
    whole_names: float
    margin: float
    family_first: float
    small: float
    days: tuple[float | None, ...]
    constant: str


def facts_of(
    column: Column, script: str, margins: Sequence[tuple[str, ...]], context: VolumeContext
) -> ColumnFacts:
    """The facts of a column of a volume; ``margins`` holds the margin's names of each act."""
    values = [
        (tidy(value.text), value, names)
        for value, names in zip(column.values, margins, strict=True)
        if value is not None and tidy(value.text)
    ]
    texts = [text for text, _, _ in values]
    count = max(1, len(texts))
    return ColumnFacts(
        kinds=column.kinds,
        names=sum(_begins_with_name(text, script) for text in texts) / count,
        places=sum(_is_place(text, script) for text in texts) / count,
        whole_names=sum(" " in text for text in texts) / count,
        margin=sum(_repeats(text, names) for text, _, names in values) / count,
        family_first=sum(_is_family_first(text, names, script) for text, _, names in values)
        / count,
        small=sum(text[:1].islower() for text in texts) / count,
        days=tuple(_days(column, script, context.year)),
        constant=constant_of(column),
    )


def constant_of(column: Column) -> str:
    """The letters of the one value that nearly all acts have, else ""."""
    texts = [fold_label(value.text) for value in column.values if value is not None and value.text]
    # Dates of a month and numbers are alike without being the same.
    least = 1.0 if sum(column.kinds.get(kind, 0.0) for kind in _COUNTED) > _FEW else _AS_READ
    like = Levenshtein.normalized_similarity
    for letters, _ in Counter(texts).most_common(1):
        count = sum(like(letters, text) >= least for text in texts)
        return letters if count >= max(2, _CONSTANT * len(texts)) else ""
    return ""


def type_score(slot: Slot, told: ColumnFacts, kind: Kind) -> float | None:
    """What a column's values say for a slot; None when they cannot be what stands there."""
    if told.kinds.get("hijri", 0.0) > 0.5:
        return _HIJRI if slot.type == "hijri_date" else None
    if slot.type == "hijri_date" and slot.script == "fr":
        return None
    if slot.type in _DATES or slot.type == "year":
        return _date_score(slot, told, kind)
    for name, others in (("time", ("number",)), ("sex", ())):
        if slot.type == name:
            share = told.kinds.get(name, 0.0) + 0.4 * sum(told.kinds.get(k, 0.0) for k in others)
            return _vote(share, 4.0, _LEAST_CLEAR)
    closed = sum(told.kinds.get(name, 0.0) for name in _CLOSED if name not in ("home", "job"))
    if closed > 0.5:
        return None
    if slot.type == "job":
        return _job_score(told)
    if told.kinds.get("job", 0.0) > 0.5:
        return None
    if slot.type == "place":
        return _place_score(slot, told, kind)
    return _name_score(slot, told) if slot.type in _FULL else None


def order_score(slot: Slot, told: ColumnFacts, every: Sequence[ColumnFacts], kind: Kind) -> float:
    """An event comes before the day its act is drawn up: below 0 where the dates say otherwise."""
    turn = {f"{kind.value}_date": 1, "drawn_up_date": -1}.get(slot.field)
    if turn is None or slot.type not in _DATES:
        return 0.0
    others = [one for one in every if one is not told and not _is_old(one)]
    return -_LATE if any(_comes_after(told, one) * turn > 0 for one in others) else 0.0


def _comes_after(one: ColumnFacts, other: ColumnFacts) -> int:
    """Acts in which the first column's day is the later one, less those in which it is not."""
    pairs = [
        (a, b)
        for a, b in zip(one.days, other.days, strict=True)
        if a is not None and b is not None and abs(a - b) < _SAME_YEAR
    ]
    return sum(a > b for a, b in pairs) - sum(a < b for a, b in pairs)


def _vote(share: float, weight: float, least: float = 0.4) -> float | None:
    return weight * min(1.0, share) if share > least else None


def _date_score(slot: Slot, told: ColumnFacts, kind: Kind) -> float | None:
    date, year = told.kinds.get("date", 0.0), told.kinds.get("year", 0.0)
    number = told.kinds.get("number", 0.0)
    if slot.type == "year":
        score = _vote(year + 0.5 * date + 0.5 * number, 3.0)
        recent = any(day is not None for day in told.days) and not _is_old(told)
        return None if score is None or (recent and date > 0.5) else score
    score = _vote(date + 0.4 * year, 4.0)
    if score is None:
        return score
    return score - (_LATE if _is_old(told) and not slot.field.startswith("birth") else 0.0)


def _place_score(slot: Slot, told: ColumnFacts, kind: Kind) -> float | None:
    home = told.kinds.get("home", 0.0)
    if told.constant and max(home, told.places) < 0.5:
        return None
    if told.names > 0.6 and max(home, told.places) < _FEW:
        return None
    event = slot.field == f"{kind.value}_place"
    score = 2.5 * max(told.places, home) - 1.5 * told.margin
    score += (2.0 if event else -1.0) * home + (0.5 if not told.constant else 0.0)
    score -= _UNKNOWN if max(home, told.places) < _FEW else 0.0
    if event and home < 0.5:
        score -= 1.0
    return score - 1.5 * max(0.0, told.names - told.places) - 2.0 * told.small


def _job_score(told: ColumnFacts) -> float | None:
    if any(title in told.constant for title in _TITLES):
        return None
    score = _vote(max(told.kinds.get("job", 0.0), 0.7 * told.small), 3.0)
    return score if score is None or not told.constant else score - _SAME_JOB


def _name_score(slot: Slot, told: ColumnFacts) -> float | None:
    if told.kinds.get("home", 0.0) > 0.5 or told.constant:
        return None
    # "Oukacha Fettouma": the given name may stand behind the family name.
    names = min(1.0, told.names + told.family_first) if told.whole_names > 0.5 else told.names
    score = 2.5 * names - 1.0 * max(0.0, told.places - names) - 2.0 * told.small
    own = slot.field in ("child", "given_name", "family_name")
    score += (4.0 if own else -4.0) * told.margin
    score -= _UNKNOWN if max(names, told.margin) < _FEW else 0.0
    if own and told.margin < 0.3:
        score -= 1.0
    if slot.type in ("person", "mother_ar"):
        score += 0.8 * (told.whole_names - 0.5)
    elif own:
        score += 2.0 * (0.5 - told.whole_names)
    return score


def _begins_with_name(text: str, script: str) -> bool:
    words = text.split()
    return any(nearest(" ".join(words[:count]), script, "given") >= _KNOWN for count in (1, 2, 3))


@lru_cache(maxsize=16384)
def _is_place(text: str, script: str) -> bool:
    key = fold(text).replace(" ", "")
    found = process.extractOne(
        key, _places(script), scorer=Levenshtein.normalized_similarity, score_cutoff=_KNOWN
    )
    return found is not None


@cache
def _places(script: str) -> tuple[str, ...]:
    names = {o.name_ar if script == "ar" else o.name_fr for o in all_offices()}
    return tuple(sorted(fold(name).replace(" ", "") for name in names))


def _repeats(text: str, names: Sequence[str]) -> bool:
    key = fold(text).replace(" ", "")
    known = [fold(name).replace(" ", "") for name in names]
    whole = ["".join(known), "".join(reversed(known)), *known]
    return any(
        Levenshtein.normalized_similarity(key, name) >= _SAME for name in whole if len(name) > 2
    )


def _is_family_first(text: str, names: Sequence[str], script: str) -> bool:
    """Whether the text repeats the margin's family and given name in the margin's order.

    Where the margin is silent or of somebody else: whether it ends with a given name and begins
    with none.
    """
    key = fold(text).replace(" ", "")
    known = [fold(name).replace(" ", "") for name in names]
    if len(known) < 2 or (script == "fr" and not _repeats(text, names)):
        last = nearest(text.split()[-1], script, "given") >= _KNOWN
        return " " in text and last and not _begins_with_name(text, script)
    there, back = ("".join(each) for each in (known, reversed(known)))
    like = Levenshtein.normalized_similarity
    return bool(like(key, there) > max(_SAME, like(key, back)))


def _days(column: Column, script: str, year: int) -> list[float | None]:
    """Each act's day; where misreadings leave too few that parse, the likeliest of the register."""
    texts = [tidy(value.text) if value is not None else "" for value in column.values]
    read = [_day(text, script) if text else None for text in texts]
    if script == "fr":
        read = [_of_register(day, year) for day in read]
    days = [day if day is not None and abs(day - year) < _A_LIFE else None for day in read]
    told = [day - year for day in days if day is not None]
    old = sum(day < -_RECENT for day in told) > len(told) / 2
    few = len(told) < _FEW_DAYS or (script == "fr" and not old)
    if few and column.kinds.get("date", 0.0) > 0.5:
        near = range(year - _RECENT, year + 2)
        days = [
            day or _likeliest(text, script, near) for day, text in zip(days, texts, strict=True)
        ]
    return [None if day is None else day - year for day in days]


def _of_register(day: float | None, year: int) -> float | None:
    """A day as read; in the register's year where the tens of its own were not ("mil neuf cent").

    Acts of one volume that break off their dates there are not all of the year 1900.
    """
    if day is None or not breaks_off(int(day)) or abs(int(day) - year) <= _RECENT:
        return day
    return year + day - int(day)


def _likeliest(text: str, script: str, years: range) -> float | None:
    found = decode_date(text, script, Calendar.GREGORIAN, years) if text else []
    return _day(found[0].iso, "fr") if found and found[0].score >= _SURE_DAY else None


def _is_old(told: ColumnFacts) -> bool:
    """Whether most dates lie too far back for an event that the register's acts declare."""
    days = [day for day in told.days if day is not None]
    return bool(days) and sum(day < -_RECENT for day in days) > len(days) / 2


@lru_cache(maxsize=4096)
def _day(text: str, script: str) -> float | None:
    """A whole date as a number of years, None when it does not parse as it stands."""
    for said in (text, f"l'an {text}"):
        try:
            parts = (parse_ar if script == "ar" else parse_fr)(said).parts
        except ValueError:
            continue
        if len(parts) == 3:
            return parts[0] + (parts[1] - 1) / 12 + parts[2] / 372
    return None

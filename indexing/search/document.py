"""Acts and scanned pages as search documents: every term the engines match is made here."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from archive.act import Act
from archive.civil_date import Calendar
from archive.register import ActNumber, ActReference, RegisterReference, VolumeReference
from indexing.search.date_terms import converted_terms, written_terms, years_of
from indexing.search.event_days import UNKNOWN, EventDays, event_days, event_field
from indexing.search.named_offices import office_terms
from indexing.search.sort_keys import SortKeys, sort_keys
from indexing.search.terms import NameTerms, distinct, name_terms, whole_keys, whole_name

PERSONS = ("given", "family", "father", "mother")
"""Whose name: the person's given and family names, and each parent's names together."""

ROLES = (*PERSONS, "place")
"""Whose name, or a place's."""

DOUBTFUL_BELOW = 0.9
MAX_OTHER_READINGS = 3

_SCRIPTS = ("fr", "ar")


def _in_scripts(*names: str) -> tuple[str, ...]:
    return tuple(f"{name}_{script}" for name in names for script in _SCRIPTS)


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "given": _in_scripts("given_name"),
    "family": _in_scripts("family_name"),
    "father": _in_scripts("father_given", "father_family"),
    "mother": _in_scripts("mother_given", "mother_family"),
    "place": _in_scripts("birth_place", "death_place", "residence"),
}
_EVENTS = ("birth_date", "death_date")
_OWN_DATES = ("birth_date", "birth_date_hijri", "death_date", "death_date_hijri")
_DATES = (*_OWN_DATES, "drawn_up_date", "drawn_up_date_hijri")
_NAMED = {
    "": tuple((f"given_name_{script}", f"family_name_{script}") for script in _SCRIPTS),
    "father": tuple((f"father_given_{script}", f"father_family_{script}") for script in _SCRIPTS),
    "mother": tuple((f"mother_given_{script}", f"mother_family_{script}") for script in _SCRIPTS),
}


@dataclass(frozen=True, slots=True)
class ActDocument:
    """What the index holds of one act, or of one page of a volume kept as scans.

    Attributes:
        id: ``Act.act_id``, or "page:" with volume and page name.
        other_numbers, other_sexes: other readings of a doubtful number or sex.
        sure: terms of the value the archive holds, by role; doubtful: terms of other readings.
        whole: the person's folded full name in each script, both orders; whole_keys: its keys,
            which the scripts share.
        offices: word terms of the office's names.
        years: the register's year and those of birth and death, in both calendars.
        dates: ISO dates and their months and years, both calendars, as written;
            converted_dates: those of birth and death in a calendar that the act does not write;
            other_dates: those of other readings, as written.
        days: when the event happened; other_days: when it did by the act's own text, where a
            mention corrected that, or else by the likeliest other reading.
        keys: where the document stands among others.
        names: full names to show, one per script; father_names, mother_names, place_names alike.
        version: ``Act.version``: a document never takes the place of a later one; 0 for a page.
        event_date: date of the event to show, as far as it is known, in ``event_calendar``
            ("gregorian" or "hijri").
    """

    id: str
    type: str
    kind: str
    office_code: str
    year: int
    part: int
    register: str
    keys: SortKeys
    reference: str | None = None
    number: str | None = None
    other_numbers: tuple[str, ...] = ()
    sex: str | None = None
    other_sexes: tuple[str, ...] = ()
    state: str = ""
    sure: Mapping[str, NameTerms] = field(default_factory=dict)
    doubtful: Mapping[str, NameTerms] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    whole_keys: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    converted_dates: tuple[str, ...] = ()
    other_dates: tuple[str, ...] = ()
    days: EventDays = UNKNOWN
    other_days: EventDays = UNKNOWN
    names: tuple[str, ...] = ()
    father_names: tuple[str, ...] = ()
    mother_names: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    event_date: str | None = None
    event_calendar: str | None = None
    page: str | None = None
    volume: str | None = None
    version: int = 0


def document(act: Act) -> ActDocument:
    """The search document of an act in its present state."""
    register, offices = act.register, office_terms(act.register.office_code)
    values, others = act.current, _other_readings(act)
    event = event_field(act)
    event_date, calendar = _event_date(values, event)
    converted = converted_terms(values, _EVENTS)
    return ActDocument(
        id=act.act_id,
        type="act",
        kind=register.kind.value,
        office_code=register.office_code,
        year=register.year,
        part=register.part,
        register=str(register),
        keys=sort_keys(act.act_id, register, act.number, act.reading.ordinal),
        reference=_text(act.reference),
        number=_text(act.number),
        other_numbers=_other_numbers(others),
        sex=values.get("sex"),
        other_sexes=tuple(others.get("sex", ())),
        state=act.state.value,
        sure=_sure(values, offices),
        doubtful=_doubtful(others),
        whole=_whole_names(values),
        whole_keys=_whole_keys(values),
        offices=offices,
        years=_years(register, values, converted),
        dates=written_terms(_held(values, _DATES)),
        converted_dates=converted,
        other_dates=_other_dates(others),
        days=event_days(event, values),
        other_days=_other_days(event, others),
        names=_shown_names(values, ""),
        father_names=_shown_names(values, "father"),
        mother_names=_shown_names(values, "mother"),
        place_names=distinct(_held(values, _FIELDS["place"])),
        event_date=event_date,
        event_calendar=calendar,
        version=act.version,
    )


def page_document(volume: VolumeReference, page: str) -> ActDocument:
    """The search document of one page of a volume that holds no structured acts."""
    register = volume.register
    offices = office_terms(register.office_code)
    page_id = f"page:{volume}:{page}"
    return ActDocument(
        id=page_id,
        type="page",
        kind=register.kind.value,
        office_code=register.office_code,
        year=register.year,
        part=register.part,
        register=str(register),
        keys=sort_keys(page_id, register, None),
        reference=str(register),
        sure={"place": NameTerms(offices)},
        offices=offices,
        years=(str(register.year),),
        page=page,
        volume=str(volume),
    )


def _event_date(values: Mapping[str, str], event: str) -> tuple[str | None, str | None]:
    """The date of the event to show and its calendar: the Gregorian one where there are both."""
    for name, calendar in ((event, Calendar.GREGORIAN), (f"{event}_hijri", Calendar.HIJRI)):
        if name in values:
            return values[name], calendar.value
    return None, None


def _text(told: ActReference | ActNumber | None) -> str | None:
    return None if told is None else str(told)


def _held(values: Mapping[str, str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(values.get, names)))


def _sure(values: Mapping[str, str], offices: tuple[str, ...]) -> dict[str, NameTerms]:
    sure = {role: name_terms(_held(values, names)) for role, names in _FIELDS.items()}
    # By its words alone: keys would let the office of every act answer for a name.
    place = sure["place"]
    sure["place"] = NameTerms(place.words + offices, place.keys)
    return sure


def _other_days(event: str, others: Mapping[str, list[str]]) -> EventDays:
    first = {name: others[name][0] for name in (event, f"{event}_hijri") if others.get(name)}
    return event_days(event, first) if first else UNKNOWN


def _other_readings(act: Act) -> dict[str, list[str]]:
    """By field, what doubtful ones may say beside their value."""
    return {
        name: [one for one in reading.candidates[: MAX_OTHER_READINGS + 1] if one != reading.value]
        for name, reading in act.fields.items()
        if reading.confidence < DOUBTFUL_BELOW
    } | _values_before(act)


def _values_before(act: Act) -> dict[str, list[str]]:
    """By field that a mention changed, what the act's own text says: papers still bear it."""
    before = {name: act.fields[name].value for name in act.corrected if name in act.fields}
    return {name: [value] for name, value in before.items() if value}


def _doubtful(others: Mapping[str, list[str]]) -> dict[str, NameTerms]:
    if not others:
        return {}
    return {
        role: name_terms(other for name in names for other in others.get(name, ()))
        for role, names in _FIELDS.items()
    }


def _whole_names(values: Mapping[str, str]) -> tuple[str, ...]:
    whole = []
    for given, family in _NAMED[""]:
        if given in values and family in values:
            one, other = whole_name(values[given]), whole_name(values[family])
            whole += [f"{one} {other}", f"{other} {one}"]
    return distinct(whole)


def _whole_keys(values: Mapping[str, str]) -> tuple[str, ...]:
    return distinct(
        key
        for given, family in _NAMED[""]
        if given in values and family in values
        for key in _joined_both_ways(values[given], values[family])
    )


@lru_cache(maxsize=131072)
def _joined_both_ways(given: str, family: str) -> tuple[str, ...]:
    pairs = product(whole_keys(given), whole_keys(family))
    return distinct(key for one, other in pairs for key in (one + other, other + one))


def _shown_names(values: Mapping[str, str], person: str) -> tuple[str, ...]:
    return distinct([" ".join(_held(values, names)) for names in _NAMED[person]])


def _years(
    register: RegisterReference, values: Mapping[str, str], converted: Iterable[str]
) -> tuple[str, ...]:
    own = (date[:4] for date in _held(values, _OWN_DATES))
    return distinct((str(register.year), *own, *years_of(converted)))


def _other_numbers(others: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Act numbers among other readings; what is no number is left out."""
    found = []
    for written in others.get("act_number", ()):
        with suppress(ValueError):
            found.append(str(ActNumber.parse(written)))
    return tuple(found)


def _other_dates(others: Mapping[str, list[str]]) -> tuple[str, ...]:
    return written_terms(d for name in _DATES for d in others.get(name, ())) if others else ()

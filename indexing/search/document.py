"""Acts and scanned pages as search documents: every term the engines match is made here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from archive.act import Act, FieldReading
from archive.person import SCRIPTS, Role, names
from archive.register import VolumeReference
from indexing.search.event_days import UNKNOWN, EventDays, event_days, event_field
from indexing.search.named_offices import office_terms
from indexing.search.sort_keys import SortKeys, sort_keys
from indexing.search.terms import NameTerms, distinct, name_terms, whole_name

PERSONS = ("given", "family", "father", "mother")
"""Whose name: the person's given and family names, and each parent's names together."""

ROLES = (*PERSONS, "place")
"""Whose name, or a place's."""

DOUBTFUL_BELOW = 0.9
MAX_OTHER_READINGS = 3

_SOURCES: Mapping[str, tuple[str, ...]] = {
    "given": ("given_name",),
    "family": ("family_name",),
    "father": ("father_given", "father_family"),
    "mother": ("mother_given", "mother_family"),
    "place": ("birth_place", "death_place", "residence"),
}
_DATES = (
    *("birth_date", "birth_date_hijri", "death_date", "death_date_hijri"),
    *("drawn_up_date", "drawn_up_date_hijri"),
)
_OWN_DATES = _DATES[:4]


@dataclass(frozen=True, slots=True)
class ActDocument:
    """What the index holds of one act, or of one page of a volume kept as scans.

    Attributes:
        id: ``Act.act_id``, or "page:" with volume and page name.
        sure: terms of the value the archive holds, by role; doubtful: terms of other readings.
        whole: the person's folded full name in each script, both orders.
        offices: word terms of the office's names.
        years: the register's year and those of birth and death, both calendars, as written.
        dates: ISO dates and their months and years, both calendars, as written; other_dates:
            those of other readings.
        days: when the event happened. keys: where the document stands among others.
        names: full names to show, one per script; father_names, mother_names, place_names alike.
        version: ``Act.version``: a document never takes the place of a later one; 0 for a page.
        event_date: date of the event to show, as far as it is known.
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
    sex: str | None = None
    state: str = ""
    sure: Mapping[str, NameTerms] = field(default_factory=dict)
    doubtful: Mapping[str, NameTerms] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    other_dates: tuple[str, ...] = ()
    days: EventDays = UNKNOWN
    names: tuple[str, ...] = ()
    father_names: tuple[str, ...] = ()
    mother_names: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    event_date: str | None = None
    page: str | None = None
    volume: str | None = None
    version: int = 0


def document(act: Act) -> ActDocument:
    """The search document of an act in its present state."""
    register, offices = act.register, office_terms(act.register.office_code)
    sure = {role: name_terms(_values(act, role)) for role in ROLES}
    # By its words alone: keys would let the office of every act answer for a name.
    place = sure["place"]
    sure["place"] = NameTerms(place.words + offices, place.keys)
    event = event_field(act)
    return ActDocument(
        id=act.act_id,
        type="act",
        kind=register.kind.value,
        office_code=register.office_code,
        year=register.year,
        part=register.part,
        register=str(register),
        keys=sort_keys(act.act_id, register, act.number, act.reading.ordinal),
        reference=None if act.reference is None else str(act.reference),
        number=None if act.number is None else str(act.number),
        sex=_value(act, "sex") or None,
        state=act.state.value,
        sure=sure,
        doubtful={role: name_terms(_other_readings(act, _names_of(role))) for role in ROLES},
        whole=distinct(_whole_names(act)),
        offices=offices,
        years=distinct((str(register.year), *(_value(act, name)[:4] for name in _OWN_DATES))),
        dates=_date_terms(_value(act, name) for name in _DATES),
        other_dates=_date_terms(_other_readings(act, _DATES)),
        days=event_days(act),
        names=_shown_names(act, Role.SUBJECT),
        father_names=_shown_names(act, Role.FATHER),
        mother_names=_shown_names(act, Role.MOTHER),
        place_names=distinct(_values(act, "place")),
        event_date=_value(act, event) or _value(act, f"{event}_hijri") or None,
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


def _value(act: Act, name: str) -> str:
    reading = act.fields.get(name)
    return (reading.value if reading is not None else None) or ""


@cache
def _names_of(role: str) -> list[str]:
    return [f"{source}_{script}" for source in _SOURCES[role] for script in SCRIPTS]


def _values(act: Act, role: str) -> list[str]:
    return [value for name in _names_of(role) if (value := _value(act, name))]


def _other_readings(act: Act, names: Iterable[str]) -> list[str]:
    readings = (act.fields[name] for name in names if name in act.fields)
    return [other for reading in readings for other in _others(reading)]


def _others(reading: FieldReading) -> list[str]:
    if reading.confidence >= DOUBTFUL_BELOW:
        return []
    return [one for one in reading.candidates[: MAX_OTHER_READINGS + 1] if one != reading.value]


def _whole_names(act: Act) -> Iterable[str]:
    for name in names(act.fields, Role.SUBJECT).values():
        if name.given and name.family:
            yield whole_name(f"{name.given} {name.family}")
            yield whole_name(f"{name.family} {name.given}")


def _shown_names(act: Act, role: Role) -> tuple[str, ...]:
    return distinct(str(name) for name in names(act.fields, role).values())


def _date_terms(values: Iterable[str]) -> tuple[str, ...]:
    return distinct(part for value in values for part in _date_prefixes(value))


def _date_prefixes(iso: str) -> list[str]:
    return [iso[:length] for length in (10, 7, 4) if len(iso) >= length]

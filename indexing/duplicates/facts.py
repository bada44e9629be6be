"""What rules about duplicates compare: an act as facts, each said or missing.

A missing fact stands as None. A fact that is said may be 0, False or an empty text: those are
answers, and no rule takes them for missing.
"""

from collections.abc import Mapping
from functools import lru_cache

from archive.act import Act
from archive.civil_date import Calendar, CivilDate, Precision
from archive.duplicate import Fact, Facts
from archive.person import SCRIPTS
from archive.register import Kind

NAMES: Mapping[str, str] = {
    "given": "given_name",
    "family": "family_name",
    "father_given": "father_given",
    "father_family": "father_family",
    "mother_given": "mother_given",
    "mother_family": "mother_family",
}
"""Facts that are names, with the fields they come from, without script."""

DATES = ("birth_date", "death_date", "drawn_up_date")
"""Facts that are dates, in one calendar or both."""

OTHERS = ("office", "kind", "year", "part", "register", "number", "sex", "late")
"""Facts that are one value each; ``late`` says whether a birth was declared long after it."""

FACT_NAMES = (*NAMES, *DATES, *OTHERS)

_HIJRI = "h:"
_LATE_DAYS, _LATE_YEARS = 60, 2


def kind_of_name(fact: str) -> str:
    """ "given" or "family", as in ``name_units``, of a fact that is a name."""
    return "family" if fact.endswith("family") else "given"


def facts_of_act(act: Act) -> Facts:
    """Every fact of ``FACT_NAMES`` as the act says it now, None where it does not say it.

    The number is the one the act holds, or the one read where another act holds it.
    """
    register = act.register
    number = act.number or act.reading.number
    names: dict[str, Fact] = {name: _spellings(act, field) or None for name, field in NAMES.items()}
    dates: dict[str, Fact] = {name: _written(act, name) or None for name in DATES}
    return {
        **names,
        **dates,
        "office": register.office_code,
        "kind": register.kind.value,
        "year": register.year,
        "part": register.part,
        "register": str(register),
        "number": None if number is None else str(number),
        "sex": _value(act, "sex") or None,
        "late": _late(act),
    }


def dates_of(fact: Fact) -> tuple[CivilDate, ...]:
    """The dates that a fact of ``DATES`` writes; what is no date in its calendar is left out."""
    if not isinstance(fact, tuple):
        return ()
    return tuple(found for text in fact if (found := _date(text)) is not None)


def event_date(facts: Facts) -> tuple[CivilDate, ...]:
    """The dates of what the act is about: the birth, or the death."""
    name = "death_date" if facts.get("kind") == Kind.DEATH.value else "birth_date"
    return dates_of(facts.get(name))


@lru_cache(maxsize=65536)
def _date(text: str) -> CivilDate | None:
    calendar = Calendar.HIJRI if text.startswith(_HIJRI) else Calendar.GREGORIAN
    try:
        return CivilDate.of(text.removeprefix(_HIJRI), calendar)
    except ValueError:
        return None


def _value(act: Act, name: str) -> str:
    reading = act.fields.get(name)
    return (reading.value if reading is not None else None) or ""


def _spellings(act: Act, field: str) -> tuple[str, ...]:
    written = (_value(act, f"{field}_{script}").strip() for script in SCRIPTS)
    return tuple(dict.fromkeys(text for text in written if text))


def _written(act: Act, name: str) -> tuple[str, ...]:
    sun, moon = _value(act, name), _value(act, f"{name}_hijri")
    return tuple(text for text in (sun, moon and _HIJRI + moon) if text)


def _late(act: Act) -> bool | None:
    """Whether a birth was entered by judgment or long after it; None where nothing tells."""
    if act.register.kind is not Kind.BIRTH:
        return None
    if any(_value(act, f"judgment_{script}") for script in SCRIPTS):
        return True
    born = [d for d in dates_of(_written(act, "birth_date")) if d.calendar is Calendar.GREGORIAN]
    if not born:
        return None
    if act.register.year - born[0].last.year >= _LATE_YEARS:
        return True
    drawn = dates_of(_written(act, "drawn_up_date"))
    days = [(date.first - born[0].last).days for date in drawn if date.precision is Precision.DAY]
    return bool(days) and min(days) > _LATE_DAYS

"""What rules about duplicates compare: an act as facts, each said or missing.

A missing fact stands as None. A fact that is said may be 0, False or an empty text: those are
answers, and no rule takes them for missing.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

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

Said: TypeAlias = tuple[Mapping[str, str], ...]
"""Values by field: those of today, and where there are such those before mentions."""

_HIJRI = "h:"
_LATE_DAYS, _LATE_YEARS = 60, 2


def kind_of_name(fact: str) -> str:
    """ "given" or "family", as in ``name_units``, of a fact that is a name."""
    return "family" if fact.endswith("family") else "given"


def facts_of_act(act: Act) -> Facts:
    """Every fact of ``FACT_NAMES`` as the act says it, None where it does not say it.

    Names and dates are those of today and, where a mention changed them, those of the act's own
    text: another act of the person may bear either. The number is the one the act holds, or the
    one read where another act holds it.
    """
    register = act.register
    number = act.number or act.reading.number
    said = _said(act)
    names: dict[str, Fact] = {
        name: _spellings(said, field) or None for name, field in NAMES.items()
    }
    dates: dict[str, Fact] = {name: _written(said, name) or None for name in DATES}
    return {
        **names,
        **dates,
        "office": register.office_code,
        "kind": register.kind.value,
        "year": register.year,
        "part": register.part,
        "register": str(register),
        "number": None if number is None else str(number),
        "sex": said[0].get("sex") or None,
        "late": _late(act, said),
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


def _said(act: Act) -> Said:
    """Values of today, and those of the act's own text that mentions changed."""
    text = {name: act.fields[name].value for name in act.corrected if name in act.fields}
    written = {name: value for name, value in text.items() if value}
    return (act.current, written) if written else (act.current,)


def _spellings(said: Said, field: str) -> tuple[str, ...]:
    written = (values.get(f"{field}_{script}", "").strip() for values in said for script in SCRIPTS)
    return tuple(dict.fromkeys(text for text in written if text))


def _written(said: Said, name: str) -> tuple[str, ...]:
    found: list[str] = []
    for values in said:
        sun, moon = values.get(name, ""), values.get(f"{name}_hijri", "")
        found += [text for text in (sun, moon and _HIJRI + moon) if text]
    return tuple(dict.fromkeys(found))


def _late(act: Act, said: Said) -> bool | None:
    """Whether a birth was entered by judgment or long after it; None where nothing tells."""
    if act.register.kind is not Kind.BIRTH:
        return None
    if any(said[0].get(f"judgment_{script}") for script in SCRIPTS):
        return True
    born = [d for d in dates_of(_written(said, "birth_date")) if d.calendar is Calendar.GREGORIAN]
    if not born:
        return None
    if act.register.year - born[0].last.year >= _LATE_YEARS:
        return True
    drawn = dates_of(_written(said, "drawn_up_date"))
    days = [(date.first - born[0].last).days for date in drawn if date.precision is Precision.DAY]
    return bool(days) and min(days) > _LATE_DAYS

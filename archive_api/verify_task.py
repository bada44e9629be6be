"""An act put together for the verifying page, in a language, from what the record says. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from archive import hijri
from archive.act import FIELD_NAMES, Act, ActState, FieldReading
from archive.civil_date import Calendar, CivilDate
from archive.finding import Severity
from archive.review import Stage
from archive_api.act_picture import ActPicture
from archive_api.desk_pages import field_label, texts
from archive_api.schemas.verifying import (
    CandidateOut,
    NamedFieldOut,
    VerifyFieldOut,
)
from archive_api.shown_values import shown_value
from archive_api.side_by_side import field_order
from indexing.names.completing import from_other_script

MOST_CANDIDATES = 5
_OTHERS = 2
_NOTHING = FieldReading(value=None, raw="", confidence=0.0)


def fields_of(
    act: Act,
    pictures: Sequence[ActPicture],
    lang: str,
    stage: Stage | None,
    asked: Collection[str] = (),
    disputed: Mapping[str, Sequence[str]] | None = None,
) -> list[VerifyFieldOut]:
    """The act's fields in the order of its form, each with its candidates and its place.

    Args:
        asked: fields that a second person reads; the others stand settled.
        disputed: by field, what two persons read, for the third who decides.
    """
    unsure = set(asked) if stage in (Stage.SECOND, Stage.ARBITER) else unsure_fields(act)
    disputed = disputed or {}
    unsure |= set(disputed)
    names = [name for name in field_order(act.reading.form) if name in act.fields or name in unsure]
    return [
        _field(act, name, pictures, lang, name in unsure, disputed.get(name, ())) for name in names
    ]


def blank_field(name: str, lang: str) -> VerifyFieldOut:
    """A field that the act has and the machine did not see."""
    return _out(name, _NOTHING, lang, None, (), True)


def unsure_fields(act: Act) -> set[str]:
    """Fields that a finding sends to a person, and the number while there is none.

    Of a verified act none: a person has answered.
    """
    if act.state is ActState.VERIFIED:
        return set()
    named = {f.field for f in act.findings if f.severity is Severity.REVIEW and f.field}
    found = {name for name in named if name in FIELD_NAMES}
    return found if act.number is not None else found | {"act_number"}


def reasons(act: Act, lang: str) -> list[str]:
    """Why the act as a whole waits, in sentences; what is said of one field stands beside it."""
    findings = () if act.state is ActState.VERIFIED else act.findings
    return [
        finding.text(lang)
        for finding in findings
        if finding.severity is Severity.REVIEW and finding.field is None
    ]


def fields_besides(shown: Sequence[VerifyFieldOut], lang: str) -> list[NamedFieldOut]:
    """The fields that an act may have and this one does not show."""
    present = {field.name for field in shown}
    return [
        NamedFieldOut(name=name, label=field_label(name, lang))
        for name in FIELD_NAMES
        if name not in present
    ]


def kind_of(name: str) -> str:
    """What sort of value a field holds, for how it is typed and completed."""
    if name in ("sex", "nationality"):
        return "sex" if name == "sex" else "text"
    if name in ("act_number", "year"):
        return "number"
    for ending, kind in (("_hijri", "hijri"), ("_date", "date"), ("_time", "time")):
        if name.endswith(ending):
            return kind
    base = name[:-3]
    if base.endswith(("given", "given_name")):
        return "given"
    if base.endswith(("family", "family_name")):
        return "family"
    return "place" if base.endswith(("place", "residence")) else "text"


def script_of_field(name: str) -> str:
    """``ar`` or ``fr`` for fields of one script, empty for the others."""
    return name[-2:] if name.endswith(("_ar", "_fr")) else ""


def _field(
    act: Act,
    name: str,
    pictures: Sequence[ActPicture],
    lang: str,
    unsure: bool,
    disputed: Sequence[str],
) -> VerifyFieldOut:
    reading = act.fields.get(name, _NOTHING)
    if name == "act_number" and not reading.value and act.number is not None:
        reading = replace(reading, value=str(act.number))
    place = next((at for at, shown in enumerate(pictures) if name in shown.fields), None)
    candidates = [_read_by(name, one, lang, disputed) for one in _values(reading, disputed)]
    known = {candidate.value for candidate in candidates}
    others = [value for value in _from_counterpart(act, name) if value not in known]
    candidates += [_other(name, value, lang) for value in others[:_OTHERS]]
    share = None if place is None else pictures[place].fields[name]
    return _out(name, reading, lang, place, candidates, unsure).model_copy(update={"share": share})


def _out(
    name: str,
    reading: FieldReading,
    lang: str,
    page: int | None,
    candidates: Sequence[CandidateOut],
    unsure: bool,
) -> VerifyFieldOut:
    return VerifyFieldOut(
        name=name,
        label=field_label(name, lang),
        kind=kind_of(name),
        script=script_of_field(name),
        value=reading.value or "",
        shown=shown_value(name, reading.value, lang),
        raw=reading.raw,
        percent=int(reading.confidence * 100),
        unsure=unsure,
        page=page,
        share=None,
        candidates=list(candidates),
    )


def _values(reading: FieldReading, disputed: Sequence[str]) -> list[str]:
    if disputed:
        return list(dict.fromkeys((*disputed, *reading.candidates)))[:MOST_CANDIDATES]
    return list(dict.fromkeys(reading.candidates))[:MOST_CANDIDATES]


def _read_by(name: str, value: str, lang: str, disputed: Sequence[str]) -> CandidateOut:
    """A value, with which of two persons read it."""
    readings = [at for at, one in enumerate(disputed, start=1) if one == value]
    return CandidateOut(value=value, shown=shown_value(name, value, lang), readings=readings)


def _other(name: str, value: str, lang: str) -> CandidateOut:
    return CandidateOut(value=value, shown=shown_value(name, value, lang), other=True)


def counterpart_candidates(name: str, value: str, lang: str) -> list[CandidateOut]:
    """What a name suggests for the field of the other script; nothing for other fields."""
    kind, script = kind_of(name), script_of_field(name)
    if kind not in ("given", "family") or not script or not value:
        return []
    other = f"{name[:-2]}{'fr' if script == 'ar' else 'ar'}"
    return [_other(other, one, lang) for one in from_other_script(value, kind)[:_OTHERS]]


def _from_counterpart(act: Act, name: str) -> list[str]:
    """What the name in the other script, or the date in the other calendar, suggests."""
    kind, script = kind_of(name), script_of_field(name)
    if kind in ("date", "hijri"):
        return _from_other_calendar(act, name, kind)
    if kind not in ("given", "family") or not script:
        return []
    counterpart = act.fields.get(f"{name[:-2]}{'fr' if script == 'ar' else 'ar'}")
    if counterpart is None or not counterpart.value:
        return []
    return from_other_script(counterpart.value, kind)


def _from_other_calendar(act: Act, name: str, kind: str) -> list[str]:
    told = act.fields.get(name.removesuffix("_hijri") if kind == "hijri" else f"{name}_hijri")
    if told is None or not told.value or told.value.count("-") < 2:
        return []
    try:
        if kind == "hijri":
            year, month, number = hijri.from_gregorian(date.fromisoformat(told.value))
            return [f"{year:04}-{month:02}-{number:02}"]
        day = CivilDate.of(told.value, Calendar.HIJRI).first
    except ValueError:
        return []
    # The month began when the moon was seen: the day after the computed one is the next likely.
    return [day.isoformat(), (day + timedelta(days=1)).isoformat()]


def title_of(act: Act, office: str, lang: str) -> str:
    """An act in a few words: number, year, kind and office."""
    said = texts("desk.json")[lang]
    number = "—" if act.number is None else str(act.number)
    kind = said["kinds"][act.register.kind.value]
    return f"{said['act']} {number} · {kind} {act.register.year} · {office}"


def upright(picture: ActPicture) -> tuple[int, int]:
    """Width and height of a picture once it is turned."""
    width, height = picture.size
    return (height, width) if picture.turns % 2 else (width, height)

"""From a snapshot to a paper: which rows it shows, in which order, under which labels. Pure.

The order of rows follows the printed forms of the offices; the labels take the sex of the person
the act is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from archive.act import FIELD_NAMES
from archive.civil_date import Calendar
from archive_api.papers import wording
from archive_api.papers.snapshot import PaperSnapshot
from archive_api.papers.wording import Both

_SEXES = ("M", "F")


class PaperKind(Enum):
    """The two papers an act gives."""

    EXTRACT = "extract"
    FULL_COPY = "full_copy"


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its label and its value, each in both languages."""

    label: Both
    value: Both


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a template prints, already worded; a template decides only where it stands.

    Attributes:
        reference: the rows that name the act (number and years).
        body: the rows of the act, in printed order.
        mentions_title: heading of the mentions, None where they are part of the body.
        mentions: the marginal mentions shown under that heading.
        facsimile: caption of the act's image, None on an extract.
    """

    kind: PaperKind
    title: Both
    header: tuple[Both, ...]
    law: Both
    reference: tuple[Row, ...]
    body: tuple[Row, ...]
    mentions_title: Both | None
    mentions: tuple[Both, ...]
    certificate: Both
    done: Both
    officer: Both
    seal: Both
    specimen: Both
    specimen_line: Both
    facsimile: Both | None


def lay_out(snapshot: PaperSnapshot, kind: PaperKind) -> Paper:
    """The paper of ``kind`` made from ``snapshot``."""
    forms, full = wording.forms(), kind is PaperKind.FULL_COPY
    act_kind = snapshot.reference.register.kind.value
    office = _office_params(snapshot)
    specimen = forms["specimen"]
    issued = wording.date_in_words(snapshot.at.isoformat(), Calendar.GREGORIAN)
    number = wording.number(snapshot.reference.number)
    return Paper(
        kind=kind,
        title=wording.fixed(forms["titles"][kind.value][act_kind]),
        header=tuple(wording.fixed(line, **office) for line in forms["header"]),
        law=wording.fixed(forms["law"]),
        reference=_reference_rows(snapshot),
        body=_full_body(snapshot) if full else _extract_body(snapshot),
        mentions_title=wording.fixed(forms["mentions"]["title"]) if full else None,
        mentions=_mentions(snapshot) if full else (),
        certificate=wording.fixed(forms["certificate"][kind.value], **office),
        done=Both(
            forms["done"]["fr"].format(date=issued.fr, **office),
            forms["done"]["ar"].format(date=issued.ar, **office),
        ),
        officer=wording.fixed(forms["officer"]),
        seal=wording.fixed(forms["seal"]),
        specimen=wording.fixed(specimen),
        specimen_line=Both(specimen["line_fr"], specimen["line_ar"]),
        facsimile=_facsimile(forms, number) if full else None,
    )


def _facsimile(forms: Mapping[str, Any], number: Both) -> Both:
    entry = forms["facsimile"]
    return Both(entry["fr"].format(number=number.fr), entry["ar"].format(number=number.ar))


def _office_params(snapshot: PaperSnapshot) -> dict[str, str]:
    office = snapshot.office
    entry, number = wording.forms()["bureau"], office.bureau
    bureau = wording.fixed(entry, number=str(number)) if number else Both("", "")
    return {
        "bureau_fr": bureau.fr,
        "bureau_ar": bureau.ar,
        "office_fr": office.name_fr,
        "office_ar": office.name_ar,
        "province_fr": office.province_fr,
        "province_ar": office.province_ar,
    }


def _reference_rows(snapshot: PaperSnapshot) -> tuple[Row, ...]:
    labels = wording.forms()["reference"]
    # The act's own Hijri date names the Hijri year; it is not computed from the Gregorian one.
    hijri = snapshot.values.get("drawn_up_date_hijri", "")[:4] or wording.MISSING
    year = str(snapshot.reference.register.year)
    return (
        Row(wording.fixed(labels["number"]), wording.number(snapshot.reference.number)),
        Row(wording.fixed(labels["year_hijri"]), Both(hijri, hijri)),
        Row(wording.fixed(labels["year"]), Both(year, year)),
    )


def _extract_body(snapshot: PaperSnapshot) -> tuple[Row, ...]:
    kind = snapshot.reference.register.kind.value
    rows = _rows(snapshot, wording.forms()["bodies"]["extract"][kind])
    if kind == "death":
        return rows
    label = wording.fixed(wording.forms()["rows"]["death_mention"])
    deaths = _distinct(snapshot.death_mentions) or (wording.fixed(wording.forms()["nothing"]),)
    return (*rows, *(Row(label, death) for death in deaths))


def _full_body(snapshot: PaperSnapshot) -> tuple[Row, ...]:
    names = wording.forms()["bodies"]["full_copy"][snapshot.reference.register.kind.value]
    if wording.written(snapshot.values, "judgment"):
        # An act written from a judgment is transferred into the register, not drawn up there.
        names = ["transferred" if name == "drawn_up" else name for name in names]
    return _rows(snapshot, names)


def _mentions(snapshot: PaperSnapshot) -> tuple[Both, ...]:
    return _distinct(snapshot.mentions) or (wording.fixed(wording.forms()["nothing"]),)


def _distinct(mentions: Sequence[Any]) -> tuple[Both, ...]:
    return tuple(dict.fromkeys(wording.mention(mention) for mention in mentions))


def _rows(snapshot: PaperSnapshot, names: Sequence[str]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for name in names:
        rows.extend(_row(wording.forms()["rows"][name], snapshot.values))
    return tuple(rows)


def _row(form: Mapping[str, Any], values: Mapping[str, str]) -> tuple[Row, ...]:
    if form["show"] == "date":
        return _date_rows(form, values)
    value = _value(form, values)
    if not value and not form.get("core"):
        return ()
    return (Row(_label(form, values), value.or_missing()),)


def _value(form: Mapping[str, Any], values: Mapping[str, str]) -> Both:
    name = form["field"]
    match form["show"]:
        case "text":
            return wording.written(values, name)
        case "person":
            return wording.person(values, name)
        case "sex":
            return wording.sex(values.get(name, ""))
        case "nationality":
            return wording.nationality(values.get(name, ""))
        case _:
            return Both(values.get(name, ""), values.get(name, ""))


def _date_rows(form: Mapping[str, Any], values: Mapping[str, str]) -> tuple[Row, ...]:
    """Hijri first, then Gregorian "corresponding to" it; one alone when the act says only one."""
    hijri_name = f"{form['field']}_hijri"
    written = [
        (values[name], calendar)
        for name, calendar in (
            (hijri_name, Calendar.HIJRI),
            (form["field"], Calendar.GREGORIAN),
        )
        if name in FIELD_NAMES and values.get(name)
    ]
    if not written:
        return (Row(_label(form, values), Both("", "").or_missing()),) if form.get("core") else ()
    rows = []
    for place, (iso, calendar) in enumerate(written):
        part = "" if wording.is_whole(iso) else "_part"
        label = wording.fixed(wording.forms()["corresponding"])
        if place == 0:
            label = _label(form, values, part)
        rows.append(Row(label, wording.date_in_words(iso, calendar)))
    return tuple(rows)


def _label(form: Mapping[str, Any], values: Mapping[str, str], part: str = "") -> Both:
    sex = values.get("sex", "")
    place = _SEXES.index(sex) if sex in _SEXES else len(_SEXES)

    def choose(labels: Sequence[str]) -> str:
        return labels[place] if len(labels) > 1 else labels[0]

    return Both(choose(form[f"fr{part}"]), choose(form[f"ar{part}"]))

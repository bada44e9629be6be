"""The printed rows of a paper: which fields of an act, in which order, under which labels. Pure.

The order of rows follows the printed forms of the offices; the labels take the sex of the person
the act is about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.act import FIELD_NAMES
from archive.civil_date import Calendar
from archive.issuing.paper import PaperLanguage
from archive_api.papers import wording
from archive_api.papers.wording import Both

_SEXES = ("M", "F")


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: its label and its value, each in both languages.

    Attributes:
        latin: a name in Latin letters, which an Arabic paper shows as well (law 37-99), "" for
            other rows.
    """

    label: Both
    value: Both
    latin: str = ""


def rows(
    values: Mapping[str, str], names: Sequence[str], language: PaperLanguage
) -> tuple[Row, ...]:
    """The rows of these names in ``forms.json`` for what an act says."""
    found: list[Row] = []
    for name in names:
        found.extend(_row(wording.forms()["rows"][name], values, language))
    return tuple(found)


def fields_of(names: Sequence[str]) -> frozenset[str]:
    """The fields of an act that rows of these names show."""
    shapes = {
        "text": ("{}_fr", "{}_ar"),
        "person": ("{}_given_fr", "{}_given_ar", "{}_family_fr", "{}_family_ar"),
        "date": ("{}", "{}_hijri"),
    }
    forms = [wording.forms()["rows"][name] for name in names]
    shown = {
        shape.format(form["field"]) for form in forms for shape in shapes.get(form["show"], ("{}",))
    }
    return frozenset((shown | {"sex"}) & set(FIELD_NAMES))


def _row(
    form: Mapping[str, Any], values: Mapping[str, str], language: PaperLanguage
) -> tuple[Row, ...]:
    if form["show"] == "date":
        return _date_rows(form, values)
    value = _value(form, values)
    if not value and not form.get("core"):
        return ()
    latin = value.fr if form.get("latin") and language is PaperLanguage.AR and value.ar else ""
    return (Row(_label(form, values), value.alone(language).or_missing(), latin),)


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
    found = []
    for place, (iso, calendar) in enumerate(written):
        part = "" if wording.is_whole(iso) else "_part"
        label = wording.fixed(wording.forms()["corresponding"])
        if place == 0:
            label = _label(form, values, part)
        found.append(Row(label, wording.date_in_words(iso, calendar)))
    return tuple(found)


def _label(form: Mapping[str, Any], values: Mapping[str, str], part: str = "") -> Both:
    sex = values.get("sex", "")
    place = _SEXES.index(sex) if sex in _SEXES else len(_SEXES)

    def choose(labels: Sequence[str]) -> str:
        return labels[place] if len(labels) > 1 else labels[0]

    return Both(choose(form[f"fr{part}"]), choose(form[f"ar{part}"]))

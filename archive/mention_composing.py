"""A mention put in words, in both languages, and what is wrong with what was filled in. Pure.

Dates stand in words, as the decree asks of acts (2-99-665, art. 12), in both calendars where both
are given; what the mention says of the person agrees with the person's sex.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from archive.civil_date import Calendar, CivilDate
from archive.date_words import spell_ar, spell_fr
from archive.errors import Fault, MentionInvalid
from archive.hijri import Agreement, agreement
from archive.legal_ground import LegalGround
from archive.mention_wording import (
    LANGUAGES,
    Blank,
    ChangedField,
    Shape,
    Wording,
    articles,
    changed_fields,
    closing,
    grounds,
)

LONGEST = {Shape.TEXT: 1000, Shape.NUMBER: 40}
LONGEST_NAME = 120
MISSING = "…"

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_AGREES = re.compile(r"<(field:)?([^<>|]*)\|([^<>|]*)>")
_BLANK = re.compile(r"\{(\w+)\}")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}|2100", re.ASCII)
_LETTER = {
    "ar": re.compile("[\u0621-\u064a\u0671-\u06d3]"),
    "fr": re.compile("[A-Za-z\u00c0-\u00ff]"),
}
_VOWELS = frozenset("aeéhiou")
_NOTHING_CHOSEN = {
    **dict.fromkeys(("field", "the_field", "of_field", "new", "new_fr"), MISSING),
    **dict.fromkeys(("old", "old_fr"), ""),
}
_SEXES = {"M": {"ar": "ذكر", "fr": "masculin"}, "F": {"ar": "أنثى", "fr": "féminin"}}
_AGREED = {"M": 2, "F": 3}


@dataclass(frozen=True, slots=True)
class Filled:
    """What an officer filled in.

    Attributes:
        blanks: by name of input (``Blank.inputs``); "made", "made_hijri" and "officer_ar",
            "officer_fr" where the mention tells of its own making.
        field: base of the field that changes, None when none does.
        old, new: its values by field of the act.
    """

    blanks: Mapping[str, str]
    ground: LegalGround
    field: str | None = None
    old: Mapping[str, str] | None = None
    new: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """A mention's words."""

    ar: str
    fr: str


def compose(wording: Wording, filled: Filled, sex: str | None) -> Texts:
    """The words of a mention in both languages.

    Args:
        sex: of the person of the act, "M", "F" or None where the act does not say it.

    Raises:
        MentionInvalid: something is missing or wrong, by input.
    """
    problems = faults(wording, filled)
    if problems:
        raise MentionInvalid(problems)
    return sketch(wording, filled, sex)


def sketch(wording: Wording, filled: Filled, sex: str | None) -> Texts:
    """The words of a mention as far as it is filled in, with dots for what it still needs.

    What is wrong must be left out first: see ``faults``.
    """
    return Texts(*(_composed(wording, filled, sex, language) for language in LANGUAGES))


def faults(wording: Wording, filled: Filled) -> dict[str, Fault]:
    """What is missing or wrong, by input; nothing of the values that change, but their names."""
    found = dict(ground_faults(filled.ground))
    if filled.ground.kind not in wording.grounds:
        message = f"{filled.ground.kind.value} is no ground for {wording.key}"
        found["ground"] = Fault("ground_unlawful", message)
    for blank in wording.blanks:
        needed = replace(blank, required=blank.required or _is_told_with(blank, wording, filled))
        found |= dict(_blank_faults(needed, filled.blanks))
    signed = any(filled.blanks.get(name) for name in ("officer_ar", "officer_fr"))
    found |= dict(_blank_faults(Blank("made", Shape.DATE, signed), filled.blanks))
    found |= dict(_blank_faults(Blank("officer", Shape.NAME, False), filled.blanks))
    if wording.changes and filled.field not in wording.changes:
        found["field"] = Fault("blank_missing", "a field that the mention changes must be chosen")
    return found


def ground_faults(ground: LegalGround) -> Iterator[tuple[str, Fault]]:
    """What is missing or wrong in how a ground is cited, by input."""
    needs = grounds()[ground.kind].needs
    given = {
        "reference": ground.reference,
        "ground_date": ground.date or "",
        "ground_date_hijri": ground.date_hijri or "",
        "authority_ar": ground.authority_ar,
        "authority_fr": ground.authority_fr,
    }
    yield from _blank_faults(Blank("reference", Shape.NUMBER, "reference" in needs), given)
    yield from _blank_faults(Blank("ground_date", Shape.DATE, "date" in needs), given)
    yield from _blank_faults(Blank("authority", Shape.NAME, "authority" in needs), given)


def value_in_words(field: str, value: str, language: str) -> str:
    """A field's value as a mention writes it: dates and sexes in words, the rest as it stands."""
    if not value:
        return ""
    if field == "sex":
        return _SEXES[value][language]
    if field.endswith("_hijri"):
        return _day("", value, language)
    return _day(value, "", language) if field.endswith("_date") else value


def _composed(wording: Wording, filled: Filled, sex: str | None, language: str) -> str:
    field = changed_fields().get(filled.field or "")
    values = _values(wording, filled, language)
    if wording.changes:
        values |= _changed(field, filled, language) if field is not None else _NOTHING_CHOSEN
    cited = _said(grounds()[filled.ground.kind].templates[language], _cited(filled, language), sex)
    feminine = field is not None and language in field.feminine
    said = _said(wording.templates[language], {**values, "ground": cited}, sex, feminine)
    blanks = filled.blanks
    made = _day(blanks.get("made", ""), blanks.get("made_hijri", ""), language)
    if not made:
        return said
    signed = {"made": made, "officer": blanks.get(f"officer_{language}", "")}
    return f"{said}. {_said(closing()[language], signed, sex)}"


def _values(wording: Wording, filled: Filled, language: str) -> dict[str, str]:
    values = {}
    for blank in wording.blanks:
        if blank.in_both_languages:
            values[blank.name] = filled.blanks.get(f"{blank.name}_{language}", "")
        elif blank.shape is Shape.DATE:
            day, moon = (filled.blanks.get(name, "") for name in blank.inputs)
            values[blank.name] = _day(day, moon, language)
        else:
            given = filled.blanks.get(blank.name, "")
            spelled = blank.shape is Shape.YEAR and given
            values[blank.name] = _day(given, "", language) if spelled else given
        values[blank.name] = values[blank.name] or (MISSING if blank.required else "")
    return values


def _changed(field: ChangedField, filled: Filled, language: str) -> dict[str, str]:
    """The field that changes, before and after: in this language's script, else as in the other."""
    name = field.names[language]
    vowel, feminine = name[0] in _VOWELS, "fr" in field.feminine
    told = {
        "field": name,
        "the_field": f"l'{name}" if vowel else f"{'la' if feminine else 'le'} {name}",
        "of_field": f"de l'{name}" if vowel else f"{'de la' if feminine else 'du'} {name}",
    }
    for name, values in (("old", filled.old or {}), ("new", filled.new or {})):
        words = {f: value_in_words(f, values.get(f, ""), language) for f in field.fields}
        own = words.get(f"{field.base}_{language}", "")
        told[name] = own or next((word for word in words.values() if word), "")
        told[f"{name}_fr"] = words.get(f"{field.base}_fr", "")
    return {**told, "new": told["new"] or MISSING, "new_fr": told["new_fr"] or MISSING}


def _cited(filled: Filled, language: str) -> dict[str, str]:
    ground = filled.ground
    told = {
        "reference": ground.reference,
        "date": _day(ground.date or "", ground.date_hijri or "", language),
        "authority": ground.authority_ar if language == "ar" else _named(ground.authority_fr),
    }
    needs = grounds()[ground.kind].needs
    told = {name: said or (MISSING if name in needs else "") for name, said in told.items()}
    return {**told, "year": _day((ground.date or "")[:4], "", language) or MISSING}


def _named(authority: str) -> str:
    """A French authority after its article, which people leave out where they name it alone."""
    article = articles().get(authority.partition(" ")[0].lower())
    return authority if article is None else f"{article}{authority[0].lower()}{authority[1:]}"


def _said(template: str, values: Mapping[str, str], sex: str | None, feminine: bool = False) -> str:
    """A template with its blanks filled in; what was filled in is never taken for a template."""

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(values[name] for name in _BLANK.findall(part[1])) else ""

    def agreed(forms: re.Match[str]) -> str:
        if forms[1]:
            return forms[3] if feminine else forms[2]
        return forms[_AGREED[sex]] if sex else f"{forms[2]} / {forms[3]}"

    whole = _AGREES.sub(agreed, _OPTIONAL.sub(kept, template))
    return _BLANK.sub(lambda blank: values[blank[1]], whole)


def _day(day: str, moon: str, language: str) -> str:
    """A day in words, in both calendars where both are given."""
    if language == "ar":
        said = [f"{spell_ar(moon, Calendar.HIJRI)} هجرية"] if moon else []
        return " الموافق ".join([*said, *([spell_ar(day)] if day else [])])
    said = [f"{spell_fr(moon, Calendar.HIJRI)} de l'hégire"] if moon else []
    return " correspondant au ".join([*([spell_fr(day)] if day else []), *said])


def _is_told_with(blank: Blank, wording: Wording, filled: Filled) -> bool:
    """Whether another blank was filled in that the mention tells only together with this one."""
    parts = (_BLANK.findall(part) for part in _OPTIONAL.findall(wording.templates["ar"]))
    others = {name for part in parts if blank.name in part for name in part} - {blank.name}
    return any(filled.blanks.get(name) for name in others)


def _blank_faults(blank: Blank, given: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    values = {name: given.get(name, "") for name in blank.inputs}
    # Both languages belong together; the second calendar is always left to the paper.
    needed = list(values) if blank.in_both_languages else [blank.name]
    wanted = blank.required or (blank.in_both_languages and any(values.values()))
    if blank.shape is Shape.DATE and values[f"{blank.name}_hijri"]:
        wanted = True
    for name, value in values.items():
        if value:
            fault = _value_fault(blank.shape, name, value)
        else:
            missing = wanted and name in needed
            fault = Fault("blank_missing", "must be filled in") if missing else None
        if fault is not None:
            yield name, fault
    if blank.shape is Shape.DATE and not _calendars_agree(*values.values()):
        message = "the two calendars are more than two days apart"
        yield f"{blank.name}_hijri", Fault("calendars_disagree", message)


def _value_fault(shape: Shape, name: str, value: str) -> Fault | None:
    if value != value.strip() or not all(char.isprintable() for char in value):
        return Fault("unprintable", "has spaces around it or characters that do not print")
    if len(value) > LONGEST.get(shape, LONGEST_NAME):
        return Fault("too_long", f"has more than {LONGEST.get(shape, LONGEST_NAME)} characters")
    if shape is Shape.YEAR:
        return None if _YEAR.fullmatch(value) else Fault("year_invalid", "is not a year")
    if shape is Shape.DATE:
        moon = name.endswith("_hijri")
        code = "hijri_invalid" if moon else "date_invalid"
        return None if _is_date(value, moon) else Fault(code, "is no date: write YYYY-MM-DD")
    language = name.rpartition("_")[2]
    if language in _LETTER and not _LETTER[language].search(value):
        return Fault("script_wrong", f"is not written in the letters of {language}")
    return None


def _is_date(value: str, moon: bool) -> bool:
    try:
        CivilDate.of(value, Calendar.HIJRI if moon else Calendar.GREGORIAN)
        spell_ar(value, Calendar.HIJRI if moon else Calendar.GREGORIAN)
    except ValueError:
        return False
    return True


def _calendars_agree(day: str, moon: str) -> bool:
    if not (day and moon and _is_date(day, False) and _is_date(moon, True)):
        return True
    return agreement(moon, day) is not Agreement.CONFLICT

"""How values are put on paper in both languages: names, dates in words, sex, numbers.

Dates keep the calendar the act wrote them in: a Hijri date is never computed from a Gregorian
one, nor the reverse. Labels and fixed wordings stand in ``forms.json``.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.civil_date import Calendar
from archive.date_words import spell_ar, spell_fr
from archive.issuing.paper import PaperLanguage
from archive.mention import Mention
from archive.mention_names import mention_names
from archive.register import ActNumber
from archive_api.papers.isolating import whole

MISSING = "—"

_ARABIC = re.compile("[\u0621-\u064a]")
_BIS_AR = {"": "", "bis": " مكرر", "ter": " مكرر مرتين"}
_PARTS = {1: "year", 2: "month"}
_VOWELS = "AEIOUÀÂÉÈÊËÎÏÔÙÛŒ"


@dataclass(frozen=True, slots=True)
class Both:
    """One wording in French and in Arabic; either may be empty where the act says nothing."""

    fr: str
    ar: str

    def __bool__(self) -> bool:
        return bool(self.fr or self.ar)

    def or_missing(self) -> "Both":
        """The same with a dash on a side that says nothing."""
        return Both(self.fr or MISSING, self.ar or MISSING)

    def alone(self, language: PaperLanguage) -> "Both":
        """The same for a paper in one language, where the other stands in for what is not said."""
        if language is PaperLanguage.BOTH:
            return self
        return Both(self.fr or whole(self.ar, arabic=True), self.ar or whole(self.fr))


@cache
def forms() -> Mapping[str, Any]:
    """The printed labels, row orders and fixed wordings of ``forms.json``."""
    path = Path(__file__).with_name("forms.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def fixed(entry: Mapping[str, str], **params: str) -> Both:
    """A fixed wording of ``forms.json`` with its ``params`` filled in."""
    return Both(entry["fr"].format_map(params), entry["ar"].format_map(params))


def fixed_each(entry: Mapping[str, str], **params: Both) -> Both:
    """A fixed wording with ``params`` that differ between the languages."""
    return Both(
        entry["fr"].format_map({name: value.fr for name, value in params.items()}),
        entry["ar"].format_map({name: value.ar for name, value in params.items()}),
    )


def written(values: Mapping[str, str], name: str) -> Both:
    """What the act writes for ``name`` in each script."""
    return Both(values.get(f"{name}_fr", ""), values.get(f"{name}_ar", ""))


def person(values: Mapping[str, str], name: str) -> Both:
    """Given and family name of a parent, each script as the act writes it."""
    given, family = written(values, f"{name}_given"), written(values, f"{name}_family")
    return Both(f"{given.fr} {family.fr}".strip(), f"{given.ar} {family.ar}".strip())


def sex(value: str) -> Both:
    """Sex in words; empty when ``value`` is neither M nor F."""
    entry = forms()["sex"].get(value)
    return fixed(entry) if entry else Both("", "")


def nationality(value: str) -> Both:
    """A nationality in both languages when it is a common one, else in the script it stands in."""
    for entry in forms()["nationalities"]:
        if value.casefold() in (entry["fr"], entry["ar"]):
            return fixed(entry)
    return Both("", value) if _ARABIC.search(value) else Both(value, "")


def number(value: ActNumber) -> Both:
    """An act number, with bis or ter as each language writes it."""
    return Both(f"{value.number} {value.suffix}".strip(), f"{value.number}{_BIS_AR[value.suffix]}")


def figures(iso: str) -> str:
    """An ISO date day first, as forms write it: ``12/03/1933``; shorter when it says less."""
    return "/".join(reversed(iso.split("-")))


def is_whole(iso: str) -> bool:
    """Whether an ISO date names a day, not only a month or a year."""
    return iso.count("-") == 2


def date_in_words(iso: str, calendar: Calendar) -> Both:
    """A date in words followed by its figures, in the calendar it was written in."""
    words = Both(spell_fr(iso, calendar), spell_ar(iso, calendar))
    part = _PARTS.get(iso.count("-") + 1)
    if part:
        entry = forms()["part_of_date"][part]
        words = Both(entry["fr"].format(words=words.fr), entry["ar"].format(words=words.ar))
    entry = forms()["calendars"][calendar.value]
    shown = figures(iso)
    return Both(
        entry["fr"].format(words=words.fr, figures=shown),
        entry["ar"].format(words=words.ar, figures=shown),
    )


def mention(value: Mention, language: PaperLanguage = PaperLanguage.BOTH) -> Both:
    """A mention as the margin words it; a side it does not word names its type and date.

    Where both languages stand side by side, that side points across; on a paper in one language
    the words of the other follow.
    """
    entry = forms()["mentions"]
    kind = fixed(mention_names()[value.type.value])
    short = kind
    if value.date:
        shown = figures(value.date)
        dated = entry["dated" if is_whole(value.date) else "dated_part"]
        short = Both(
            dated["fr"].format(type=kind.fr, date=shown),
            dated["ar"].format(type=kind.ar, date=shown),
        )
    across = fixed(entry["opposite"])
    longer = Both(f"{short.fr} {across.fr}", f"{short.ar} {across.ar}")
    if language is not PaperLanguage.BOTH:
        in_arabic, in_french = whole(value.text_ar or "", arabic=True), whole(value.text_fr or "")
        longer = Both(f"{short.fr}\u00a0: {in_arabic}", f"{short.ar}: {in_french}")
    return Both(
        value.text_fr or (longer.fr if value.text_ar else short.fr),
        value.text_ar or (longer.ar if value.text_fr else short.ar),
    )


def of_fr(name: str) -> str:
    """A French place after "de": "de Settat", "d'Azilal"."""
    return f"d'{name}" if name[:1].upper() in _VOWELS else f"de {name}"

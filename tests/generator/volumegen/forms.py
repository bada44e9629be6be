"""One volume's printed form and clerk: wordings, fonts and habits, drawn once a volume."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from volumegen import words
from volumegen.people import DATA, Act, Office
from volumegen.sheet import Pen
from volumegen.typesetting import Values

LAYOUTS = ("fr_births", "fr_deaths", "bi_columns", "ar_births", "ar_deaths", "bi_table")
YEARS = {
    "fr_births": (1922, 1949),
    "fr_deaths": (1922, 1949),
    "bi_columns": (1952, 1975),
    "ar_births": (1976, 2001),
    "ar_deaths": (1976, 2001),
    "bi_table": (2003, 2015),
}
NATIONALITY = ("marocaine", "مغربية")

# Latin font, Arabic font, size, how much larger the Arabic font is set (and, of hands, tremor)
_PRINTERS = [
    ("DejaVuSerif.ttf", "Amiri-Regular.ttf", 36, 1.25),
    ("NotoSerif-Regular.ttf", "Scheherazade-Regular.ttf", 37, 1.35),
    ("NotoSans-Regular.ttf", "NotoNaskhArabic-Regular.ttf", 37, 1.1),
]
_HANDS: dict[str, list[tuple[str, str, int, float, float]]] = {
    "type": [
        ("Courier Prime.otf", "Thabit.ttf", 40, 1.1, 0.12),
        ("NotoMono-Regular.ttf", "Thabit-Bold.ttf", 34, 1.25, 0.1),
        ("Courier Prime Bold.otf", "NotoSansArabic-Regular.ttf", 39, 1.05, 0.12),
    ],
    "hand": [
        ("DancingScript-Regular.otf", "Lateef-Regular.ttf", 52, 1.2, 0.5),
        ("Breip.ttf", "NotoNastaliqUrdu-Regular.ttf", 50, 0.75, 0.3),
        ("NotoSerif-Italic.ttf", "Amiri-Slanted.ttf", 42, 1.3, 0.6),
    ],
    "print": [
        ("DejaVuSans.ttf", "NotoNaskhArabic-Regular.ttf", 35, 1.15, 0.0),
        ("NotoSans-Regular.ttf", "Amiri-Regular.ttf", 37, 1.25, 0.0),
    ],
}
_INKS = {
    "type": [(35, 32, 40), (50, 42, 60)],
    "hand": [(38, 40, 92), (45, 38, 36), (70, 48, 40)],
    "print": [(25, 25, 28)],
}


@dataclass(frozen=True, slots=True)
class Form:
    """What one volume's pages have in common.

    ``wording`` holds the layout's wordings with one drawn from each list of variants.
    """

    layout: str
    fill: str
    office: Office
    year: int
    printed: Pen
    written: Pen
    hand: words.Hand
    rules: bool
    wording: Mapping[str, Any]

    @property
    def rtl(self) -> bool:
        """Whether the page is read from the right."""
        return self.layout.startswith("ar_")

    @property
    def kind(self) -> str:
        """The kind of its acts."""
        return "death" if self.layout.endswith("deaths") else "birth"


@cache
def wordings() -> dict[str, Any]:
    """Everything that ``wordings.toml`` holds."""
    return tomllib.loads((DATA / "wordings.toml").read_text(encoding="utf-8"))


def draw(
    layout: str, fill: str, rules: bool, year: int, office: Office, chance: random.Random
) -> Form:
    """Draw a printer and a clerk for a volume."""
    latin, arabic, size, scale = chance.choice(_PRINTERS)
    printed = Pen(latin, arabic, size, (58, 54, 52), 0.0, scale)
    latin, arabic, size, scale, tremor = chance.choice(_HANDS[fill])
    written = Pen(latin, arabic, size, chance.choice(_INKS[fill]), tremor, scale)
    wording = {
        name: chance.choice(variants) if name != "order" else _shuffled(variants, chance)
        for name, variants in wordings()[layout].items()
    }
    if "order" in wording:
        wording["rows"] = {
            name: (chance.choice(fr), chance.choice(ar))
            for name, (fr, ar) in wordings()["rows"].items()
        }
    hand = words.Hand(chance.random() < 0.4, chance.random() < 0.5, chance.random() < 0.5)
    return Form(layout, fill, office, year, printed, written, hand, rules, wording)


def _shuffled(order: list[str], chance: random.Random) -> list[str]:
    """Printers agree on the order but for the names, which some put the other way round."""
    return [order[1], order[0], *order[2:]] if chance.random() < 0.5 else list(order)


def office_values(form: Form) -> dict[str, tuple[str | None, str]]:
    """Placeholders that every page of a volume can show."""
    office = form.office
    return {
        "office_fr": ("office_fr", office.name.fr),
        "office_ar": ("office_ar", office.name.ar),
        "province_fr": ("province_fr", office.province.fr),
        "province_ar": ("province_ar", office.province.ar),
        "year": ("year", str(form.year)),
    }


def act_values(form: Form, act: Act) -> Values:
    """Placeholders of one act, with the field that each shows."""
    values = office_values(form)
    values["act_number"] = ("act_number", str(act.number))
    values["sex_fr"] = ("sex", "masculin" if act.sex == "M" else "féminin")
    values["sex_ar"] = ("sex", "ذكر" if act.sex == "M" else "أنثى")
    named = {"given_name": act.given, "family_name": act.family, "job": act.job}
    named |= {"birth_place": act.birth_place, f"{act.kind}_place": act.place}
    for role, parent in (("father", act.father), ("mother", act.mother)):
        named[f"{role}_given"] = parent.given
        named[f"{role}_family"] = parent.family
        named[f"{role}_job"] = parent.job
        named[f"{role}_birth_place"] = parent.birth_place
        key = f"{role}_birth_date"
        values[key] = (key, str(parent.born))
        values[f"{key}_ar"] = (key, words.year_ar(parent.born, form.hand))
    for name, both in named.items():
        values[f"{name}_fr"] = (f"{name}_fr", both.fr)
        values[f"{name}_ar"] = (f"{name}_ar", both.ar)
    if act.born is not None:
        values["birth_date"] = ("birth_date", str(act.born))
        values["birth_date_ar"] = ("birth_date", words.year_ar(act.born, form.hand))
    return values | _dates(form.hand, act)


def _dates(hand: words.Hand, act: Act) -> dict[str, tuple[str, str]]:
    event, kind = act.event, act.kind
    values = {
        f"{kind}_year_fr": (f"{kind}_date", words.year_fr(event.year, hand)),
        f"{kind}_day_fr": (f"{kind}_date", words.day_fr(event, hand)),
        f"{kind}_time_fr": (f"{kind}_time", words.time_fr(act.hour, act.minute, hand)),
        f"{kind}_time_ar": (f"{kind}_time", words.time_ar(act.hour, act.minute, hand)),
    }
    for name, day in ((f"{kind}_date", event), ("drawn_up_date", act.drawn_up)):
        in_french = f"{words.day_fr(day, hand)} {words.year_fr(day.year, hand)}"
        values[f"{name}_fr"] = (name, in_french)
        values[f"{name}_ar"] = (name, words.date_ar(day, hand))
        values[f"{name}_hijri_ar"] = (f"{name}_hijri", words.hijri_ar(day, hand))
    return values


def smaller(pen: Pen, factor: float) -> Pen:
    """The same pen at ``factor`` of its size."""
    return replace(pen, size=round(pen.size * factor))

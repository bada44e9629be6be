"""One volume's printed form and clerk: wordings, fonts and habits, drawn once a volume."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from volumegen import words
from volumegen.habits import Habits, customary_habits, pressed_habits
from volumegen.people import DATA, Act, Office
from volumegen.printers import KNOWN, Printers
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
    "bi_deaths": (1955, 1988),
    "bi_deaths-print": (2003, 2015),
}
NATIONALITY = ("marocaine", "مغربية")

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
    printers: Printers = KNOWN
    habits: Habits = field(default_factory=Habits)

    @property
    def rtl(self) -> bool:
        """Whether the page is read from the right."""
        return self.layout.startswith("ar_")

    @property
    def kind(self) -> str:
        """The kind of its acts."""
        return "death" if self.layout.endswith("deaths") else "birth"


@cache
def wordings(file: str) -> dict[str, Any]:
    """Everything that a world's ``file`` of wordings holds."""
    return tomllib.loads((DATA / file).read_text(encoding="utf-8"))


def draw(
    layout: str,
    fill: str,
    rules: bool,
    year: int,
    office: Office,
    chance: random.Random,
    printers: Printers = KNOWN,
) -> Form:
    """Draw a printer and a clerk of the world ``printers`` for a volume."""
    latin, arabic, size, scale = chance.choice(printers.faces)
    printed = Pen(latin, arabic, size, (58, 54, 52), 0.0, scale)
    latin, arabic, size, scale, tremor, *slant = chance.choice(printers.hands[fill])
    written = Pen(latin, arabic, size, chance.choice(_INKS[fill]), tremor, scale)
    written = replace(written, slant=slant[0] if slant else 0.0)
    told = wordings(printers.wordings)
    wording = {
        name: chance.choice(variants) if name != "order" else _ordered(variants, chance)
        for name, variants in told[layout].items()
    }
    if "order" in wording and printers.varied:
        wording["rows"] = _vocabulary(told["rows"], chance)
    elif "order" in wording:
        wording["rows"] = {
            name: (chance.choice(fr), chance.choice(ar)) for name, (fr, ar) in told["rows"].items()
        }
    hand = words.Hand(chance.random() < 0.4, chance.random() < 0.5, chance.random() < 0.5)
    form = Form(layout, fill, office, year, printed, written, hand, rules, wording, printers)
    return _varied(form, told, chance) if printers.varied else form


def _vocabulary(rows: Mapping[str, Any], chance: random.Random) -> dict[str, tuple[str, str]]:
    """One printer's labels: the n-th of each list, so that they go together."""
    nth = chance.randrange(min(len(fr) for fr, _ in rows.values()))
    return {name: (fr[nth], ar[nth]) for name, (fr, ar) in rows.items()}


def _varied(form: Form, told: Mapping[str, Any], chance: random.Random) -> Form:
    habits = Habits(
        margin=chance.uniform(0.2, 0.3),
        stamped_over=chance.random() < 0.4,
        fit=True,
        dates=chance.choice(told["dates"]),
    )
    dotted = form.fill != "print" and chance.random() < 0.5
    form = replace(form, habits=habits, written=replace(form.written, dotted=dotted))
    if not form.printers.pressed:
        return form
    pressed = pressed_habits(habits, form.layout, form.fill, told["ornaments"], chance)
    if form.printers.customary:
        pressed = customary_habits(pressed, form.rtl, chance)
    return replace(form, habits=pressed)


def _ordered(order: list[Any], chance: random.Random) -> list[str]:
    """One of several orders, or the one there is, its two names put either way round."""
    if isinstance(order[0], list):
        return list(chance.choice(order))
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
        values[f"{key}_fr"] = (key, words.year_fr(parent.born, form.hand))
        values[f"{role}_age_fr"] = (None, words.number_fr(act.event.year - parent.born, form.hand))
        values[f"{role}_age_ar"] = (None, words.number_ar(act.event.year - parent.born))
        values[f"{key}_ar"] = (key, words.year_ar(parent.born, form.hand))
    for name, both in named.items():
        values[f"{name}_fr"] = (f"{name}_fr", both.fr)
        values[f"{name}_ar"] = (f"{name}_ar", both.ar)
    for name, both in act.around.items():
        # Clauses that registers have beside what Sijill is judged on.
        values[f"{name}_fr"], values[f"{name}_ar"] = (None, both.fr), (None, both.ar)
    if act.born is not None:
        values["birth_date"] = ("birth_date", str(act.born))
        values["birth_year_fr"] = ("birth_date", words.year_fr(act.born, form.hand))
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
        values[f"{name}_hijri_fr"] = (f"{name}_hijri", words.hijri_fr(day))
    return values


def smaller(pen: Pen, factor: float) -> Pen:
    """The same pen at ``factor`` of its size."""
    return replace(pen, size=round(pen.size * factor))

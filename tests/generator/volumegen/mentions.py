"""What later hands write in the margin of a birth: mentions of invented marriages and the like."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from volumegen import words
from volumegen.people import Act, Bilingual, Mention, Town, gendered

LAST_MENTION = date(2024, 12, 31)
OF_CHILDREN = {"death", "rectification", "material_error", "latin_spelling", "name_change"}
# What a mention's placeholders are called in its truth.
TOLD = {
    "place_fr": "place_fr",
    "place_ar": "place_ar",
    "spouse_fr": "other_party_fr",
    "spouse_ar": "other_party_ar",
    "number": "reference",
}


def draw(town: Town, act: Act, wordings: Mapping[str, list[Any]]) -> Mention:
    """A mention entered up to 70 years after a birth; only adults marry.

    ``wordings`` has, by type, one pair of French and Arabic or, in a varied world, several.
    """
    chance = town.chance
    day = act.event + timedelta(days=chance.randint(40, 70 * 365))
    day = min(day, LAST_MENTION - timedelta(days=chance.randint(0, 900)))
    grown = (day - act.event).days > 18 * 366
    kind = chance.choice(sorted(wordings.keys() if grown else OF_CHILDREN & wordings.keys()))
    values = _values(town, act, day)
    if not town.printers.varied:
        return Mention(kind, day, _worded(wordings[kind], act.sex, values))
    pair = chance.choice(wordings[kind])
    values |= _own_names(act) | _date(town, day)
    if town.printers.pressed:
        values |= _officer(town)
    about = {told: values[name] for name, told in TOLD.items() if f"{{{name}}}" in "".join(pair)}
    return Mention(kind, day, _worded(pair, act.sex, values), about)


def _values(town: Town, act: Act, day: date) -> dict[str, str]:
    spouse, place = town.given("F" if act.sex == "M" else "M"), town.place()
    family, number = town.family()[0], town.chance.randint(1, 900)
    return {
        "place_fr": place.fr,
        "place_ar": place.ar,
        "date_fr": day.strftime("%d/%m/%Y"),
        "date_ar": day.strftime("%d/%m/%Y"),
        "spouse_fr": f"{spouse.fr} {family.fr}",
        "spouse_ar": f"{spouse.ar} {family.ar}",
        "number": str(number),
    }


def _date(town: Town, day: date) -> dict[str, str]:
    """How the clerk of that day wrote it: in figures, with the month's name, or in words."""
    style, hand = town.chance.choice([0, 0, 1, 1, 2]), words.Hand()
    if style == 0:
        return {}
    if style == 1:
        fr, ar = words.FR_MONTHS[day.month - 1], words.AR_MONTHS[day.month - 1]
        return {
            "date_fr": f"{day.day} {fr} {day.year}",
            "date_ar": f"{day.day} {ar} {day.year}",
        }
    in_french = f"{words.day_fr(day, hand)} {words.year_fr(day.year, hand)}"
    return {"date_fr": in_french, "date_ar": words.date_ar(day, hand)}


def _officer(town: Town) -> dict[str, str]:
    given, family = town.given("M"), town.family()[0]
    return {
        "officer_fr": f"{given.fr} {family.fr}",
        "officer_ar": f"{given.ar} {family.ar}",
    }


def _own_names(act: Act) -> dict[str, str]:
    return {
        "given_fr": act.given.fr,
        "given_ar": act.given.ar,
        "family_fr": act.family.fr,
        "family_ar": act.family.ar,
    }


def _worded(pair: list[str], sex: str, values: Mapping[str, str]) -> Bilingual:
    fr, ar = (gendered(text, sex).format_map(values) for text in pair)
    return Bilingual(fr, ar)

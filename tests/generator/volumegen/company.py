"""Who else an act of a pressed world names: kin who declare, officers, midwives, spouses.

Several could be taken for a parent: they bear the family's name, or the mother's.
"""

from dataclasses import replace

from volumegen import words
from volumegen.people import Act, Bilingual, Town

_KIN_OF_CHILD = (
    Bilingual("oncle paternel", "عم"),
    Bilingual("oncle maternel", "خال"),
    Bilingual("grand-père", "جد"),
    Bilingual("frère", "أخ"),
    Bilingual("voisin", "جار"),
)
_KIN_OF_DEAD = (
    Bilingual("fils", "ابن"),
    Bilingual("frère", "شقيق"),
    Bilingual("neveu", "ابن أخ"),
    Bilingual("gendre", "صهر"),
    Bilingual("voisin", "جار"),
)
_DWELLINGS = (
    Bilingual("quartier", "حي"),
    Bilingual("derb", "درب"),
    Bilingual("ksar", "قصر"),
    Bilingual("ferme", "ضيعة"),
)


def surround(act: Act, town: Town) -> Act:
    """``act`` with everyone and every place that its clauses name beside the judged ones."""
    chance = town.chance
    found = dict(act.around)
    link = chance.choice(_KIN_OF_CHILD if act.kind == "birth" else _KIN_OF_DEAD)
    families = [act.family, act.mother.family, town.family()[0]]
    given = town.given("M")
    found["declarant"] = _full(given, chance.choice(families))
    found["declarant_link"] = link
    found["midwife"] = _full(town.given("F"), chance.choice(families))
    found["spouse"] = _full(town.given("F" if act.sex == "M" else "M"), town.family()[0])
    found["officer_name"] = _full(town.given("M"), chance.choice([act.family, town.family()[0]]))
    dwelling, place = chance.choice(_DWELLINGS), town.place()
    found["residence"] = Bilingual(f"{dwelling.fr} {place.fr}", f"{dwelling.ar} {place.ar}")
    number = str(chance.randint(2, 1999))
    found["judgment_number"] = Bilingual(number, number)
    age = chance.randint(22, 69)
    found["declarant_age"] = Bilingual(words.number_fr(age, words.Hand()), words.number_ar(age))
    return replace(act, around=found)


def _full(given: Bilingual, family: Bilingual) -> Bilingual:
    return Bilingual(f"{given.fr} {family.fr}", f"{given.ar} {family.ar}")

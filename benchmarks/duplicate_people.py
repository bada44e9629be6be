"""Invented people for measuring the search for duplicates: births, deaths, and acts made twice.

Names are units that many people bear, drawn and put together by chance, and names made up of
syllables that no list knows. What twins, siblings and namesakes share is planted on purpose.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate

from archive.act import Act, ActReading, ActState, FieldReading
from archive.hijri import from_gregorian
from archive.register import ActNumber, Kind, RegisterReference
from indexing.names.sexes import usual_sex
from indexing.names.units import units

OFFICES = tuple(f"04.481.{commune:02}.{bureau:02}" for commune in (1, 3, 5) for bureau in (1, 3, 5))
TWIN_NAMES = (("الحسن", "Lahcen"), ("الحسين", "Lhoucine"))
_SYLLABLES = (
    *(("با", "ba"), ("زر", "zar"), ("مو", "mou"), ("كي", "ki"), ("طن", "tan"), ("غو", "ghou")),
    *(("را", "ra"), ("دي", "di"), ("سو", "sou"), ("لم", "lam"), ("فا", "fa"), ("جي", "ji")),
    *(("حو", "hou"), ("شا", "cha"), ("قر", "kar"), ("ني", "ni"), ("تو", "tou"), ("خا", "kha")),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both scripts."""

    ar: str
    fr: str


@dataclass(frozen=True, slots=True)
class Couple:
    """Parents: given and family names."""

    father: Name
    family: Name
    mother: Name
    mother_family: Name


@dataclass(frozen=True, slots=True)
class Person:
    """A person born, and perhaps dead."""

    given: Name
    sex: str
    parents: Couple
    born: date
    office: str


@dataclass(frozen=True, slots=True)
class Written:
    """An act before it is one: where it stands, whom it names, what it says and leaves out.

    Attributes:
        scripts: those that names are written in.
        spelled: what is written otherwise than the person's name, by field with script.
        left_out: fields without script that the act does not say.
        vague: length of the event's date as written: 10 a day, 4 a year.
    """

    person: Person
    register: RegisterReference
    number: int | None
    event: date
    drawn_up: date
    scripts: tuple[str, ...] = ("ar", "fr")
    spelled: dict[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    vague: int = 10
    hijri: bool = False
    judgment: bool = False


class People:
    """A population drawn by chance; the same seed gives the same people.

    Args:
        unlisted: share of family names that no list knows; of given names 0.4 times as many.
    """

    def __init__(self, seed: int, unlisted: float = 0.25) -> None:
        self.chance = random.Random(seed)
        self._unlisted = unlisted
        every = units("given")
        self._given: dict[str, list[Name]] = {"M": [], "F": []}
        weights: dict[str, list[float]] = {"M": [], "F": []}
        for unit in every:
            sex = usual_sex(unit.ar)
            if sex is not None:
                self._given[sex].append(Name(unit.ar, unit.fr))
                weights[sex].append(unit.weight**0.5)
        self._shares = {sex: list(accumulate(of)) for sex, of in weights.items()}
        self._families = [Name(unit.ar, unit.fr) for unit in units("family")]

    def given(self, sex: str) -> Name:
        """A given name: one of ten for a quarter of the people, for some one in no list."""
        if self.chance.random() < self._unlisted * 0.4:
            return self._made_up("ة" if sex == "F" else "", "a" if sex == "F" else "")
        if self.chance.random() < 0.28:
            return self.chance.choice(self._given[sex][:10])
        return self.chance.choices(self._given[sex], cum_weights=self._shares[sex])[0]

    def family(self) -> Name:
        """A family name, perhaps one in no list."""
        if self.chance.random() < self._unlisted:
            return self._made_up("ي", "i")
        return self.chance.choice(self._families)

    def couple(self) -> Couple:
        """Two parents."""
        return Couple(self.given("M"), self.family(), self.given("F"), self.family())

    def households(self, children: int) -> Iterator[Person]:
        """Children of couples: siblings, twins, and some named after a sibling who died."""
        made = 0
        while made < children:
            parents, office = self.couple(), self.chance.choice(OFFICES)
            born = date(self.chance.randint(1930, 1965), 1, 1) + self._days(0, 364)
            names: list[tuple[Name, str]] = []
            for _ in range(self.chance.randint(1, 6)):
                given, sex = self._child(names)
                names.append((given, sex))
                yield Person(given, sex, parents, born, office)
                made += 1
                if self.chance.random() < 0.02:
                    yield self._twin(Person(given, sex, parents, born, office))
                    made += 1
                born += self._days(400, 1300)

    def namesake(self, person: Person) -> Person:
        """Another child with the same given names all through, and another family or mother."""
        parents = person.parents
        if self.chance.random() < 0.5:
            other = replace(parents, mother=self.given("F"), mother_family=self.family())
        else:
            other = replace(parents, family=self.family(), mother_family=self.family())
        return replace(person, parents=other, born=person.born + self._days(-40, 40))

    def _child(self, before: Sequence[tuple[Name, str]]) -> tuple[Name, str]:
        if before and self.chance.random() < 0.06:
            return self.chance.choice(before)
        sex = self.chance.choice("MF")
        taken = {name.ar for name, _ in before}
        while (given := self.given(sex)).ar in taken:
            sex = self.chance.choice("MF")
        return given, sex

    def _twin(self, person: Person) -> Person:
        if person.sex == "M" and self.chance.random() < 0.4:
            (ar, fr), (other_ar, _) = self.chance.sample(TWIN_NAMES, 2)
            if person.given.ar == other_ar:
                return replace(person, given=Name(ar, fr))
        sex = person.sex if self.chance.random() < 0.7 else self.chance.choice("MF")
        while (given := self.given(sex)).ar == person.given.ar:
            pass
        return replace(person, given=given, sex=sex)

    def _made_up(self, end_ar: str, end_fr: str) -> Name:
        parts = [self.chance.choice(_SYLLABLES) for _ in range(self.chance.choice((2, 3)))]
        ar = "".join(part for part, _ in parts) + end_ar
        return Name(ar, ("".join(part for _, part in parts) + end_fr).capitalize())

    def _days(self, least: int, most: int) -> timedelta:
        return timedelta(days=self.chance.randint(least, most))


def act_of(act_id: str, written: Written) -> Act:
    """The act as the record would hold it."""
    values = {name: value for name, value in _values(written) if value}
    values |= {name: text for name, text in written.spelled.items() if name in values}
    fields = {name: FieldReading(value, value, 0.95, (value,)) for name, value in values.items()}
    number = None if written.number is None else ActNumber(written.number)
    reading = ActReading(written.register, 1, number, 1, "invented", fields, (), sure=True)
    return Act(act_id, written.register, number, ActState.ACCEPTED, reading, fields)


def _values(written: Written) -> Iterator[tuple[str, str]]:
    person, parents = written.person, written.person.parents
    death = written.register.kind is Kind.DEATH
    names = {
        "given_name": person.given,
        "family_name": parents.family,
        "father_given": parents.father,
        "mother_given": parents.mother,
        "mother_family": parents.mother_family,
    }
    for name, told in names.items():
        if name not in written.left_out:
            yield from ((f"{name}_{s}", getattr(told, s)) for s in written.scripts)
    if "sex" not in written.left_out:
        yield "sex", person.sex
    event = "death_date" if death else "birth_date"
    yield event, written.event.isoformat()[: written.vague]
    if written.hijri and written.vague == 10:
        yield f"{event}_hijri", "{:04}-{:02}-{:02}".format(*from_gregorian(written.event))
    if death and "birth_date" not in written.left_out:
        yield "birth_date", person.born.isoformat()[:4]
    yield "drawn_up_date", written.drawn_up.isoformat()
    if written.judgment:
        yield "judgment_fr", "jugement déclaratif"

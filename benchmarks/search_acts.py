"""Invented acts to search among, any number of them: the same seed and place give the same act.

Names are the units of ``indexing/data/name_units.tsv`` put together by chance, and some that no
list knows. One name in five is held out: told by its hash, and hidden from the product's own
table while something is measured, so that it stands for the names that no table has.
"""

import random
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path

from duplicate_copies import Copies
from duplicate_people import Couple, Name, People, Person, Written, act_of

from archive.act import Act, ActState, FieldReading
from archive.offices import Office, all_offices
from archive.register import Kind, RegisterReference
from indexing.names import units as name_units
from indexing.names.matching import bare_words, fold
from indexing.names.units import KINDS, NameUnit, units

FIRST_YEAR, LAST_YEAR = 1915, 2025
OFFICES = 60
HELD_OUT_IN = 5
_SCRIPTS = (("fr",), ("ar",), ("ar", "fr"), ("ar", "fr"))
_STATES = (*(ActState.ACCEPTED,) * 6, ActState.VERIFIED, ActState.VERIFIED, ActState.TO_REVIEW)
_TITLES = {
    "M": (Name("مولاي", "Moulay"), Name("سيدي", "Sidi"), Name("الحاج", "Haj")),
    "F": (Name("لالة", "Lalla"),),
}
_TITLED, _MISREAD, _DOUBTFUL, _MADE_UP = 0.04, 0.06, 0.06, 0.05


def is_held_out(ar: str) -> bool:
    """Whether the name of this Arabic spelling is one of those that nothing was tuned with."""
    return blake2b(fold(ar).encode(), digest_size=4).digest()[0] % HELD_OUT_IN == 0


@cache
def every_unit() -> tuple[tuple[str, NameUnit], ...]:
    """Kind and unit of the whole table, read before anything of it is hidden."""
    return tuple((kind, unit) for kind in KINDS for unit in units(kind))


def hide_held_out(folder: Path) -> None:
    """Let this process know only the names that are not held out; ``folder`` keeps their table."""
    kept = [(kind, one) for kind, one in every_unit() if not is_held_out(one.ar)]
    rows = [f"{kind}\t{one.ar}\t{one.fr}\t{one.weight}" for kind, one in kept]
    table = folder / "name_units.tsv"
    table.write_text("\n".join(["kind\tar\tfr\tweight", *rows, ""]), encoding="utf-8")
    name_units.TABLE = table
    units.cache_clear()


def asked_names(written: Written) -> tuple[Name, Name, Name]:
    """Given name without its title, family name and father's given name of the person."""
    person = written.person
    ar, fr = person.given.ar, person.given.fr
    for title in (one for of in _TITLES.values() for one in of):
        ar, fr = ar.removeprefix(f"{title.ar} "), fr.removeprefix(f"{title.fr} ")
    return Name(ar, fr), person.parents.family, person.parents.father


class Population(People):
    """People with families of very different size: the largest has one person in a hundred."""

    def __init__(self, seed: int) -> None:
        every_unit()
        super().__init__(seed, unlisted=_MADE_UP)
        listed = [one for kind, one in every_unit() if kind == "family"]
        listed.sort(key=lambda one: (-one.weight, blake2b(one.ar.encode()).digest()))
        self._listed = [Name(one.ar, one.fr) for one in listed]
        self._family_shares = list(accumulate((at + 10) ** -0.8 for at in range(len(listed))))

    def family(self) -> Name:
        """A family name, one in twenty of no list."""
        if self.chance.random() < _MADE_UP:
            return self._made_up("ي", "i")
        return self._listed[
            bisect(self._family_shares, self.chance.random() * self._family_shares[-1])
        ]


def misread(copies: Copies, written: Written) -> Written:
    """One letter of one name taken for another letter."""
    while True:
        other = copies.misread(written, always=True)
        if not any(letter.isdigit() for text in other.spelled.values() for letter in text):
            return other


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose act it is, in both scripts without titles and articles: given, family, father's."""

    ar: tuple[str, str, str]
    fr: tuple[str, str, str]

    def is_like(self, other: "Identity", names: int = 2) -> bool:
        """Whether the first so many names are the same in one of the scripts."""
        return self.ar[:names] == other.ar[:names] or self.fr[:names] == other.fr[:names]


class Acts:
    """Acts by place, from 0 on."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        self._people = Population(seed)
        self._copies = Copies(self._people.chance)
        self._offices = random.Random(seed).sample(
            [one for one in all_offices() if one.name_ar], OFFICES
        )
        self.written = lru_cache(maxsize=4096)(self._written)

    def act(self, place: int) -> Act:
        """The act at a place; its id is the place."""
        written = self._written(place)
        act = act_of(str(place), written)
        chance = self._people.chance
        office = self._office(place)
        event = "death_place" if written.register.kind is Kind.DEATH else "birth_place"
        told = {f"{event}_fr": office.name_fr, f"{event}_ar": office.name_ar}
        kept = [f"{event}_{script}" for script in written.scripts]
        more = {name: FieldReading(told[name], told[name], 0.95, (told[name],)) for name in kept}
        if chance.random() < _DOUBTFUL:
            more |= self._doubtful(written, act)
        return replace(act, state=chance.choice(_STATES), fields={**act.fields, **more})

    def stream(self, first: int, last: int) -> Iterator[Act]:
        """The acts from ``first`` to before ``last``."""
        return (self.act(place) for place in range(first, last))

    def identity(self, place: int) -> Identity:
        """Who the act at a place is about, whatever it writes."""
        names = asked_names(self.written(place))
        ar, fr = (tuple(" ".join(bare_words(getattr(n, s))) for n in names) for s in ("ar", "fr"))
        return Identity((ar[0], ar[1], ar[2]), (fr[0], fr[1], fr[2]))

    def year(self, place: int) -> int:
        """Year of the register that the act at a place stands in."""
        return FIRST_YEAR + place % (LAST_YEAR - FIRST_YEAR + 1)

    def _written(self, place: int) -> Written:
        chance = self._people.chance
        chance.seed(self._seed << 40 | place)
        sex = chance.choice("MF")
        year = self.year(place)
        number = place // ((LAST_YEAR - FIRST_YEAR + 1) * OFFICES) + 1
        kind = Kind.DEATH if number % 5 == 0 else Kind.BIRTH
        day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
        office = self._office(place).code
        given = self._titled(self._people.given(sex), sex)
        couple: Couple = self._people.couple()
        born = day - timedelta(days=chance.randrange(30_000) if kind is Kind.DEATH else 0)
        written = Written(
            Person(given, sex, couple, born, office),
            RegisterReference(office, kind, year),
            number,
            day,
            day,
            scripts=chance.choice(_SCRIPTS),
            left_out=frozenset(("mother_family",) if chance.random() < 0.4 else ()),
            hijri=chance.random() < 0.5,
        )
        return misread(self._copies, written) if chance.random() < _MISREAD else written

    def _titled(self, given: Name, sex: str) -> Name:
        if self._people.chance.random() > _TITLED:
            return given
        title = self._people.chance.choice(_TITLES[sex])
        return Name(f"{title.ar} {given.ar}", f"{title.fr} {given.fr}")

    def _doubtful(self, written: Written, act: Act) -> dict[str, FieldReading]:
        """One name read two ways, the first as the act has it."""
        other = misread(self._copies, replace(written, spelled={})).spelled
        (name, reading), *_ = islice(other.items(), 1)
        held = act.fields[name].value or ""
        return {name: FieldReading(held, held, 0.6, (held, reading))}

    def _office(self, place: int) -> Office:
        return self._offices[place // (LAST_YEAR - FIRST_YEAR + 1) % OFFICES]

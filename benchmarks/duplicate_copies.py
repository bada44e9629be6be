"""The same act, or the same person, written twice: what a second writing changes."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from duplicate_people import OFFICES, Written

from archive.register import Kind, RegisterReference
from indexing.decoding.alignment import LOOK_ALIKE
from indexing.names.units import units

_FIELDS = ("given_name", "family_name", "father_given", "mother_given", "mother_family")
_OTHER_SPELLINGS = (
    *(("ou", "u"), ("i", "y"), ("ss", "s"), ("s", "ss"), ("k", "c"), ("a", "e")),
    *(("h", ""), ("ch", "sh"), ("mm", "m"), ("ai", "ei"), ("dd", "d"), ("j", "dj")),
)

Change = Callable[["Copies", Written], Written]


class Copies:
    """Second writings drawn by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._spellings: dict[str, list[str]] = {}
        for kind in ("given", "family"):
            for unit in units(kind):
                self._spellings.setdefault(unit.ar, []).append(unit.fr)

    def second_volume(self, first: Written) -> Written:
        """The same act in a volume delivered as another part, a letter of it misread."""
        other = replace(first.register, part=first.register.part + 1)
        return self.misread(replace(first, register=other))

    def number_misread(self, first: Written) -> Written:
        """The same act in another part, its number misread or not read."""
        other = replace(first.register, part=first.register.part + 1)
        number = None if self.chance.random() < 0.5 else (first.number or 0) + 700
        return self.misread(replace(first, register=other, number=number))

    def wrong_reference(self, first: Written) -> Written:
        """The same act in a volume delivered under another office or year."""
        register = first.register
        moved = replace(register, office_code=self._other_office(register.office_code))
        if self.chance.random() < 0.5:
            moved = replace(register, year=register.year + 1)
        return self.misread(replace(first, register=moved))

    def respelled(self, first: Written) -> Written:
        """The same person entered at another office, names spelled otherwise."""
        again = self.elsewhere(first)
        return replace(again, spelled={**again.spelled, **self._respelled(again)})

    def other_script(self, first: Written) -> Written:
        """The same person entered at another office, in the other script alone."""
        script = "fr" if first.scripts != ("fr",) else "ar"
        return replace(self.elsewhere(first), scripts=(script,), spelled={})

    def one_letter(self, first: Written) -> Written:
        """The same person entered at another office, one letter of one name misread."""
        return self.misread(self.elsewhere(first), always=True)

    def half_a_date(self, first: Written) -> Written:
        """The same person entered at another office, of the date only the year or the month."""
        return replace(self.elsewhere(first), vague=self.chance.choice((4, 7)))

    def one_figure(self, first: Written) -> Written:
        """The same person entered at another office, a figure of the date misread."""
        again = self.elsewhere(first)
        while (event := self._figure(first.event)) is None:
            pass
        return replace(again, event=event, hijri=False)

    def late(self, first: Written) -> Written:
        """The same birth entered years later by judgment, the date often half known."""
        register = first.register
        years = self.chance.randint(3, 25)
        office = self.chance.choice((register.office_code, self._other_office("")))
        event = first.event + timedelta(days=self.chance.choice((0, 0, self._near())))
        vague = self.chance.choice((4, 4, 10))
        again = replace(
            first,
            register=replace(register, year=register.year + years, office_code=office),
            number=self.chance.randint(1, 900),
            event=event if vague == 10 else first.event,
            drawn_up=date(register.year + years, 6, 1),
            vague=vague,
            hijri=False,
            judgment=self.chance.random() < 0.8,
            left_out=first.left_out - {"family_name"},
        )
        return replace(again, spelled=self._respelled(again))

    def elsewhere(self, first: Written) -> Written:
        """The same person entered at another office some days later."""
        days = timedelta(days=self.chance.randint(0, 40))
        office = self._other_office(first.register.office_code)
        drawn = first.drawn_up + days
        register = replace(first.register, office_code=office, year=max(drawn.year, 1915))
        return replace(first, register=register, number=self.chance.randint(1, 900), drawn_up=drawn)

    def misread(self, written: Written, always: bool = False) -> Written:
        """One letter of one name taken for one that looks alike, three times in ten or always."""
        if not always and self.chance.random() > 0.3:
            return written
        written_fields = [name for name in _FIELDS if name not in written.left_out]
        name = self.chance.choice(written_fields)
        script = self.chance.choice(written.scripts)
        text = self._text(written, f"{name}_{script}")
        return replace(
            written, spelled={**written.spelled, f"{name}_{script}": self._letter(text, script)}
        )

    def _respelled(self, written: Written) -> dict[str, str]:
        found = {}
        for name in _FIELDS:
            key = f"{name}_fr"
            if "fr" in written.scripts and self.chance.random() < 0.6:
                text = self._text(written, key)
                known = self._spellings.get(self._text(written, f"{name}_ar"), [])
                others = [other for other in known if other != text]
                found[key] = self.chance.choice(others) if others else self._spelt(text)
        return found

    def _spelt(self, text: str) -> str:
        ways = [(a, b) for a, b in _OTHER_SPELLINGS if a in text[1:]]
        if not ways:
            return text
        old, new = self.chance.choice(ways)
        return text[0] + text[1:].replace(old, new, 1)

    def _letter(self, text: str, script: str) -> str:
        groups = [group for group, _ in LOOK_ALIKE[script]]
        places = [
            (at, letter, group)
            for at, letter in enumerate(text)
            for group in groups
            if letter.lower() in group and len(set(group)) > 1
        ]
        if not places:
            at = self.chance.randrange(len(text))
            return text[:at] + text[at + 1 :]
        at, letter, group = self.chance.choice(places)
        other = self.chance.choice([one for one in group if one != letter.lower()])
        return text[:at] + (other.upper() if letter.isupper() else other) + text[at + 1 :]

    def _text(self, written: Written, field: str) -> str:
        name, script = field[:-3], field[-2:]
        told = {
            "given_name": written.person.given,
            "family_name": written.person.parents.family,
            "father_given": written.person.parents.father,
            "mother_given": written.person.parents.mother,
            "mother_family": written.person.parents.mother_family,
        }[name]
        return written.spelled.get(field) or str(getattr(told, script))

    def _figure(self, day: date) -> date | None:
        iso = day.isoformat()
        at = self.chance.choice((3, 6, 8, 9))
        misread = iso[:at] + self.chance.choice("0123456789") + iso[at + 1 :]
        try:
            return None if misread == iso else date.fromisoformat(misread)
        except ValueError:
            return None

    def _near(self) -> int:
        return self.chance.randint(-5, 5)

    def _other_office(self, code: str) -> str:
        return self.chance.choice([office for office in OFFICES if office != code])


CHANGES: Mapping[str, Change] = {
    "second volume": Copies.second_volume,
    "number misread": Copies.number_misread,
    "wrong reference": Copies.wrong_reference,
    "spelled otherwise": Copies.respelled,
    "other script": Copies.other_script,
    "one letter misread": Copies.one_letter,
    "half a date": Copies.half_a_date,
    "one figure misread": Copies.one_figure,
    "late declaration": Copies.late,
}
"""Ways in which an act of birth is written twice, by what is said of them."""


def register_of(office: str, kind: Kind, day: date) -> RegisterReference:
    """The register that an event of this day belongs in."""
    return RegisterReference(office, kind, day.year)

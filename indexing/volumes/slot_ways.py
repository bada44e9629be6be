"""Ways of giving a form's slots to a volume's columns, one after another, the likeliest kept.

Thousands of ways are weighed for each column, so that what a slot is asked is told once a form.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.register import Kind
from indexing.forms import Form, Slot

_BEAM = 300
_PERSONS = ("child", "father", "mother")
OPENERS = {
    "child": "child", "given_name": "child", "father_given": "father", "parents": "father",
    "mother": "mother", "mother_given": "mother",
}  # fmt: skip
"""The person whom each field names."""
# The child's name stands in one piece or in two, never in both.
NAMED = {"child": 1, "given_name": 2, "family_name": 2}
"""Fields of the act's own person's name: 1 the whole, 2 a part."""
OTHERS = "other"
"""The group of whoever is not the act's person or a parent."""
_OF_ANOTHER = -5.0
_BACK = -1.0
_USED, _USED_OPTIONAL = 1.0, 0.2
_MOTHER_FIRST = 1.5
_AFTER_OTHERS = 2.0
_DECLARING = 2.0
_TWICE = 5.0
_BESIDE, _UNNAMED = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """A slot of a form as ways ask for it: told once a form, not once a way.

    Attributes:
        bit: 1 shifted by its place on the form; a way's slots are a sum of them.
        rank: place of its group among the form's.
        opened: the person whom the slot names, "" for none.
        own_group: the person of whom alone the slot may tell, "" for anybody.
        piece: 1 for a child's whole name, 2 for a part of it, else 0.
        beside: bit of the place of birth for a date of birth, and of that date for the place.
    """

    slot: Slot
    bit: int
    rank: int
    opened: str
    own_group: str
    piece: int
    beside: int


@dataclass(frozen=True, slots=True)
class Way:
    """Slots given to the first columns, and what speaks for it.

    Attributes:
        told: bits of the slots given; ``last`` is the one given last, ``newest`` the bit of the
            one given to the last column, 0 for none.
        group: of whom the columns told last.
    """

    score: float
    slots: tuple[Slot | None, ...]
    group: str
    told: int = 0
    last: Place | None = None
    newest: int = 0

    def passing(self, group: str) -> "Way":
        """The way with no slot given to the next column, which tells of ``group``."""
        return Way(self.score, (*self.slots, None), group, self.told, self.last)


@dataclass(frozen=True, slots=True)
class Board:
    """A form's places, and the bits of those that ways are asked about."""

    form: Form
    places: tuple[Place, ...]
    fathers: int
    children: int
    events: int
    drawn_up: int
    pieces: tuple[int, int]

    @classmethod
    def of(cls, form: Form) -> "Board":
        """The places of a form's slots; two that are alike in all are one."""
        bits = {slot: 1 << at for at, slot in reversed(list(enumerate(form.slots)))}
        groups = [slot.group for slot in form.slots]
        ranks = {group: groups.index(group) for group in groups}
        places = tuple(_place(form, slot, bits, ranks[slot.group]) for slot in form.slots)
        event = f"{form.kind.value}_date"

        def sum_of(told: Callable[[Place], bool]) -> int:
            return sum({place.bit for place in places if told(place)})

        return cls(
            form,
            places,
            sum_of(lambda place: place.opened == "father"),
            sum_of(lambda place: place.opened == "child"),
            sum_of(lambda place: place.slot.field == event),
            sum_of(lambda place: place.slot.field == "drawn_up_date"),
            (sum_of(lambda place: place.piece == 1), sum_of(lambda place: place.piece == 2)),
        )

    def best(self, ways: Sequence[Way]) -> list[Way]:
        """The likeliest ways, best first, as many that open with the act's own day as others.

        Such a way gains nothing from officer and declarant, and all from what follows them.
        """
        ascending = sorted(ways, key=_score)
        # What a way's continuation depends on.
        best = {(way.told, way.group, way.last and way.last.bit): way for way in ascending}
        kept: dict[tuple[bool, bool], int] = {}
        beam = []
        for way in sorted(best.values(), key=_score, reverse=True):
            days = (bool(way.told & self.drawn_up), bool(way.told & self.events))
            kept[days] = kept.get(days, 0) + 1
            if kept[days] <= _BEAM:
                beam.append(way)
        return beam

    def given(self, way: Way, place: Place, evidence: float, own: bool) -> Way:
        """The way with the place given to the next column, ``own`` where its wording names it."""
        slot, opened, form = place.slot, place.opened, self.form
        score = way.score + evidence + (_USED_OPTIONAL if slot.optional else _USED)
        if place.own_group and way.group != place.own_group:
            score += _OF_ANOTHER
        if way.last is not None and place.rank < way.last.rank:
            score += _BACK
        if opened == "mother" and not way.told & self.fathers:
            score -= _MOTHER_FIRST
        score += _BESIDE if way.newest & place.beside else 0.0
        # Nobody's birth is told before he is named: a place there is of the event.
        early = form.kind is Kind.DEATH and slot.field == "birth_place"
        if early and form.script == "fr" and not way.told & self.children:
            score -= _UNNAMED
        if opened in ("father", "mother") and way.group == OTHERS and not own:
            score -= _AFTER_OTHERS
        of_father = "father" in (opened, slot.group) and form.kind is Kind.BIRTH
        if (opened or slot.type == "place") and not of_father and self._is_declaring(way):
            score -= _DECLARING
        if place.piece and way.told & self.pieces[2 - place.piece]:
            score -= _TWICE
        group = opened or (OTHERS if slot.group not in _PERSONS else way.group)
        told = way.told | place.bit
        return Way(score, (*way.slots, slot), group, told, place, place.bit)

    def _is_declaring(self, way: Way) -> bool:
        """Whether an act that opens with its own day has not come to the event or its person yet.

        Officer and declarant stand between; the declarant of a birth may be the father.
        """
        come = way.told & (self.events | self.children)
        return bool(way.told & self.drawn_up) and not come and self.form.script == "fr"


def _score(way: Way) -> float:
    return way.score


def _place(form: Form, slot: Slot, bits: dict[Slot, int], rank: int) -> Place:
    opened = OPENERS.get(slot.field, "")
    event = slot.field.startswith(f"{form.kind.value}_")
    alone = not opened and slot.group in _PERSONS and not event and slot.type != "sex"
    person = slot.field.removesuffix("birth_place").removesuffix("birth_date")
    # A person's place of birth stands right behind the year, and the year behind it.
    pair = {f"{person}birth_place", f"{person}birth_date"}
    other = pair - {slot.field} if slot.field in pair else frozenset()
    beside = sum({bits[one] for one in form.slots if one.field in other})
    own_group = slot.group if alone else ""
    return Place(slot, bits[slot], rank, opened, own_group, NAMED.get(slot.field, 0), beside)

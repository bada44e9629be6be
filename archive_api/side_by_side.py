"""Two acts side by side: their fields in the order of the form, and where they differ. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from archive.act import FIELD_NAMES, Act
from indexing.forms import Form, all_forms
from indexing.names.matching import fold

_ENDINGS = ("_ar", "_fr", "_hijri")


class Match(Enum):
    """How two values of a field stand to each other.

    ``same`` after folding; ``differs``; ``one_only`` says it; ``neither`` has a value.
    """

    SAME = "same"
    DIFFERS = "differs"
    ONE_ONLY = "one_only"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of two acts: its name, both values, None where an act has none."""

    name: str
    values: tuple[str | None, str | None]
    match: Match


def side_by_side(one: Act, other: Act) -> list[FieldRow]:
    """Every field that one of the acts has, in the order of the first act's form."""
    return [
        _row(name, one, other)
        for name in field_order(one.reading.form)
        if name in one.fields or name in other.fields
    ]


def field_order(form_id: str) -> list[str]:
    """The fields of an act in the order that a form asks for them, its own order for no form.

    What the form does not ask for stays after the field it follows in ``FIELD_NAMES``.
    """
    form = next((form for form in all_forms() if form.id == form_id), None)
    asked = [] if form is None else list(_asked(form))
    places: dict[str, tuple[int, int]] = {}
    before = -1
    for at, name in enumerate(FIELD_NAMES):
        found = next((place for place, field in enumerate(asked) if _is_of(name, field)), None)
        before = before if found is None else found
        places[name] = (before, at)
    return sorted(FIELD_NAMES, key=places.__getitem__)


def _asked(form: Form) -> Iterable[str]:
    yield from (slot.field for slot in (*form.slots, *form.pairs))
    yield from form.expects


def _is_of(name: str, field: str) -> bool:
    """Whether a field of an act is what a slot named ``field`` asks for, in whatever script."""
    bases = {name, *(name.removesuffix(ending) for ending in _ENDINGS)}
    groups = {"mother_given": "mother", "father_given": "father", "given_name": "child"}
    return field in bases or any(groups.get(base) == field for base in bases)


def _row(name: str, one: Act, other: Act) -> FieldRow:
    values = tuple(_value(act, name) for act in (one, other))
    first, second = values
    if first is None and second is None:
        match = Match.NEITHER
    elif first is None or second is None:
        match = Match.ONE_ONLY
    else:
        match = Match.SAME if fold(first) == fold(second) else Match.DIFFERS
    return FieldRow(name, (first, second), match)


def _value(act: Act, name: str) -> str | None:
    reading = act.fields.get(name)
    return (reading.value or None) if reading is not None else None

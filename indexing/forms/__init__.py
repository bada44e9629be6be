"""Form descriptions: what each generation of printed form says, in which order, as data.

One TOML file per form. A *slot* is a place of a prose form opened by a label and closed by the
next one; a *pair* is a label with its value beside it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.register import Kind

SHAPES = ("prose", "pairs", "table")
SLOT_TYPES = (
    *("date", "hijri_date", "event_date", "year", "time", "place", "person", "given", "family"),
    *("family_given", "given_family", "mother_ar", "sex", "job", "office", "year_number"),
    *("mentions", "skip", "parents_ar", "full_name"),
)


_PARTS = {"child": ("given_name", "family_name"), "mother": ("mother_given", "mother_family")}
_ONE_SCRIPT = ("date", "hijri_date", "event_date", "year", "time", "sex")


@dataclass(frozen=True, slots=True)
class Label:
    """One wording a form may print before a value; ``sex`` when the wording tells it (M or F)."""

    text: str
    sex: str | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place on a form: the field (or person) its value tells and the labels that open it.

    ``event_date`` slots take either calendar. Slots of one ``group`` stand together, in any order;
    groups follow one another as the form lists them. ``cues`` are stems, folded and without
    spaces, that wordings before the slot hold whatever the printer (``indexing.volumes.wordings``).
    ``certainty``, 0 to 1, is how sure it is that its labels open this slot; below 1 where a volume
    told them by little but type and place (``indexing.acts.printed_rows``).
    """

    field: str
    type: str
    script: str
    labels: tuple[Label, ...]
    optional: bool = False
    group: str = ""
    cues: tuple[str, ...] = ()
    certainty: float = 1.0

    def __post_init__(self) -> None:
        if self.type not in SLOT_TYPES:
            raise ValueError(f"slot {self.field}: type {self.type!r} is not one of {SLOT_TYPES}")
        if self.script not in ("fr", "ar") or not self.labels:
            raise ValueError(f"slot {self.field}: needs a script (fr or ar) and at least one label")

    def __hash__(self) -> int:
        # Told apart thousands of times a page, each time with all their labels otherwise.
        return hash((self.field, self.type, self.script, self.group))


@dataclass(frozen=True, slots=True)
class Form:
    """One generation of printed form.

    Attributes:
        shape: "prose" (slots in printed order), "pairs" or "table".
        number: labels before the act number, in either script.
        headings: printed lines that hold no value.
        expects: fields that an act on this form must show, or wait for review.
        margin_names: order of the names repeated in the margin ("family_given" or "none").
        in_order: each prose slot stands behind the one before it, groups or not.
        home: names of the office whose acts the form was learnt from.
        drawn_up_first: its acts open with the day of drawing up, as one volume's were found to.
    """

    id: str
    kind: Kind
    shape: str
    script: str
    number: tuple[str, ...]
    headings: tuple[str, ...]
    margin_names: str
    slots: tuple[Slot, ...]
    pairs: tuple[Slot, ...]
    expects: tuple[str, ...]
    in_order: bool = False
    home: tuple[str, ...] = ()
    drawn_up_first: bool = False

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ValueError(f"form {self.id}: shape {self.shape!r} is not one of {SHAPES}")
        if not self.expects:
            raise ValueError(f"form {self.id}: expects no field, so every act would pass")


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form description of this folder, by id.

    Raises:
        ValueError: a description is wrong; the message names the form and the entry.
    """
    files = sorted(Path(__file__).parent.glob("*.toml"))
    described = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return forms_described(described)


def forms_described(described: Sequence[Mapping[str, Any]]) -> tuple[Form, ...]:
    """Forms of these descriptions; one that is ``like`` another takes from it what it leaves out.

    Raises:
        ValueError: as ``all_forms``.
    """
    by_id = {one["id"]: one for one in described}
    for one in described:
        if one.get("like", one["id"]) not in by_id:
            raise ValueError(f"form {one['id']}: like {one['like']!r}, which is no form here")
    return tuple(_form({**by_id[one.get("like", one["id"])], **one}) for one in described)


def forms_of(kind: Kind) -> tuple[Form, ...]:
    """Forms on which acts of ``kind`` were drawn up."""
    return tuple(form for form in all_forms() if form.kind is kind)


def _form(data: dict[str, Any]) -> Form:
    slots = tuple(_slot(slot, data["script"]) for slot in data.get("slot", ()))
    return Form(
        id=data["id"],
        kind=Kind(data["kind"]),
        shape=data["shape"],
        script=data["script"],
        number=tuple(data["number"]),
        headings=tuple(data["headings"]),
        margin_names=data["margin_names"],
        slots=slots,
        pairs=tuple(_slot(pair, data["script"]) for pair in data.get("pair", ())),
        expects=tuple(data.get("expects", ())) or _expected(slots),
    )


def _expected(slots: tuple[Slot, ...]) -> tuple[str, ...]:
    """Fields of the slots that are not optional."""
    names: list[str] = []
    for slot in slots:
        if slot.optional or slot.type == "skip":
            continue
        field = slot.field.replace("_second", "_hijri")
        script = "" if slot.type in _ONE_SCRIPT else f"_{slot.script}"
        names.extend(f"{name}{script}" for name in _PARTS.get(field, (field,)))
    return tuple(names)


def _slot(data: dict[str, Any], script: str) -> Slot:
    labels = [Label(text) for text in data["labels"]]
    labels += [Label(text, "M") for text in data.get("masculine", ())]
    labels += [Label(text, "F") for text in data.get("feminine", ())]
    return Slot(
        field=data["field"],
        type=data["type"],
        script=data.get("script", script),
        labels=tuple(labels),
        optional=data.get("optional", False),
        group=data.get("group", ""),
        cues=tuple(data.get("cues", ())),
    )

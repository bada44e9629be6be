"""An act put together for its page: its fields in sections, in the order of the page. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.act import Act, ActState, FieldReading
from archive.box import Box
from archive.register import Kind
from archive_api.desk_pages import field_label
from archive_api.iiif_manifest import ShownPage
from archive_api.shown_values import shown_value
from archive_api.side_by_side import field_order
from archive_api.verify_task import script_of_field, unsure_fields

_SECTIONS = {
    "act": ("act_number", "year"),
    "person": ("sex", "given_name", "family_name", "nationality", "job"),
    "father": ("father",),
    "mother": ("mother",),
    "birth": ("birth",),
    "death": ("death",),
    "declaration": ("residence", "declarant", "judgment", "officer_name", "drawn_up"),
}
_PERSONS = {Kind.BIRTH: "birth_person", Kind.DEATH: "death_person"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field as its page shows it.

    Attributes:
        shown: the value as people read it, "" for none.
        today: the same as the mentions in force left it, None where none changed it.
        raw: what was read, "" where it is just the value.
        others: further readings, for a doubtful field.
        script: ``ar`` or ``fr`` for fields of one script, "" for the others.
        page: which of the act's pages it stands on, from 0; None for none.
        box: where, in pixels of that page upright.
    """

    name: str
    label: str
    shown: str
    today: str | None
    raw: str
    percent: int
    doubtful: bool
    others: tuple[str, ...]
    script: str
    page: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together: a key of the page's texts, and the fields."""

    name: str
    lines: tuple[FieldLine, ...]


def sections(act: Act, pages: Sequence[ShownPage], lang: str) -> list[Section]:
    """An act's fields, each section where the first of its fields stands on the page."""
    doubtful = set() if act.state is ActState.VERIFIED else unsure_fields(act)
    found: dict[str, list[FieldLine]] = {}
    for name in field_order(act.reading.form):
        field = act.fields.get(name)
        if field is None or not (field.value or field.box or name in doubtful):
            continue
        line = _line(act, name, field, pages, lang, name in doubtful)
        found.setdefault(_section_of(name, act.register.kind), []).append(line)
    return [Section(name, tuple(lines)) for name, lines in found.items()]


def names_of(act: Act) -> dict[str, str]:
    """The person's name as it is today, by script; scripts in which there is none are absent."""
    current = act.current
    names = {}
    for script in ("ar", "fr"):
        parts = [current.get(f"{base}_{script}") for base in ("given_name", "family_name")]
        names[script] = " ".join(part for part in parts if part)
    return {script: name for script, name in names.items() if name}


def _line(
    act: Act,
    name: str,
    field: FieldReading,
    pages: Sequence[ShownPage],
    lang: str,
    doubtful: bool,
) -> FieldLine:
    shown = shown_value(name, field.value, lang)
    current = act.current.get(name)
    place = _place(act, field, pages)
    others = [value for value in dict.fromkeys(field.candidates) if value != field.value]
    return FieldLine(
        name=name,
        label=field_label(name, lang),
        shown=shown,
        today=shown_value(name, current, lang) if current != (field.value or None) else None,
        raw=field.raw if field.raw not in (field.value, shown) else "",
        percent=int(field.confidence * 100),
        doubtful=doubtful,
        others=tuple(shown_value(name, value, lang) for value in others) if doubtful else (),
        script=script_of_field(name),
        page=place,
        box=None if place is None or field.box is None else pages[place].box(field.box),
    )


def _place(act: Act, field: FieldReading, pages: Sequence[ShownPage]) -> int | None:
    if field.box is None or field.page is None:
        return None
    wanted = (field.page, act.scans.get(field.page))
    for at, page in enumerate(pages):
        if wanted in ((page.name, page.picture.scan), (page.name, None)):
            return at
    return None


def _section_of(name: str, kind: Kind) -> str:
    for section, beginnings in _SECTIONS.items():
        if name.startswith(beginnings):
            return _PERSONS.get(kind, "person") if section == "person" else section
    raise KeyError(f"field {name!r} belongs to no section: add it to act_sheet")

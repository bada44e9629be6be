"""The extract for abroad: numbered boxes, symbols, Latin letters and figures alone. Pure.

After forms A and C of CIEC's Convention 16, which Morocco has not joined: the paper says so by
naming the model, not the Convention, as what it follows. Boxes stand in ``multilingual.json``.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from archive.folding import fold_ar
from archive.issuing.mentions_shown import Rule, rules, shown
from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention
from archive.offices import offices_named
from archive.register import Kind
from archive_api.papers import wording
from archive_api.papers.errors import GregorianDayMissing, LatinNameMissing
from archive_api.papers.imprint import Imprint, day_of, imprint, letterhead
from archive_api.papers.wording import Both

STROKES = "———"
"""Makes a box, or a part of one, unusable where the act says nothing (Convention 16)."""

_NAMES = ("given_name", "family_name")
_PARENTS = ("father_family", "father_given", "mother_family", "mother_given")


@dataclass(frozen=True, slots=True)
class Day:
    """A date under Jo, Mo and An, strokes for what is not said."""

    day: str
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a box or on a line of it.

    Attributes:
        code: the box whose meaning a line of another box has (5 for the name of a parent), or "".
        symbol: of an event, "" elsewhere.
        at: its date, None where none belongs.
    """

    text: str
    code: str = ""
    symbol: str = ""
    at: Day | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """One numbered box: its meaning by language, and what it says."""

    code: str
    labels: Mapping[str, str]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AbroadForm:
    """Everything the template of the extract for abroad prints.

    Attributes:
        language: French alone, or with Arabic beside it: abroad nobody reads Arabic alone.
        translations: a row for each number and symbol: itself, then its meaning by language.
    """

    language: PaperLanguage
    title: Both
    title_en: str
    model: str
    header: tuple[Both, ...]
    boxes: tuple[Box, ...]
    translations_title: str
    translations: tuple[tuple[str, ...], ...]
    imprint: Imprint


def fields_abroad(kind: Kind) -> frozenset[str]:
    """The fields of an act that the extract for abroad shows."""
    places = ("birth_place",) if kind is Kind.BIRTH else ("death_place", "birth_place")
    dates = {place.replace("place", "date") for place in places}
    return frozenset({f"{name}_fr" for name in (*_NAMES, *_PARENTS, *places)} | dates | {"sex"})


def lay_out_abroad(snapshot: ActSnapshot, order: PaperOrder) -> AbroadForm:
    """The extract for abroad of an act.

    Raises:
        LatinNameMissing: the act or a mention writes a name or a place in Arabic alone.
        GregorianDayMissing: the act tells a date in the Hijri calendar alone.
    """
    table, kind = _table(), snapshot.reference.register.kind
    _require_latin(snapshot, kind)
    _require_days(snapshot, kind)
    contents = _contents(snapshot, order)
    title = table["titles"][kind.value]
    return AbroadForm(
        language=PaperLanguage.FR if order.language is PaperLanguage.FR else PaperLanguage.BOTH,
        title=Both(title["fr"], title["ar"]),
        title_en=title["en"],
        model=table["model"][kind.value],
        header=letterhead(snapshot.office),
        boxes=tuple(
            Box(table["boxes"][name]["code"], _meanings(table["boxes"][name]), contents[name])
            for name in table["forms"][kind.value]
        ),
        translations_title=table["translations"],
        translations=_translations(kind),
        imprint=imprint(order, snapshot.office),
    )


def is_latin(text: str) -> bool:
    """Whether every letter of a text is Latin."""
    letters = [sign for sign in text if unicodedata.category(sign).startswith("L")]
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)


@cache
def _table() -> Mapping[str, Any]:
    path = Path(__file__).with_name("multilingual.json")
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _require_latin(snapshot: ActSnapshot, kind: Kind) -> None:
    said = snapshot.current
    missing = [
        field
        for field in sorted(name for name in fields_abroad(kind) if name.endswith("_fr"))
        if not is_latin(said.get(field, ""))
        or (not said.get(field) and said.get(f"{field.removesuffix('_fr')}_ar"))
    ]
    told = [(_place(one), _spouse(one, rule.symbol)) for one, rule in _told(snapshot, kind)]
    missing += ["mention_place_fr"] * any(not is_latin(place or "") for place, _ in told)
    missing += ["mention_party_fr"] * any(not is_latin(spouse or "") for _, spouse in told)
    if missing:
        raise LatinNameMissing(missing)


def _require_days(snapshot: ActSnapshot, kind: Kind) -> None:
    said = snapshot.current
    dates = sorted(name for name in fields_abroad(kind) if name.endswith("_date"))
    missing = [name for name in dates if not said.get(name) and said.get(f"{name}_hijri")]
    if missing:
        raise GregorianDayMissing(missing)


def _contents(snapshot: ActSnapshot, order: PaperOrder) -> dict[str, tuple[Entry, ...]]:
    said, kind = snapshot.current, snapshot.reference.register.kind
    number = wording.number(snapshot.reference.number).fr
    act = (Entry(f"{number} / {snapshot.reference.register.year}"),)
    struck = (Entry(STROKES),)
    born = (Entry(said.get("birth_place_fr", STROKES), at=day(said.get("birth_date"))),)
    father, mother = (_parent(said, name) for name in ("father", "mother"))
    return {
        "state": (Entry(_table()["state"]),),
        "office": (Entry(_office(snapshot)),),
        "birth_act": act,
        "death_act": act,
        "birth": born,
        "born": born,
        "death": (Entry(said.get("death_place_fr", STROKES), at=day(said.get("death_date"))),),
        "family": (Entry(said.get("family_name_fr", STROKES)),),
        "given": (Entry(said.get("given_name_fr", STROKES)),),
        "sex": (Entry(said.get("sex", STROKES)),),
        "father": father,
        "mother": mother,
        "dead_father": father,
        "dead_mother": mother,
        "spouse_family": struck,
        "spouse_given": struck,
        "events": tuple(_events(snapshot, kind)) or struck,
        "issued": (Entry(order.officer.name_fr, at=day(day_of(order.at).isoformat())),),
    }


def _office(snapshot: ActSnapshot) -> str:
    bureau = snapshot.office.bureau
    return snapshot.office.name_fr + (f" (bureau {bureau})" if bureau else "")


def _parent(said: Mapping[str, str], name: str) -> tuple[Entry, ...]:
    return (
        Entry(said.get(f"{name}_family_fr", STROKES), code="5"),
        Entry(said.get(f"{name}_given_fr", STROKES), code="6"),
    )


def _events(snapshot: ActSnapshot, kind: Kind) -> list[Entry]:
    """Each event: its symbol, its date, its place, and after a marriage the spouse."""
    entries = []
    for mention, rule in _told(snapshot, kind):
        words = filter(None, (_place(mention), _spouse(mention, rule.symbol)))
        entries.append(Entry(", ".join(words), symbol=rule.symbol, at=day(mention.date)))
    return list(dict.fromkeys(entries))


def _told(snapshot: ActSnapshot, kind: Kind) -> list[tuple[Mention, Rule]]:
    """The mentions that the form tells, each with what the table says of its type."""
    known = rules(PaperKind.MULTILINGUAL, kind)
    mentions = shown(snapshot.mentions, PaperKind.MULTILINGUAL, kind)
    return [(mention, known[mention.type]) for mention in mentions]


def _place(mention: Mention) -> str | None:
    """Where it happened; a commune written in Arabic by its official Latin name."""
    if mention.place is None or is_latin(mention.place):
        return mention.place
    named = offices_named(mention.place)
    names = {one.name_fr for one in named if fold_ar(one.name_ar) == fold_ar(mention.place)}
    return names.pop() if len(names) == 1 else mention.place


def _spouse(mention: Mention, symbol: str) -> str | None:
    return mention.other_party if symbol == "Mar" else None


def day(iso: str | None) -> Day:
    """An ISO date as the form writes it: two figures, two figures, four; strokes where unsaid."""
    year, month, of_month, *_ = [*(iso or "").split("-"), "", "", ""]
    return Day(of_month or STROKES, month or STROKES, year or STROKES)


def _meanings(entry: Mapping[str, str]) -> dict[str, str]:
    return {name: entry[name] for name in ("fr", "en", "ar")}


def _translations(kind: Kind) -> tuple[tuple[str, ...], ...]:
    table = _table()
    boxes = [table["boxes"][name] for name in table["forms"][kind.value]]
    named = [(box["code"], box) for box in boxes] + list(table["symbols"].items())
    return tuple(
        (code, *(meaning[language] for language in table["languages"])) for code, meaning in named
    )

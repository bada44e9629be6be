"""Acts as cards to choose from: whose they are, and a picture large enough to be read."""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.act import Act
from archive.box import Box
from archive.register import Kind
from archive_api.act_scans import pages_of, region_address
from archive_api.act_sheet import names_of
from archive_api.desk_pages import Desk
from archive_api.opened import reference_of
from archive_api.shown_values import shown_date

_SIZE = "!720,420"
_SHAPE = 0.58
"""Height of a picture at most, as a share of its width: the act's beginning, where names stand."""


@dataclass(frozen=True, slots=True)
class ActCard:
    """One act to choose.

    Attributes:
        names: of the person by script; parents: father's and mother's names, "" where unknown.
        date, place: of the birth, or in a register of deaths of the death.
        picture: address of its part of its first page, "" where there is none.
    """

    act: Act
    reference: str
    names: dict[str, str]
    father: str
    mother: str
    date: str
    place: str
    office: str
    picture: str


def act_cards(desk: Desk, acts: Iterable[Act]) -> list[ActCard]:
    """Cards of acts, the showing of them logged."""
    cards = [_card(desk, act) for act in acts]
    if cards:
        shown = " ".join(card.act.act_id for card in cards)
        desk.archive.log_read("acts.compared", shown)
    return cards


def _card(desk: Desk, act: Act) -> ActCard:
    current = act.current
    event = "birth" if act.register.kind is Kind.BIRTH else "death"
    on = current.get(f"{event}_date") or ""
    hijri = current.get(f"{event}_date_hijri") or ""
    shown = shown_date(on, desk.lang) if on else shown_date(hijri, desk.lang, hijri=True)
    return ActCard(
        act=act,
        reference=reference_of(act),
        names=names_of(act),
        father=_named(act, ("father_given", "father_family"), desk.lang),
        mother=_named(act, ("mother_given", "mother_family"), desk.lang),
        date=shown,
        place=_named(act, (f"{event}_place",), desk.lang),
        office=desk.office(act.register.office_code),
        picture=_picture(desk, act),
    )


def _named(act: Act, fields: Iterable[str], lang: str) -> str:
    """A name in the page's script, in the other where that is not written."""
    current, names = act.current, tuple(fields)
    for script in (lang, "fr" if lang == "ar" else "ar"):
        told = " ".join(filter(None, (current.get(f"{name}_{script}") for name in names)))
        if told:
            return told
    return ""


def _picture(desk: Desk, act: Act) -> str:
    pages = pages_of(desk.archive, act)
    if not pages:
        return ""
    page, region = pages[0]
    whole = region or Box(0, 0, *page.size)
    height = min(whole.height, max(1, round(whole.width * _SHAPE)))
    return region_address(page, Box(whole.x, whole.y, whole.width, height), _SIZE)

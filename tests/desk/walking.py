"""People of the samples going the way of a guide in a browser, and what they saw on it."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from tests.desk.looking import picture_of

PICTURES = Path(__file__).parents[2] / "build" / "guide"
SIZE = (960, 540)
LARGEST = 100_000
NAMES = {
    "amina": ("Amina", "أمينة"),
    "brahim": ("Brahim", "إبراهيم"),
    "hind": ("Hind", "هند"),
    "salma": ("Salma", "سلمى"),
}
# What a person reads on the page, and what its choices, unnamed buttons and empty inputs say.
SEEN = """() => [
  document.body.innerText,
  ...[...document.querySelectorAll("option")].map((one) => one.text),
  ...[...document.querySelectorAll("[aria-label], [placeholder]")]
    .filter((one) => one.checkVisibility())
    .flatMap((one) => [one.ariaLabel ?? "", one.getAttribute("placeholder") ?? ""]),
].join(" \\n ")"""


class Walk:
    """People of the samples going the way of a guide in one language; what they saw on it."""

    def __init__(self, samples: Any, visit: Callable[..., Page], role: str, lang: str) -> None:
        self.samples, self.visit, self.role, self.lang = samples, visit, role, lang
        self.catalogue = Catalogue.open(samples.settings)
        self.seen: list[str] = []
        self.pictures: set[str] = set()

    def enter(self, name: str, path: str = "/") -> Page:
        """Open a page as a person of the guide's role."""
        roles = frozenset((Role(self.role),))
        shown = NAMES[name][self.lang == "ar"]
        self.samples.session(Account(name, shown, roles, self.lang))
        return self.visit(self.samples, path, self.lang, name, roles)

    def look(self, page: Page, picture: str = "") -> None:
        """Remember every text that the page shows; keep its picture under a name."""
        taken = picture_of(page)
        while picture and taken != (after := picture_of(page)):
            taken = after
        self.seen.append(plain(page.evaluate(SEEN)))
        if picture:
            name = f"{self.role}-{picture}.{self.lang}.png"
            keep(taken, name)
            self.pictures.add(name)

    def goto(self, page: Page, path: str, picture: str = "") -> None:
        """Go to an address and look."""
        page.goto(f"{self.samples.address}{path}")
        page.wait_for_load_state("networkidle")
        self.look(page, picture)

    def say(self, french: str, arabic: str) -> str:
        """What a person of this language types."""
        return arabic if self.lang == "ar" else french


def plain(text: str) -> str:
    """A text without what only spacing and direction are made of."""
    return " ".join(re.sub("</?bdi>|[\u200e\u200f\u2066-\u2069]", "", text).split())


def stands(text: str, page: str) -> bool:
    """Whether a page shows a text, not only as a part of longer words."""
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", page) is not None


def keep(taken: bytes, name: str) -> None:
    """Keep a screenshot at the size and weight of the guides."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(taken)) as screen:
        small = screen.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    for colours in (128, 64, 32, 16):
        small.quantize(colours, dither=Image.Dither.NONE).save(PICTURES / name, optimize=True)
        if (PICTURES / name).stat().st_size <= LARGEST:
            return


def sample(walk: Walk, reference: str) -> Act:
    """An act of the samples."""
    act = walk.catalogue.act(reference)
    assert act is not None
    return act

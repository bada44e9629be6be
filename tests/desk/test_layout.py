"""Every page of the desk in both languages and two sizes: direction, overflow, texts, axe.

What a test sees is kept under ``build/screens``.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from archive.act import ActReading, FieldReading
from archive.box import Box
from archive.catalogue import Catalogue
from archive.issuing.search_order import NotFound, Sought
from archive.issuing.webhook import ABOUT_REQUESTS, answered
from archive.records import VolumePage
from archive.register import ActNumber, Kind, VolumeReference
from archive_api import desk_pages
from archive_api.desk_pages import STATIC
from indexing.search.document import document
from indexing.search.open import open_index
from tests.desk.looking import grave

ROOT = Path(__file__).parents[2]
SIZES = {"wide": (1280, 720), "tablet": (820, 1180)}
PAGES = {
    "start": "/",
    "deliver": "/deliver",
    "delivery": "/deliver/DELIVERY",
    "verify": "/verify",
    "trend": "/verify/trend",
    "results": "/search?text=Latifa",
    "nothing-found": "/search?text=xqzwrt",
    "act": "ACT",
    "mentions": "/mentions",
    "mention": "/mentions/new?act=REF",
    "duplicates": "/duplicates",
    "overview": "/overview",
    "office": "/overview?place=OFFICE",
    "register": "/registers/REGISTER",
    "check": "/check",
    "accounts": "/accounts",
    "account": "/account",
    "officers": "/lists",
    "fees": "/lists/fees",
    "deadlines": "/lists/deadlines",
    "holidays": "/lists/holidays",
    "offices": "/lists/offices",
    "search-orders": "/search-orders",
    "not-found": "/search-orders?state=not_found",
    "programs": "/programs",
    "webhooks": "/webhooks",
    "webhook": "/webhooks/WEBHOOK",
    "unknown": "/acts/nope",
}
# Words in Latin letters that stand on an Arabic page outside of what is isolated as such.
LATIN = """() => {
  const held = "noscript, bdi, code, kbd, script, style, option, textarea, title, "
    + "[lang=fr], [dir=ltr], .value";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode;
    const text = textContent.trim();
    if (/[A-Za-zÀ-ÿ]{3,}/.test(text) && !parentElement.closest(held)) found.push(text);
  }
  return found;
}"""
# What sticks out of the window; what scrolls in itself, and the scan, may.
WIDE = """() => {
  const free = ".skip, .scroll, #sheet, [hidden], .openseadragon-container";
  return [...document.querySelectorAll("body *")]
    .filter((one) => getComputedStyle(one).position !== "fixed" && !one.closest(free))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
    })
    .map((one) => `${one.tagName}.${one.className}`);
}"""

# Words in the heads of tables, and in cells of words, that are cut into pieces.
BROKEN = """() => {
  const cut = [];
  for (const head of document.querySelectorAll("thead th, .words td")) {
    const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest(".breaks")) continue;
      for (const word of walker.currentNode.textContent.matchAll(/[\\p{L}]+/gu)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        const { writingMode } = getComputedStyle(head);
        if (lines.size > 1 && writingMode === "horizontal-tb") cut.push(word[0]);
      }
    }
  }
  return cut;
}"""


@pytest.fixture(scope="module")
def seen_act(read_samples: Path) -> str:
    """An act of the samples, by reference."""
    catalogue = Catalogue.open(f"sqlite:///{read_samples / 'catalogue.sqlite'}")
    act = next(act for act in catalogue.acts() if act.reference is not None)
    catalogue.close()
    return str(act.reference)


def address(name: str, act: str) -> str:
    register = act.rpartition("/")[0]
    told = {
        "ACT": f"/acts/{act}",
        "REGISTER": register if register.count("/") == 3 else f"{register}/1",
        "OFFICE": register.partition("/")[0],
        "REF": act,
    }
    found = PAGES[name]
    for word, said in told.items():
        found = found.replace(word, said)
    return found


def settled(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle" if name != "deliver" else "load")
    if name == "verify":
        page.wait_for_selector("html[data-ready]", state="attached")
        page.wait_for_timeout(200)


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_reads_in_its_language(
    samples,
    visit: Callable[..., Page],
    keep_screen: Callable[[Page, str], None],
    seen_act: str,
    name: str,
    lang: str,
) -> None:
    if name == "mention":
        _verify(samples, seen_act)
    path = address(name, seen_act).replace("DELIVERY", _delivered(samples))
    if name in ("search-orders", "not-found", "webhooks", "webhook"):
        path = path.replace("WEBHOOK", _asked_for(samples))
    page = visit(samples, path, lang, bypass_csp=True)
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        settled(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(WIDE) == []
        assert page.evaluate(BROKEN) == []
        keep_screen(page, f"{name}-{lang}-{size}")
    assert page.evaluate("getComputedStyle(document.body).direction") == (
        "rtl" if lang == "ar" else "ltr"
    )
    if lang == "ar":
        assert page.evaluate(LATIN) == []
    assert grave(page) == []


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_way_in_fits_and_reads_in_its_language(
    served, chromium, lang: str, keep_screen: Callable[[Page, str], None]
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 720}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{served.address}/sign-in?lang={lang}")
        keep_screen(page, f"sign-in-{lang}")
        assert page.evaluate(WIDE) == []
        assert grave(page) == []
        if lang == "ar":
            assert page.evaluate(LATIN) == []


LONG = {
    "given_name_fr": "Moulay Abderrahmane-Abdelouahed-Abdelmounaim" * 2,
    "given_name_ar": "مولاي عبد الرحمان عبد الواحد عبد المنعم " * 3,
    "family_name_fr": "Aitbenhaddouabdellaouiben" * 4,
    "family_name_ar": "آيتبنحدوعبداللاويبن" * 4,
    "birth_place_fr": "<script>document.title = 'broken'</script>",
    "father_given_fr": "\"'><img src=x onerror=alert(1)>",
}


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("path", ["/verify?stage=review", "/search?text=Moulay", "ACT"])
def test_long_names_and_what_looks_like_markup_stay_text_within_the_page(
    served, visit: Callable[..., Page], path: str, lang: str
) -> None:
    act = _with_long_names(served)
    page = visit(served, path.replace("ACT", f"/acts/{act}"), lang)
    settled(page, "verify" if "verify" in path else "act")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(WIDE) == []
    assert "broken" not in page.title()
    assert page.locator("main img[src=x]").count() == 0


def _verify(served: Any, reference: str) -> None:
    catalogue = Catalogue.open(served.settings)
    act = catalogue.act(reference)
    assert act is not None
    catalogue.verify(act.act_id, {}, "zineb", act.version)
    catalogue.close()


def _delivered(served: Any) -> str:
    catalogue = Catalogue.open(served.settings)
    found = catalogue.deliveries(1)[0].delivery_id
    catalogue.close()
    return found


def _asked_for(served: Any) -> str:
    """Acts are asked for that are not there, and a service is told; returns its webhook."""
    catalogue = Catalogue.open(served.settings)
    known = {"given_name_ar": "خديجة", "given_name_fr": "Khadija", "birth_date": "1952-03-12"}
    for place, number in enumerate((ActNumber(128), None, ActNumber(7, "bis"))):
        sought = Sought("08.201.11.07", Kind.BIRTH, 1941, number, {} if number else known)
        order = catalogue.open_search_order(f"D-2026-00012{place}-K", sought, "zineb")
    catalogue.give_up_search(order.order, NotFound.REGISTER_MISSING, "zineb")
    url = "https://portail-des-demandes.example/etat-civil/sijill/messages"
    webhook, _ = catalogue.add_webhook(url, ABOUT_REQUESTS)
    for answer in (answered(204), answered(503)):
        catalogue.test_webhook(webhook.webhook)
        sending = catalogue.take_message(webhook.webhook)
        assert sending is not None
        catalogue.note_try(sending, answer)
    catalogue.close()
    return webhook.webhook


def _with_long_names(served: Any) -> str:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1@1")
    catalogue = Catalogue.open(served.settings)
    catalogue.take_in(volume, [VolumePage("1.png", 1, "a" * 64, 0, 1600, 2000, 300)], "invented")
    fields = {
        name: FieldReading(value.strip(), value, 0.4, (value.strip(),), "1.png", Box(1, 1, 90, 20))
        for name, value in LONG.items()
    }
    reading = ActReading(
        volume.register, 1, ActNumber(66), 1, "invented", fields, (("1.png", None),), sure=False
    )
    catalogue.keep_acts(volume, [reading], {})
    open_index(served.settings).put([document(act) for act in catalogue.acts()])
    catalogue.close()
    return f"{volume.register}/66"


def keys(told: object, at: str = "") -> Iterator[str]:
    if isinstance(told, dict):
        for name, inner in told.items():
            yield from keys(inner, f"{at}/{name}")
    elif isinstance(told, list):
        # Nouns after numbers have more forms in Arabic; what else is listed stands side by side.
        yield at if all(isinstance(one, str) for one in told) else f"{at}[{len(told)}]"
    else:
        yield at


@cache
def text_files() -> dict[str, Any]:
    folder = Path(desk_pages.__file__).parent / "texts"
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()}


@pytest.mark.parametrize("name", sorted(text_files()))
def test_no_text_is_missing_in_either_language(name: str) -> None:
    told = text_files()[name]
    if told.keys() != {"fr", "ar"}:
        assert all(entry.keys() == {"fr", "ar"} for entry in told.values())
        return
    assert set(keys(told["fr"])) == set(keys(told["ar"]))
    for lang in ("fr", "ar"):
        assert "" not in leaves(told[lang])


def leaves(told: object) -> list[object]:
    if isinstance(told, dict):
        return [leaf for inner in told.values() for leaf in leaves(inner)]
    return [told]


def test_no_style_says_left_or_right() -> None:
    for sheet in STATIC.glob("*.css"):
        css = sheet.read_text(encoding="utf-8")
        sides = ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left")
        assert [side for side in (*sides, "float:", "border-left") if side in css] == [], sheet.name

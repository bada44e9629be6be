"""An act's page and the list it is found in, in a real browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from archive.act import Act
from archive.catalogue import Catalogue
from tests.desk.looking import Keep, Visit


@pytest.fixture
def act(samples) -> Act:
    """An act in both scripts that bears mentions."""
    catalogue = Catalogue.open(samples.settings)
    found = next(act for act in catalogue.acts() if act.mentions and "bi_" in act.reading.form)
    catalogue.close()
    return found


def opened(page: Page) -> Page:
    page.wait_for_selector("html[data-scan]", state="attached")
    return page


def until(page: Page, true: str) -> None:
    """Wait for an expression; the page's policy keeps the browser from waiting for one itself."""
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {true}")


def settled(page: Page, box: Locator) -> float:
    """The width of a box on the scan once the scan no longer moves."""
    width = -1.0
    for _ in range(40):
        place = box.bounding_box()
        if place is not None and abs(place["width"] - width) < 0.1:
            return width
        width = -1.0 if place is None else place["width"]
        page.wait_for_timeout(250)
    raise AssertionError("the scan never came to rest")


def overflow(page: Page) -> int:
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert isinstance(width, int)
    return width


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), (820, 1180)])
def test_the_scan_opens_beside_the_fields_and_nothing_overflows(
    samples, visit: Visit, keep_screen: Keep, act: Act, lang: str, size: tuple[int, int]
) -> None:
    page = visit(samples, f"/acts/{act.reference}", lang, size=size)
    opened(page)
    tiles = "performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.jpg'))"
    until(page, f"{tiles}.length > 0")
    assert page.locator(".scan-box").count() > 5
    assert overflow(page) <= 0
    scan, fields = (page.locator(one).bounding_box() for one in ("#scan", ".fields"))
    assert scan is not None and fields is not None
    if size[0] > 1000:
        assert (scan["x"] < fields["x"]) == (lang == "fr")
    page.wait_for_timeout(500)
    keep_screen(page, f"act-{lang}-{size[0]}")


def test_fields_and_boxes_lead_to_each_other(samples, visit: Visit, act: Act) -> None:
    page = opened(visit(samples, f"/acts/{act.reference}"))
    row = page.locator("li.field[data-box]").last
    name = (row.get_attribute("id") or "").removeprefix("field-")
    box = page.locator(f".scan-box[data-field='{name}']")
    row.hover()
    expect(box).to_have_class("scan-box here")
    page.mouse.move(5, 5)
    expect(page.locator(".scan-box.here")).to_have_count(0)
    row.focus()
    expect(box).to_have_class("scan-box here")
    page.wait_for_timeout(300)
    settled(page, box)
    large = box.bounding_box()
    scan = page.locator("#scan").bounding_box()
    assert large is not None and scan is not None
    assert large["width"] > scan["width"] * 0.25
    assert scan["x"] <= large["x"] and large["x"] + large["width"] <= scan["x"] + scan["width"]
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(5, 5)
    box.hover()
    expect(row).to_have_class("field here")


def test_the_scan_is_moved_by_keyboard(samples, visit: Visit, act: Act) -> None:
    page = opened(visit(samples, f"/acts/{act.reference}"))
    box = page.locator(".scan-box").first
    before = settled(page, box)
    page.locator(".openseadragon-canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
    page.wait_for_timeout(300)
    assert settled(page, box) > before * 1.02
    page.get_by_role("button", name="Tout l'acte").click()
    page.wait_for_timeout(300)
    assert abs(settled(page, box) - before) < 2


def test_no_policy_of_ours_is_broken(samples, visit: Visit, act: Act) -> None:
    page = visit(samples, "/search?text=")
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{samples.address}/acts/{act.reference}")
    opened(page)
    page.goto(f"{samples.address}/search?text=")
    page.wait_for_selector(".facets")
    assert told == []


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_results_are_gone_through_by_keyboard(
    samples, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = visit(samples, "/search?text=", lang)
    page.wait_for_selector(".facets")
    page.locator(".hits img").first.scroll_into_view_if_needed()
    until(page, "document.querySelector('.hits img').naturalWidth > 0")
    assert overflow(page) <= 0
    keep_screen(page, f"results-{lang}")
    links = page.locator(".hits > li > a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(links.nth(1)).to_be_focused()
    address = links.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}*")


def test_facets_stand_beside_the_list(samples, visit: Visit) -> None:
    page = visit(samples, "/search?text=")
    page.wait_for_selector(".facets")
    facets, hits = (page.locator(one).bounding_box() for one in (".facets", ".hits"))
    assert facets is not None and hits is not None
    assert facets["x"] + facets["width"] <= hits["x"]

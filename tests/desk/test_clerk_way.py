"""The clerk's whole way in a real browser: deliver, see it read, verify, find, see the history."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.account import Role
from archive.act import ActState
from archive.catalogue import Catalogue
from tests.desk.looking import Keep, Visit

VOLUME = Path(__file__).parents[2] / "samples" / "deliveries" / "ar-births-1976-2001"
CLERK = frozenset((Role.CLERK,))
READ_MS = 180_000
INDEXED_TRIES = 30
SAID = {
    "fr": {"read": "lue", "confirmed": "confirmé", "verified": "Vérifié", "day": "février"},
    "ar": {
        "read": "مقروءة",
        "confirmed": "تم التأكيد",
        "verified": "تم التحقق منه",
        "day": "فبراير",
    },
}


def deliver(page: Page) -> None:
    """Deliver the sample volume and stay on its page until it was read, never loading it again."""
    page.wait_for_selector("html[data-ready]", state="attached")
    page.set_input_files("#folder", VOLUME)
    expect(page.locator("#described")).to_be_visible()
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/deliver/2*")
    page.evaluate("window.loadedOnce = true")
    expect(page.locator("#state .done")).to_be_visible(timeout=READ_MS)
    assert page.evaluate("window.loadedOnce") is True


def at_work(page: Page) -> str:
    page.wait_for_selector("html[data-ready]", state="attached")
    return page.get_attribute("html", "data-ready") or ""


def verify(page: Page) -> str:
    """Verify the act at hand by Enter alone; returns its id."""
    act = at_work(page)
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "confirm":
            break
        page.keyboard.press("Enter")
        page.wait_for_timeout(60)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"html[data-ready]:not([data-ready='{act}'])", state="attached")
    expect(page.locator("#said")).not_to_be_empty()
    return act


def find(page: Page, text: str) -> None:
    """Write in the box that stands on every page and open the first result, by keyboard.

    An act is found a moment after it was read or verified: the search follows the record.
    """
    for _ in range(INDEXED_TRIES):
        page.locator("[role=search] input").focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        with page.expect_navigation(wait_until="networkidle"):
            page.keyboard.press("Enter")
        if page.locator(".hits > li .state.verified").count():
            break
        page.wait_for_timeout(1000)
    links = page.locator(".hits > li > a")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/acts/**")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_volume_goes_from_its_scans_to_a_verified_act_that_is_found(
    served, watching: None, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    said = SAID[lang]
    page = visit(served, "/deliver", lang, roles=CLERK)
    deliver(page)
    expect(page.locator("#state h1 .state")).to_have_text(said["read"])
    keep_screen(page, f"way-read-{lang}")

    page.locator("#state a[href^='/verify']").focus()
    page.keyboard.press("Enter")
    act_id = verify(page)
    expect(page.locator("#said")).to_contain_text(said["confirmed"])
    keep_screen(page, f"way-verified-{lang}")
    catalogue = Catalogue.open(served.settings)
    act = catalogue.act(act_id)
    catalogue.close()
    assert act is not None
    assert act.state is ActState.VERIFIED

    name = act.current[f"given_name_{lang}"]
    assert name
    find(page, f"{name} {act.register.year}")
    assert str(act.reference) in page.url
    expect(page.locator("#field-birth_date, #field-drawn_up_date").first).to_contain_text(
        said["day"]
    )
    history = page.locator("ol.history > li")
    expect(history).to_have_count(2)
    expect(history.last).to_contain_text(re.compile(f"{said['verified']}.*Amina"))
    history.last.scroll_into_view_if_needed()
    keep_screen(page, f"way-history-{lang}")

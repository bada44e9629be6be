"""What is in sight on the verifying page: the act's title, its picture, its buttons, its lists."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.desk.conftest import Served
from tests.desk.looking import Keep, Visit
from tests.desk.verifying import (
    TWO_MENTIONS,
    UNSURE,
    accept_fields,
    at_work,
    field,
    next_one,
    write,
)


def in_sight(page: Page, what: Locator) -> bool:
    """Whether something stands within the window and the pane that it scrolls in."""
    box = what.bounding_box()
    pane = page.locator("#side").bounding_box()
    assert box is not None
    assert pane is not None
    height = page.evaluate("innerHeight")
    top, foot = max(0.0, pane["y"]), min(float(height), pane["y"] + pane["height"])
    return box["y"] >= top - 1 and box["y"] + box["height"] <= foot + 1


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_is_said_above_the_act_pushes_nothing_below_the_foot(
    samples: Served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = visit(samples, "/verify", lang)
    first = at_work(page)

    def refused(route: Route) -> None:
        said = {"code": "act_locked", "detail": "refusé", "title": "refusé"}
        route.fulfill(status=409, json=said)

    page.route(f"**/desk/verify/acts/{first}?*", refused)
    page.keyboard.press("Control+Enter")
    next_one(page, first)
    expect(page.locator("#refused li")).to_be_visible()
    expect(page.locator("#confirm")).to_be_in_viewport(ratio=1)
    expect(page.locator("#title")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    keep_screen(page, f"verify-refused-{lang}")


def test_every_act_opens_at_its_title(samples: Served, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={UNSURE}", size=(1280, 600))
    first = at_work(page)
    page.locator("#more").focus()
    assert not in_sight(page, page.locator("#title"))
    page.keyboard.press("Control+Enter")
    next_one(page, first)
    assert in_sight(page, page.locator("#title"))


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_completions_are_in_sight_and_their_numbers_the_only_ones(
    samples: Served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}", lang)
    at_work(page)
    rows = page.locator(".field:has(.candidates li)[data-name$='_fr']")
    name = rows.last.get_attribute("data-name")
    assert name is not None
    write(page, field(page, name), "Ab")
    row = page.locator(f".field[data-name={name}]")
    expect(row.locator(".completions li").first).to_be_visible()
    assert in_sight(page, row.locator(".completions"))
    expect(row.locator(".candidates kbd").first).to_be_hidden()
    keep_screen(page, f"verify-completions-{lang}")
    page.keyboard.press("Escape")
    expect(row.locator(".candidates kbd").first).to_be_visible()


def test_what_was_unseen_is_not_said_to_be_once_it_was_looked_at(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    at_work(page)
    page.locator("#confirm").click()
    expect(page.locator("#said")).not_to_be_empty()
    accept_fields(page)
    expect(page.locator("#said")).to_be_empty()


def test_on_a_tablet_an_act_with_nothing_in_doubt_opens_at_its_title(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}", size=(820, 1180))
    at_work(page)
    expect(page.locator("#confirm")).to_be_focused()
    assert page.evaluate("scrollY") == 0

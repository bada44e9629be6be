"""A person at the verifying desk: what they do there, and what the record says of it."""

from playwright.sync_api import Locator, Page

from archive.act import Act
from archive.catalogue import Catalogue

TWO_MENTIONS = "01.573.01.05/birth/2005/1/82"
"""An act of the samples whose margin tells a rectification and a death."""

UNSURE = "06.461.15.25/birth/1993/1/39"
"""An act of the samples with several fields in doubt."""


def at_work(page: Page) -> str:
    """The act at hand, once it is there."""
    page.wait_for_selector("html[data-ready]", state="attached")
    act = page.get_attribute("html", "data-ready")
    assert act is not None
    return act


def next_one(page: Page, before: str) -> str:
    page.wait_for_selector(f"html[data-ready]:not([data-ready='{before}'])", state="attached")
    return at_work(page)


def accept_fields(page: Page) -> None:
    """Enter on every doubtful field until the button has the focus."""
    for _ in range(40):
        if page.locator("#confirm:focus").count():
            return
        here = page.locator(".field:focus-within")
        name = here.get_attribute("data-name") if here.count() else ""
        page.keyboard.press("Enter")
        page.wait_for_selector(
            f".field:not([data-name='{name}']) :focus, #confirm:focus, .mention :focus"
        )
    raise AssertionError("the button was never reached")


def field(page: Page, name: str) -> Locator:
    return page.locator(f".field[data-name={name}] input")


def write(page: Page, where: Locator, text: str) -> None:
    """Type a text over what stands in a field, and stay there."""
    where.focus()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def given_back(record: Catalogue, act_id: str) -> None:
    """Nobody has the act in hand any more."""
    held = record.lock_on(act_id)
    assert held is not None
    record.release(act_id, held.token)


def now(record: Catalogue, act_id: str) -> Act:
    act = record.act(act_id)
    assert act is not None
    return act

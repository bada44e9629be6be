"""Going back in the browser after a form, and changing the language of its answer."""

import pytest
from playwright.sync_api import expect

from archive.account import Account, Role
from archive.catalogue import Catalogue
from tests.desk.looking import Visit

PASSWORD = "quatre mots très ordinaires"


@pytest.fixture
def link(served) -> str:
    """A one-time link of Zineb's."""
    catalogue = Catalogue.open(served.settings)
    secret = catalogue.invite(Account("zineb", "Zineb", frozenset(Role)))
    catalogue.close()
    return f"{served.address}/welcome/{secret}"


def test_back_after_a_wrong_password_shows_a_page(served, chromium, link: str) -> None:
    catalogue = Catalogue.open(served.settings)
    catalogue.claim(link.rpartition("/")[2], PASSWORD)
    catalogue.close()
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{served.address}/sign-in?next=/overview")
        for password in ("not the password", PASSWORD):
            page.fill("[name=name]", "zineb")
            page.fill("[name=password]", password)
            page.click("form.card button")
        page.wait_for_url("**/overview")
        page.go_back()
        # Who is signed in already goes on.
        page.wait_for_url("**/overview")


def test_back_after_passwords_that_differ_shows_a_page(served, chromium, link: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(link)
        for again in ("another password", PASSWORD):
            page.fill("[name=password]", PASSWORD)
            page.fill("[name=again]", again)
            page.click("form.card button")
        page.wait_for_url(f"{served.address}/")
        page.go_back()
        expect(page.locator("main [role=alert], main .problem, main h1").first).to_be_visible()


def test_a_link_just_made_stays_when_the_language_changes_and_on_the_way_back(
    served, visit: Visit
) -> None:
    page = visit(served, "/accounts")
    page.fill("#name", "zineb b")
    page.evaluate("document.getElementById('name').removeAttribute('pattern')")
    page.fill("#shown_name", "Zineb")
    page.check("form.row [value=clerk]")
    page.click("form.row button")
    expect(page.locator("#name-wrong")).to_be_visible()
    page.fill("#name", "zineb")
    page.click("form.row button")
    code = page.locator(".note code").inner_text()
    page.click(".person button.link")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator(".note code")).to_have_text(code)
    page.goto(f"{served.address}/")
    page.go_back()
    page.go_back()
    expect(page.locator("#name")).to_be_visible()

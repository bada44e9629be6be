"""What is typed and not sent, when a tab is closed, a session ends or another person sits down."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.sign_in_tries import FAILURES_ALLOWED
from archive_api.desk_pages import texts
from archive_api.visitor import COOKIE
from tests.desk.looking import Keep, Visit

PASSWORD = "quatre mots très ordinaires"
SCAN = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + bytes(200_000)}
PAPER = {"name": "avis.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invented"}


def end_session(served: Any, name: str = "amina") -> None:
    """End a person's sessions as a new password does."""
    catalogue = Catalogue.open(served.settings)
    catalogue.claim(catalogue.invite_again(name), PASSWORD)
    catalogue.close()


def warned_on_leaving(page: Page) -> bool:
    """Whether the browser asks before it leaves the page, which it then does."""
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("about:blank")
    return asked == ["beforeunload"]


def sign_in(page: Page, name: str = "amina") -> None:
    page.wait_for_url("**/sign-in*")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("form.card button")


@pytest.fixture
def accounts(served, visit: Visit) -> Page:
    """The page of accounts, with a clerk who is also at the counter."""
    page = visit(served, "/")
    served.session(Account("driss", "Driss", frozenset((Role.CLERK, Role.COUNTER))))
    page.goto(f"{served.address}/accounts")
    return page


DRISS = "form[action='/accounts/driss']"


def test_a_role_taken_off_while_the_session_ended_stays_off(served, accounts: Page) -> None:
    accounts.uncheck(f"{DRISS} [value=clerk]")
    accounts.check(f"{DRISS} [value=verifier]")
    end_session(served)
    accounts.click(f"{DRISS} button")
    sign_in(accounts)
    expect(accounts.locator(f"{DRISS} [value=verifier]")).to_be_checked()
    expect(accounts.locator(f"{DRISS} [value=counter]")).to_be_checked()
    expect(accounts.locator(f"{DRISS} [value=clerk]")).not_to_be_checked()


def test_what_one_person_left_unsent_is_not_put_into_anothers_form(served, accounts: Page) -> None:
    accounts.uncheck(f"{DRISS} [value=clerk]")
    end_session(served)
    accounts.click(f"{DRISS} button")
    served.session(Account("zineb", "Zineb", frozenset(Role)))
    end_session(served, "zineb")
    sign_in(accounts, "zineb")
    expect(accounts.locator(f"{DRISS} [value=clerk]")).to_be_checked()


def test_two_forms_for_one_address_are_told_apart(served, visit: Visit) -> None:
    page = visit(served, "/accounts")
    page.evaluate(
        """() => {
          for (const row of ["one", "two"]) {
            const form = document.createElement("form");
            form.method = "post";
            form.action = "/accounts/rows";
            form.innerHTML = `<input type="hidden" name="row" value="${row}">
              <input name="said"><button>`;
            document.querySelector("main").append(form);
          }
        }"""
    )
    page.fill("form[action='/accounts/rows'] >> nth=1 >> [name=said]", "typed")
    end_session(served)
    page.click("form[action='/accounts/rows'] >> nth=1 >> button")
    page.wait_for_url("**/sign-in*")
    (kept,) = page.evaluate("Object.values(localStorage)")
    assert '"signature":"row=two","entries":[["said","typed"]]' in kept


def test_a_password_is_kept_nowhere(served, visit: Visit) -> None:
    page = visit(served, "/accounts")
    page.evaluate(
        """document.querySelector("main").innerHTML = `<form method="post" action="/x">
          <input type="password" name="password"><button id="go">`"""
    )
    page.fill("[name=password]", PASSWORD)
    end_session(served)
    page.click("#go")
    page.wait_for_url("**/sign-in*")
    assert PASSWORD not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")


def test_leaving_asks_first_where_something_is_typed_and_not_sent(accounts: Page) -> None:
    accounts.fill("#shown_name", "Zineb")
    assert warned_on_leaving(accounts)


def test_leaving_a_page_on_which_nothing_was_typed_asks_nothing(accounts: Page) -> None:
    assert not warned_on_leaving(accounts)


def test_sending_a_form_asks_nothing(served, accounts: Page) -> None:
    asked: list[str] = []
    accounts.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    accounts.uncheck(f"{DRISS} [value=clerk]")
    with accounts.expect_navigation():
        accounts.click(f"{DRISS} button")
    expect(accounts.locator(f"{DRISS} [value=clerk]")).not_to_be_checked()
    accounts.goto(f"{served.address}/")
    assert asked == []


@pytest.mark.parametrize("is_sending", [False, True])
def test_leaving_asks_first_while_scans_are_chosen_or_going(
    served, visit: Visit, is_sending: bool
) -> None:
    page = visit(served, "/deliver")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.set_input_files("#files", SCAN)
    expect(page.locator("#chosen")).to_be_visible()
    if is_sending:
        page.fill("#office", "Fnideq")
        page.wait_for_selector("#offices li")
        page.press("#office", "ArrowDown")
        page.press("#office", "Enter")
        page.fill("#year", "1938")
        page.route("**/files/0", lambda route: route.abort())
        page.click("#send")
        expect(page.locator("#sending-said")).not_to_be_empty()
    else:
        page.mouse.click(5, 5)
    assert warned_on_leaving(page)


@pytest.fixture
def mention(samples) -> str:
    """The address of a form of a mention on a birth of the samples."""
    catalogue = Catalogue.open(samples.settings)
    births = (act for act in catalogue.acts() if act.register.kind.value == "birth")
    act = next(act for act in births if act.fields["family_name_fr"].value)
    verified = catalogue.verify(act.act_id, {}, "zahra", act.version)
    catalogue.close()
    return f"/mentions/new?act={verified.reference}&wording=rectification&field=family_name"


def test_the_words_of_a_mention_outlive_the_tab_and_its_file_is_warned_of(
    samples, visit: Visit, mention: str
) -> None:
    page = visit(samples, mention)
    page.fill("#family_name_fr", "Benabdellatif")
    page.set_input_files("#document", files=[PAPER])
    other = page.context.new_page()
    assert warned_on_leaving(page)
    page.close()
    other.goto(f"{samples.address}{mention}")
    expect(other.locator("#kept")).to_be_visible()
    expect(other.locator("#family_name_fr")).to_have_value("Benabdellatif")
    assert not warned_on_leaving(other)


def test_what_is_kept_is_forgotten_after_three_days(samples, visit: Visit, mention: str) -> None:
    page = visit(samples, mention)
    page.fill("#family_name_fr", "Benabdellatif")
    page.evaluate(
        """() => {
          for (const [key, kept] of Object.entries(localStorage)) {
            const at = Date.now() - 73 * 3600 * 1000;
            localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), at }));
          }
        }"""
    )
    page.goto(f"{samples.address}/")
    page.wait_for_function("localStorage.length === 0")


def session_over(samples: Any, page: Page) -> None:
    """The session ends, and sending the form says so over the page."""
    end_session(samples)
    page.click("main form.mention p button")
    expect(page.locator("#sign-in-again")).to_be_visible()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_signing_in_again_says_what_is_wrong(
    samples, visit: Visit, keep_screen: Keep, mention: str, lang: str
) -> None:
    page = visit(samples, mention, lang)
    page.fill("#family_name_fr", "Benabdellatif")
    session_over(samples, page)
    alert = page.locator("#sign-in-again [role=alert]")
    expect(alert).to_be_hidden()
    password = page.locator("#sign-in-again [name=password]")
    for _ in range(FAILURES_ALLOWED):
        password.fill("not the password")
        with page.expect_response("**/desk/session*"):
            password.press("Enter")
            password.press("Enter")
        expect(page.locator("#sign-in-again form:not([aria-busy])")).to_be_visible()
    wrong = alert.inner_text()
    password.fill(PASSWORD)
    with page.expect_response("**/desk/session*"):
        password.press("Enter")
    expect(alert).not_to_have_text(wrong)
    assert any(seconds in alert.inner_text() for seconds in ("30", "29"))
    keep_screen(page, f"sign-in-again-{lang}")
    page.route("**/sign-in*", lambda route: route.abort())
    password.press("Enter")
    expect(alert).to_have_text(texts("desk.json")[lang]["offline"])


def test_another_person_can_take_over_where_a_session_ended(
    samples, visit: Visit, mention: str
) -> None:
    page = visit(samples, mention)
    page.fill("#family_name_fr", "Benabdellatif")
    session_over(samples, page)
    page.click("#sign-in-again a")
    samples.session(Account("zineb", "Zineb", frozenset(Role)))
    end_session(samples, "zineb")
    sign_in(page, "zineb")
    expect(page.locator("#family_name_fr")).not_to_have_value("Benabdellatif")
    secret = samples.session(Account("amina", "Amina", frozenset(Role)))
    page.context.add_cookies([{"name": COOKIE, "value": secret, "url": samples.address}])
    page.reload()
    expect(page.locator("#family_name_fr")).to_have_value("Benabdellatif")

"""Coming in, going out, and the administrator's accounts, as a browser sees them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from lxml import html
from lxml.html import HtmlElement

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.sign_in_tries import FAILURES_ALLOWED, NAMES_ALLOWED
from archive_api.app import create_app
from archive_api.desk_pages import LANGUAGE_COOKIE, texts
from archive_api.inviting import first_link, invitation
from archive_api.problems import Problem
from archive_api.visitor import COOKIE, CSRF_HEADER

PASSWORD = "quatre mots très ordinaires"


@pytest.fixture
def driss(home: Settings) -> Account:
    """A clerk who has chosen his password."""
    catalogue = Catalogue.open(home)
    account = Account("driss", "Driss", frozenset((Role.CLERK,)))
    catalogue.claim(catalogue.invite(account), PASSWORD)
    catalogue.close()
    return account


def come_in(browser: TestClient, password: str, after: str = "/") -> tuple[int, str]:
    said = {"name": "Driss ", "password": password, "next": after}
    answer = browser.post("/sign-in", data=said, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "")


def test_a_person_comes_in_by_password_and_goes_out_again(
    driss: Account, program: TestClient
) -> None:
    assert come_in(program, PASSWORD, "/search?text=x") == (303, "/search?text=x")
    page = html.fromstring(program.get("/").text)
    assert page.xpath("//*[@class='who']")[0].text_content() == "Driss"
    (token,) = page.xpath("//meta[@name='csrf']/@content")
    assert program.post("/sign-out", data={"csrf": token}).url.path == "/sign-in"
    assert program.get("/desk/session").status_code == 401


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(
    driss: Account, program: TestClient
) -> None:
    said = {"name": "driss", "password": PASSWORD}
    plain = program.post("/sign-in", data=said, follow_redirects=False)
    told = plain.headers["set-cookie"].lower()
    assert told.startswith(COOKIE)
    assert "httponly" in told
    assert "samesite=lax" in told
    program.cookies.clear()
    secured = program.post(
        "https://127.0.0.1:8000/sign-in", data=said, follow_redirects=False
    ).headers["set-cookie"]
    assert "secure" in secured.lower()


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/x"],
)
def test_coming_in_never_leads_out_of_the_archive(
    driss: Account, program: TestClient, elsewhere: str
) -> None:
    assert come_in(program, PASSWORD, elsewhere) == (303, "/")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_wrong_password_says_so_on_the_page_and_keeps_the_name(
    driss: Account, program: TestClient, lang: str
) -> None:
    said = {"name": "driss", "password": "wrong"}
    answer = program.post("/sign-in", params={"lang": lang}, data=said)
    page = html.fromstring(answer.text)
    assert answer.status_code == 403
    assert page.get("lang") == lang
    assert page.xpath("//*[@role='alert']")[0].text
    assert page.xpath("//input[@name='name']/@value") == ["driss"]
    assert "wrong" not in answer.text


@pytest.mark.parametrize("name", ["driss", "nobody"])
def test_a_name_is_slowed_whether_somebody_has_it_or_not(
    driss: Account, program: TestClient, name: str
) -> None:
    told = [
        program.post("/sign-in", data={"name": name, "password": f"wrong {number}"}).status_code
        for number in range(FAILURES_ALLOWED + 1)
    ]
    assert told == [403] * FAILURES_ALLOWED + [429]
    assert come_in(program, PASSWORD)[0] == (429 if name == "driss" else 303)


def test_an_address_that_guesses_at_many_names_is_slowed(
    driss: Account, program: TestClient
) -> None:
    for number in range(NAMES_ALLOWED):
        program.post("/sign-in", data={"name": f"guess-{number}", "password": "x"})
    assert come_in(program, PASSWORD)[0] == 429


def test_a_new_password_ends_the_wait(driss: Account, program: TestClient, home: Settings) -> None:
    for number in range(FAILURES_ALLOWED):
        assert come_in(program, f"wrong {number}")[0] == 403
    link = invitation(home, "driss", "", []).partition("8000")[2]
    program.post(link, data={"password": PASSWORD, "again": PASSWORD})
    program.cookies.clear()
    assert come_in(program, PASSWORD)[0] == 303


def test_a_session_ends_after_a_working_day(home: Settings, driss: Account) -> None:
    served = home.model_copy(update={"session_most_minutes": 1, "session_minutes": 60})
    with TestClient(create_app(served), base_url="http://127.0.0.1:8000") as browser:
        come_in(browser, PASSWORD)
        catalogue = browser.app.state.archive.catalogue  # type: ignore[attr-defined]
        began = datetime.now(UTC)
        for seconds, status in ((50, 200), (61, 401)):
            now = (began + timedelta(seconds=seconds)).isoformat(timespec="microseconds")
            catalogue._clock = lambda now=now: now
            assert browser.get("/desk/session").status_code == status


def test_the_first_link_makes_an_administrator_and_is_there_until_it_is_used(
    home: Settings, program: TestClient
) -> None:
    old = first_link(home)
    link = first_link(home)
    assert old is not None
    assert link is not None
    assert program.get(old.partition("8000")[2]).status_code == 410
    path = link.partition("8000")[2]
    said = {"password": PASSWORD, "again": PASSWORD}
    assert program.post(path, data={**said, "again": "x"}).status_code == 422
    assert program.post(path, data={"password": "short", "again": "short"}).status_code == 422
    assert program.post(path, data=said).url.path == "/"
    assert program.get("/accounts").status_code == 200
    assert first_link(home) is None
    assert program.get(path).status_code == 410


def test_a_link_is_made_at_the_terminal_for_a_new_account_and_for_a_forgotten_password(
    home: Settings, program: TestClient
) -> None:
    said = {"password": PASSWORD, "again": PASSWORD}
    link = invitation(home, "zineb", "Zineb", ["officer"]).partition("8000")[2]
    assert program.post(link, data=said).status_code == 200
    again = invitation(home, "zineb", "", []).partition("8000")[2]
    assert program.get(again).status_code == 200
    with pytest.raises(ValueError, match="--role"):
        invitation(home, "driss", "Driss", [])
    with pytest.raises(ValueError, match="no account name"):
        invitation(home, "Driss B", "Driss", ["clerk"])


def test_the_administrator_makes_an_account_and_hands_its_link_over(client: TestClient) -> None:
    said = {"name": "Zineb", "shown_name": "Zineb <b>", "roles": ["clerk", "counter"]}
    answer = client.post("/accounts", data=said)
    page = html.fromstring(answer.text)
    assert "Zineb <b>" in [bdi.text for bdi in page.xpath("//li//bdi")]
    (link,) = page.xpath("//code")
    administrator = dict(client.cookies)
    client.cookies.clear()
    chosen = {"password": PASSWORD, "again": PASSWORD}
    assert client.post(link.text, data=chosen).status_code == 200
    assert client.get("/accounts").status_code == 403
    # A link that was used opens nothing: it is shown no longer.
    client.cookies.clear()
    client.cookies.update(administrator)
    assert html.fromstring(client.get("/accounts").text).xpath("//code") == []


def refused(client: TestClient, said: dict[str, Any]) -> tuple[int, HtmlElement, dict[str, str]]:
    """Status and page of a new account that is refused, and what is told beside which input."""
    answer = client.post("/accounts", data=said, headers={"accept": "text/html"})
    page = html.fromstring(answer.text)
    told = {one.get("id"): one.text for one in page.xpath("//strong[@class='wrong']")}
    marked = page.xpath("//*[@aria-describedby]/@aria-describedby")
    assert set(marked) == set(told)
    return answer.status_code, page, {name.removesuffix("-wrong"): told[name] for name in told}


@pytest.mark.parametrize("name", ["zineb b", "", "1", "زينب"])
def test_a_name_that_is_none_is_refused_beside_its_input(client: TestClient, name: str) -> None:
    said = {"name": name, "shown_name": "Zineb", "roles": ["clerk", "counter"]}
    status, page, told = refused(client, said)
    assert (status, set(told)) == (422, {"name"})
    assert page.xpath("//input[@id='name']/@value") == [name]
    assert page.xpath("//input[@id='shown_name']/@value") == ["Zineb"]
    form = page.xpath("//form[@action='/accounts']")[0]
    assert form.xpath(".//input[@checked]/@value") == ["clerk", "counter"]


def test_a_name_that_somebody_has_is_told_beside_it(client: TestClient) -> None:
    said = {"name": "Amina", "shown_name": "Amina S.", "roles": ["clerk"]}
    status, page, told = refused(client, said)
    assert (status, list(told.values())) == (422, [Problem("account_exists").texts["fr"]])
    assert page.xpath("//input[@id='shown_name']/@value") == ["Amina S."]


def test_an_account_without_a_role_or_a_persons_name_is_not_made(
    client: TestClient, home: Settings
) -> None:
    status, page, told = refused(client, {"name": "zineb"})
    assert (status, set(told)) == (422, {"shown_name", "roles"})
    assert page.xpath("//input[@id='name']/@value") == ["zineb"]
    catalogue = Catalogue.open(home)
    assert catalogue.account("zineb") is None
    catalogue.close()


def test_an_account_keeps_a_role_until_it_is_shut(client: TestClient, home: Settings) -> None:
    client.post("/accounts", data={"name": "zineb", "shown_name": "Z", "roles": ["clerk"]})
    answer = client.post("/accounts/zineb", data={})
    (told,) = html.fromstring(answer.text).xpath("//li//*[@role='alert']")
    assert answer.status_code == 422
    assert told.text.startswith(texts("accounts.json")["fr"]["wrong"]["roles"])
    catalogue = Catalogue.open(home)
    zineb = catalogue.account("zineb")
    assert zineb is not None
    assert zineb.roles == {Role.CLERK}
    assert client.post("/accounts/zineb", data={"disabled": "true"}).status_code == 200
    zineb = catalogue.account("zineb")
    assert zineb is not None
    assert zineb.disabled
    catalogue.close()


def test_roles_are_taken_away_and_the_last_administrator_stays(
    client: TestClient, home: Settings
) -> None:
    client.post("/accounts", data={"name": "zineb", "shown_name": "Z", "roles": ["clerk"]})
    client.post("/accounts/zineb", data={"roles": ["officer"], "disabled": "true"})
    catalogue = Catalogue.open(home)
    assert catalogue.account("zineb") == Account(
        "zineb", "Z", frozenset((Role.OFFICER,)), disabled=True
    )
    catalogue.close()
    answer = client.post("/accounts/amina", data={"roles": ["clerk"]})
    (told,) = html.fromstring(answer.text).xpath("//li//*[@role='alert']")
    assert answer.status_code == 409
    assert told.text.startswith(Problem("last_administrator").texts["fr"])


def test_a_persons_name_is_mended_and_stays_where_none_is_given(
    client: TestClient, home: Settings
) -> None:
    client.post("/accounts", data={"name": "zineb", "shown_name": "Zinab", "roles": ["clerk"]})
    said = {"roles": ["clerk"], "shown_name": " Zineb El Harti "}
    page = html.fromstring(client.post("/accounts/zineb", data=said).text)
    (form,) = page.xpath("//form[@action='/accounts/zineb']")
    assert form.xpath(".//input[@name='shown_name']/@value") == ["Zineb El Harti"]
    client.post("/accounts/zineb", data={"roles": ["clerk"]})
    catalogue = Catalogue.open(home)
    zineb = catalogue.account("zineb")
    catalogue.close()
    assert zineb is not None
    assert zineb.shown_name == "Zineb El Harti"


def test_a_new_account_is_made_above_those_there_are(client: TestClient) -> None:
    page = html.fromstring(client.get("/accounts").text)
    forms = page.xpath("//main//form/@action")
    assert forms[0] == "/accounts"
    # What a name may be is told by us, beside its input, not by the browser's own words.
    assert page.xpath("//input[@id='name']/@pattern") == []


def language_of(page: str) -> str:
    found = html.fromstring(page)
    assert (found.get("dir") == "rtl") == (found.get("lang") == "ar")
    return str(found.get("lang"))


def test_an_address_shows_one_page_in_a_language_and_changes_nothing(
    client: TestClient, program: TestClient
) -> None:
    answer = client.get("/", params={"lang": "ar"})
    assert (language_of(answer.text), "set-cookie" in answer.headers) == ("ar", False)
    assert language_of(client.get("/").text) == "fr"
    client.cookies.clear()
    answer = program.get("/sign-in", params={"lang": "ar"})
    assert (language_of(answer.text), "set-cookie" in answer.headers) == ("ar", False)
    assert language_of(program.get("/sign-in").text) == "fr"


def switch(browser: TestClient, address: str) -> Response:
    """Send the form by which a page changes its language."""
    (form,) = html.fromstring(browser.get(address).text).xpath("//form[@action='/language']")
    (button,) = form.xpath(".//button")
    said = {one.get("name"): one.get("value") for one in (*form.xpath(".//input"), button)}
    del browser.headers[CSRF_HEADER]
    return browser.post("/language", data=said)


def test_the_language_chosen_stays_with_the_person_and_the_page_too(client: TestClient) -> None:
    came_back = switch(client, "/search?text=Driss&lang=fr")
    assert str(came_back.url).endswith("/search?text=Driss")
    assert language_of(came_back.text) == "ar"
    client.cookies.delete(LANGUAGE_COOKIE)
    assert language_of(client.get("/").text) == "ar"


def test_a_language_is_not_changed_by_another_sites_form(client: TestClient) -> None:
    client.headers[CSRF_HEADER] = "x"
    assert client.post("/language", data={"lang": "ar"}).status_code == 403
    assert language_of(client.get("/").text) == "fr"


def test_a_language_is_chosen_before_signing_in_and_stays_with_a_new_account(
    home: Settings, program: TestClient
) -> None:
    path = invitation(home, "zineb", "Zineb", ["officer"]).partition("8000")[2]
    program.headers[CSRF_HEADER] = ""
    came_back = switch(program, path)
    assert (came_back.url.path, language_of(came_back.text)) == (path, "ar")
    assert language_of(program.get("/sign-in").text) == "ar"
    program.post(path, data={"password": PASSWORD, "again": PASSWORD})
    program.cookies.delete(LANGUAGE_COOKIE)
    assert language_of(program.get("/").text) == "ar"


def test_the_switch_leads_nowhere_else(program: TestClient) -> None:
    said = {"lang": "ar", "next": "//evil.example"}
    answer = program.post("/language", data=said, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert program.post("/language", data={"lang": "en"}).status_code == 422


def test_who_has_no_account_yet_is_met_in_the_language_of_the_browser(program: TestClient) -> None:
    page = program.get("/sign-in", headers={"accept-language": "ar-MA,ar;q=0.9"}).text
    assert html.fromstring(page).get("lang") == "ar"


def test_every_role_is_named_in_both_languages() -> None:
    for lang in ("fr", "ar"):
        said = texts("accounts.json")[lang]
        assert set(said["role"]) == set(said["role_of"]) == {role.value for role in Role}

"""The counter in a real browser: from the applicant's words to the paper handed over."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, Route, expect

from archive.account import Account, Role
from archive.act import Act, ActState
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.request_state import RequestState
from archive.register import VolumeReference
from tests.desk.looking import Keep, Visit, grave

OFFICER = frozenset((Role.OFFICER,))
COUNTER = frozenset((Role.COUNTER,))
OFFICE = "01.051.07.11"
TABLET = (820, 1180)
SCRIPT = "<script>document.title='taken'</script>"
NUMBER = re.compile(r"/counter/(D-\d{4}-\d{6}-\w)")


@pytest.fixture
def record(record: Catalogue) -> Catalogue:
    """The record of the served samples, in which Amina signs for an office of theirs."""
    record.invite(Account("amina", "Amina", OFFICER))
    amina = record.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    record.delegate(Delegation(amina.officer_id, OFFICE, date(2026, 1, 1), None, "12/2026"))
    return record


@pytest.fixture
def accepted(record: Catalogue) -> Act:
    """An accepted birth of that office."""
    volume = VolumeReference.parse(f"{OFFICE}/birth/1938/1")
    return next(one for one in record.acts(volume.register) if one.state is ActState.ACCEPTED)


@pytest.fixture
def verified(record: Catalogue, accepted: Act) -> Act:
    """The same, verified."""
    return record.verify(accepted.act_id, {}, "zahra", accepted.version)


def number_of(page: Page) -> str:
    """The number of the request that a page shows."""
    found = NUMBER.search(page.url)
    assert found is not None
    return found[1]


def receive(page: Page, applicant: str = "Itto Ouali", capacity: str = "holder") -> str:
    """Fill the form of a new request and send it; returns its number."""
    page.fill("#applicant", applicant)
    page.select_option("#capacity", capacity)
    page.click("#request button")
    page.wait_for_url("**?note=new")
    return number_of(page)


def type_through(page: Page, last: str) -> list[str]:
    """The names of the inputs that the tabulator reaches, until one of them."""
    reached: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.id || ''")
        reached.append(name)
        if name == last:
            return reached
    raise AssertionError(f"the tabulator never reached {last}: {reached}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), TABLET])
def test_a_request_goes_from_the_search_to_the_hand_over(
    samples,
    visit: Visit,
    keep_screen: Keep,
    record: Catalogue,
    accepted: Act,
    lang: str,
    size: tuple[int, int],
) -> None:
    kept = f"{lang}-{size[0]}"
    page = visit(samples, "/counter", lang, name="salma", roles=COUNTER, size=size)
    assert grave(page) == []
    page.click("a[href='/counter/new']")
    page.fill("#text", f"{accepted.current['given_name_fr']} {accepted.current['family_name_fr']}")
    page.keyboard.press("Enter")
    page.locator(".cards img").first.evaluate("picture => picture.decode()")
    assert grave(page) == []
    keep_screen(page, f"counter-found-{kept}")
    page.click(f".cards a.button[href*='/{accepted.number}']")
    expect(page.locator("#terms dd").first).to_contain_text("2,00")
    assert grave(page) == []
    keep_screen(page, f"counter-form-{kept}")
    number = receive(page)
    assert grave(page) == []
    keep_screen(page, f"counter-request-{kept}")
    page.click("a[href$='/receipt']")
    page.locator(".receipt img").evaluate("picture => picture.decode()")
    french, arabic = (page.locator(f".halves [lang={one}]").bounding_box() for one in ("fr", "ar"))
    assert french is not None and arabic is not None and french["x"] < arabic["x"]
    assert grave(page) == []
    keep_screen(page, f"counter-receipt-{kept}")
    confirm_and_sign(samples, visit, keep_screen, number, lang, size)
    page.goto(f"{samples.address}/counter")
    assert grave(page) == []
    keep_screen(page, f"counter-queue-{kept}")
    page.click("main table th a")
    page.click("form[action$='/deliver'] button")
    expect(page.locator("h1 .state")).to_have_class("state delivered")
    assert record.request(number).state is RequestState.DELIVERED


def confirm_and_sign(
    samples, visit: Visit, keep_screen: Keep, number: str, lang: str, size: tuple[int, int]
) -> None:
    """The officer confirms the act field by field beside its picture, and signs."""
    page = visit(samples, f"/counter/{number}", lang, name="amina", roles=OFFICER, size=size)
    page.click("a[href$='/confirm']")
    page.wait_for_selector("html[data-scan]", state="attached")
    field = page.locator(".field[data-box] input").nth(2)
    field.focus()
    expect(page.locator(".scan-box.here")).to_have_count(1)
    page.wait_for_timeout(600)
    assert grave(page) == []
    keep_screen(page, f"counter-confirm-{lang}-{size[0]}")
    page.locator("#in-birth_date").fill("31/31/1938")
    page.click(".confirm button[value=sign]")
    expect(page.locator("#birth_date-wrong")).to_be_visible()
    assert grave(page) == []
    page.locator("#in-birth_date").fill("13/5/1938")
    page.click(".confirm button[value=sign]")
    page.wait_for_url("**?note=signed")
    expect(page.locator("h1 .state")).to_have_class("state signed")
    assert grave(page) == []
    keep_screen(page, f"counter-signed-{lang}-{size[0]}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_whole_form_is_filled_by_keyboard(
    samples, visit: Visit, record: Catalogue, verified: Act, lang: str
) -> None:
    address = f"/counter/new?act={verified.reference}"
    page = visit(samples, address, lang, name="salma", roles=COUNTER)
    page.locator("main h1").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    type_through(page, "applicant")
    page.keyboard.type("Driss Ziani")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#capacity")).not_to_have_value("")
    assert "copies" in type_through(page, "address")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**?note=new")
    assert record.request(number_of(page)).asked.applicant.name == "Driss Ziani"


def test_a_request_sent_twice_by_an_impatient_hand_is_one(
    samples, visit: Visit, record: Catalogue, verified: Act
) -> None:
    address = f"/counter/new?act={verified.reference}"
    page = visit(samples, address, name="salma", roles=COUNTER)
    page.fill("#applicant", "Driss Ziani")
    page.select_option("#capacity", "holder")
    page.dblclick("#request button")
    page.wait_for_url("**?note=new")
    page.go_back()
    page.wait_for_selector("#request")
    page.fill("#applicant", "Driss Ziani")
    page.select_option("#capacity", "holder")
    page.click("#request button")
    page.wait_for_load_state("networkidle")
    assert sum(record.count_requests().values()) <= 2
    first = visit(samples, "/counter", name="amina", roles=OFFICER)
    first.click("main table th a")
    first.dblclick(".signing button")
    first.wait_for_url("**?note=signed")
    assert len(record.papers_of(verified.act_id)) == 1


def test_the_button_stays_under_a_slow_hand(samples, visit: Visit, verified: Act) -> None:
    page = visit(samples, "/counter", "fr", "salma", COUNTER)
    page.set_viewport_size({"width": 1280, "height": 2000})
    held: list[Route] = []
    page.route("**/iiif/image/**", lambda route: held.append(route))
    form = f"{samples.address}/counter/new?act={verified.reference}"
    page.goto(form, wait_until="domcontentloaded")
    page.select_option("#capacity", "holder")
    page.wait_for_selector("#terms .yes")
    page.locator("#applicant").press_sequentially("Itto Ouali")
    button = page.locator("#request button")
    before = button.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + 2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.mouse.down()
    page.wait_for_timeout(600)
    held.pop().continue_()
    page.unroute("**/iiif/image/**")
    page.locator(".act-card img").evaluate("picture => picture.decode()")
    assert button.bounding_box() == before
    assert [url for url in asked if "terms" in url] == []
    page.mouse.up()
    page.wait_for_url("**?note=new")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_one_of_several_acts_is_chosen_beside_their_pictures(
    samples, visit: Visit, keep_screen: Keep, record: Catalogue, lang: str
) -> None:
    page = visit(samples, "/counter/new?register=birth", lang, name="salma", roles=COUNTER)
    page.click("#request button")
    expect(page.locator("#family-wrong")).to_be_visible()
    expect(page.locator("#family")).to_be_focused()
    assert grave(page) == []
    keep_screen(page, f"counter-wrong-{lang}")
    page.fill("#office", "Bni Bounsar")
    page.wait_for_selector("#offices li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#office")).to_have_value(re.compile(OFFICE))
    page.fill("#given", "Omar")
    page.fill("#year", "1938")
    number = receive(page)
    expect(page.locator(".now .cards li").first).to_be_visible()
    page.locator(".now .cards img").first.evaluate("picture => picture.decode()")
    assert grave(page) == []
    keep_screen(page, f"counter-several-{lang}")
    page.locator(".now .cards button").first.click()
    expect(page.locator("h1 .state")).to_have_class("state identified")
    assert record.request(number).act_id is not None


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_request_is_refused_with_a_reason_and_another_cancelled(
    samples, visit: Visit, keep_screen: Keep, record: Catalogue, verified: Act, lang: str
) -> None:
    for step in ("refuse", "cancel"):
        address = f"/counter/new?act={verified.reference}"
        page = visit(samples, address, lang, name="salma", roles=COUNTER)
        number = receive(page)
        page.click("details.ends summary")
        assert grave(page) == []
        keep_screen(page, f"counter-{step}-{lang}")
        if step == "refuse":
            page.select_option("#why", "identity_not_shown")
        page.click(f"form[action$='/{step}'] button")
        expect(page.locator("h1 .state")).not_to_have_class("state prepared")
        assert record.request(number).state.is_final
        assert grave(page) == []


def test_markup_typed_into_every_field_stays_text(samples, visit: Visit, record: Catalogue) -> None:
    page = visit(samples, "/counter/new?register=death", name="salma", roles=COUNTER)
    for name in ("given", "family", "father", "mother", "place", "identity", "purpose"):
        page.fill(f"#{name}", SCRIPT)
    page.check("[name=delivery][value=post]")
    page.fill("#address", SCRIPT)
    number = receive(page, SCRIPT)
    for address in ("/counter?state=all", f"/counter/{number}", f"/counter/{number}/receipt"):
        page.goto(f"{samples.address}{address}")
        expect(page.locator("main")).to_contain_text("<script>")
        assert page.title() != "taken"


def test_the_counter_goes_on_where_no_script_runs(
    samples, visit: Visit, record: Catalogue, verified: Act, chromium
) -> None:
    cookies = visit(samples, "/", name="amina", roles=OFFICER).context.cookies()
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{samples.address}/counter/new?act={verified.reference}")
    number = receive(page)
    page.click(".signing button")
    page.click("form[action$='/deliver'] button")
    assert record.request(number).state is RequestState.DELIVERED
    context.close()


def test_no_policy_of_ours_is_broken(
    samples, visit: Visit, record: Catalogue, accepted: Act
) -> None:
    page = visit(samples, "/", name="amina", roles=OFFICER)
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(f"{samples.address}/counter/new?act={accepted.reference}")
    page.wait_for_selector("#terms dd")
    number = receive(page)
    page.goto(f"{samples.address}/counter/{number}/confirm")
    page.wait_for_selector("html[data-scan]", state="attached")
    page.goto(f"{samples.address}/counter/{number}/receipt")
    page.goto(f"{samples.address}/counter?office={OFFICE}")
    assert [one for one in told if "htmx" not in one] == []


def test_the_queue_keeps_what_it_was_narrowed_to(
    samples, visit: Visit, record: Catalogue, verified: Act
) -> None:
    page = visit(samples, f"/counter/new?act={verified.reference}", name="salma", roles=COUNTER)
    receive(page)
    page.goto(f"{samples.address}/counter")
    page.select_option("#waiting", "officer_to_sign")
    page.click(".filters button")
    expect(page.locator("main table tbody tr")).to_have_count(1)
    page.select_option("#waiting", "token_missing")
    page.click(".filters button")
    expect(page.locator("main table tbody tr")).to_have_count(0)
    expect(page.locator("#waiting")).to_have_value("token_missing")

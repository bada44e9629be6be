"""The ways of the counter's guide, and of the officer's where the counter's requests are signed."""

from datetime import date

from playwright.sync_api import Page

from archive.account import Account, Role
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import Revocation
from indexing.search.document import document
from indexing.search.open import open_index
from tests.desk.walking import NAMES, Walk, sample


def appoint(walk: Walk, name: str, office: str) -> None:
    """Enter an officer with a delegation for an office."""
    officers = frozenset((Role.OFFICER,))
    walk.samples.session(Account(name, NAMES[name][walk.lang == "ar"], officers, walk.lang))
    entered = walk.catalogue.add_officer(name, NAMES[name][1], NAMES[name][0], Capacity.DELEGATE)
    given = Delegation(entered.officer_id, office, date(2026, 1, 1), None, "12/2026")
    walk.catalogue.delegate(given)


def receive(page: Page, applicant: str, capacity: str) -> str:
    """Send the form of a new request; returns the request's address."""
    page.fill("#applicant", applicant)
    page.select_option("#capacity", capacity)
    page.wait_for_selector("#terms .yes, #terms .no")
    page.wait_for_load_state("networkidle")
    page.click("#request button")
    page.wait_for_url("**?note=new")
    return page.url.partition("?")[0]


def ask(walk: Walk, page: Page) -> str:
    """Find the act of an applicant and receive the request; returns its address."""
    page.click("a[href='/counter/new']")
    page.fill("#text", walk.say("Habiba Achour", "حبيبة عاشور"))
    page.keyboard.press("Enter")
    page.locator(".cards img").first.evaluate("picture => picture.decode()")
    walk.look(page, "found")
    page.locator(".cards a.button").first.click()
    page.check("[name=kind][value=full_copy]")
    page.select_option("#capacity", "other")
    page.wait_for_selector("#terms .no")
    walk.look(page)
    page.fill("#applicant", walk.say("Nezha Achour", "نزهة عاشور"))
    page.select_option("#capacity", "ascendant")
    page.wait_for_selector("#terms .yes")
    page.locator(".act-card img").evaluate("picture => picture.decode()")
    walk.look(page, "form")
    page.check("[name=proof]")
    address = receive(page, walk.say("Nezha Achour", "نزهة عاشور"), "ascendant")
    walk.look(page)
    page.click("a[href$='/receipt']")
    walk.look(page)
    return address


def look_for(walk: Walk, page: Page) -> None:
    """Receive a request of which only a name is known, and see which acts it may be."""
    walk.goto(page, "/counter/new?text=xqzwrt")
    page.click("a[href$='register=birth']")
    page.fill("#family", walk.say("Achour", "عاشور"))
    receive(page, walk.say("Tayeb Achour", "الطيب عاشور"), "holder")
    page.locator(".now .cards img").first.evaluate("picture => picture.decode()")
    walk.look(page, "which")


def sign_as_officer(walk: Walk, address: str) -> None:
    """An officer signs a request that is ready."""
    path = address.removeprefix(walk.samples.address)
    page = walk.visit(walk.samples, path, walk.lang, "brahim", frozenset((Role.OFFICER,)))
    page.click(".signing button")
    page.wait_for_url("**?note=signed")


def counter(walk: Walk) -> None:
    """The counter's way: receive, look for, follow, hand over; read an act."""
    act = sample(walk, "01.573.01.05/birth/2005/1/82")
    known = walk.catalogue.verify(act.act_id, {}, "hind", act.version)
    open_index(walk.samples.settings).put([document(known)])
    appoint(walk, "brahim", act.register.office_code)
    page = walk.enter("salma", "/counter")
    walk.look(page)
    address = ask(walk, page)
    look_for(walk, page)
    posted = post_one(walk, page)
    walk.goto(page, "/counter", "queue")
    sign_as_officer(walk, address)
    sign_as_officer(walk, posted)
    page.goto(posted)
    walk.look(page)
    (serial,) = walk.catalogue.request(posted.rpartition("/")[2]).papers
    walk.catalogue.revoke_paper(serial, Revocation.ISSUED_IN_ERROR, "brahim")
    page.reload()
    walk.look(page)
    page.goto(address)
    walk.look(page)
    page.click("ul.papers a.button")
    page.locator("img.sheet").evaluate("picture => picture.decode()")
    walk.look(page, "paper")
    page.goto(address)
    page.click("form[action$='/deliver'] button")
    page.wait_for_selector("h1 .state.delivered")
    walk.goto(page, "/acts/01.573.01.05/birth/2005/1/82")
    page.wait_for_selector("html[data-scan]", state="attached")
    walk.look(page, "act")


def post_one(walk: Walk, page: Page) -> str:
    """Receive a request for a posted paper; returns its address."""
    page.goto(f"{walk.samples.address}/counter/new?act=01.573.01.05/birth/2005/1/82")
    page.check("[name=delivery][value=post]")
    page.fill("#address", walk.say("7, derb Lghorfa, Settat", "7، درب الغرفة، سطات"))
    address = receive(page, walk.say("Habiba Achour", "حبيبة عاشور"), "holder")
    walk.look(page)
    return address


def sign_requests(walk: Walk, page: Page) -> None:
    """Confirm the act of a request beside its picture and sign; sign another; withdraw a paper."""
    appoint(walk, "brahim", "01.573.01.05")
    asked = [sample(walk, f"01.573.01.05/birth/2005/1/{number}") for number in (81, 82)]
    walk.catalogue.verify(asked[1].act_id, {}, "hind", asked[1].version)
    for act in asked:
        page.goto(f"{walk.samples.address}/counter/new?act={act.reference}")
        receive(page, walk.say("Nezha Achour", "نزهة عاشور"), "holder")
    walk.goto(page, "/counter?state=identified")
    page.click("main table th a")
    walk.look(page)
    page.click("a[href$='/confirm']")
    page.wait_for_selector("html[data-scan]", state="attached")
    page.locator(".field[data-box] input").nth(2).focus()
    page.wait_for_timeout(800)
    walk.look(page, "sign")
    page.click(".confirm button[value=sign]")
    page.wait_for_url("**?note=signed")
    walk.goto(page, "/counter?state=prepared")
    page.click("main table th a")
    page.wait_for_selector("#preview img")
    walk.look(page)
    page.click(".signing button")
    page.wait_for_url("**?note=signed")
    page.click("ul.papers a.button")
    walk.look(page)
    page.click("details.withdraw summary")
    page.select_option("#why", "issued_in_error")
    page.click("details.withdraw button")
    walk.look(page)

"""The guides of ``docs/guide/``, walked in the browser: what they quote is on the pages.

A text between guillemets in a guide is one that a page shows. The pictures are kept under
``build/guide``; ``make guide-pictures`` puts them into the guides. Nobody in them exists.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from archive.act import Act
from archive.finding import Finding
from archive.records import DeliveryStatus, VolumePage
from archive.register import VolumeReference
from indexing.duplicates.finding import find_duplicates
from tests.desk.counter_walk import counter, sign_requests
from tests.desk.verifying import accept_fields, at_work
from tests.desk.walking import Walk, plain, sample, stands

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "docs" / "guide"
SCANS = ROOT / "samples" / "deliveries" / "fr-births-1922-1949"
ROLES = ("clerk", "officer", "counter")
TYPED = {
    "family_name_ar": "سالزري",
    "family_name_fr": "Salzari",
    "reference": "45",
    "ground_date": "01/06/2019",
    "authority_ar": "المحكمة الابتدائية بتازة",
    "authority_fr": "le tribunal de première instance de Taza",
}
MARGIN = "وقع الطلاق بتاريخ 09/01/2024 بـ سيدي علال المصدر رسم عدد 381"
BEGUN = {"name": "1.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff invented"}
PAPER = {"name": "jugement.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invented"}
QUOTED = re.compile(r"«([^»]+)»")
PICTURED = re.compile(r"\(pictures/([\w.-]+)\)")


def deliver(walk: Walk, page: Page) -> None:
    """Deliver three scans; look at deliveries that wait, are unfinished, refused and read."""
    walk.goto(page, "/deliver")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.set_input_files("#files", [SCANS / f"000{number}.jpg" for number in (1, 2, 3)])
    page.fill("#office", walk.say("Fnideq", "الفنيدق"))
    page.wait_for_selector("#offices li")
    page.press("#office", "ArrowDown")
    page.press("#office", "Enter")
    page.fill("#year", "1938")
    expect(page.locator("#strip .pictured")).to_have_count(3)
    walk.look(page, "deliver")
    page.click("#send")
    page.wait_for_url("**/deliver/2*")
    walk.look(page)
    delivery = page.url.rpartition("/")[2]
    volume = VolumeReference.parse("01.573.01.01/birth/1938/1")
    found = (Finding("page_twice", {"first": "0001.jpg"}, page="0003.jpg"),)
    walk.catalogue.record_delivery(delivery, "1938", DeliveryStatus.REFUSED, volume, found)
    page.goto(f"{walk.samples.address}/deliver/{delivery}")
    expect(page.locator(".state.refused")).to_be_visible()
    walk.look(page, "refused")
    begun = {"name": "1939", "files": [{"name": BEGUN["name"], "size": len(BEGUN["buffer"])}]}
    begun["manifest"] = {"kind": "birth", "office_code": "08.201.11.07", "year": 1939}
    headers = {"X-CSRF-Token": page.get_attribute("meta[name=csrf]", "content") or ""}
    answer = page.request.post(f"{walk.samples.address}/v1/uploads", data=begun, headers=headers)
    assert answer.status == 201
    walk.goto(page, "/deliver")
    page.set_input_files("#files", files=[BEGUN])
    page.wait_for_selector("#resume-or-new[open]")
    walk.look(page)


def read(walk: Walk, page: Page) -> None:
    """Look at a delivery whose volume was read."""
    done = next(one for one in walk.catalogue.deliveries() if one.status is DeliveryStatus.DONE)
    walk.goto(page, f"/deliver/{done.delivery_id}", "read")


def verify(walk: Walk, page: Page) -> None:
    """Verify an act by keyboard, take it back, confirm it again."""
    page.goto(f"{walk.samples.address}/verify?stage=review")
    act = at_work(page)
    walk.look(page, "verify")
    page.keyboard.press("Enter")
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type("مز", delay=60)
    page.wait_for_selector(".completions:not([hidden]) li")
    walk.look(page, "typing")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    accept_fields(page)
    page.keyboard.press("?")
    walk.look(page, "keys")
    page.keyboard.press("Escape")
    page.locator("#confirm").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"html[data-ready]:not([data-ready='{act}'])", state="attached")
    expect(page.locator("#said")).not_to_be_empty()
    walk.look(page, "confirmed")
    page.keyboard.press("Control+z")
    page.wait_for_selector(f"html[data-ready='{act}']", state="attached")
    write_mention(page)
    accept_fields(page)
    confirm_while_away(walk, page)
    walk.goto(page, "/verify?stage=arbiter")
    walk.goto(page, "/verify/trend")
    walk.goto(page, f"/acts/{act}")
    page.locator("#history").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('history').scrollIntoView()")
    walk.look(page, "history")


def confirm_while_away(walk: Walk, page: Page) -> None:
    """Confirm while the service is away; what was confirmed is sent once it is back."""
    expect(page.locator("#confirm")).to_be_focused()
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text(walk.say("pas encore", "بعد"))
    walk.look(page)
    page.context.set_offline(False)
    expect(page.locator("#said")).to_contain_text(walk.say("confirmé", "تم التأكيد"))


def write_mention(page: Page) -> None:
    """Strike out the mention that was misread and write what stands in the margin."""
    page.locator("#mentions button").click()
    page.locator("#add-mention").click()
    mention = page.locator("#mentions .mention")
    mention.locator("select").select_option("divorce")
    date, text = mention.locator("input, textarea").all()
    text.fill(MARGIN)
    date.fill("9/1/2024")
    date.press("Enter")
    expect(date).to_have_value(re.compile("2024"))


def clerk(walk: Walk) -> None:
    """The clerk's way: in, deliver, watch, verify, see the history."""
    page = walk.enter("amina")
    walk.look(page, "home")
    deliver(walk, page)
    read(walk, page)
    verify(walk, page)
    page.context.clear_cookies()
    walk.goto(page, f"/sign-in?lang={walk.lang}")


def found(walk: Walk, page: Page, text: str, picture: str = "") -> None:
    """Search by the box that stands on every page, look, and open the first act."""
    page.fill("[role=search] input", text)
    page.keyboard.press("Enter")
    page.wait_for_selector(".facets")
    page.locator(".hits img").first.evaluate("picture => picture.decode()")
    walk.look(page, picture)
    page.locator(".hits > li > a").first.click()
    page.wait_for_selector("html[data-scan]", state="attached")


def propose(walk: Walk, page: Page) -> None:
    """Propose a correction by judgment of the family name of the act at hand."""
    page.click("main a[href^='/mentions/new']")
    walk.look(page, "mention")
    page.click("a[href*='wording=rectification']")
    walk.look(page)
    page.click("a[href*='field=family_name']")
    for name, value in TYPED.items():
        page.fill(f"#{name}", value)
    page.set_input_files("#document", files=[PAPER])
    expect(page.locator("#words [lang='fr']")).to_contain_text("premier juin deux mille dix-neuf")
    walk.look(page, "correction")
    page.evaluate("document.querySelector('.words').scrollIntoView()")
    walk.look(page, "words")
    page.click("main form.mention button")
    page.wait_for_url("**/mentions/*")
    walk.look(page)


def approve(walk: Walk) -> None:
    """Another officer looks at what waits and approves it."""
    page = walk.enter("hind", "/mentions")
    walk.look(page)
    page.click("main table th a")
    page.wait_for_selector("form.decision")
    walk.look(page, "proposal")
    page.click("button[formaction$='/approve']")
    expect(page.locator("form.decision")).to_have_count(0)
    walk.look(page)


def decide_pair(walk: Walk, page: Page, twice: Act) -> None:
    """An act entered again at another office: compare both and say that they are one."""
    again = VolumeReference.parse("06.467.03.01/birth/2011/1")
    (page_name, _), *_ = twice.reading.pages
    scans = walk.catalogue.pages(VolumeReference(twice.register))
    scan = next(one for one in scans if one.name == page_name)
    pages = [VolumePage(scan.name, 1, scan.sha256, 0, scan.width, scan.height, 300)]
    walk.catalogue.take_in(again, pages, "second")
    fields = dict(twice.reading.fields)
    fields["family_name_fr"] = replace(fields["family_name_fr"], value="Roubaly")
    other = replace(twice.reading, register=again.register, fields=fields)
    walk.catalogue.keep_acts(again, [other], {})
    find_duplicates(walk.catalogue)
    walk.goto(page, "/duplicates")
    page.click("main table td.whole a")
    page.wait_for_selector("form.decision")
    walk.look(page, "duplicate")
    page.fill("#reason", walk.say("Même enfant, mêmes parents", "المولود نفسه والأبوان نفسهما"))
    page.click("button[value^='join:']")
    page.wait_for_selector("button[value=undo]")
    walk.look(page)


def oversee(walk: Walk, page: Page) -> None:
    """From the map of what is held to a register, the numbers that it lacks told."""
    walk.goto(page, "/overview", "overview")
    walk.goto(page, "/overview?place=06.467.03.31")
    walk.goto(page, "/")
    page.locator("main table a").first.click()
    page.wait_for_load_state("networkidle")
    walk.look(page)


def officer(walk: Walk) -> None:
    """The officer's way: find, read, confirm, correct, approve another's, duplicates."""
    page = walk.enter("brahim")
    walk.look(page)
    found(walk, page, walk.say("Fatima Zahra Salzeri", "فاطمة الزهراء سلزري"))
    page.locator("#field-family_name_ar").hover()
    walk.look(page, "act")
    page.click("main .actions a[href^='/verify']")
    at_work(page)
    walk.look(page, "confirm")
    accept_fields(page)
    page.keyboard.press("Enter")
    expect(page.locator("#said")).not_to_be_empty()
    walk.look(page)
    sign_requests(walk, page)
    walk.goto(page, "/acts/06.467.03.31/birth/2011/1/120")
    propose(walk, page)
    approve(walk)
    walk.goto(page, "/acts/06.467.03.31/birth/2011/1/120")
    walk.goto(page, "/mentions/new?act=06.467.03.31/birth/2011/1/120")
    oversee(walk, page)
    decide_pair(walk, page, sample(walk, "06.467.03.31/birth/2011/1/121"))


WALKS = {"clerk": clerk, "officer": officer, "counter": counter}


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("role", ROLES)
def test_what_a_guide_says_is_on_the_pages(samples, visit, role: str, lang: str) -> None:
    guide = (GUIDES / f"{role}.{lang}.md").read_text(encoding="utf-8")
    walk = Walk(samples, visit, role, lang)
    WALKS[role](walk)
    walk.catalogue.close()
    quoted = [plain(text) for text in QUOTED.findall(guide)]
    assert len(quoted) > 15
    assert [text for text in quoted if not any(stands(text, page) for page in walk.seen)] == []
    assert set(PICTURED.findall(guide)) == walk.pictures

"""Papers in a real browser: asked for from an act's page, shown, printed, checked, withdrawn."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.account import Account, Role
from archive.act import Act, ActState
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import IssuedPaper, Revocation
from tests.desk.looking import Keep, Visit, grave

OFFICER = frozenset((Role.OFFICER,))
COUNTER = frozenset((Role.COUNTER,))
TABLET = (820, 1180)
SCRIPT = "<script>document.title='taken'</script>"


@pytest.fixture
def act(record: Catalogue) -> Act:
    """A verified birth of the samples, for whose office Amina signs."""
    found = next(
        one
        for one in record.acts(state=ActState.ACCEPTED)
        if one.register.kind.value == "birth" and one.fields["family_name_fr"].value
    )
    record.invite(Account("amina", "Amina", OFFICER))
    amina = record.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    code = found.register.office_code
    record.delegate(Delegation(amina.officer_id, code, date(2026, 1, 1), None, "12/2026"))
    return record.verify(found.act_id, {}, "zahra", found.version)


def ask(page: Page, kind: str = "extract") -> None:
    """Receive a request of the holder, who showed who they are, on the page of a new one."""
    page.check(f"[name=kind][value={kind}]")
    page.fill("#applicant", "Itto Ouali")
    page.select_option("#capacity", "holder")
    page.check("[name=proof]")
    page.click("#request button")
    page.wait_for_url("**?note=new")


def sign(page: Page) -> None:
    """Sign what the page shows, and open the paper."""
    page.wait_for_selector("#preview img")
    page.click(".signing button")
    page.wait_for_url("**?note=signed")
    page.click("ul.papers a.button")


def issue(page: Page) -> None:
    """Issue an extract to the holder, and open it."""
    ask(page)
    sign(page)


def paper_of(record: Catalogue, act: Act) -> IssuedPaper:
    (paper,) = record.papers_of(act.act_id)
    return paper


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("size", [(1280, 720), TABLET])
def test_a_paper_goes_from_the_act_to_its_withdrawal(
    samples,
    visit: Visit,
    keep_screen: Keep,
    record: Catalogue,
    act: Act,
    lang: str,
    size: tuple[int, int],
) -> None:
    page = visit(samples, f"/acts/{act.reference}", lang, roles=OFFICER, size=size)
    page.click("main .actions a[href^='/counter/new']")
    ask(page, "full_copy")
    page.locator("#preview img").evaluate("picture => picture.decode()")
    assert grave(page) == []
    keep_screen(page, f"issue-{lang}-{size[0]}")
    sign(page)
    paper = paper_of(record, act)
    assert paper.kind.value == "full_copy"
    page.locator("img.sheet").evaluate("picture => picture.decode()")
    page.locator("img.qr").evaluate("picture => picture.decode()")
    expect(page.locator("h1 .state").first).to_have_class("state current")
    assert grave(page) == []
    keep_screen(page, f"paper-{lang}-{size[0]}")
    page.click("details.withdraw summary")
    page.select_option("#why", "issued_in_error")
    page.click("details.withdraw button")
    assert grave(page) == []
    keep_screen(page, f"withdraw-{lang}-{size[0]}")
    page.keyboard.press("Escape")
    page.locator("[name=sure]").check()
    page.click("button.grave")
    expect(page.locator("h1 .state").first).to_have_class("state revoked")
    assert record.paper(paper.serial).revoked is Revocation.ISSUED_IN_ERROR
    page.goto(f"{samples.address}/acts/{act.reference}")
    expect(page.locator("ol.issued .revoked")).to_have_count(1)
    assert grave(page) == []


def test_a_clerk_of_the_counter_sees_and_prints_and_does_not_sign(
    samples, visit: Visit, keep_screen: Keep, record: Catalogue, act: Act
) -> None:
    issue(visit(samples, f"/counter/new?act={act.reference}", roles=OFFICER))
    paper = paper_of(record, act)
    page = visit(samples, f"/counter/new?act={act.reference}", name="salma", roles=COUNTER)
    ask(page)
    expect(page.locator(".signing button")).to_have_count(0)
    keep_screen(page, "issue-counter")
    page.goto(f"{samples.address}/papers/{paper.serial}")
    expect(page.locator("#print")).to_be_visible()
    expect(page.locator("details.withdraw")).to_have_count(0)
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename.endswith(".pdf")
    told = page.request.get(f"{samples.address}/papers/{paper.serial}/file")
    assert told.body()[:4] == b"%PDF"


def test_what_was_entered_since_stands_on_the_paper(
    samples, visit: Visit, keep_screen: Keep, record: Catalogue, act: Act
) -> None:
    page = visit(samples, f"/counter/new?act={act.reference}", roles=OFFICER)
    issue(page)
    record.verify(act.act_id, {"family_name_fr": "Benabdellatif"}, "zahra", act.version)
    page.reload()
    expect(page.locator("section.holds")).to_have_class("holds changed")
    expect(page.locator("#print")).to_have_count(0)
    keep_screen(page, "paper-changed")
    page.click("section.holds a.button")
    expect(page.locator(".now form[action$='/identify'] button")).to_be_visible()
    expect(page.locator("form[action$='/deliver']")).to_have_count(0)
    keep_screen(page, "counter-outdated")
    page.click(".now form[action$='/identify'] button")
    sign(page)
    expect(page.locator("section.holds")).to_have_class("holds current")


def test_markup_in_a_name_stays_a_name(samples, visit: Visit, record: Catalogue, act: Act) -> None:
    told = {"given_name_fr": SCRIPT, "family_name_fr": SCRIPT}
    record.verify(act.act_id, told, "zahra", act.version)
    page = visit(samples, f"/counter/new?act={act.reference}", roles=OFFICER)
    expect(page.locator("#request")).to_contain_text("<script>")
    issue(page)
    expect(page.locator("dl.facts").first).to_contain_text("<script>")
    assert page.title() != "taken"


def test_no_policy_of_ours_is_broken(
    samples, open_whole_chromium: Callable[..., Browser], visit: Visit, act: Act
) -> None:
    page = visit(samples, "/", roles=OFFICER, browser=open_whole_chromium())
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    # A browser without a screen has nothing to print with.
    printing = (
        "window.print = () => { top.document.documentElement.dataset.printed = location.pathname; }"
    )
    page.add_init_script(printing)
    page.goto(f"{samples.address}/counter/new?act={act.reference}")
    issue(page)
    page.click("#print")
    expect(page.locator("html")).to_have_attribute("data-printed", re.compile("/papers/.*/file"))
    assert told == []

"""Papers in a real browser: issued from an act's page, shown, printed, checked, withdrawn."""

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


def issue(page: Page) -> None:
    """Sign the paper that is shown."""
    page.wait_for_selector("#preview img")
    page.click("#issue button")
    page.wait_for_url(re.compile(r"/papers/[^/]+/\d{4}/\d{6}"))


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
    page.click("main .actions a[href^='/papers/new']")
    page.wait_for_selector("#preview img")
    first = page.locator("#preview img").get_attribute("src")
    page.locator("#kind-extract").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#kind-full_copy")).to_be_checked()
    expect(page.locator("#preview img")).not_to_have_attribute("src", first or "")
    assert grave(page) == []
    keep_screen(page, f"issue-{lang}-{size[0]}")
    issue(page)
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


def test_the_button_pressed_twice_signs_once(
    samples, visit: Visit, record: Catalogue, act: Act
) -> None:
    page = visit(samples, f"/papers/new?act={act.reference}", roles=OFFICER)
    page.wait_for_selector("#preview img")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.dblclick("#issue button")
    page.wait_for_url(re.compile(r"/papers/[^/]+/\d{4}/\d{6}"))
    assert len(sent) == 1
    paper_of(record, act)


def test_going_back_and_signing_again_gives_the_same_paper(
    samples, visit: Visit, record: Catalogue, act: Act
) -> None:
    page = visit(samples, f"/papers/new?act={act.reference}", roles=OFFICER)
    order = page.locator("[name=order]").get_attribute("value")
    issue(page)
    paper = paper_of(record, act)
    page.evaluate(
        """([order, csrf, act, version]) => {
            const form = document.createElement('form');
            Object.assign(form, { method: 'post', action: '/papers' });
            const sent = { order, csrf, act, version, kind: 'extract', language: 'both' };
            for (const [name, value] of Object.entries(sent)) {
                form.append(Object.assign(document.createElement('input'), { name, value }));
            }
            document.body.append(form);
            form.submit();
        }""",
        [
            order,
            page.locator("meta[name=csrf]").get_attribute("content"),
            act.act_id,
            str(act.version),
        ],
    )
    page.wait_for_url(f"**/papers/{paper.serial}*")
    paper_of(record, act)


def test_a_clerk_of_the_counter_sees_and_prints_and_does_not_sign(
    samples, visit: Visit, keep_screen: Keep, record: Catalogue, act: Act
) -> None:
    issue(visit(samples, f"/papers/new?act={act.reference}", roles=OFFICER))
    paper = paper_of(record, act)
    page = visit(samples, f"/papers/new?act={act.reference}", name="salma", roles=COUNTER)
    page.wait_for_selector("#preview img")
    expect(page.locator("#issue button")).to_have_count(0)
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
    page = visit(samples, f"/papers/new?act={act.reference}", roles=OFFICER)
    issue(page)
    record.verify(act.act_id, {"family_name_fr": "Benabdellatif"}, "zahra", act.version)
    page.reload()
    expect(page.locator("section.holds")).to_have_class("holds changed")
    expect(page.locator("#print")).to_have_count(0)
    keep_screen(page, "paper-changed")
    page.click("section.holds a.button")
    expect(page.locator("#kind-extract")).to_be_checked()


def test_markup_in_a_name_stays_a_name(samples, visit: Visit, record: Catalogue, act: Act) -> None:
    told = {"given_name_fr": SCRIPT, "family_name_fr": SCRIPT}
    record.verify(act.act_id, told, "zahra", act.version)
    page = visit(samples, f"/papers/new?act={act.reference}", roles=OFFICER)
    expect(page.locator("p.of")).to_contain_text("<script>")
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
    page.goto(f"{samples.address}/papers/new?act={act.reference}")
    issue(page)
    page.click("#print")
    expect(page.locator("html")).to_have_attribute("data-printed", re.compile("/papers/.*/file"))
    assert told == []

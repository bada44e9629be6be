"""Mentions and corrections in a real browser: written by one officer, approved by another."""

import re

import pytest
from playwright.sync_api import Page, expect

from archive.account import Account, Role
from archive.act import Act, ActState
from archive.catalogue import Catalogue
from tests.desk.looking import Keep, Visit, grave

PASSWORD = "quatre mots très ordinaires"
OFFICER = frozenset((Role.OFFICER,))
PAPER = {"name": "jugement.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 invented"}
TYPED = {
    "family_name_ar": "بنعبد اللطيف",
    "family_name_fr": "Benabdellatif",
    "reference": "45",
    "ground_date": "01/06/2019",
    "authority_ar": "المحكمة الابتدائية بتازة",
    "authority_fr": "le tribunal de première instance de Taza",
}


@pytest.fixture
def act(samples) -> Act:
    """A verified birth of the samples."""
    catalogue = Catalogue.open(samples.settings)
    found = next(
        one
        for one in catalogue.acts(state=ActState.ACCEPTED)
        if one.register.kind.value == "birth" and one.fields["family_name_fr"].value
    )
    verified = catalogue.verify(found.act_id, {}, "zahra", found.version)
    catalogue.close()
    return verified


def type_by_keyboard(page: Page, values: dict[str, str]) -> None:
    """Go through the form with the tabulator alone and type where something is to be typed."""
    page.locator("#family_name_ar").focus()
    left = dict(values)
    for _ in range(40):
        name = page.evaluate("document.activeElement.name || ''")
        if name in left:
            page.keyboard.press("Control+A")
            page.keyboard.type(left.pop(name))
        if not left:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tabulator never reached {sorted(left)}")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_correction_goes_from_the_act_to_its_approval(
    samples, visit: Visit, keep_screen: Keep, act: Act, lang: str
) -> None:
    page = visit(samples, f"/acts/{act.reference}", lang, roles=OFFICER)
    page.click("main a[href^='/mentions/new']")
    assert grave(page) == []
    keep_screen(page, f"mention-choose-{lang}")
    page.click("a[href*='wording=rectification']")
    page.click("a[href*='field=family_name']")
    type_by_keyboard(page, TYPED)
    expect(page.locator("#words [lang='fr']")).to_contain_text("premier juin deux mille dix-neuf")
    expect(page.locator("#words [lang='ar']")).to_contain_text("بنعبد اللطيف")
    assert grave(page) == []
    page.click("main form.mention button")
    expect(page.locator("#document-wrong")).to_be_visible()
    expect(page.locator("#document")).to_have_attribute("aria-invalid", "true")
    assert grave(page) == []
    keep_screen(page, f"mention-form-{lang}")
    expect(page.locator("#family_name_fr")).to_have_value("Benabdellatif")
    page.set_input_files("#document", files=[PAPER])
    # What was wrong is said no longer once it is mended, and its hint stays.
    expect(page.locator("#document-wrong")).to_have_count(0)
    expect(page.locator("#document")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#document")).to_have_attribute("aria-describedby", "document-hint")
    page.click("main form.mention button")
    page.wait_for_url("**/mentions/*")
    expect(page.locator("button[formaction$='/approve']")).to_have_count(0)

    other = visit(samples, "/mentions", lang, name="brahim", roles=OFFICER)
    other.click("main table th a")
    assert grave(other) == []
    keep_screen(other, f"mention-decide-{lang}")
    other.click("button[formaction$='/approve']")
    expect(other.locator("form.decision")).to_have_count(0)
    expect(other.locator(".margin [aria-current]")).to_contain_text("Benabdellatif")
    catalogue = Catalogue.open(samples.settings)
    corrected = catalogue.act(act.act_id)
    catalogue.close()
    assert corrected is not None
    assert corrected.current["family_name_fr"] == "Benabdellatif"
    assert corrected.fields == act.fields


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_dates_and_the_sex_are_written_as_people_write_them(
    samples, visit: Visit, keep_screen: Keep, act: Act, lang: str
) -> None:
    start = f"/mentions/new?act={act.reference}&wording=rectification"
    page = visit(samples, f"{start}&field=sex", lang, roles=OFFICER)
    sexes = ["masculin", "féminin"] if lang == "fr" else ["ذكر", "أنثى"]
    expect(page.locator("#sex option")).to_have_text(sexes)
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", page.input_value("#made"))
    assert grave(page) == []
    keep_screen(page, f"mention-sex-{lang}")
    page.fill("#ground_date", "31/02/2019")
    page.click("main form.mention p button")
    expect(page.locator("#ground_date-wrong")).to_contain_text("13/02/1993")
    page.goto(f"{samples.address}{start}&field=birth_date")
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", page.input_value("#birth_date"))


def end_session(samples, name: str) -> None:
    """End a person's sessions as a new password does."""
    catalogue = Catalogue.open(samples.settings)
    catalogue.claim(catalogue.invite_again(name), PASSWORD)
    catalogue.close()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_neither_text_nor_file_is_lost_until_it_is_sent(
    samples, visit: Visit, keep_screen: Keep, act: Act, lang: str
) -> None:
    address = f"/mentions/new?act={act.reference}&wording=rectification&field=family_name"
    page = visit(samples, address, lang, roles=OFFICER)
    page.wait_for_selector("html[data-ready]", state="attached")
    send = page.locator("main form.mention p button")
    page.fill("#family_name_fr", "Benabdellatif")
    page.fill("#ground_date", "31/31/2019")
    button, chosen = page.locator(".file .button"), page.locator(".file .chosen")
    expect(button).to_have_text({"fr": "Choisir un fichier", "ar": "اختيار ملف"}[lang])
    with page.expect_file_chooser() as opened:
        button.click(force=True)
    opened.value.set_files([PAPER])
    expect(chosen).to_have_text(PAPER["name"])

    # The service is away: it is said, and everything stays.
    page.route("**/mentions?*", lambda route: route.abort())
    send.click()
    expect(page.locator("#alerts [role=alert]")).to_be_visible()
    page.unroute("**/mentions?*")

    # The session ended: the person signs in over the page, and what is wrong is told in place.
    end_session(samples, "amina")
    send.click()
    page.fill("#sign-in-again [name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#ground_date-wrong")).to_be_visible()
    expect(page.locator("form.mention [aria-invalid]").first).to_be_focused()
    expect(page.locator("#family_name_fr")).to_have_value("Benabdellatif")
    assert page.evaluate("document.getElementById('document').files[0].name") == PAPER["name"]
    assert grave(page) == []
    keep_screen(page, f"mention-in-place-{lang}")

    go_on_after_leaving(page, samples, address)
    keep_screen(page, f"mention-kept-{lang}")
    page.set_input_files("#document", files=[PAPER])
    for name, value in TYPED.items():
        page.fill(f"#{name}", value)
    send.click()
    page.wait_for_url(re.compile("/mentions/[0-9a-f]+$"))
    assert "Benabdellatif" not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")


def go_on_after_leaving(page: Page, samples, address: str) -> None:
    """Leave the page and open it again: the text is there, and the file is asked for again."""
    page.goto(f"{samples.address}/")
    page.goto(f"{samples.address}{address}")
    expect(page.locator("#kept")).to_be_visible()
    expect(page.locator("#family_name_fr")).to_have_value("Benabdellatif")
    expect(page.locator("#words [lang='fr']")).to_contain_text("Benabdellatif")


def test_what_one_person_typed_is_not_shown_to_another_nor_after_it_was_cleared(
    samples, visit: Visit, act: Act
) -> None:
    address = f"/mentions/new?act={act.reference}&wording=rectification&field=family_name"
    page = visit(samples, address, roles=OFFICER)
    page.fill("#reference", "45")
    brahim = samples.session(Account("brahim", "Brahim", OFFICER))
    amina = page.context.cookies()
    page.context.add_cookies([{**amina[0], "value": brahim}])
    page.reload()
    expect(page.locator("#reference")).to_have_value("")
    expect(page.locator("#kept")).to_be_hidden()
    page.context.add_cookies(amina)
    page.reload()
    expect(page.locator("#reference")).to_have_value("45")
    page.click("#forget")
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator("#reference")).to_have_value("")


def test_a_mention_is_proposed_where_no_script_runs(
    samples, visit: Visit, act: Act, chromium
) -> None:
    secret = visit(samples, "/", roles=OFFICER).context.cookies()
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(secret)
    page = context.new_page()
    page.goto(f"{samples.address}/mentions/new?act={act.reference}&wording=marriage&lang=fr")
    page.fill("#party_ar", "إيطو أوعلي")
    page.fill("#party_fr", "Itto Ouali")
    page.fill("#reference", "312")
    page.fill("#ground_date", "2020-03-04")
    page.set_input_files("#document", files=[PAPER])
    page.click("main form.mention button")
    expect(page.locator("main")).to_contain_text("avec Itto Ouali, suivant acte n° 312")
    context.close()

"""Verifying in a real browser, by keyboard alone, and what happens to work that is cut off.

Nobody in the samples exists.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from archive.account import Account, Role
from archive.act import ActState
from archive.catalogue import Catalogue
from archive_api.visitor import COOKIE
from tests.desk.looking import Visit
from tests.desk.verifying import (
    TWO_MENTIONS,
    UNSURE,
    accept_fields,
    at_work,
    field,
    given_back,
    next_one,
    now,
    write,
)


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_an_act_is_verified_by_keyboard_alone(
    samples, record, visit: Visit, keep_screen: Callable[[Page, str], None], lang: str
) -> None:
    page = visit(samples, "/verify", lang)
    act_id = at_work(page)
    expect(page.locator(".field.here input")).to_be_focused()
    keep_screen(page, f"verify-{lang}")
    accept_fields(page)
    page.keyboard.press("Enter")
    assert next_one(page, act_id) != act_id
    expect(page.locator("#said")).not_to_be_empty()
    assert now(record, act_id).state is ActState.VERIFIED
    assert record.history(act_id)[-1].actor == "amina"
    (today,) = record.review_trend(1)
    assert today.keystrokes >= 1


def test_the_cursor_leads_to_what_is_in_doubt_and_keys_say_what_it_is(
    samples, visit: Visit
) -> None:
    page = visit(samples, "/accounts")
    page.goto(f"{samples.address}/verify?stage=review&lang=ar")
    act_id = at_work(page)
    # The account's language is French: what scripts ask for is in the page's.
    expect(page.locator("#title")).to_contain_text("رسم")
    row = page.locator(".field.here")
    expect(page.locator(".field.open, .field.here").first.locator("input")).to_be_focused()
    sheet, mark = page.locator("#sheet").bounding_box(), page.locator(".mark").bounding_box()
    assert sheet is not None
    assert mark is not None
    assert sheet["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= sheet["x"] + sheet["width"] + 1
    assert sheet["y"] <= mark["y"] <= sheet["y"] + sheet["height"]

    at_hand = field(page, row.get_attribute("data-name") or "")
    offered = row.locator(".candidates .value").nth(1).inner_text()
    page.keyboard.press("2")
    expect(at_hand).to_have_value(offered)
    page.keyboard.press("Control+z")
    expect(at_hand).not_to_have_value(offered)
    expect(at_hand).to_be_focused()

    page.locator("#confirm").focus()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()

    page.go_back()
    expect(page.locator("h1")).to_be_visible()
    page.go_forward()
    assert at_work(page) == act_id


def test_what_is_typed_is_what_is_sent_however_the_field_is_left(
    samples, record, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    act_id = at_work(page)
    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Tab")
    write(page, field(page, "drawn_up_date"), "28/2/1993")
    page.keyboard.press("Tab")
    expect(field(page, "drawn_up_date")).to_have_value("28 février 1993")
    write(page, field(page, "father_birth_date"), "1/7/1960")
    # Not left at all: the cursor stands in it while the act is confirmed.
    page.keyboard.press("Control+Enter")
    next_one(page, act_id)
    expect(page.locator("#said")).not_to_be_empty()
    said = record.history(act_id)[-1].what.confirmed
    names = ("given_name_fr", "drawn_up_date", "father_birth_date")
    assert [said[name] for name in names] == ["Zoubida", "1993-02-28", "1960-07-01"]


def test_nothing_is_confirmed_past_a_value_that_is_none_or_a_field_nobody_saw(
    samples, record, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    act_id = at_work(page)
    confirm, here = page.locator("#confirm"), page.locator(".field:focus-within")
    confirm.click()
    expect(page.locator("#said")).to_contain_text("pas encore été vu")
    seen = [here.get_attribute("data-name")]
    assert seen == [page.locator(".field.open").first.get_attribute("data-name")]

    date = field(page, "drawn_up_date")
    write(page, date, "31/2/1993")
    confirm.focus()
    page.keyboard.press("Enter")
    expect(date).to_be_focused()
    expect(page.locator(".field[data-name=drawn_up_date] [role=alert]")).to_be_visible()
    write(page, date, "28/2/1993")
    page.keyboard.press("Enter")
    expect(date).to_have_value("28 février 1993")

    for _ in range(page.locator(".field.open").count() - 1):
        confirm.click()
        expect(page.locator(".field.open input:focus")).to_have_count(1)
        seen.append(here.get_attribute("data-name"))
    assert len(seen) == len(set(seen)), "the button stops once at a field"
    confirm.click()
    expect(page.locator(".mention :focus"), "a doubtful mention is gone to as well").to_have_count(
        1
    )
    assert at_work(page) == act_id
    assert now(record, act_id).state is ActState.TO_REVIEW
    confirm.click()
    next_one(page, act_id)


def test_two_people_are_never_given_the_same_act(samples, visit: Visit) -> None:
    one = at_work(visit(samples, "/verify", name="amina"))
    other = at_work(visit(samples, "/verify", name="driss", roles=frozenset((Role.CLERK,))))
    assert one != other


CORRECTED = "Rectification suivant jugement n° 7 du 03/02/2014"


def sign_in_instead(page: Page, served, record: Catalogue, act_id: str, secret: str) -> None:
    """Another person goes to the same act in the same tab, once it was given back."""
    page.goto(f"{served.address}/")
    for _ in range(100):
        if record.lock_on(act_id) is None:
            break
        page.wait_for_timeout(20)
    page.context.add_cookies([{"name": COOKIE, "value": secret, "url": served.address}])
    page.goto(f"{served.address}/verify?act={TWO_MENTIONS}")
    assert at_work(page) == act_id


def test_work_is_kept_over_a_reload_and_only_for_who_did_it(samples, record, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    act_id = at_work(page)
    name, typed = field(page, "given_name_fr"), field(page, "father_given_fr")
    read, wording = name.input_value(), page.locator(".mention .wording").first
    write(page, name, "Zoubida")
    page.keyboard.press("Tab")
    page.locator(".mention input").first.focus()
    page.keyboard.press("Tab")
    expect(wording).to_be_focused()
    wording.fill(CORRECTED)
    page.locator(".mention button").last.press("Enter")
    expect(page.locator(".mention.struck button")).to_be_focused()
    write(page, typed, "Yous")
    page.reload()
    at_work(page)
    expect(page.locator(".mention:not(.struck)")).to_have_count(1)
    expect(name).to_have_value("Zoubida")
    expect(wording).to_have_value(CORRECTED)
    expect(typed).to_have_value("Yous")
    expect(typed).to_be_focused()

    driss = samples.session(Account("driss", "Driss", frozenset((Role.CLERK,))))
    sign_in_instead(page, samples, record, act_id, driss)
    expect(name).to_have_value(read)
    expect(wording).not_to_have_value(CORRECTED)
    amina = record.open_session("amina", minutes=60)
    sign_in_instead(page, samples, record, act_id, amina)
    expect(name).to_have_value("Zoubida")
    expect(wording).to_have_value(CORRECTED)


def test_what_was_decided_before_anothers_word_is_there_beside_it(
    samples, record, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    act_id = at_work(page)
    name, wording = field(page, "given_name_fr"), page.locator(".mention .wording").first
    read = name.input_value()
    write(page, name, "Zoubida")
    page.keyboard.press("Tab")
    wording.fill(CORRECTED)
    given_back(record, act_id)
    record.review(act_id, {}, "driss", now(record, act_id).version)
    page.keyboard.press("Control+Enter")
    back = page.locator("#refused button")
    back.click()
    page.wait_for_selector(f"html[data-ready='{act_id}']", state="attached")
    expect(back).to_have_count(0)
    assert record.history(act_id)[-1].actor == "driss"

    expect(wording).to_have_value(CORRECTED)
    expect(name).to_have_value(read)
    name.focus()
    page.keyboard.press("1")
    expect(name).to_have_value("Zoubida")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("confirmé")
    word = record.history(act_id)[-1].what
    assert word.confirmed["given_name_fr"] == "Zoubida"
    assert word.mentions[0].text_fr == CORRECTED
    assert word.mentions[1] == now(record, act_id).reading.mentions[1]


def test_while_the_service_is_started_again_the_person_is_told_and_nothing_is_lost(
    samples, record, visit: Visit
) -> None:
    page = visit(samples, "/verify?stage=review")
    act_id = at_work(page)
    write(page, page.locator(".field[data-name^=given_name_fr] input"), "Zoubida")
    samples.stop()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said.grave")).to_contain_text("Rien n'est perdu")
    assert next_one(page, act_id) != act_id, "the act fetched before is there to be worked on"
    assert now(record, act_id).state is ActState.TO_REVIEW
    samples.start()
    expect(page.locator("#said:not(.grave)")).to_contain_text("confirmé", timeout=15_000)
    assert record.history(act_id)[-1].what.confirmed["given_name_fr"] == "Zoubida"


def test_a_session_that_ends_meanwhile_loses_nothing(samples, record, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    act_id = at_work(page)
    link = record.invite_again("amina")
    record.claim(link, "quatre mots très ordinaires")
    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Tab")
    write(page, field(page, "drawn_up_date"), "28/2/1993")
    page.keyboard.press("Control+Enter")
    dialog = page.locator("#sign-in-again")
    expect(dialog).to_be_visible()
    dialog.locator("[name=password]").fill("a wrong password")
    page.keyboard.press("Enter")
    expect(dialog.locator("[role=alert]")).to_be_visible()
    dialog.locator("[name=password]").fill("quatre mots très ordinaires")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    next_one(page, act_id)
    expect(page.locator("#said")).not_to_be_empty()
    said = record.history(act_id)[-1].what.confirmed
    assert (said["given_name_fr"], said["drawn_up_date"]) == ("Zoubida", "1993-02-28")


def test_when_nothing_waits_the_page_says_so(served, visit: Visit) -> None:
    page = visit(served, "/verify")
    expect(page.locator("#none")).to_be_visible()


def test_work_is_kept_when_the_lock_ends_and_when_another_took_the_act(
    samples, record, visit: Visit
) -> None:
    page = visit(samples, "/verify?stage=review")
    first = at_work(page)
    record.lock(first, "amina", seconds=0)
    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Control+Enter")
    act_id = next_one(page, first)
    expect(page.locator("#said")).not_to_be_empty()
    assert record.history(first)[-1].what.confirmed["given_name_fr"] == "Zoubida"

    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Enter")
    given_back(record, act_id)
    theirs = record.lock(act_id, "driss")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#refused button")).to_be_visible()
    assert now(record, act_id).state is ActState.TO_REVIEW
    record.release(act_id, theirs.token)
    page.locator("#refused button").click()
    page.wait_for_selector(f"html[data-ready='{act_id}']", state="attached")
    expect(field(page, "given_name_fr")).to_have_value("Zoubida")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#refused button")).to_have_count(0)
    expect(page.locator("#said")).not_to_be_empty()
    assert record.history(act_id)[-1].what.confirmed["given_name_fr"] == "Zoubida"

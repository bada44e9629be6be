"""The verifying desk under people's hands: any keyboard, the picture, a tablet, the margin."""

import pytest
from playwright.sync_api import Page, Route, expect

from archive.account import Account, Role
from archive.catalogue import Catalogue
from tests.desk.conftest import Served
from tests.desk.looking import Keep, Visit, grave
from tests.desk.verifying import TWO_MENTIONS, UNSURE, at_work, field, next_one, now, write

TABLET = (820, 1180)


def press(page: Page, key: str, code: str, **modifiers: bool) -> None:
    """A key as a keyboard of another layout sends it to what has the focus."""
    page.evaluate(
        """(said) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { ...said, bubbles: true, cancelable: true }))""",
        {"key": key, "code": code, **modifiers},
    )


def paper(page: Page) -> dict[str, float]:
    """Where the picture's paper stands in the window, once it rests."""
    page.wait_for_timeout(250)
    box = page.locator(".paper").bounding_box()
    assert box is not None
    return dict(box)


def middle(page: Page) -> tuple[float, float]:
    box = page.locator("#sheet").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def is_looked_at(page: Page) -> bool:
    """Whether what is marked stands within the picture's pane."""
    page.wait_for_timeout(250)
    pane, mark = page.locator("#sheet").bounding_box(), page.locator(".mark").bounding_box()
    assert pane is not None
    return (
        mark is not None
        and mark["x"] >= pane["x"] - 1
        and mark["y"] >= pane["y"] - 1
        and mark["x"] + mark["width"] <= pane["x"] + pane["width"] + 1
        and mark["y"] + mark["height"] <= pane["y"] + pane["height"] + 1
    )


@pytest.mark.parametrize("key", ["Enter", "Control+Enter", "Alt+s"])
def test_a_key_held_down_decides_one_act(
    samples: Served, record: Catalogue, visit: Visit, key: str
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    first = at_work(page)
    page.locator("#confirm").focus()
    for name in page.locator(".field.open").evaluate_all("all => all.map(one => one.dataset.name)"):
        field(page, name).focus()
    page.locator(".mention.open input").focus()
    page.locator("#confirm").focus()
    modifier, _, last = key.rpartition("+")
    if modifier:
        page.keyboard.down(modifier)
    for _ in range(6):
        page.keyboard.down(last)
        page.wait_for_timeout(60)
    second = next_one(page, first)
    for _ in range(6):
        page.keyboard.down(last)
        page.wait_for_timeout(60)
    assert at_work(page) == second
    page.keyboard.up(last)
    assert len(record.history(second)) == now(record, second).version == 1


def test_letters_and_figures_are_told_by_their_place_on_an_arabic_keyboard(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}", "ar")
    act_id = at_work(page)
    row = page.locator(".field.here")
    input_at_hand = field(page, row.get_attribute("data-name") or "")
    read, offered = input_at_hand.input_value(), row.locator(".candidates .value").nth(1)
    second = offered.inner_text()
    press(page, "٢", "Digit2")
    expect(input_at_hand).to_have_value(second)
    press(page, "ئ", "KeyZ", ctrlKey=True)
    expect(input_at_hand).to_have_value(read)
    press(page, "؟", "Slash", shiftKey=True)
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    press(page, "س", "KeyS", altKey=True)
    assert next_one(page, act_id) != act_id


def test_signs_of_azerty_are_figures_and_its_letters_are_letters(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    at_work(page)
    name = "given_name_fr"
    field(page, name).focus()
    offered = page.locator(".field.here .candidates .value").nth(0).inner_text()
    write(page, field(page, name), "Zoubida")
    page.keyboard.press("Enter")
    field(page, name).focus()
    press(page, "é", "Digit2")
    expect(field(page, name)).to_have_value("Zoubida")
    press(page, "&", "Digit1")
    expect(field(page, name)).to_have_value(offered)
    write(page, field(page, name), "M'ham")
    press(page, "'", "Digit4")
    expect(field(page, name)).to_have_value("M'ham")


def test_a_mention_is_shown_where_it_is_written(
    samples: Served, visit: Visit, keep_screen: Keep
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    at_work(page)
    places = []
    for line in (0, 1):
        page.locator(".mention").nth(line).locator("input").focus()
        assert is_looked_at(page)
        places.append(page.locator(".mark").get_attribute("style"))
    assert places[0] != places[1]
    keep_screen(page, "verify-mention-shown")
    wording = page.locator(".mention .wording").first
    wording.focus()
    page.keyboard.press("End")
    page.keyboard.type("?")
    expect(page.locator("#keys")).to_be_hidden()
    assert "?" in wording.input_value()


def test_the_picture_is_moved_by_keys_hand_and_wheel(samples: Served, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    at_work(page)
    for _ in range(4):
        page.keyboard.press("Alt+ArrowUp")
    begun = paper(page)
    page.keyboard.press("PageDown")
    lower = paper(page)
    assert lower["y"] < begun["y"]
    page.keyboard.press("Shift+PageDown")
    assert paper(page)["x"] < lower["x"]
    page.keyboard.press("Alt+0")
    whole, pane = paper(page), page.locator("#sheet").bounding_box()
    assert pane is not None
    assert whole["height"] <= pane["height"] + 1
    assert whole["width"] <= pane["width"] + 1
    page.keyboard.press("Alt+0")
    assert paper(page) == begun
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -600)
    larger = paper(page)
    assert larger["width"] > begun["width"]
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=4)
    page.mouse.up()
    dragged = paper(page)
    assert (dragged["x"], dragged["y"]) != (larger["x"], larger["y"])
    expect(page.locator(".side :focus")).to_have_count(1)


def test_a_click_on_a_fields_place_goes_to_the_field(samples: Served, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    at_work(page)
    field(page, "father_given_fr").focus()
    assert is_looked_at(page)
    mark = page.locator(".mark").bounding_box()
    assert mark is not None
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    page.locator("#confirm").focus()
    page.mouse.click(x, y)
    expect(field(page, "father_given_fr")).to_be_focused()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_on_a_tablet_the_picture_stays_while_the_fields_go_by(
    samples: Served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}", lang, size=TABLET)
    at_work(page)
    last = page.locator(".field input").last
    last.focus()
    expect(last).to_be_focused()
    page.wait_for_timeout(250)
    pane, row = page.locator("#sheet").bounding_box(), last.bounding_box()
    bar = page.locator(".ends").bounding_box()
    assert pane is not None
    assert row is not None
    assert bar is not None
    assert pane["y"] >= 0
    assert pane["y"] + pane["height"] <= row["y"], "the picture covers the field"
    assert row["y"] + row["height"] <= bar["y"], "the buttons cover the field"
    assert is_looked_at(page)
    assert grave(page) == []
    keep_screen(page, f"verify-tablet-{lang}")


def test_a_word_whose_answer_was_lost_on_its_way_is_not_refused(
    samples: Served, record: Catalogue, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    act_id = at_work(page)
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route(f"**/desk/verify/acts/{act_id}?*", lose)
    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Control+Enter")
    next_one(page, act_id)
    expect(page.locator("#said:not(.grave)")).not_to_be_empty()
    expect(page.locator("#refused li")).to_have_count(0)
    assert lost == [200]
    assert [event.kind for event in record.history(act_id)][1:] in (["verified"], ["firstread"])


def test_an_act_in_a_colleagues_hands_is_not_answered_with_another(
    samples: Served, record: Catalogue, visit: Visit
) -> None:
    driss = Account("driss", "Driss", frozenset((Role.CLERK,)))
    samples.session(driss)
    act = record.act(UNSURE)
    assert act is not None
    theirs = record.take(act.act_id, driss)
    page = visit(samples, f"/verify?act={UNSURE}")
    expect(page.locator("#go-on")).to_be_focused()
    expect(page.locator("#said")).not_to_be_empty()
    assert page.locator("#asked a").get_attribute("href") == f"/acts/{act.act_id}"
    expect(page.locator("#work")).to_be_hidden()
    held = record.lock_on(act.act_id)
    assert held is not None
    assert held.token == theirs.token
    page.locator("#go-on").click()
    assert at_work(page) != act.act_id


def test_a_corrected_name_changes_what_is_suggested_for_the_other_script(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    at_work(page)
    write(page, field(page, "father_given_fr"), "Abdelkader")
    page.keyboard.press("Tab")
    arabic = page.locator(".field[data-name=father_given_ar] .candidates .other .value")
    expect(arabic.first).to_have_text("عبد القادر")
    offered = arabic.first.inner_text()
    field(page, "father_given_ar").focus()
    arabic.first.click()
    expect(field(page, "father_given_ar")).to_have_value(offered)


def test_a_date_is_completed_in_words_and_its_figures_choose_nothing(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    at_work(page)
    drawn_up = field(page, "drawn_up_date")
    write(page, drawn_up, "douze ma")
    expect(page.locator(".completions li")).to_have_text(["douze mars", "douze mai"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(drawn_up).to_have_value("douze mars ")
    expect(page.locator(".completions li").first).to_have_text("douze mars 1993")
    page.keyboard.press("Enter")
    expect(drawn_up).to_have_value("12 mars 1993")


def test_a_date_typed_in_figures_over_candidates_is_typed(samples: Served, visit: Visit) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    at_work(page)
    day, place = field(page, "birth_date"), field(page, "birth_place_fr")
    before = place.input_value()
    for typed, kept in (("12/02/2005", "12 février 2005"), ("7/3/2005", "7 mars 2005")):
        day.focus()
        page.keyboard.type(typed)
        expect(day).to_have_value(typed)
        page.keyboard.press("Enter")
        expect(day).to_have_value(kept)
    expect(place).to_have_value(before)


def test_the_figure_that_chose_the_sex_is_not_the_start_of_what_is_typed_next(
    samples: Served, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={UNSURE}")
    at_work(page)
    offered = page.locator(".field[data-name=sex] .candidates .value").all_inner_texts()
    assert offered == ["féminin", "masculin"]
    field(page, "sex").focus()
    page.keyboard.press("2")
    following = page.locator(".field:focus-within")
    name = following.get_attribute("data-name")
    first = following.locator(".candidates .value").first.inner_text()
    page.keyboard.press("1")
    expect(field(page, "sex")).to_have_value("masculin")
    expect(field(page, str(name))).to_have_value(first)


def test_what_is_typed_in_a_mention_is_taken_back_there_and_a_struck_one_put_back(
    samples: Served, record: Catalogue, visit: Visit
) -> None:
    page = visit(samples, f"/verify?act={TWO_MENTIONS}")
    act_id = at_work(page)
    write(page, field(page, "given_name_fr"), "Zoubida")
    page.keyboard.press("Tab")
    wording = page.locator(".mention .wording").first
    read = wording.input_value()
    wording.focus()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Control+z")
    expect(wording).to_have_value(read)
    expect(field(page, "given_name_fr")).to_have_value("Zoubida")
    page.locator(".mention button").first.click()
    page.reload()
    at_work(page)
    expect(page.locator(".mention.struck")).to_have_count(1)
    page.locator(".mention.struck button").click()
    expect(page.locator(".mention.struck")).to_have_count(0)
    expect(page.locator(".mention .wording").first).to_have_value(read)
    page.keyboard.press("Control+Enter")
    next_one(page, act_id)
    expect(page.locator("#said")).not_to_be_empty()
    word = record.history(act_id)[-1].what
    assert word.mentions == now(record, act_id).reading.mentions


def test_who_sees_some_acts_only_is_told_so(samples: Served, visit: Visit) -> None:
    register = UNSURE.rpartition("/")[0]
    page = visit(samples, f"/verify?register={register}")
    at_work(page)
    notice = page.locator("#desk > .told")
    expect(notice).to_contain_text(register)
    notice.locator("a").click()
    page.wait_for_url("**/verify")
    expect(notice).to_have_count(0)


def test_an_arbiter_may_keep_what_the_machine_read(
    samples: Served, record: Catalogue, visit: Visit
) -> None:
    act = record.act(UNSURE)
    assert act is not None
    read, version = act.fields["given_name_fr"], act.version
    # Where every name that is typed is read by two.
    strict = Catalogue.open(samples.settings.model_copy(update={"second_below": 1.0}))
    for name, typed in (("driss", "Yamna"), ("hind", "Yamina")):
        version = strict.review(act.act_id, {"given_name_fr": typed}, name, version).act.version
    strict.close()
    page = visit(samples, f"/verify?act={UNSURE}", roles=frozenset((Role.VERIFIER,)))
    at_work(page)
    labels = page.locator(".field[data-name=given_name_fr] .candidates .told")
    expect(labels).to_have_text(["1re lecture", "2e lecture"])
    field(page, "given_name_fr").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("confirmé")
    assert record.history(act.act_id)[-1].what.confirmed["given_name_fr"] == read.value

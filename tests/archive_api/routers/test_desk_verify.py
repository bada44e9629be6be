"""Verifying, as the page's scripts ask for it. Nobody here exists."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import html
from PIL import Image

from archive.account import Account, Role
from archive.act import Act, ActReading, ActState
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.history import Verified
from archive.register import VolumeReference
from archive.settings import Settings
from archive_api.desk_pages import texts
from archive_api.shown_values import shown_date

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1@1")
DOUBT = (Finding("field_unsure", {"percent": 40}, field="given_name_fr"),)


@pytest.fixture
def waiting(filled: Catalogue, act_reading: Callable[..., ActReading]) -> Act:
    """Act 68, whose given name is doubtful and whose page is that of the others."""
    readings = [act_reading(n) for n in (66, 67)] + [act_reading(68, findings=DOUBT)]
    filled.keep_acts(VOLUME, readings, {})
    act = filled.act(f"{VOLUME.register}/68")
    assert act is not None
    assert act.state is ActState.TO_REVIEW
    return act


@pytest.fixture
def hardly_read(waiting: Act, filled: Catalogue, act_reading: Callable[..., ActReading]) -> Act:
    """Act 69, whose given name the machine could hardly read: what is typed is read twice."""
    reading = act_reading(69, findings=DOUBT)
    name = replace(reading.fields["given_name_fr"], confidence=0.1)
    others = [act_reading(n) for n in (66, 67)] + [act_reading(68, findings=DOUBT)]
    unsure = replace(reading, fields={**reading.fields, "given_name_fr": name})
    filled.keep_acts(VOLUME, [*others, unsure], {})
    act = filled.act(f"{VOLUME.register}/69")
    assert act is not None
    return act


def taken(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.post("/desk/verify/next", params={"stage": "review", **asked}, json={})
    assert answer.status_code == 200
    task: dict[str, Any] = answer.json()
    return task


def field(task: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in task["fields"] if one["name"] == name)


def test_the_next_act_comes_with_its_fields_in_the_order_of_the_page(
    waiting: Act, client: TestClient
) -> None:
    task = taken(client)
    assert task["act_id"] == waiting.act_id
    assert [one["name"] for one in task["fields"] if one["unsure"]] == ["given_name_fr"]
    name = field(task, "given_name_fr")
    first = {"value": "Khadija", "shown": "Khadija", "other": False, "readings": []}
    assert name["candidates"][0] == first
    assert field(task, "birth_date")["shown"] == "12 mars 1933"
    shown = {one["name"] for one in task["fields"]}
    assert shown.isdisjoint(one["name"] for one in task["more"])


def test_a_name_missing_in_one_script_is_offered_from_the_other(
    waiting: Act, client: TestClient, filled: Catalogue, act_reading: Callable[..., ActReading]
) -> None:
    values = {"given_name_ar": "خديجة", "given_name_fr": ""}
    filled.keep_acts(VOLUME, [act_reading(69, values=values, findings=DOUBT)], {})
    act = filled.act(f"{VOLUME.register}/69")
    assert act is not None
    task = client.post(f"/desk/verify/acts/{act.act_id}/take").json()
    offered = [one for one in field(task, "given_name_fr")["candidates"] if one["other"]]
    assert "Khadija" in [one["value"] for one in offered]


def test_the_picture_is_the_acts_region_and_the_boxes_stand_in_it(
    waiting: Act, client: TestClient
) -> None:
    task = taken(client)
    (picture,) = task["pictures"]
    image = Image.open(io.BytesIO(client.get(picture["address"]).content))
    assert image.size == (picture["width"], picture["height"])
    share = field(task, "given_name_fr")["share"]
    middle = (
        (share["x"] + share["width"] / 2) * image.width,
        (share["y"] + share["height"] / 2) * image.height,
    )
    red, green, _ = image.getpixel((round(middle[0]), round(middle[1])))
    assert red > 150 > 60 > green


def test_a_word_on_an_act_is_the_persons_and_the_act_is_found_by_it(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    task = taken(client)
    said = {"decisions": {"given_name_fr": "Khadija"}, "expected_version": task["version"]}
    answer = client.post(
        f"/desk/verify/acts/{task['act_id']}", json={**said, "keystrokes": 3, "seconds": 4.5}
    ).json()
    assert answer["outcome"] == "verified"
    act = filled.act(waiting.act_id)
    assert act is not None
    assert (act.state, act.version) == (ActState.VERIFIED, answer["version"])
    assert filled.history(act.act_id)[-1].actor == "amina"
    (today,) = filled.review_trend(1)
    assert (today.acts, today.keystrokes, today.seconds) == (1, 3, 4.5)


def test_the_margin_is_corrected_and_added_to(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    task = taken(client)
    assert [(one["type"], one["date"]) for one in task["mentions"]] == [
        ("marriage", "1955-02-01"),
        ("death", "1984-12-06"),
    ]
    margin = [
        {"at": 1, "type": "death", "date": "1984-12-07"},
        {"type": "divorce", "date": "1960-05-02", "wordings": ["طلاق بتاريخ 02/05/1960"]},
    ]
    said = {"decisions": {}, "expected_version": task["version"], "mentions": margin}
    client.post(f"/desk/verify/acts/{task['act_id']}", json=said)
    act = filled.act(waiting.act_id)
    assert act is not None
    death, divorce = act.mentions
    assert (death.date, death.text_fr) == (
        "1984-12-07",
        "Décédée à Amghras le 06/12/1984 acte n° 43",
    )
    assert (divorce.type.value, divorce.text_fr) == ("divorce", None)
    assert divorce.text_ar == "طلاق بتاريخ 02/05/1960"
    assert [f.code for f in act.findings if f.field == "mentions"] == []


@pytest.mark.parametrize(
    "margin", [[{"at": 7, "type": "death"}], [{"type": "death", "date": "hier"}], [{"type": "x"}]]
)
def test_a_margin_that_cannot_be_changes_nothing(
    waiting: Act, client: TestClient, filled: Catalogue, margin: list[dict[str, Any]]
) -> None:
    said = {"decisions": {}, "expected_version": waiting.version, "mentions": margin}
    assert client.post(f"/desk/verify/acts/{waiting.act_id}", json=said).status_code == 422
    assert filled.act(waiting.act_id) == waiting


def test_an_act_in_somebodys_hands_is_nobody_elses(
    waiting: Act, home: Settings, program: TestClient, sign_in: Callable[..., TestClient]
) -> None:
    sign_in(program, home, Account("zineb", "Zineb", frozenset((Role.VERIFIER,))))
    assert taken(program)["act_id"] == waiting.act_id
    sign_in(program, home, Account("driss", "Driss", frozenset((Role.CLERK,))))
    asked = {"stage": "review"}
    assert program.post("/desk/verify/next", params=asked, json={}).status_code == 204
    address = f"/desk/verify/acts/{waiting.act_id}"
    assert program.post(f"{address}/take").json()["code"] == "act_locked"
    said = {"decisions": {}, "expected_version": waiting.version}
    assert program.post(address, json=said).json()["code"] == "act_locked"
    assert program.delete(f"{address}/lock").status_code == 204
    assert program.post(f"{address}/take").status_code == 409


def test_an_act_given_back_is_there_for_others(
    waiting: Act, home: Settings, program: TestClient, sign_in: Callable[..., TestClient]
) -> None:
    sign_in(program, home, Account("zineb", "Zineb", frozenset((Role.VERIFIER,))))
    taken(program)
    program.delete(f"/desk/verify/acts/{waiting.act_id}/lock")
    sign_in(program, home, Account("driss", "Driss", frozenset((Role.CLERK,))))
    assert taken(program)["act_id"] == waiting.act_id


def test_acts_fetched_already_are_stepped_over(waiting: Act, client: TestClient) -> None:
    asked, held = {"stage": "review"}, {"held": [waiting.act_id]}
    assert client.post("/desk/verify/next", params=asked, json=held).status_code == 204


def test_only_asking_takes_no_act_in_hand(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    act = f"/desk/verify/acts/{waiting.act_id}"
    for address in ("/desk/verify/next", act, f"{act}/take", f"{act}/lock"):
        assert client.get(address).status_code == 405
    client.get("/verify", params={"act": waiting.act_id})
    assert filled.lock_on(waiting.act_id) is None


def test_who_read_an_act_first_is_neither_given_its_second_reading_nor_may_say_it(
    hardly_read: Act, home: Settings, program: TestClient, sign_in: Callable[..., TestClient]
) -> None:
    sign_in(program, home, Account("driss", "Driss", frozenset((Role.CLERK,))))
    address = f"/desk/verify/acts/{hardly_read.act_id}"
    said = {"decisions": {"given_name_fr": "Yamna"}, "expected_version": hardly_read.version}
    told = program.post(address, json=said).json()
    assert told["outcome"] == "waits_for_second"
    for answer in (
        program.post(f"{address}/take"),
        program.post(f"{address}/lock"),
        program.post(address, json={**said, "expected_version": told["version"]}),
    ):
        assert answer.status_code == 409
        assert answer.json()["code"] == "read_twice"
        assert answer.json()["texts"].keys() == {"fr", "ar"}


def test_who_may_not_arbitrate_is_neither_given_what_two_read_differently_nor_may_settle_it(
    hardly_read: Act, home: Settings, program: TestClient, sign_in: Callable[..., TestClient]
) -> None:
    address = f"/desk/verify/acts/{hardly_read.act_id}"
    version = hardly_read.version
    for name, value in (("driss", "Yamna"), ("salma", "Yamina")):
        sign_in(program, home, Account(name, name.capitalize(), frozenset((Role.CLERK,))))
        said = {"decisions": {"given_name_fr": value}, "expected_version": version}
        version = program.post(address, json=said).json()["version"]
    said["expected_version"] = version
    sign_in(program, home, Account("brahim", "Brahim", frozenset((Role.CLERK,))))
    for answer in (
        program.post(f"{address}/take"),
        program.post(f"{address}/lock"),
        program.post(address, json=said),
    ):
        assert answer.status_code == 403
        assert answer.json()["code"] == "arbiter_needed"
        assert answer.json()["texts"].keys() == {"fr", "ar"}
    sign_in(program, home, Account("zineb", "Zineb", frozenset((Role.VERIFIER,))))
    name = field(program.post(f"{address}/take").json(), "given_name_fr")
    read = [(one["value"], one["readings"]) for one in name["candidates"]]
    assert read[:2] == [("Yamna", [1]), ("Yamina", [2])]
    assert program.post(address, json=said).json()["outcome"] == "verified"


def test_how_many_wait_is_said_of_the_queue_that_the_person_is_in(
    waiting: Act, client: TestClient, filled: Catalogue, act_reading: Callable[..., ActReading]
) -> None:
    readings = [act_reading(n) for n in (66, 67)]
    readings += [act_reading(n, findings=DOUBT) for n in (68, 69, 70)]
    filled.keep_acts(VOLUME, readings, {})
    left = []
    for number, asked in ((68, {"kind": "birth"}), (69, {"kind": "death"}), (70, {})):
        act = filled.act(f"{VOLUME.register}/{number}")
        assert act is not None
        said = {"decisions": {}, "expected_version": act.version}
        answer = client.post(f"/desk/verify/acts/{act.act_id}", params=asked, json=said)
        left.append(answer.json()["waiting"])
    assert left == [2, 0, 0]


@pytest.mark.parametrize(("lang", "shown"), [("fr", "12 mars 1933"), ("ar", "12 مارس 1933")])
def test_a_date_without_a_value_shows_its_candidates_as_people_read_them(
    waiting: Act,
    client: TestClient,
    filled: Catalogue,
    act_reading: Callable[..., ActReading],
    lang: str,
    shown: str,
) -> None:
    values = {"birth_date": "", "birth_date_hijri": "1351-11-15"}
    filled.keep_acts(VOLUME, [act_reading(69, values=values, findings=DOUBT)], {})
    act = filled.act(f"{VOLUME.register}/69")
    assert act is not None
    client.post("/language", data={"lang": lang})
    task = client.post(f"/desk/verify/acts/{act.act_id}/take").json()
    offered = {one["value"]: one["shown"] for one in field(task, "birth_date")["candidates"]}
    assert offered["1933-03-12"] == shown


def test_what_the_machine_read_of_a_mention_is_corrected_and_kept_in_the_acts_history(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    task = taken(client)
    _, death = task["mentions"]
    assert death["wordings"] == [
        "Décédée à Amghras le 06/12/1984 acte n° 43",
        "توفيت بـ أمغراس بتاريخ 06/12/1984 رسم رقم 43",
    ]
    margin = [
        {"at": 0, "type": "marriage", "date": "1955-02-01", "wordings": ["Mariée à Settat, n° 24"]},
        {"at": 1, "type": "death", "date": "1984-12-06"},
    ]
    said = {"decisions": {}, "expected_version": task["version"], "mentions": margin}
    client.post(f"/desk/verify/acts/{waiting.act_id}", json=said)
    word = filled.history(waiting.act_id)[-1].what
    assert isinstance(word, Verified)
    assert word.mentions[0].text_fr == "Mariée à Settat, n° 24"
    assert word.mentions[1] == waiting.mentions[1]
    page = html.fromstring(client.get(f"/acts/{waiting.reference}").text)
    assert "Mariée à Settat, n° 24" in page.text_content()


def test_an_act_decided_meanwhile_is_not_decided_twice(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    said = {"decisions": {}, "expected_version": waiting.version}
    address = f"/desk/verify/acts/{waiting.act_id}"
    answer = client.post(address, json=said)
    assert answer.status_code == 200
    assert client.post(address, json=said).json() == answer.json(), "its answer had been lost"
    said["decisions"] = {"sex": "F"}
    assert client.post(address, json=said).json()["code"] == "act_changed"


def test_a_word_is_taken_back_by_who_said_it(
    waiting: Act, client: TestClient, filled: Catalogue
) -> None:
    address = f"/desk/verify/acts/{waiting.act_id}"
    said = {"decisions": {"given_name_fr": "X"}, "expected_version": waiting.version}
    version = client.post(address, json=said).json()["version"]
    assert client.post(f"{address}/reopen", json={"expected_version": version}).status_code == 204
    task = taken(client)
    assert field(task, "given_name_fr")["value"] == "Khadija"
    kinds = [event.kind for event in filled.history(waiting.act_id)]
    assert kinds[-2:] == ["verified", "reopened"]


@pytest.mark.parametrize(
    ("field_name", "text", "value"),
    [("birth_date", "12/3/1933", "1933-03-12"), ("sex", "f", "F")],
)
def test_what_is_typed_comes_back_as_it_is_kept(
    client: TestClient, field_name: str, text: str, value: str
) -> None:
    asked = {"field": field_name, "text": text}
    assert client.get("/desk/verify/typed", params=asked).json()["value"] == value


def test_what_is_no_value_is_refused_in_both_languages(client: TestClient) -> None:
    asked = {"field": "birth_time", "text": "25h99"}
    answer = client.get("/desk/verify/typed", params=asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["texts"].keys() == {"fr", "ar"}


@pytest.mark.parametrize(
    ("field_name", "text", "expected"),
    [
        ("given_name_fr", "khad", "Khadija"),
        ("given_name_ar", "خدي", "خديجة"),
        ("birth_place_fr", "mechraa", "Mechraa Bel Ksiri"),
        ("birth_place_ar", "مشرع", "مشرع بلقصيري"),
        ("birth_date", "douze mars m", "douze mars mil neuf cent trente-huit"),
        ("birth_date_hijri", "12 محرم", "12 محرم 1357"),
    ],
)
def test_what_is_typed_is_completed(
    client: TestClient, field_name: str, text: str, expected: str
) -> None:
    asked: dict[str, Any] = {"field": field_name, "text": text, "year": 1938}
    assert expected in client.get("/desk/verify/completions", params=asked).json()["items"]


def test_a_name_suggests_how_it_is_written_in_the_other_script(client: TestClient) -> None:
    for name, value, found in (("given_name_fr", "Khadija", "خديجة"), ("sex", "M", None)):
        asked = {"field": name, "value": value}
        told = client.get("/desk/verify/counterpart", params=asked).json()
        assert next((one["value"] for one in told if one["other"]), None) == found


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_says_how_many_wait(waiting: Act, client: TestClient, lang: str) -> None:
    page = html.fromstring(client.get("/verify", params={"lang": lang}).text)
    assert page.get_element_by_id("waiting").text == "1"
    assert page.get("dir") == ("rtl" if lang == "ar" else "ltr")


def test_the_trend_names_nobody(waiting: Act, client: TestClient, filled: Catalogue) -> None:
    said = {"decisions": {}, "expected_version": waiting.version, "keystrokes": 9, "seconds": 3}
    client.post(f"/desk/verify/acts/{waiting.act_id}", json=said)
    page = html.fromstring(client.get("/verify/trend").text)
    (row,) = page.xpath("//tbody/tr")
    assert [cell.text for cell in row.xpath("td")][1:4] == ["1", "9,0", "3,0"]
    (today,) = filled.review_trend(1)
    assert row.xpath("td/bdi")[0].text == shown_date(today.day.isoformat(), "fr")
    assert len(page.xpath("//figure//rect")) == 3
    assert "amina" not in page.get_element_by_id("main").text_content().lower()


def test_nonsense_filters_are_refused(client: TestClient) -> None:
    for asked in ({"stage": "x"}, {"kind": "x"}, {"register": "x"}):
        assert client.get("/verify", params=asked).status_code == 422


def test_both_languages_say_the_same() -> None:
    said = texts("verify.json")
    assert said["fr"].keys() == said["ar"].keys()
    for name in ("stages", "outcomes"):
        assert said["fr"][name].keys() == said["ar"][name].keys()
    assert len(said["fr"]["shortcuts"]) == len(said["ar"]["shortcuts"])

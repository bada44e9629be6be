import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from archive.account import Account, Role
from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.register import VolumeReference
from archive.settings import Settings

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
MANIFEST = f"/iiif/manifest/{VOLUME}"
HOST = "http://127.0.0.1:8000"


def local(address: str) -> str:
    return address.removeprefix(HOST)


def picture(client: TestClient) -> str:
    """The address of the volume's only picture, as a viewer comes by it."""
    canvas = client.get(MANIFEST).json()["items"][0]
    return local(canvas["items"][0]["items"][0]["body"]["service"][0]["id"])


def looked(catalogue: Catalogue) -> list[tuple[str, str]]:
    wanted = ("page.seen", "volume.manifest")
    entries = [entry for entry in catalogue.audit_entries() if entry.action in wanted]
    return [(entry.actor, entry.action) for entry in entries]


def test_a_viewer_gets_from_the_manifest_to_a_tile(filled: Catalogue, client: TestClient) -> None:
    address = picture(client)
    info = client.get(f"{address}/info.json").json()
    assert local(info["id"]) == address
    assert (info["width"], info["height"]) == (1600, 2000)
    (tiles,) = info["tiles"]
    for factor in tiles["scaleFactors"]:
        side = tiles["width"] * factor
        wide, high = min(side, 1600), min(side, 2000)
        small = (-(-wide // factor), -(-high // factor))
        asked = f"0,0,{wide},{high}/{small[0]},{small[1]}/0/default.jpg"
        answer = client.get(f"{address}/{asked}")
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.headers["cache-control"].startswith("private")
        assert Image.open(io.BytesIO(answer.content)).size == small


def test_the_bare_address_leads_to_the_information(filled: Catalogue, client: TestClient) -> None:
    address = picture(client)
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{address}/info.json"
    linked = client.get(f"{address}/info.json", headers={"accept": "application/ld+json"})
    assert linked.headers["content-type"].startswith("application/ld+json;profile=")


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ("full/max/0/default", 400, "picture_refused"),
        ("9000,0,1,1/max/0/default.jpg", 400, "picture_refused"),
        ("<script>/max/0/default.jpg", 400, "picture_refused"),
        ("full/max/12/default.jpg", 501, "picture_unsupported"),
    ],
)
def test_a_malformed_address_is_a_coded_problem(
    filled: Catalogue, client: TestClient, asked: str, status: int, code: str
) -> None:
    answer = client.get(f"{picture(client)}/{asked}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_what_the_archive_does_not_hold_is_not_there(filled: Catalogue, client: TestClient) -> None:
    address = picture(client)
    for wrong in (
        address.replace("1933", "1934"),
        address.replace("0001", "0002"),
        address[:-3] + "%3A7",
        "/iiif/image/nothing",
        "/iiif/manifest/04.481.01.07/birth/1934/1",
        "/iiif/manifest/x",
        "/iiif/annotations/x",
        f"/iiif/annotations/{VOLUME}/0009.png",
    ):
        assert client.get(f"{wrong}/info.json" if "image" in wrong else wrong).status_code == 404


def test_only_who_may_read_acts_sees_them(
    filled: Catalogue, home: Settings, client: TestClient, sign_in
) -> None:
    address = picture(client)
    sign_in(client, home, Account("driss", "Driss", frozenset()))
    for path in (f"{address}/info.json", f"{address}/full/max/0/default.jpg", MANIFEST):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_looking_is_written_down_once_a_view_and_never_passed_over(
    filled: Catalogue, home: Settings, client: TestClient, sign_in
) -> None:
    address = picture(client)
    for _ in range(2):
        client.get(f"{address}/info.json")
    for asked in ("full/100,/0/default.jpg", "full/200,/0/default.jpg"):
        client.get(f"{address}/{asked}")
    sign_in(client, home, Account("driss", "Driss", frozenset((Role.CLERK,))))
    for asked in ("full/100,/0/default.jpg", "full/200,/0/default.jpg"):
        client.get(f"{address}/{asked}")
    seen = [("amina", "volume.manifest"), *[("amina", "page.seen")] * 2, ("driss", "page.seen")]
    assert looked(filled) == seen


def test_a_manifest_follows_the_standard_and_names_nobody(
    filled: Catalogue, client: TestClient
) -> None:
    answer = client.get(MANIFEST)
    told = answer.json()
    assert told["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert (told["id"], told["type"]) == (f"{HOST}{MANIFEST}", "Manifest")
    assert "Khadija" not in answer.text
    for row in (told, *told["metadata"], *told["items"], *told["structures"]):
        label = row["label"]
        assert label.keys() == {"fr", "ar"}
        assert all(isinstance(text, list) and text[0] for text in label.values())
    (canvas,) = told["items"]
    assert (canvas["type"], canvas["width"], canvas["height"]) == ("Canvas", 1600, 2000)
    (page,) = canvas["items"]
    (painting,) = page["items"]
    assert (painting["motivation"], painting["target"]) == ("painting", canvas["id"])
    assert client.get(local(painting["body"]["id"])).status_code == 200
    assert client.get(local(canvas["thumbnail"][0]["id"])).status_code == 200
    ranges = [one["items"][0] for one in told["structures"]]
    assert [one["type"] for one in ranges] == ["Canvas", "Canvas"]
    assert ranges[0]["id"] == f"{canvas['id']}#xywh=100,200,1400,600"
    ids = [told["id"], canvas["id"], page["id"], painting["id"]]
    assert len({*ids, *(one["id"] for one in told["structures"])}) == 6


def test_a_pages_annotations_say_what_stands_where(filled: Catalogue, client: TestClient) -> None:
    canvas = client.get(MANIFEST).json()["items"][0]
    (page,) = canvas["annotations"]
    told = client.get(local(page["id"])).json()
    assert (told["id"], told["type"]) == (page["id"], "AnnotationPage")
    named = [one for one in told["items"] if one["label"]["fr"] == ["Prénom (arabe)"]]
    assert {one["body"][0]["value"] for one in named} == {"خديجة", "العربي"}
    assert named[0]["body"] == [
        {"type": "TextualBody", "value": "خديجة", "format": "text/plain", "language": "ar"}
    ]
    assert named[0]["target"] == f"{canvas['id']}#xywh=200,300,400,60"
    assert len({one["id"] for one in told["items"]}) == len(told["items"])
    dates = [one["body"] for one in told["items"] if one["label"]["fr"] == ["Date de naissance"]]
    assert {body["value"] for body in dates[0]} == {"12 mars 1933", "12 مارس 1933"}


def test_a_turned_page_is_shown_upright_with_its_boxes(
    filled: Catalogue, client: TestClient, act_reading: Callable[..., ActReading]
) -> None:
    turned = Finding("page_turned", {"turns": 1}, page="0001.png")
    filled.keep_acts(VOLUME, [act_reading()], {"0001.png": "acts"}, [turned])
    canvas = client.get(MANIFEST).json()["items"][0]
    assert (canvas["width"], canvas["height"]) == (2000, 1600)
    address = picture(client)
    assert client.get(f"{address}/info.json").json()["width"] == 2000
    (one, *_) = client.get(local(canvas["annotations"][0]["id"])).json()["items"]
    box = one["target"].partition("#xywh=")[2]
    assert box == f"{2000 - 300 - 60},200,60,400"
    red = client.get(f"{address}/{box}/max/0/default.png").content
    assert Image.open(io.BytesIO(red)).convert("RGB").getpixel((30, 200)) == pytest.approx(
        (200, 0, 0), abs=12
    )

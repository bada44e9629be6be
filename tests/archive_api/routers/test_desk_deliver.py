"""The pages of deliveries, without and with scripts."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from archive.settings import Settings
from archive_api.shown_values import shown_instant
from archive_api.uploads import Uploads

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1")
ID = "20261123T000000-0123456789ab"
FORM: dict[str, str | int] = {"kind": "birth", "office_code": "08.201.11.07", "year": 1938}
Record = Callable[..., None]


@pytest.fixture
def recorded(filled: Catalogue) -> Record:
    """Writes where the delivery stands."""

    def record(status: DeliveryStatus, *findings: Finding, actor: str | None = None) -> None:
        filled.record_delivery(ID, "1933", status, VOLUME, findings, actor=actor)

    return record


def events(client: TestClient, **asked: str) -> list[dict[str, str]]:
    """The events of a delivery that is over, as a browser takes them apart."""
    answer = client.get(f"/deliver/{ID}/events", **asked)  # type: ignore[arg-type]
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = [block for block in answer.text.split("\n\n") if "event:" in block]
    return [dict(line.split(": ", 1) for line in block.split("\n")) for block in blocks]


def test_the_page_lists_what_came_and_what_is_unfinished(
    home: Settings, filled: Catalogue, recorded: Record, client: TestClient
) -> None:
    recorded(DeliveryStatus.DONE)
    form = {**FORM, "part": 1, "copy": 1}
    Uploads(home).begin("amina", [("0001.jpg", 10)], form, "1938")
    Uploads(home).begin("driss", [("0001.jpg", 10)], {**form, "year": 1944}, "1944")
    page = client.get("/deliver?lang=fr").text
    assert f'href="/deliver/{ID}"' in page
    assert "Naissances <bdi>1938</bdi>" in page
    assert "1944" not in page
    assert "Envois inachevés" in page
    (known,) = [one for one in filled.deliveries() if one.delivery_id == ID]
    assert shown_instant(known.updated_at, "fr") in page
    assert "إرسالات غير مكتملة" in client.get("/deliver?lang=ar").text


def test_the_office_last_delivered_by_this_person_comes_first(
    filled: Catalogue, client: TestClient
) -> None:
    codes = ("08.201.11.07", "04.481.01.07", "08.201.11.07", "01.573.01.01")
    for place, code in enumerate(codes):
        volume = VolumeReference.parse(f"{code}/birth/{1940 + place}/1")
        actor = "driss" if place == 3 else "amina"
        name = f"delivery-{place}"
        filled.record_delivery(name, name, DeliveryStatus.WAITING, volume, actor=actor)
    texts = re.search(r'id="texts">(.*?)</script>', client.get("/deliver").text)
    assert texts is not None
    used = [entry["code"] for entry in json.loads(texts[1])["used"]]
    assert used == ["08.201.11.07", "04.481.01.07"]


@pytest.mark.parametrize("text", ["fnideq", "الفنيدق", "01.573.01.01"])
def test_an_office_is_found_in_either_script_and_by_code(client: TestClient, text: str) -> None:
    found = client.get("/desk/deliver/offices", params={"text": text}).json()["items"]
    assert found[0]["code"] == "01.573.01.01"
    assert found[0].keys() == {"code", "fr", "ar", "province_fr", "province_ar"}


@pytest.mark.parametrize(
    ("year", "copy", "held"), [(1933, 1, True), (1933, 2, False), (1934, 1, False), (1, 1, False)]
)
def test_a_volume_that_is_held_is_said_before_it_is_sent(
    filled: Catalogue, client: TestClient, year: int, copy: int, held: bool
) -> None:
    asked = {"office_code": "04.481.01.07", "kind": "birth", "year": year, "copy": copy}
    assert client.get("/desk/deliver/held", params=asked).json() == {"held": held}


def test_a_delivery_that_is_read_shows_its_counts_and_findings_beside_the_page(
    recorded: Record, client: TestClient
) -> None:
    recorded(DeliveryStatus.DONE, Finding("page_blank", page="0001.png"))
    page = client.get(f"/deliver/{ID}?lang=fr").text
    assert "0 / 1" in page
    assert "delivery.js" not in page
    assert f'src="/deliver/{ID}/picture?page=0001.png"' in page
    assert "/verify?register=04.481.01.07/birth/1933/1" in page
    picture = client.get(f"/deliver/{ID}/picture", params={"page": "0001.png"})
    assert Image.open(io.BytesIO(picture.content)).width == 220


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("place", ["inbox", "refused"])
def test_a_refused_delivery_shows_the_pictures_of_its_files(
    home: Settings, recorded: Record, client: TestClient, page_scan: bytes, zipped: bool, place: str
) -> None:
    lay(home.home / place, {"0001.png": page_scan, "0002.png": b"no picture"}, zipped)
    found = [Finding("page_twice", {"first": "0003.png"}, page=n) for n in ("0001.png", "none")]
    unopened = Finding("scan_truncated", page="0002.png")
    recorded(DeliveryStatus.REFUSED, *found, unopened, Finding("manifest_missing"))
    page = client.get(f"/deliver/{ID}?lang=fr").text
    assert page.count("<img") == 1
    assert page.count("<li class=") == 4
    picture = client.get(f"/deliver/{ID}/picture", params={"page": "0001.png"})
    assert picture.headers["content-type"] == "image/jpeg"
    for other in ("0002.png", "none", "../catalogue.sqlite", "batch.json"):
        answer = client.get(f"/deliver/{ID}/picture", params={"page": other})
        assert (answer.status_code, answer.json()["code"]) == (404, "page_unknown")


def test_a_refused_scan_too_large_to_decode_is_not_decoded(
    home: Settings, recorded: Record, client: TestClient
) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    lay(home.inbox, {"0001.png": out.getvalue()}, zipped=False)
    recorded(DeliveryStatus.REFUSED, Finding("manifest_missing"))
    answer = client.get(f"/deliver/{ID}/picture", params={"page": "0001.png"})
    assert answer.status_code == 404


def test_names_and_numbers_keep_their_direction_in_arabic(
    recorded: Record, client: TestClient
) -> None:
    recorded(DeliveryStatus.REFUSED, Finding("page_missing", page="0003.jpg"))
    assert '\u2068<bdi dir="ltr">0003.jpg</bdi>\u2069' in client.get(f"/deliver/{ID}?lang=ar").text


def test_what_a_finding_quotes_is_shown_as_text(recorded: Record, client: TestClient) -> None:
    recorded(DeliveryStatus.REFUSED, Finding("page_missing", page="<script>alert(1)</script>"))
    assert "<script>alert" not in client.get(f"/deliver/{ID}").text
    (told,) = events(client)
    assert "<script>alert" not in json.loads(told["data"])["findings"]


def test_the_end_of_a_delivery_is_told_and_the_stream_ends(
    recorded: Record, client: TestClient
) -> None:
    recorded(DeliveryStatus.DONE, Finding("page_blank", page="0001.png"))
    (told,) = events(client)
    assert told["event"] == "end"
    parts = json.loads(told["data"])
    assert "0 / 1" in parts["state"]
    assert "0001.png" in parts["findings"]


def test_who_connects_again_is_told_only_what_is_new(recorded: Record, client: TestClient) -> None:
    recorded(DeliveryStatus.DONE)
    (told,) = events(client)
    again = client.get(f"/deliver/{ID}/events", headers={"Last-Event-ID": told["id"]})
    assert again.status_code == 204
    assert len(events(client, headers={"Last-Event-ID": "of an earlier state"})) == 1


def test_changes_are_told_until_the_end(
    filled: Catalogue, recorded: Record, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(DeliveryStatus.WAITING)
    later = iter((DeliveryStatus.TAKEN, DeliveryStatus.READING, None, DeliveryStatus.DONE))

    async def between_looks(_: float) -> None:
        status = next(later)
        if status is not None:
            recorded(status)

    monkeypatch.setattr("archive_api.routers.desk_deliver.asyncio.sleep", between_looks)
    monkeypatch.setattr("archive_api.followed._FRESH_SECONDS", 0.0)
    told = events(client)
    assert [one["event"] for one in told] == ["state", "state", "state", "end"]
    assert len({one["id"] for one in told}) == 4


def test_a_delivery_nobody_knows_is_a_problem_and_followed_no_further(client: TestClient) -> None:
    assert client.get("/deliver/none").json()["code"] == "batch_unknown"
    assert client.get("/deliver/none/events").status_code == 204


def test_who_may_follow_but_not_deliver_sees_a_delivery_alone(
    home: Settings, recorded: Record, client: TestClient, sign_in
) -> None:
    recorded(DeliveryStatus.REFUSED, Finding("manifest_missing"))
    sign_in(client, home, Account("rkia", "Rkia", frozenset((Role.COUNTER,))))
    page = client.get(f"/deliver/{ID}?lang=fr").text
    assert "Livrer de nouveau" not in page
    assert client.get("/deliver").status_code == 403


def lay(folder: Path, files: dict[str, bytes], zipped: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if zipped:
        with zipfile.ZipFile(folder / f"{ID}.zip", "w") as packed:
            for name, data in files.items():
                packed.writestr(f"volume/{name}", data)
        return
    (folder / ID).mkdir()
    for name, data in files.items():
        (folder / ID / name).write_bytes(data)

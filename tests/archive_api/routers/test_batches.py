import io
import json
import zipfile

import pytest
from fastapi.testclient import TestClient

from archive.catalogue import Catalogue
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from archive.settings import Settings
from archive_api.app import create_app

FORM = {"kind": "birth", "office_code": "04.481.01.07", "year": "1933"}


def scans(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, f"bytes of {name}".encode())) for name in names]


def test_scans_and_a_form_become_a_delivery_folder(home: Settings, client: TestClient) -> None:
    answer = client.post("/v1/batches", files=scans("0002.jpg", "0001.jpg"), data=FORM)
    assert answer.status_code == 202
    (folder,) = home.inbox.iterdir()
    assert folder.name == answer.json()["id"]
    assert (folder / "0002.jpg").read_bytes() == b"bytes of 0002.jpg"
    assert json.loads((folder / "batch.json").read_bytes()) == {
        "kind": "birth",
        "office_code": "04.481.01.07",
        "year": 1933,
        "part": 1,
        "copy": 1,
        "pages": ["0002.jpg", "0001.jpg"],
    }


def test_a_zip_is_put_into_the_inbox_as_it_came(home: Settings, client: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("batch.json", "{}")
    upload = [("files", ("volume.zip", packed.getvalue()))]
    delivery = client.post("/v1/batches", files=upload).json()["id"]
    assert (home.inbox / f"{delivery}.zip").read_bytes() == packed.getvalue()


def test_a_batch_json_may_come_with_the_scans(home: Settings, client: TestClient) -> None:
    client.post("/v1/batches", files=scans("batch.json", "0001.jpg"))
    (folder,) = home.inbox.iterdir()
    assert (folder / "batch.json").read_bytes() == b"bytes of batch.json"


def test_a_delivery_waits_under_the_address_it_was_given(client: TestClient) -> None:
    posted = client.post("/v1/batches", files=scans("0001.jpg"), data=FORM)
    told = client.get(posted.headers["location"]).json()
    assert (told["id"], told["status"]) == (posted.json()["id"], "waiting")
    assert told["volume"] == "04.481.01.07/birth/1933/1@1"
    assert [batch["id"] for batch in client.get("/v1/batches").json()] == [told["id"]]


def test_a_taken_delivery_tells_its_findings_and_progress(
    filled: Catalogue, client: TestClient
) -> None:
    volume = VolumeReference.parse("04.481.01.07/birth/1933/1")
    filled.record_delivery("first", "first", DeliveryStatus.DONE, volume)
    told = client.get("/v1/batches/first").json()
    assert told["volume"] == str(volume)
    assert (told["progress"]["pages"], told["progress"]["acts"]) == (1, 2)


@pytest.mark.parametrize(
    ("names", "form", "code"),
    [
        (["0001.jpg"], {}, "upload_form_incomplete"),
        (["0001.jpg"], {"kind": "birth"}, "upload_form_incomplete"),
        (["batch.json", "0001.jpg"], FORM, "upload_mixed"),
        (["0001.jpg", "0001.JPG"], FORM, "upload_names_invalid"),
        (["../0001.jpg"], FORM, "upload_names_invalid"),
        ([".part-x"], FORM, "upload_names_invalid"),
        (["a\\b.jpg"], FORM, "upload_names_invalid"),
        (["0001.jpg"], {**FORM, "year": "1800"}, "request_invalid"),
        (["0001.jpg"], {**FORM, "kind": "baptism"}, "request_invalid"),
        ([], {}, "request_invalid"),
    ],
)
def test_a_bad_upload_is_refused_and_leaves_nothing(
    home: Settings, client: TestClient, names: list[str], form: dict[str, str], code: str
) -> None:
    answer = client.post("/v1/batches", files=scans(*names), data=form)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not home.inbox.exists() or list(home.inbox.iterdir()) == []
    assert client.get("/v1/batches").json() == []


@pytest.mark.parametrize("announced", [True, False])
def test_an_upload_over_the_limit_is_stopped(home: Settings, announced: bool) -> None:
    boundary = b'--x\r\nContent-Disposition: form-data; name="files"; filename="0001.jpg"\r\n\r\n'
    body = boundary + b"0" * 5000 + b"\r\n--x--\r\n"
    headers = {"content-type": "multipart/form-data; boundary=x"}
    content = body if announced else iter([body[:2000], body[2000:]])
    with TestClient(create_app(home, upload_limit=3000), base_url="http://127.0.0.1") as client:
        answer = client.post("/v1/batches", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    assert not home.inbox.exists()


def test_an_unknown_delivery_is_a_problem(client: TestClient) -> None:
    answer = client.get("/v1/batches/none")
    assert (answer.status_code, answer.json()["code"]) == (404, "batch_unknown")

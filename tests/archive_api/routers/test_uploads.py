"""The protocol of resumable uploads, as an office's own software would speak it."""

import base64
import hashlib
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archive.account import Account, Role
from archive.settings import Settings
from archive_api.uploads import CHUNK_MOST

FORM = {"kind": "birth", "office_code": "04.481.01.07", "year": 1933}
SCAN = b"\xff\xd8\xff an invented scan, long enough for three chunks"
SIZE = len(SCAN)


def digest(data: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def begin(client: TestClient, *names: str, size: int = SIZE, form: Any = FORM) -> Any:
    files = [{"name": name, "size": size} for name in names or ("0001.jpg",)]
    return client.post("/v1/uploads", json={"files": files, "manifest": form, "name": "1933"})


def send(
    client: TestClient, upload: str, offset: int, chunk: bytes, place: int = 0, **others: str
) -> Any:
    headers = {"Upload-Offset": str(offset), "Content-Digest": digest(chunk), **others}
    return client.patch(f"/v1/uploads/{upload}/files/{place}", content=chunk, headers=headers)


def send_all(client: TestClient, upload: str, place: int = 0, data: bytes = SCAN) -> None:
    answer = send(client, upload, 0, data, place, **{"Repr-Digest": digest(data)})
    assert answer.status_code == 204, answer.text


def offset(client: TestClient, upload: str, place: int = 0) -> int:
    return int(client.head(f"/v1/uploads/{upload}/files/{place}").headers["Upload-Offset"])


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_volume_sent_in_chunks_becomes_a_delivery(home: Settings, client: TestClient) -> None:
    begun = begin(client, "0002.jpg", "0001.jpg")
    assert begun.status_code == 201
    upload = begun.json()["id"]
    assert begun.headers["Location"] == f"/v1/uploads/{upload}"
    answer = send(client, upload, 0, SCAN[:20])
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "20")
    send(client, upload, 20, SCAN[20:], **{"Repr-Digest": digest(SCAN)})
    send_all(client, upload, place=1)
    published = client.post(f"/v1/uploads/{upload}/delivery")
    assert published.status_code == 202
    assert (home.inbox / upload / "0002.jpg").read_bytes() == SCAN
    manifest = json.loads((home.inbox / upload / "batch.json").read_bytes())
    assert manifest == {**FORM, "part": 1, "copy": 1, "pages": ["0002.jpg", "0001.jpg"]}
    told = client.get(published.json()["location"]).json()
    assert (told["status"], told["name"]) == ("waiting", "1933")
    assert told["volume"] == "04.481.01.07/birth/1933/1@1"


def test_publishing_again_delivers_nothing_twice(home: Settings, client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send_all(client, upload)
    answers = [client.post(f"/v1/uploads/{upload}/delivery") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.text for answer in answers}) == 1
    assert [path.name for path in home.inbox.iterdir()] == [upload]
    assert len(client.get("/v1/batches").json()) == 1


def test_the_digest_of_what_is_kept_tells_whether_it_is_the_same_file(client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, SCAN[:20])
    wish = {"Want-Repr-Digest": "sha-256=1"}
    told = client.head(f"/v1/uploads/{upload}/files/0", headers=wish).headers
    assert (told["Upload-Offset"], told["Upload-Length"]) == ("20", str(SIZE))
    assert told["Repr-Digest"] == digest(SCAN[:20])


def test_a_chunk_altered_on_its_way_leaves_nothing(client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, SCAN[:20])
    altered = {"Upload-Offset": "20", "Content-Digest": digest(SCAN[20:40])}
    answer = client.patch(f"/v1/uploads/{upload}/files/0", content=b"x" * 20, headers=altered)
    assert code(answer) == (422, "chunk_altered")
    assert offset(client, upload) == 20


def test_a_file_that_is_not_what_its_digest_says_has_to_be_sent_again(client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, b"of another file, same "[:20])
    answer = send(client, upload, 20, SCAN[20:], **{"Repr-Digest": digest(SCAN)})
    assert code(answer) == (422, "upload_file_altered")
    assert offset(client, upload) == 0
    send_all(client, upload)


def test_the_other_of_two_windows_is_told_where_to_go_on(client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, SCAN[:20])
    answer = send(client, upload, 0, SCAN[:20])
    assert code(answer) == (409, "upload_offset_differs")
    assert answer.json()["offset"] == 20


@pytest.mark.parametrize(
    ("at", "chunk", "told", "expected"),
    [
        (0, SCAN + b"more", {}, (422, "upload_file_larger")),
        (0, SCAN, {}, (422, "digest_missing")),
        (0, SCAN[:5], {"Content-Digest": ""}, (422, "digest_missing")),
        (0, SCAN[:5], {"Content-Digest": "sha-256=:AAAA:"}, (422, "digest_missing")),
        (0, b"", {}, (400, "body_unreadable")),
        (0, bytes(CHUNK_MOST + 1), {}, (413, "chunk_too_large")),
        (-1, SCAN[:5], {}, (422, "request_invalid")),
        (9, SCAN[:5], {}, (409, "upload_offset_differs")),
    ],
)
def test_what_cannot_be_a_chunk_is_refused_and_changes_nothing(
    client: TestClient, at: int, chunk: bytes, told: dict[str, str], expected: tuple[int, str]
) -> None:
    upload = begin(client).json()["id"]
    assert code(send(client, upload, at, chunk, **told)) == expected
    assert offset(client, upload) == 0


@pytest.mark.parametrize(
    ("names", "size", "form", "expected"),
    [
        (("a/0001.jpg",), SIZE, FORM, "upload_names_invalid"),
        (("0001.jpg", "0001.JPG"), SIZE, FORM, "upload_names_invalid"),
        (("0001.jpg",), 0, FORM, "upload_file_empty"),
        (("0001.jpg",), SIZE, None, "upload_form_incomplete"),
        (("0001.jpg",), SIZE, {**FORM, "year": 1800}, "request_invalid"),
        (("0001.jpg",), SIZE, {**FORM, "office_code": "99.999.99.99"}, "office_unknown"),
        (("0001.jpg",), 17 * 1000**3, FORM, "upload_too_large"),
    ],
)
def test_what_cannot_become_a_delivery_is_not_begun(
    home: Settings, client: TestClient, names: tuple[str, ...], size: int, form: Any, expected: str
) -> None:
    assert begin(client, *names, size=size, form=form).json()["code"] == expected
    assert not home.inbox.exists() or list(home.inbox.iterdir()) == []


def test_an_upload_that_is_not_whole_is_not_delivered(home: Settings, client: TestClient) -> None:
    upload = begin(client, "0001.jpg", "0002.jpg").json()["id"]
    send_all(client, upload)
    answer = client.post(f"/v1/uploads/{upload}/delivery")
    assert code(answer) == (409, "upload_incomplete")
    assert "0002.jpg" in answer.json()["texts"]["ar"]
    assert client.get("/v1/batches").json() == []


def test_only_who_began_an_upload_sees_it_and_goes_on(
    home: Settings, client: TestClient, sign_in
) -> None:
    upload = begin(client).json()["id"]
    assert [one["id"] for one in client.get("/v1/uploads").json()] == [upload]
    sign_in(client, home, Account("driss", "Driss", frozenset((Role.CLERK,))))
    assert client.get("/v1/uploads").json() == []
    for answer in (
        client.get(f"/v1/uploads/{upload}"),
        send(client, upload, 0, SCAN[:5]),
        client.post(f"/v1/uploads/{upload}/delivery"),
        client.delete(f"/v1/uploads/{upload}"),
    ):
        assert code(answer) == (403, "upload_of_another")


def test_an_upload_given_up_is_gone(home: Settings, client: TestClient) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, SCAN[:5])
    assert client.delete(f"/v1/uploads/{upload}").status_code == 204
    assert list(home.inbox.iterdir()) == []
    assert code(send(client, upload, 5, SCAN[5:9])) == (404, "upload_unknown")
    assert code(client.post(f"/v1/uploads/{upload}/delivery")) == (404, "upload_unknown")


@pytest.mark.parametrize("place", [1, -1])
def test_a_file_that_was_not_announced_is_unknown(client: TestClient, place: int) -> None:
    upload = begin(client).json()["id"]
    assert code(send(client, upload, 0, SCAN[:5], place)) == (404, "upload_unknown")


def test_a_full_disk_is_a_problem_in_both_languages_and_nothing_is_delivered(
    home: Settings, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = begin(client).json()["id"]

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("archive_api.upload_folder.os.fsync", full)
        answer = send(client, upload, 0, SCAN[:20])
    assert code(answer) == (507, "disk_full")
    assert answer.json()["texts"].keys() == {"fr", "ar"}
    assert offset(client, upload) == 0
    send_all(client, upload)
    with monkeypatch.context() as broken:
        broken.setattr("archive_api.uploads.write_manifest", full)
        assert code(client.post(f"/v1/uploads/{upload}/delivery")) == (507, "disk_full")
    assert client.get("/v1/batches").json() == []
    assert client.post(f"/v1/uploads/{upload}/delivery").status_code == 202


def test_a_session_that_ended_is_asked_to_sign_in_and_nothing_is_lost(
    home: Settings, client: TestClient, sign_in
) -> None:
    upload = begin(client).json()["id"]
    send(client, upload, 0, SCAN[:20])
    cookies = dict(client.cookies)
    client.cookies.set("sijill_session", "ended")
    assert code(send(client, upload, 20, SCAN[20:30])) == (401, "sign_in_needed")
    client.cookies.update(cookies)
    assert send(client, upload, 20, SCAN[20:30]).status_code == 204


def test_a_change_needs_the_sessions_token_and_the_right(
    home: Settings, client: TestClient, sign_in
) -> None:
    upload = begin(client).json()["id"]
    token = {"X-CSRF-Token": "none"}
    assert code(send(client, upload, 0, SCAN[:5], **token)) == (403, "csrf_refused")
    sign_in(client, home, Account("rkia", "Rkia", frozenset((Role.COUNTER,))))
    assert code(begin(client)) == (403, "not_allowed")

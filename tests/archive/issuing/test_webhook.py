import base64
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.webhook import (
    ABOUT_REQUESTS,
    Event,
    EventKind,
    Fault,
    answered,
    is_url,
    new_id,
    new_secret,
    pause,
    signed_headers,
)

NUMBER = "D-2026-000123-K"
AT = "2026-11-22T09:30:00.000000+00:00"


def event(number: str = NUMBER, state: str = "signed", code: str | None = None) -> Event:
    return Event("msg_1", EventKind.SIGNED, number, state, code, AT)


def test_a_message_is_signed_as_the_standards_own_example() -> None:
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        datetime.fromtimestamp(1614265330, UTC),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",),
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(), st.lists(st.binary(min_size=24, max_size=64), min_size=1, max_size=2))
def test_whoever_holds_one_of_the_secrets_finds_its_signature(
    body: bytes, keys: list[bytes]
) -> None:
    secrets = tuple("whsec_" + base64.b64encode(key).decode() for key in keys)
    headers = signed_headers("msg_1", body, datetime(2026, 1, 5, tzinfo=UTC), secrets)
    told = b"msg_1." + headers["webhook-timestamp"].encode() + b"." + body
    signatures = headers["webhook-signature"].split(" ")
    for key, signature in zip(keys, signatures, strict=True):
        assert base64.b64decode(signature.removeprefix("v1,")) == hmac.digest(key, told, "sha256")


def test_a_message_says_which_request_where_it_stands_and_where_to_ask() -> None:
    body = json.loads(event(state="refused", code="not_entitled").body("https://archive.example"))
    assert body == {
        "type": "request.signed",
        "timestamp": AT,
        "data": {
            "number": NUMBER,
            "state": "refused",
            "code": "not_entitled",
            "address": f"https://archive.example/v1/requests/{NUMBER}",
        },
    }


def test_the_same_message_has_the_same_bytes_each_time() -> None:
    assert event().body("https://a.example") == event().body("https://a.example")


@pytest.mark.parametrize(
    ("number", "state", "code"),
    [
        ("Khadija Benabdallah", "signed", None),
        ("خديجة", "signed", None),
        (NUMBER, "for Khadija", None),
        (NUMBER, "waiting", "Mère : Hajar"),
        ("A" * 41, "signed", None),
    ],
)
def test_nothing_that_could_name_a_person_gets_into_a_message(
    number: str, state: str, code: str | None
) -> None:
    with pytest.raises(ValueError, match="is no"):
        event(number, state, code)


def test_only_a_test_tells_of_no_request() -> None:
    assert set(EventKind) - set(ABOUT_REQUESTS) == {EventKind.TEST}
    told = json.loads(
        Event("msg_1", EventKind.TEST, "", "test", None, AT).body("https://a.example")
    )
    assert told["data"] == {"number": "", "state": "test", "code": None}


def test_secrets_and_ids_are_never_the_same() -> None:
    assert len({new_secret() for _ in range(100)}) == 100
    assert len(base64.b64decode(new_secret().removeprefix("whsec_"))) == 32
    assert len({new_id("msg") for _ in range(100)}) == 100


def test_pauses_grow_to_an_hour_and_no_further() -> None:
    pauses = [pause(failures).total_seconds() for failures in range(1, 12)]
    assert pauses == [5, 15, 60, 300, 900, 1800, *[3600] * 5]


def test_a_receiver_may_ask_for_a_longer_pause_up_to_an_hour() -> None:
    assert pause(1, wait=120) == timedelta(minutes=2)
    assert pause(1, wait=2) == timedelta(seconds=5)
    assert pause(1, wait=10**9) == timedelta(hours=1)


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_answer_in_the_two_hundreds_says_that_it_arrived(status: int) -> None:
    assert answered(status).fault is None


@pytest.mark.parametrize("status", [100, 199, 301, 302, 307, 400, 401, 404, 410, 429, 500, 503])
def test_any_other_does_not_and_a_redirect_neither(status: int) -> None:
    assert answered(status).fault is Fault.STATUS


def test_an_objection_is_about_the_message_and_anything_else_about_the_receiver() -> None:
    assert [status for status in range(200, 600) if answered(status).is_objection] == [
        *(400, 409, 413, 415, 422)
    ]
    assert [status for status in range(200, 600) if answered(status).is_gone] == [410]


@pytest.mark.parametrize(
    "url",
    [
        "https://watiqa.example/hooks",
        "https://watiqa.example:8443/hooks?of=sijill",
        "https://xn--gckere.example/",
        "https://[2001:db8::1]/hooks",
    ],
)
def test_messages_go_to_https_addresses(url: str) -> None:
    assert is_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "watiqa.example",
        "http://watiqa.example/",
        "ftp://watiqa.example/",
        "https://",
        "https://amina:secret@watiqa.example/",
        "https://watiqa.example/#part",
        "https://watiqa.example\\@inner.example/",
        "https://watiqa.example:0/",
        "https://watiqa.example:99999/",
        "https://watiqa.example/a b",
        "https://watiqa.example/\r\nX-Other: 1",
        "https://وثيقة.example/",
        f"https://watiqa.example/{'a' * 500}",
    ],
)
@pytest.mark.parametrize("private", [False, True])
def test_other_texts_are_no_addresses_for_messages(url: str, private: bool) -> None:
    assert not is_url(url, private) or (private and url == "http://watiqa.example/")


def test_in_an_inner_network_tls_may_be_left_out_where_a_setting_says_so() -> None:
    assert is_url("http://127.0.0.1:8080/hooks", private=True)
    assert not is_url("http://127.0.0.1:8080/hooks")

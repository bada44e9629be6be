"""Base45 as RFC 9285 says it, its own examples first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_api.seal.base45 import LETTERS, NotBase45, decode, encode

RFC_9285 = {
    b"AB": "BB8",
    b"Hello!!": "%69 VD92EX0",
    b"base-45": "UJCLQE7W581",
    b"ietf!": "QED8WEX0",
    b"": "",
}


@pytest.mark.parametrize(("data", "text"), RFC_9285.items())
def test_the_examples_of_the_rfc(data: bytes, text: str) -> None:
    assert encode(data) == text
    assert decode(text) == data


@pytest.mark.parametrize(
    "text",
    [
        "GGW",  # 65536, the RFC's own example of what is none
        ":::",
        "ZZ",  # two letters above 255
        "0",
        "A",
        "BB80",
        "bb8",
        "BB8\n",
        "BB٨",
    ],
)
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(NotBase45):
        decode(text)


@given(st.binary(max_size=600))
def test_any_bytes_come_back(data: bytes) -> None:
    assert decode(encode(data)) == data


@given(st.text(LETTERS, max_size=60))
def test_a_text_has_one_meaning_or_none(text: str) -> None:
    try:
        data = decode(text)
    except NotBase45:
        return
    assert encode(data) == text


@given(st.text(max_size=60))
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    if set(text) - set(LETTERS):
        with pytest.raises(NotBase45):
            decode(text)

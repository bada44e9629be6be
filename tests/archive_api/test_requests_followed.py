"""Requests taken on beside the service, whatever does not answer."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
from archive.errors import CatalogueUnavailable
from archive.issuing.request import Request
from archive.issuing.request_codes import Waiting
from archive_api import requesting, requests_followed
from archive_api.opened import Archive
from tests.archive_api.asking import (
    SilentIndex,
    confirm,
    go_on_with_all,
    hindered,
    known,
    minutes_later,
    sent,
    signing,
    unsigned,
)


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def until(is_so: Callable[[], bool]) -> bool:
    """Whether something comes true within ten seconds."""
    over = time.monotonic() + 10
    while not is_so() and time.monotonic() < over:
        time.sleep(0.05)
    return is_so()


def test_a_request_goes_on_by_itself_once_its_act_is_confirmed(archive: Archive) -> None:
    waits = sent(archive)
    with requests_followed.requests_followed(archive, seconds=0.05):
        confirm(archive)
        number = waits.number
        assert until(lambda: archive.catalogue.request(number).waiting is Waiting.OFFICER_TO_SIGN)


@pytest.mark.parametrize(
    ("code", "tries"), [("time_stamp_unavailable", 1), ("token_missing", 1), ("signing_unset", 3)]
)
def test_what_does_not_answer_one_request_is_not_asked_again_for_the_others(
    archive: Archive, verified: Act, code: str, tries: int
) -> None:
    for key in ("1", "2", "3"):
        requesting.sign(hindered(archive, unsigned(code)), sent(archive, key=key), "amina")
    tried: list[int] = []

    def count() -> None:
        tried.append(1)
        unsigned(code)()

    still = hindered(archive, count)
    minutes_later(still, 11)
    assert go_on_with_all(still) == 0
    assert len(tried) == tries


def test_a_request_that_fails_holds_up_no_other(
    archive: Archive, verified: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = replace(archive, index=SilentIndex())  # type: ignore[arg-type]
    numbers = [known(silent, key).number for key in ("1", "2")]
    tried = requests_followed.go_on

    def fail_first(_: Archive, number: str) -> Request:
        if number == numbers[0]:
            raise ZeroDivisionError
        return tried(archive, number)

    monkeypatch.setattr(requests_followed, "go_on", fail_first)
    minutes_later(archive, 2)
    assert go_on_with_all(archive) == 1
    assert archive.catalogue.request(numbers[1]).waiting is Waiting.OFFICER_TO_SIGN


def test_a_record_that_does_not_answer_is_asked_again_at_the_next_look(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_: int) -> None:
        raise CatalogueUnavailable("on purpose")

    monkeypatch.setattr(archive.catalogue, "requests_to_go_on", silent)
    assert go_on_with_all(archive) == 0

"""The act that is meant: taken where it is sure, left to a person where it is not."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.asked import Known
from archive.issuing.request import FoundBy
from archive.issuing.request_codes import Waiting
from archive.issuing.request_state import RequestState
from archive.register import ActReference, Kind
from archive_api import requesting
from archive_api.opened import Archive
from tests.archive_api.asking import (
    ASKED,
    KNOWN,
    OFFICE,
    REFERENCE,
    SilentIndex,
    go_on_with_all,
    known,
    minutes_later,
    sent,
    signing,
)


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def test_an_act_that_is_not_there_waits_for_a_person(archive: Archive) -> None:
    asked = replace(ASKED, act=ActReference.parse(f"{OFFICE}/birth/1933/1/66bis"))
    assert sent(archive, asked).waiting is Waiting.NO_ACT_FOUND
    nobody = replace(KNOWN, given="Ghizlane", family="Tazi")
    assert sent(archive, replace(ASKED, act=None, known=nobody), "2").waiting is (
        Waiting.NO_ACT_FOUND
    )


def test_the_one_act_that_says_what_is_known_is_found_by_the_search(
    archive: Archive, verified: Act
) -> None:
    request = known(archive)
    assert (request.act_id, request.found_by) == (verified.act_id, FoundBy.SEARCH)
    assert request.waiting is Waiting.OFFICER_TO_SIGN
    arabic = known(archive, "2", given="خديجة", family="بنعبد الله", father="يوسف")
    assert arabic.act_id == verified.act_id


@pytest.mark.parametrize(
    "said",
    [
        {"given": "Khadidja"},
        {"given": "خدوج", "family": "Benabdallah"},
        {"family": "Benabdellah"},
        {"date": "1933"},
        {"date": "", "year": 1933},
        {"given": ""},
        {"father": "Hassan"},
    ],
)
def test_an_act_that_merely_resembles_it_is_for_a_person_to_choose(
    archive: Archive, verified: Act, said: dict[str, Any]
) -> None:
    request = known(archive, **said)
    assert request.state is RequestState.RECEIVED
    assert request.waiting in (Waiting.SEVERAL_ACTS, Waiting.NO_ACT_FOUND)


def test_of_several_acts_a_person_chooses_and_the_request_goes_on(
    archive: Archive, verified: Act
) -> None:
    waits = known(archive, given="", date="", father="", year=1933, office_code=OFFICE)
    assert waits.waiting is Waiting.SEVERAL_ACTS
    assert verified.act_id in waits.candidates and len(waits.candidates) == 2
    request = requesting.identify(archive, waits, str(REFERENCE), "zineb")
    assert (request.act_id, request.found_by) == (verified.act_id, FoundBy.PERSON)
    assert request.waiting is Waiting.OFFICER_TO_SIGN


def test_a_year_and_an_office_tell_an_act_as_a_date_does(archive: Archive, verified: Act) -> None:
    request = known(archive, date="", year=1933, office_code=OFFICE)
    assert request.act_id == verified.act_id


def test_a_number_is_an_act_whatever_its_part_unless_the_names_say_otherwise(
    archive: Archive, verified: Act
) -> None:
    number = {"office_code": OFFICE, "year": 1933, "number": REFERENCE.number}
    bare = Known(Kind.BIRTH, **number)  # type: ignore[arg-type]
    request = sent(archive, replace(ASKED, act=None, known=bare))
    assert (request.act_id, request.found_by) == (verified.act_id, FoundBy.REFERENCE)
    assert known(archive, "2", **number).act_id == verified.act_id
    other = known(archive, "3", **{**number, "given": "Larbi"})
    assert (other.waiting, other.candidates) == (Waiting.SEVERAL_ACTS, (verified.act_id,))


def test_a_search_that_does_not_answer_holds_a_request_up_for_a_while(
    archive: Archive, verified: Act
) -> None:
    silent = replace(archive, index=SilentIndex())  # type: ignore[arg-type]
    request, _ = requesting.receive(
        silent, replace(ASKED, act=None, known=KNOWN), "key-1", "watiqa", False
    )
    assert requesting.go_on(silent, request.number).waiting is Waiting.SEARCH_DOWN
    minutes_later(archive, 1)
    assert go_on_with_all(archive) == 1
    assert archive.catalogue.request(request.number).waiting is Waiting.OFFICER_TO_SIGN

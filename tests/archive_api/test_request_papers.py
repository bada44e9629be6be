"""Every copy of a request signed, or none of them handed out, whatever happens meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
from archive.errors import RequestChanged
from archive.issuing.paper import PaperKind, PaperState, Revocation
from archive.issuing.request_codes import Waiting
from archive.issuing.request_state import RequestState
from archive_api import requesting
from archive_api.opened import Archive
from tests.archive_api.asking import (
    ASKED,
    OFFICE,
    confirm,
    go_on_with_all,
    hindered,
    minutes_later,
    sent,
    signed,
    signing,
    unsigned,
)


@pytest.fixture
def archive(filled: Catalogue, client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


def test_each_copy_is_a_paper_with_a_serial_of_its_own(archive: Archive, verified: Act) -> None:
    request = signed(archive, replace(ASKED, copies=3))
    assert len(set(request.papers)) == 3
    codes = {archive.catalogue.paper(serial).code for serial in request.papers}
    assert len(codes) == 3


@pytest.mark.parametrize(
    ("code", "waiting"),
    [
        ("time_stamp_unavailable", Waiting.TIME_STAMP_DOWN),
        ("revocation_unavailable", Waiting.REVOCATION_DOWN),
        ("token_missing", Waiting.TOKEN_MISSING),
        ("token_removed", Waiting.TOKEN_MISSING),
        ("clock_back", Waiting.CLOCK_WRONG),
        ("certificate_refused", Waiting.CERTIFICATE_REFUSED),
        ("signing_unset", Waiting.SIGNING_UNSET),
    ],
)
def test_what_cannot_be_signed_waits_says_so_and_is_signed_later_in_the_same_name(
    archive: Archive, verified: Act, code: str, waiting: Waiting
) -> None:
    ready = sent(archive)
    request = requesting.sign(hindered(archive, unsigned(code)), ready, "amina")
    assert (request.state, request.waiting) == (RequestState.PREPARED, waiting)
    assert (request.papers, archive.catalogue.papers_of(verified.act_id)) == ((), [])
    reserved = archive.catalogue.paper_of(request.order_key(1))
    minutes_later(archive, 11)
    assert go_on_with_all(archive) == 1
    done = archive.catalogue.request(request.number)
    assert (done.state, done.officer) == (RequestState.SIGNED, "amina")
    assert reserved is not None and done.papers == (reserved.serial,)


def test_one_that_was_stopped_between_two_copies_goes_on_with_the_first(
    archive: Archive, verified: Act
) -> None:
    signatures: list[int] = []

    def stop_at_the_second() -> None:
        signatures.append(1)
        if len(signatures) == 2:
            raise OSError("the machine stops")

    ready = sent(archive, replace(ASKED, copies=2))
    with pytest.raises(OSError, match="the machine stops"):
        requesting.sign(hindered(archive, stop_at_the_second), ready, "amina")
    (first,) = archive.catalogue.papers_of(verified.act_id)
    assert archive.catalogue.request(ready.number).papers == ()
    minutes_later(archive, 2)
    assert go_on_with_all(archive) == 1
    done = archive.catalogue.request(ready.number)
    assert done.papers[0] == first.serial and len(done.papers) == 2


def test_copies_never_disagree_though_the_act_changes_between_them(
    archive: Archive, verified: Act
) -> None:
    signatures: list[int] = []

    def correct_before_the_second() -> None:
        signatures.append(1)
        if len(signatures) == 2:
            confirm(archive, given_name_fr="Khadidja")

    ready = sent(archive, replace(ASKED, copies=2))
    waits = requesting.sign(hindered(archive, correct_before_the_second), ready, "amina")
    assert waits.waiting is Waiting.OFFICER_TO_SIGN
    before = archive.catalogue.papers_of(verified.act_id)
    assert {paper.revoked for paper in before} == {Revocation.ISSUED_IN_ERROR}
    done = requesting.sign(archive, waits, "amina")
    for serial in done.papers:
        paper = archive.catalogue.paper(serial)
        _, status = archive.catalogue.paper_status(paper.code) or pytest.fail("not issued")
        assert status.state is PaperState.CURRENT


def test_a_request_cancelled_while_it_is_signed_leaves_no_paper_in_force(
    archive: Archive, verified: Act
) -> None:
    ready = sent(archive)

    def cancel() -> None:
        now = archive.catalogue.request(ready.number)
        requesting.cancel(archive, now, "watiqa")

    request = requesting.sign(hindered(archive, cancel), ready, "amina")
    assert (request.state, request.papers) == (RequestState.CANCELLED, ())
    assert archive.catalogue.papers_of(verified.act_id) == []
    unused = archive.catalogue.paper_of(ready.order_key(1))
    assert unused is not None and unused.revoked is Revocation.NEVER_SIGNED
    following = archive.catalogue.paper(signed(archive, key="key-2").papers[0])
    assert int(following.serial[-6:]) == int(unused.serial[-6:]) + 1


def test_two_who_sign_at_once_make_one_paper(archive: Archive, verified: Act) -> None:
    ready = sent(archive)

    def sign(_: int) -> str:
        try:
            return requesting.sign(archive, ready, "amina").number
        except RequestChanged:
            return ready.number

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(sign, range(3))) == {ready.number}
    minutes_later(archive, 2)
    go_on_with_all(archive)
    done = archive.catalogue.request(ready.number)
    papers = archive.catalogue.papers_of(verified.act_id)
    assert [paper.serial for paper in papers] == list(done.papers)
    assert papers[0].revoked is None


def test_whose_delegation_ended_meanwhile_signs_no_more(archive: Archive, verified: Act) -> None:
    down = hindered(archive, unsigned("time_stamp_unavailable"))
    waits = requesting.sign(down, sent(archive), "amina")
    (given,) = archive.catalogue.delegations(OFFICE)
    archive.catalogue.end_delegation(given.number)
    minutes_later(archive, 2)
    go_on_with_all(archive)
    request = archive.catalogue.request(waits.number)
    assert (request.waiting, request.officer) == (Waiting.OFFICER_TO_SIGN, None)


def test_a_paper_that_the_act_cannot_fill_is_made_once_the_act_is_mended(
    archive: Archive, filled: Catalogue
) -> None:
    confirm(archive, father_given_fr="")
    waits = requesting.sign(
        archive, sent(archive, replace(ASKED, kind=PaperKind.MULTILINGUAL)), "amina"
    )
    assert waits.waiting is Waiting.PAPER_TO_MEND
    assert go_on_with_all(archive) == 0
    confirm(archive, father_given_fr="Youssef")
    assert go_on_with_all(archive) == 1
    assert archive.catalogue.request(waits.number).state is RequestState.SIGNED

"""Papers in the record: one number each, nothing issued twice, and whether they still hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.catalogue_papers import AskedPaper
from archive.catalogue_proposals import Ruling
from archive.duplicate import Pair
from archive.errors import ActChanged, CatalogueUnavailable, PaperOutdated, PaperUnknown
from archive.issuing.errors import ActAnnulled
from archive.issuing.paper import IssuedPaper, PaperKind, PaperLanguage, PaperState, Revocation
from archive.issuing.paper_code import typed_code
from archive.issuing.snapshot import snapshot
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.mention_drafting import Draft
from archive.offices import office
from archive.register import VolumeReference
from archive.store import open_engine

OFFICE = "08.201.11.07"
PDF = "f" * 64
COURT = ("المحكمة الابتدائية بفاس", "le tribunal de première instance de Fès")
ANNULLED = Draft(
    "annulment",
    LegalGround(GroundKind.JUDGMENT, "45", "2020-06-01", None, *COURT),
    documents=(SupportingDocument("ab" * 32, "application/pdf"),),
)


@pytest.fixture
def asked(act: Act) -> AskedPaper:
    return asked_of(act)


def asked_of(act: Act, key: str = "order-1") -> AskedPaper:
    holder = office(OFFICE)
    assert holder is not None
    taken = snapshot(act, holder, date(2026, 11, 22))
    return AskedPaper(
        key, act.act_id, taken, PaperKind.EXTRACT, PaperLanguage.BOTH, "amina", specimen=True
    )


@pytest.fixture
def issued(held: Catalogue, asked: AskedPaper) -> IssuedPaper:
    return held.issue_paper(held.reserve_paper(asked), PDF)


def year(catalogue: Catalogue) -> str:
    return catalogue._clock()[:4]


def test_papers_are_numbered_by_office_and_year_without_a_gap(
    held: Catalogue, asked: AskedPaper
) -> None:
    orders = [replace(asked, key=f"order-{place}") for place in range(6)]
    with ThreadPoolExecutor(3) as pool:
        papers = list(pool.map(held.reserve_paper, orders))
    expected = {f"{OFFICE}/{year(held)}/{number:06}" for number in range(1, 7)}
    assert {paper.serial for paper in papers} == expected
    assert len({paper.code for paper in papers}) == 6
    assert all(typed_code(paper.code) == paper.code for paper in papers)


def test_an_order_that_was_stopped_goes_on_with_its_number(
    held: Catalogue, act: Act, asked: AskedPaper
) -> None:
    first = held.reserve_paper(asked)
    assert (first.pdf_sha256, held.papers_of(act.act_id)) == ("", [])
    assert held.paper_status(first.code) is None
    again = held.reserve_paper(asked)
    assert (again.serial, again.code) == (first.serial, first.code)
    assert held.issue_paper(again, PDF) == held.issue_paper(again, PDF)
    (kept,) = held.papers_of(act.act_id)
    assert kept == held.paper_of("order-1") == held.paper(first.serial)
    assert held.snapshot_of(kept) == asked.taken
    with pytest.raises(PaperOutdated):
        held.reserve_paper(asked)
    with pytest.raises(PaperOutdated):
        held.issue_paper(first, "e" * 64)


def test_two_that_make_one_paper_at_once_issue_it_once(held: Catalogue, asked: AskedPaper) -> None:
    slow = held.reserve_paper(asked)
    quick = held.reserve_paper(asked)
    with pytest.raises(PaperOutdated):
        held.issue_paper(slow, "e" * 64)
    assert held.issue_paper(quick, PDF).pdf_sha256 == PDF


def test_the_last_issue_of_an_office_is_known(held: Catalogue, asked: AskedPaper) -> None:
    assert held.last_issue(OFFICE) is None
    first = held.reserve_paper(asked)
    second = held.reserve_paper(replace(asked, key="order-2"))
    assert held.last_issue(OFFICE) is None
    held.issue_paper(second, PDF)
    held.issue_paper(first, "e" * 64)
    assert held.last_issue(OFFICE) == second.at
    assert held.last_issue("01.001.01.01") is None


def test_an_act_that_changes_while_its_paper_is_signed_gives_it_anew(
    held: Catalogue, act: Act, asked: AskedPaper
) -> None:
    first = held.reserve_paper(asked)
    changed = corrected(held, act)
    with pytest.raises(PaperOutdated):
        held.issue_paper(first, PDF)
    with pytest.raises(ActChanged):
        held.reserve_paper(asked)
    again = held.reserve_paper(asked_of(changed))
    assert again.serial == first.serial
    assert held.issue_paper(again, PDF).act_version == changed.version


def corrected(catalogue: Catalogue, act: Act, **values: str) -> Act:
    """The act after a person took back their word and gave another."""
    reopened = catalogue.reopen(act.act_id, "amina", act.version)
    said = values or {"given_name_fr": "Idir"}
    catalogue.review(act.act_id, said, "amina", reopened.version)
    found = catalogue.act(act.act_id)
    assert found is not None
    return found


def test_a_correction_flips_the_status_of_earlier_papers(
    held: Catalogue, act: Act, issued: IssuedPaper
) -> None:
    found = held.paper_status(issued.code)
    assert found is not None
    assert (found[0], found[1].state) == (issued, PaperState.CURRENT)
    changed = corrected(held, act)
    _, status = held.paper_status(issued.code) or pytest.fail("the paper is gone")
    assert (status.state, status.changes) == (PaperState.CHANGED, ("correction",))
    assert status.since == held.history(act.act_id)[-1].at
    corrected(held, changed, given_name_fr="Idder")
    _, status = held.paper_status(issued.code) or pytest.fail("the paper is gone")
    assert (status.state, status.since) == (PaperState.CURRENT, None)


def test_an_annulled_act_takes_its_papers_along(
    held: Catalogue, act: Act, issued: IssuedPaper
) -> None:
    asked = held.propose(act.act_id, ANNULLED, "amina", act.version)
    annulled = held.approve(Ruling(asked.id, "zineb", asked.version, act.version))
    assert annulled.annulled
    _, status = held.paper_status(issued.code) or pytest.fail("the paper is gone")
    assert (status.state, status.changes) == (PaperState.ANNULLED, ("mention",))
    with pytest.raises(ActAnnulled):
        asked_of(annulled)


def test_a_paper_of_an_act_that_became_a_second_copy_no_longer_holds(
    held: Catalogue,
    act: Act,
    issued: IssuedPaper,
    volume: VolumeReference,
    make_reading: Callable[..., ActReading],
) -> None:
    held.keep_acts(volume, [make_reading(66, given_name_fr="Idder"), make_reading(67, 2)], {})
    other = next(one for one in held.acts(volume.register) if one.act_id != act.act_id)
    pair = Pair.of(act.act_id, other.act_id)
    held.keep_compared([Compared(pair, ("same_person",), {a: {"n": 1} for a in pair.acts})])
    held.join(Decision(pair.name, "same", "amina", 1, {}), stands=other.act_id)
    _, status = held.paper_status(issued.code) or pytest.fail("the paper is gone")
    assert (status.state, status.changes) == (PaperState.CHANGED, ("joined",))
    assert status.since == held.history(act.act_id)[-1].at


def test_a_paper_is_revoked_once_with_a_reason(held: Catalogue, issued: IssuedPaper) -> None:
    gone = held.revoke_paper(issued.serial, Revocation.ISSUED_IN_ERROR, "amina")
    assert held.revoke_paper(issued.serial, Revocation.LOST_OR_STOLEN, "zineb") == gone
    _, status = held.paper_status(issued.code) or pytest.fail("the paper is gone")
    assert (status.state, status.revoked) == (PaperState.REVOKED, Revocation.ISSUED_IN_ERROR)
    assert status.since == gone.revoked_at


def test_what_was_never_issued_is_unknown(held: Catalogue, asked: AskedPaper) -> None:
    with pytest.raises(PaperUnknown):
        held.paper(f"{OFFICE}/2026/000001")
    reserved = held.reserve_paper(asked)
    with pytest.raises(PaperUnknown):
        held.issue_paper(replace(reserved, serial=f"{OFFICE}/2026/000009"), PDF)
    with pytest.raises(PaperUnknown):
        held.revoke_paper(reserved.serial, Revocation.ISSUED_IN_ERROR, "amina")
    assert held.paper_of("order-2") is None


def test_every_paper_is_in_the_audit_trail_and_no_snapshot_is_ever_changed(
    held: Catalogue, issued: IssuedPaper, database_url: str
) -> None:
    told = [entry.action for entry in held.audit_entries() if entry.subject == issued.serial]
    assert told == ["paper.reserved", "paper.issued"]
    assert held.check_audit() is None
    engine = open_engine(database_url)
    with (
        pytest.raises((DBAPIError, CatalogueUnavailable)),
        engine.begin() as connection,
    ):
        connection.execute(text("UPDATE snapshots SET body = '{}'"))
    engine.dispose()

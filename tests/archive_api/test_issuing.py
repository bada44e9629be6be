"""From a verified act to the signed paper: once for every order, and nothing half-made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
from archive.errors import OrderTaken
from archive.issuing.errors import ActNotVerified, OfficerNotDelegated
from archive.issuing.paper import PaperKind, PaperLanguage, PaperState
from archive.settings import Settings
from archive.vault import digest_of
from archive_api.checking import ShownFile, Verdict, check_file
from archive_api.issuing import IssueOrder, issue, pdf_of
from archive_api.opened import Archive
from archive_api.papers.errors import LatinNameMissing
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.reading import codes_in
from archive_api.signing.checking import check
from archive_api.signing.checking_apart import CheckingApart
from archive_api.signing.opening import trusted_roots
from archive_api.signing.port import Signer, SigningError, SigningOrder
from tests.archive_api.asking import OneSigner, signing

REFERENCE = "04.481.01.07/birth/1933/1/66"
ORDER = IssueOrder("1", REFERENCE, PaperKind.EXTRACT, PaperLanguage.BOTH, "amina")


@pytest.fixture
def archive(client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    return signing(client)


class Stubborn:
    """A signer that first does something else, then signs as another does."""

    def __init__(self, first: Callable[[], None], signer: Signer) -> None:
        self.first, self._signer = first, signer

    @property
    def is_specimen(self) -> bool:
        return self._signer.is_specimen

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        first, self.first = self.first, lambda: None
        first()
        return self._signer.sign(pdf, order)

    def close(self) -> None:
        self._signer.close()


def stubborn(archive: Archive, first: Callable[[], None]) -> Archive:
    return replace(archive, signers=OneSigner(Stubborn(first, archive.signers.of(None))))


def test_an_issued_paper_is_signed_sealed_kept_and_known(
    archive: Archive, verified: Act, home: Settings
) -> None:
    paper = issue(archive, ORDER)
    pdf = pdf_of(archive, paper.serial)
    now = datetime.now(UTC)
    keys = KeyFolder(Path(home.seal_dir), home.address, 30).trusted()
    file = ShownFile(
        tuple(codes_in(pdf)), digest_of(pdf), lambda _: check(pdf, trusted_roots(home), now)
    )
    told = check_file(file, keys, now, archive.catalogue, home.address)
    assert told.verdict is Verdict.SPECIMEN
    assert told.seal is not None and told.seal.text("serial") == paper.serial
    assert not told.disagrees
    assert archive.catalogue.papers_of(verified.act_id) == [paper]


def test_anybody_may_have_an_issued_paper_checked(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    pdf = pdf_of(archive, issue(archive, ORDER).serial)
    told = client.post("/v1/check/file", content=pdf).json()
    assert (told["verdict"], told["status"]["state"]) == ("specimen", "current")
    assert told["signature"]["officer"].startswith("Amina Bennani")
    told = client.post("/v1/check/file", content=b"\n" + pdf).json()
    assert (told["verdict"], told["signature"]["refusal"]) == ("not_valid", "not_a_paper")


def test_a_genuine_paper_is_never_called_false_because_the_machine_is_busy(
    archive: Archive, verified: Act, client: TestClient
) -> None:
    pdf = pdf_of(archive, issue(archive, ORDER).serial)
    client.app.state.apart = CheckingApart(seconds=0)  # type: ignore[attr-defined]
    answer = client.post("/v1/check/file", content=pdf)
    assert (answer.status_code, answer.json()["code"]) == (503, "check_unfinished")


def test_an_order_asked_again_gives_the_same_paper(archive: Archive, verified: Act) -> None:
    paper = issue(archive, ORDER)
    assert issue(archive, ORDER) == paper
    assert issue(archive, replace(ORDER, key="2")).serial != paper.serial


def test_an_order_is_for_one_paper(archive: Archive, verified: Act, filled: Catalogue) -> None:
    issue(archive, ORDER)
    other = filled.act("04.481.01.07/birth/1933/1/67")
    assert other is not None
    filled.verify(other.act_id, {}, "amina", other.version)
    for another in (
        replace(ORDER, act=other.act_id),
        replace(ORDER, kind=PaperKind.FULL_COPY),
        replace(ORDER, language=PaperLanguage.FR),
    ):
        with pytest.raises(OrderTaken):
            issue(archive, another)


def test_what_failed_under_a_real_authority_is_a_specimen_under_the_embedded_one(
    archive: Archive, verified: Act
) -> None:
    class Unreachable(Stubborn):
        @property
        def is_specimen(self) -> bool:
            return False

    def refuse() -> None:
        raise SigningError("time_stamp_unavailable", "nobody answers")

    signer = Unreachable(refuse, archive.signers.of(None))
    with pytest.raises(SigningError):
        issue(replace(archive, signers=OneSigner(signer)), ORDER)
    reserved = archive.catalogue.paper_of(ORDER.key)
    assert reserved is not None and not reserved.specimen
    paper = issue(archive, ORDER)
    assert (paper.serial, paper.specimen) == (reserved.serial, True)


def test_a_paper_that_could_not_be_signed_is_nowhere_and_goes_on_with_its_number(
    archive: Archive, verified: Act, home: Settings
) -> None:
    def refuse() -> None:
        raise SigningError("time_stamp_unavailable", "nobody answers")

    before = set(archive.vault.digests())
    with pytest.raises(SigningError):
        issue(stubborn(archive, refuse), ORDER)
    assert set(archive.vault.digests()) == before
    assert archive.catalogue.papers_of(verified.act_id) == []
    reserved = archive.catalogue.paper_of(ORDER.key)
    paper = issue(archive, ORDER)
    assert reserved is not None and paper.serial == reserved.serial


def test_an_act_that_changes_while_its_paper_is_signed_gives_what_it_says_now(
    archive: Archive, verified: Act
) -> None:
    def correct() -> None:
        changed = {"given_name_fr": "Khadidja"}
        archive.catalogue.verify(verified.act_id, changed, "amina", verified.version)

    paper = issue(stubborn(archive, correct), ORDER)
    assert archive.catalogue.snapshot_of(paper).values["given_name_fr"] == "Khadidja"
    _, status = archive.catalogue.paper_status(paper.code) or pytest.fail("not issued")
    assert status.state is PaperState.CURRENT


def test_a_correction_after_issue_is_told_at_once(archive: Archive, verified: Act) -> None:
    paper = issue(archive, ORDER)
    changed = {"given_name_fr": "Khadidja"}
    archive.catalogue.verify(verified.act_id, changed, "amina", verified.version)
    _, status = archive.catalogue.paper_status(paper.code) or pytest.fail("not issued")
    assert (status.state, status.changes) == (PaperState.CHANGED, ("correction",))


def test_nobody_signs_for_an_office_without_a_delegation_that_day(
    archive: Archive, verified: Act
) -> None:
    with pytest.raises(OfficerNotDelegated):
        issue(archive, replace(ORDER, officer="brahim"))
    assert archive.catalogue.paper_of(ORDER.key) is None


def test_what_gives_no_paper_takes_no_number(archive: Archive, filled: Catalogue) -> None:
    with pytest.raises(ActNotVerified):
        issue(archive, ORDER)
    act = filled.act(REFERENCE)
    assert act is not None
    filled.verify(act.act_id, {"father_given_fr": ""}, "amina", act.version)
    with pytest.raises(LatinNameMissing):
        issue(archive, replace(ORDER, kind=PaperKind.MULTILINGUAL))
    assert archive.catalogue.paper_of(ORDER.key) is None


def test_a_clock_that_went_back_issues_nothing(
    archive: Archive, verified: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(archive, ORDER)
    earlier = (datetime.now(UTC) - timedelta(minutes=5)).isoformat()
    monkeypatch.setattr(archive.catalogue, "_clock", lambda: earlier)
    with pytest.raises(SigningError) as told:
        issue(archive, replace(ORDER, key="2"))
    assert told.value.code == "clock_back"
    assert len(archive.catalogue.papers_of(verified.act_id)) == 1

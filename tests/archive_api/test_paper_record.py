"""What public checking asks of the record, held to the catalogue and to the tests' double alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pytest
from fastapi.testclient import TestClient

from archive.act import Act
from archive.catalogue import Catalogue
from archive.catalogue_papers import AskedPaper
from archive.issuing.paper import (
    IssuedPaper,
    PaperKind,
    PaperLanguage,
    PaperOrder,
    PaperState,
    PublicStatus,
    Revocation,
    SigningOfficer,
)
from archive.issuing.paper_code import new_code
from archive.issuing.snapshot import ActSnapshot, snapshot
from archive.offices import office
from archive.settings import Settings
from archive_api.checking import PaperStatus, Verdict, check_code
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.sealed_paper import make_seal

PDF = "cd" * 32


class Issuing(Protocol):
    """A record in which papers are issued, withdrawn, and their act corrected."""

    record: PaperStatus

    def issue(self) -> IssuedPaper: ...

    def revoke(self, paper: IssuedPaper) -> None: ...

    def correct(self) -> None: ...


@pytest.fixture
def taken(verified: Act) -> ActSnapshot:
    holder = office(verified.register.office_code)
    assert holder is not None
    return snapshot(verified, holder, date(2026, 11, 22))


@dataclass
class InTheCatalogue:
    record: Catalogue
    act: Act
    taken: ActSnapshot

    def issue(self) -> IssuedPaper:
        kinds = (PaperKind.EXTRACT, PaperLanguage.BOTH)
        asked = AskedPaper("1", self.act.act_id, self.taken, *kinds, "amina", specimen=False)
        return self.record.issue_paper(self.record.reserve_paper(asked), PDF)

    def revoke(self, paper: IssuedPaper) -> None:
        self.record.revoke_paper(paper.serial, Revocation.ISSUED_IN_ERROR, "amina")

    def correct(self) -> None:
        changed = {"given_name_fr": "Khadidja"}
        self.record.verify(self.act.act_id, changed, "amina", self.act.version)


class Double:
    """The double: one paper, and what was said of it."""

    def __init__(self, act: Act, taken: ActSnapshot) -> None:
        self.record, self.act, self.taken = self, act, taken
        self.held: dict[str, tuple[IssuedPaper, PublicStatus]] = {}

    def paper_status(self, code: str) -> tuple[IssuedPaper, PublicStatus] | None:
        return self.held.get(code)

    def issue(self) -> IssuedPaper:
        paper = IssuedPaper(
            *("04.481.01.07/2026/000001", new_code(), PaperKind.EXTRACT, PaperLanguage.BOTH),
            *(self.taken.reference, self.act.act_id, 1, self.taken.sha256, PDF),
            *(datetime.now(UTC).isoformat(), "amina"),
            specimen=False,
        )
        self.held[paper.code] = (paper, PublicStatus(PaperState.CURRENT))
        return paper

    def revoke(self, paper: IssuedPaper) -> None:
        why = Revocation.ISSUED_IN_ERROR
        gone = PublicStatus(PaperState.REVOKED, datetime.now(UTC).isoformat(), revoked=why)
        self.held[paper.code] = (replace(paper, revoked=why), gone)

    def correct(self) -> None:
        now = datetime.now(UTC).isoformat()
        changed = PublicStatus(PaperState.CHANGED, now, ("correction",))
        self.held = {code: (paper, changed) for code, (paper, _) in self.held.items()}


@pytest.fixture(params=[InTheCatalogue, Double])
def issuing(
    request: pytest.FixtureRequest, filled: Catalogue, verified: Act, taken: ActSnapshot
) -> Issuing:
    if request.param is Double:
        return Double(verified, taken)
    return InTheCatalogue(filled, verified, taken)


def test_a_code_that_was_never_issued_is_unknown(issuing: Issuing) -> None:
    assert issuing.record.paper_status(new_code()) is None
    assert check_code(new_code(), issuing.record).verdict is Verdict.UNKNOWN


def test_an_issued_paper_holds_until_its_act_is_corrected(issuing: Issuing) -> None:
    paper = issuing.issue()
    found, status = issuing.record.paper_status(paper.code) or pytest.fail("it is not there")
    assert found == paper
    assert (status.state, status.since, status.changes) == (PaperState.CURRENT, None, ())
    issuing.correct()
    _, status = issuing.record.paper_status(paper.code) or pytest.fail("it is gone")
    assert (status.state, status.changes) == (PaperState.CHANGED, ("correction",))
    assert status.since is not None
    assert datetime.fromisoformat(status.since).utcoffset() is not None


def test_a_withdrawn_paper_says_why_and_since_when(issuing: Issuing) -> None:
    paper = issuing.issue()
    issuing.revoke(paper)
    _, status = issuing.record.paper_status(paper.code) or pytest.fail("it is gone")
    assert (status.state, status.revoked) == (PaperState.REVOKED, Revocation.ISSUED_IN_ERROR)
    assert status.since is not None
    assert check_code(paper.code, issuing.record).verdict is Verdict.REVOKED


@pytest.fixture
def sealed(home: Settings, taken: ActSnapshot) -> Callable[[IssuedPaper], str]:
    """The seal of an issued paper, as issuing makes it."""

    def build(paper: IssuedPaper) -> str:
        order = PaperOrder(
            kind=paper.kind,
            language=paper.language,
            serial=paper.serial,
            code=paper.code,
            at=datetime.fromisoformat(paper.at),
            address=f"{home.address}/check/{paper.code}",
            officer=SigningOfficer("نعيمة", "Naïma", "ضابطة", "Officier"),
            specimen=False,
        )
        keys = KeyFolder(Path(home.seal_dir), home.address, 730)
        return make_seal(taken, order, keys.current())

    return build


def test_a_correction_shows_where_the_paper_is_checked_within_a_second(
    filled: Catalogue,
    verified: Act,
    taken: ActSnapshot,
    program: TestClient,
    sealed: Callable[[IssuedPaper], str],
) -> None:
    issuing = InTheCatalogue(filled, verified, taken)
    text = sealed(issuing.issue())
    assert program.post("/v1/check/seal", json={"text": text}).json()["verdict"] == "valid"
    issuing.correct()
    corrected = time.monotonic()
    told = program.post("/v1/check/seal", json={"text": text}).json()
    assert time.monotonic() - corrected < 1
    assert (told["verdict"], told["status"]["changes"]) == ("changed", ["correction"])
    assert told["seal"]["claims"]["given_name"] == ["خديجة", "Khadija"]

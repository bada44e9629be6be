"""Requests of invented applicants, an officer who signs, and what may go wrong meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.issuing.asked import Applicant, ApplicantCapacity, Asked, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request import Request
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.mention_drafting import Draft
from archive.register import ActReference, Kind, VolumeReference
from archive_api import requesting
from archive_api.opened import Archive
from archive_api.requests_followed import Follower
from archive_api.signing.opening import Signers
from archive_api.signing.port import Signer, SigningError, SigningOrder
from indexing.errors import IndexUnavailable

OFFICE = "04.481.01.07"
REFERENCE = ActReference.parse(f"{OFFICE}/birth/1933/1/66")
ASKED = Asked(
    PaperKind.EXTRACT,
    PaperLanguage.BOTH,
    Applicant("Khadija Benabdallah", ApplicantCapacity.HOLDER),
    Delivery.COUNTER,
    act=REFERENCE,
)
ONLINE = replace(ASKED, delivery=Delivery.ELECTRONIC)
# What the page of a new request sends.
FORM = {
    "kind": "extract",
    "language": "both",
    "delivery": "counter",
    "copies": "1",
    "applicant": "Itto Ouali",
    "capacity": "holder",
    "order": "a" * 32,
}
ANNULLED = Draft(
    "annulment",
    LegalGround(GroundKind.JUDGMENT, "45", "2020-06-01", None, "محكمة فاس", "tribunal de Fès"),
    documents=(SupportingDocument("ab" * 32, "application/pdf"),),
)
KNOWN = Known(
    Kind.BIRTH, given="Khadija", family="Benabdallah", date="1933-03-12", father="Youssef"
)


def signing(client: TestClient) -> Archive:
    """The archive of the service, in which Amina may sign for the office."""
    opened = client.app.state.archive  # type: ignore[attr-defined]
    assert isinstance(opened, Archive)
    opened.catalogue.add_officer("amina", "أمينة بناني", "Amina Bennani", Capacity.DELEGATE)
    delegate(opened, automatic=False)
    return opened


def delegate(archive: Archive, automatic: bool) -> Delegation:
    amina = archive.catalogue.officer_of("amina")
    assert amina is not None
    begins = date(2026, 1, 2) if automatic else date(2026, 1, 1)
    given = Delegation(amina.officer_id, OFFICE, begins, None, "12/2026", automatic)
    return archive.catalogue.delegate(given)


def sent(archive: Archive, asked: Asked = ASKED, key: str = "key-1") -> Request:
    """A request that was received and taken as far as it goes."""
    request, _ = requesting.receive(archive, asked, key, "watiqa", False)
    return requesting.go_on(archive, request.number)


def signed(archive: Archive, asked: Asked = ASKED, key: str = "key-1") -> Request:
    return requesting.sign(archive, sent(archive, asked, key), "amina")


def confirm(archive: Archive, **decisions: str) -> Act:
    act = archive.act(str(REFERENCE))
    return archive.catalogue.verify(act.act_id, decisions, "amina", act.version)


def go_on_with_all(archive: Archive) -> int:
    """Take on what can go on, as the service does now and then; how many requests did."""
    follower = Follower(archive)
    try:
        return follower.look_once()
    finally:
        follower.close()


def minutes_later(archive: Archive, minutes: int) -> None:
    """Let time pass for the record alone: papers keep the hour of their time stamps."""
    then = datetime.now(UTC) + timedelta(minutes=minutes)
    record = archive.catalogue
    go_on = record.requests_to_go_on

    def looked(limit: int = 20) -> list[Request]:
        usual, record._clock = record._clock, lambda: then.isoformat(timespec="microseconds")
        try:
            return go_on(limit)
        finally:
            record._clock = usual

    record.requests_to_go_on = looked  # type: ignore[method-assign]


class Hindered:
    """A signer before whose signatures something happens."""

    def __init__(self, signer: Signer, before: Callable[[], None]) -> None:
        self._signer, self._before = signer, before

    @property
    def is_specimen(self) -> bool:
        return self._signer.is_specimen

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        self._before()
        return self._signer.sign(pdf, order)

    def close(self) -> None:
        self._signer.close()


class OneSigner(Signers):
    """Signers that are all one."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def of(self, key: str | None) -> Signer:
        return self._signer


def hindered(archive: Archive, before: Callable[[], None]) -> Archive:
    return replace(archive, signers=OneSigner(Hindered(archive.signers.of(None), before)))


def unsigned(code: str) -> Callable[[], None]:
    def refuse() -> None:
        raise SigningError(code, "on purpose")

    return refuse


class SilentIndex:
    """An index that does not answer."""

    def search(self, _: Any) -> Any:
        raise IndexUnavailable("index_unavailable", "on purpose")


def read_too(catalogue: Catalogue, reading: ActReading) -> None:
    """One more act, read from the volume that is held."""
    others = [act.reading for act in catalogue.acts()]
    volume = VolumeReference(reading.register, reading.copy)
    catalogue.keep_acts(volume, [*others, reading], {})


def known(archive: Archive, key: str = "key-1", **said: Any) -> Request:
    return sent(archive, replace(ASKED, act=None, known=replace(KNOWN, **said)), key)

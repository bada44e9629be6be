"""Requests of an invented applicant, taken so many steps."""

from dataclasses import replace

from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.asked import Applicant, ApplicantCapacity, Asked
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request import (
    FoundBy,
    Identified,
    Prepared,
    Request,
    Signed,
    SigningOrdered,
    Waits,
)
from archive.issuing.request_codes import Waiting
from archive.register import ActReference

OFFICE = "08.201.11.07"
ASKED = Asked(
    PaperKind.EXTRACT,
    PaperLanguage.BOTH,
    Applicant("Tarik Aouragh", ApplicantCapacity.HOLDER, "CNIE ZX400917"),
    Delivery.COUNTER,
    act=ActReference.parse(f"{OFFICE}/birth/1933/1/66"),
    purpose="passeport",
)
POSTED = replace(ASKED, delivery=Delivery.POST, address="7, derb Lghorfa, Settat")
WAITS = Waits(Waiting.NO_ACT_FOUND)


def received(catalogue: Catalogue, asked: Asked = ASKED, key: str = "key-1") -> Request:
    return catalogue.receive(asked, key, "watiqa")[0]


def prepared(catalogue: Catalogue, act: Act, asked: Asked = ASKED, key: str = "key-1") -> Request:
    request = received(catalogue, asked, key)
    identified = Identified(act.act_id, FoundBy.REFERENCE)
    return catalogue.take_steps(request, identified, Prepared(act.version))


def ordered(catalogue: Catalogue, act: Act, asked: Asked = ASKED, key: str = "key-1") -> Request:
    request = prepared(catalogue, act, asked, key)
    return catalogue.take_steps(request, SigningOrdered("amina", automatic=False))


def signed(catalogue: Catalogue, request: Request) -> Request:
    serials = tuple(f"{OFFICE}/2026/00000{copy}" for copy in range(1, request.asked.copies + 1))
    return catalogue.take_steps(request, Signed(serials), actor="amina")

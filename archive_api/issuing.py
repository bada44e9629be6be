"""Issuing a paper: from a verified act to the signed file in the vault, once for every order.

A paper is reserved with its number before it is made and issued after its file is kept; whatever
stops in between, the same order asked again goes on with the same number.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.act import Act
from archive.catalogue_papers import AskedPaper, require_same
from archive.errors import ActChanged, PaperOutdated, PaperUnknown
from archive.issuing.paper import IssuedPaper, PaperKind, PaperLanguage, PaperOrder, SigningOfficer
from archive.issuing.snapshot import ActSnapshot, snapshot
from archive.morocco import in_morocco
from archive_api.checking import CHECK_PATH
from archive_api.facsimiles import facsimiles
from archive_api.opened import Archive
from archive_api.papers.rendering import render, require_layable
from archive_api.papers.wording import forms
from archive_api.problems import Problem
from archive_api.signing.port import Signer, SigningOrder


@dataclass(frozen=True, slots=True)
class IssueOrder:
    """One paper to be issued.

    Attributes:
        key: names the order: asked again under it, the same paper comes back.
        act: the act's reference or id.
        officer: the account of who signs.
        request: number of the request that asks for it.
    """

    key: str
    act: str
    kind: PaperKind
    language: PaperLanguage
    officer: str
    request: str | None = None


def issue(archive: Archive, order: IssueOrder) -> IssuedPaper:
    """The issued paper of an order, made and signed unless it was before.

    Raises:
        OrderTaken: the key was given to another order.
        PaperRefused: the act gives no paper, or the officer may not sign for its office today.
        PaperError: the paper cannot be set.
        SigningError: it was not signed; nothing of it is kept or handed out.
        Problem: act_unknown, page_damaged, act_not_apart.
    """
    held = archive.catalogue.paper_of(order.key)
    if held is not None:
        act_id = archive.act(order.act).act_id
        require_same(held, order.key, act_id, order.kind, order.language)
        if held.pdf_sha256:
            return held
    try:
        return _issued(archive, order)
    except (ActChanged, PaperOutdated):
        # The act changed meanwhile, or midnight passed: the paper says what holds now.
        return _issued(archive, order)


def pdf_of(archive: Archive, serial: str) -> bytes:
    """The signed file of an issued paper.

    Raises:
        PaperUnknown: none was issued under this serial.
        MasterMissing, MasterCorrupt: the vault lost it.
    """
    paper = archive.catalogue.paper(serial)
    if not paper.pdf_sha256:
        raise PaperUnknown(f"paper {serial} was not issued")
    return archive.vault.get(paper.pdf_sha256)


def frozen_today(archive: Archive, act: Act) -> ActSnapshot:
    """What an act says today in Morocco, under the names that its office has today.

    Raises:
        PaperRefused: the act gives no paper.
        Problem: office_unknown.
    """
    today = in_morocco(datetime.now(UTC)).date()
    holder = archive.catalogue.office_on(act.register.office_code, today)
    if holder is None:
        raise Problem("office_unknown", office_code=act.register.office_code)
    return snapshot(act, holder, today)


def _issued(archive: Archive, order: IssueOrder) -> IssuedPaper:
    act = archive.act(order.act)
    frozen = frozen_today(archive, act)
    officer, _ = archive.catalogue.signing_officer(order.officer, frozen.office.code, frozen.at)
    signer = archive.signers.of(officer.signing_key)
    images = facsimiles(archive, act, frozen) if order.kind is PaperKind.FULL_COPY else []
    trial = PaperOrder(order.kind, order.language, "", "", datetime.now(UTC), "", officer.printed)
    require_layable(frozen, trial)
    after = archive.catalogue.last_issue(frozen.office.code)
    asked = AskedPaper(
        order.key,
        act.act_id,
        frozen,
        order.kind,
        order.language,
        order.officer,
        specimen=signer.is_specimen,
        request=order.request,
    )
    reserved = archive.catalogue.reserve_paper(asked)
    at = datetime.fromisoformat(reserved.at)
    if in_morocco(at).date() != frozen.at:
        raise PaperOutdated(f"paper {reserved.serial} was reserved on the day after its snapshot")
    printed = _sealed(archive, frozen, reserved, officer.printed)
    signed = _signed(signer, render(frozen, printed, images), frozen, printed, after)
    return archive.catalogue.issue_paper(reserved, archive.vault.put(signed), order.officer)


def _sealed(
    archive: Archive, frozen: ActSnapshot, reserved: IssuedPaper, officer: SigningOfficer
) -> PaperOrder:
    """What is printed on a reserved paper, its seal included."""
    # The key is asked for after the instant of issue, so that it is one of that instant.
    from archive_api.seal.key_folder import KeyFolder
    from archive_api.seal.sealed_paper import make_seal

    settings = archive.settings
    order = PaperOrder(
        kind=reserved.kind,
        language=reserved.language,
        serial=reserved.serial,
        code=reserved.code,
        at=datetime.fromisoformat(reserved.at),
        address=f"{settings.address}{CHECK_PATH}{reserved.code}",
        officer=officer,
        specimen=reserved.specimen,
    )
    folder = KeyFolder(Path(settings.seal_dir), settings.address, settings.seal_key_days)
    return replace(order, seal=make_seal(frozen, order, folder.current()))


def _signed(
    signer: Signer, pdf: bytes, frozen: ActSnapshot, printed: PaperOrder, after: str | None
) -> bytes:
    officer = printed.officer
    asked = SigningOrder(
        reason=f"{forms()['signing_reason'][printed.kind.value]} {printed.serial}",
        location=frozen.office.name_fr,
        officer=f"{officer.name_fr}, {officer.capacity_fr}",
        at=printed.at,
        after=None if after is None else datetime.fromisoformat(after),
    )
    return signer.sign(pdf, asked)

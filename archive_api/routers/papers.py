"""``/v1/acts/…/extract``, ``/full-copy``, ``/multilingual``: specimens of a verified act's papers.

They show what a paper would say: they have no number, no seal and no signature.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from archive.account import Right
from archive.act import Act
from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder, SigningOfficer
from archive_api.facsimiles import facsimiles
from archive_api.issuing import frozen_today
from archive_api.opened import Archive, Opened
from archive_api.papers.rendering import render
from archive_api.routers.acts import Reference
from archive_api.signed_in import program_allowed

router = APIRouter(prefix="/v1/acts", tags=["papers"])

Language = Annotated[PaperLanguage, Query(description="ar, fr or both")]
_BOTH = PaperLanguage.BOTH

_UNNAMED = SigningOfficer("", "", "ضابط الحالة المدنية", "L'Officier de l'état civil")

_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}, "description": "the paper"}
}


@router.get(
    "/{reference:path}/extract",
    response_class=Response,
    responses=_PDF,
    dependencies=[program_allowed(Right.ISSUE)],
)
def extract(archive: Opened, reference: Reference, language: Language = _BOTH) -> Response:
    """The extract of a verified act, as a specimen."""
    return _paper(archive, reference, PaperKind.EXTRACT, language)


@router.get(
    "/{reference:path}/full-copy",
    response_class=Response,
    responses=_PDF,
    dependencies=[program_allowed(Right.ISSUE)],
)
def full_copy(archive: Opened, reference: Reference, language: Language = _BOTH) -> Response:
    """The full copy of a verified act with its image, as a specimen."""
    return _paper(archive, reference, PaperKind.FULL_COPY, language)


@router.get(
    "/{reference:path}/multilingual",
    response_class=Response,
    responses=_PDF,
    dependencies=[program_allowed(Right.ISSUE)],
)
def multilingual(archive: Opened, reference: Reference, language: Language = _BOTH) -> Response:
    """The extract for abroad of a verified act, as a specimen."""
    return _paper(archive, reference, PaperKind.MULTILINGUAL, language)


def specimen(archive: Archive, act: Act, kind: PaperKind, language: PaperLanguage) -> bytes:
    """What a paper of an act would say today, without number, seal and signature; logged as read.

    Raises:
        PaperRefused: the act gives no paper. PaperError: the paper cannot be set.
        Problem: office_unknown, page_damaged, act_not_apart.
    """
    frozen = frozen_today(archive, act)
    images = facsimiles(archive, act, frozen) if kind is PaperKind.FULL_COPY else []
    order = PaperOrder(kind, language, "", "", datetime.now(UTC), "", _UNNAMED)
    pdf = render(frozen, order, images)
    archive.log_read(f"paper.{kind.value}", act.act_id)
    return pdf


def _paper(archive: Archive, reference: str, kind: PaperKind, language: PaperLanguage) -> Response:
    act = archive.act(reference)
    pdf = specimen(archive, act, kind, language)
    name = f"{kind.value}-{str(act.reference).replace('/', '-')}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)

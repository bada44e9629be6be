"""``/v1/acts/…/extract`` and ``/full-copy``: the papers of a verified act, as PDF."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response

from archive.act import Act, Box
from archive.offices import office
from archive_api.opened import Archive, Opened, reference_of, volume_of
from archive_api.papers.errors import (
    ActIsSecondCopy,
    ActNotVerified,
    ActWithoutNumber,
    FontsMissing,
    TypesettingFailed,
)
from archive_api.papers.layout import PaperKind, lay_out
from archive_api.papers.snapshot import ActRegion, PaperSnapshot, snapshot
from archive_api.papers.typesetting import typeset
from archive_api.problems import Problem
from archive_api.routers.acts import Reference

router = APIRouter(prefix="/v1/acts", tags=["papers"])

FACSIMILE_MARGIN = 0.01
"""Room around the act's region on its facsimile, as a share of its shorter side: the next act on
the page is somebody else's."""

_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}, "description": "the paper"}
}


@router.get("/{reference:path}/extract", response_class=Response, responses=_PDF)
def extract(archive: Opened, reference: Reference) -> Response:
    """The bilingual extract of a verified act, a specimen until papers are signed."""
    return _paper(archive, reference, PaperKind.EXTRACT)


@router.get("/{reference:path}/full-copy", response_class=Response, responses=_PDF)
def full_copy(archive: Opened, reference: Reference) -> Response:
    """The bilingual full copy of a verified act with its image, a specimen for now."""
    return _paper(archive, reference, PaperKind.FULL_COPY)


def _paper(archive: Archive, reference: str, kind: PaperKind) -> Response:
    act = archive.act(reference)
    frozen = _frozen(act)
    images = _facsimiles(archive, act, frozen) if kind is PaperKind.FULL_COPY else []
    try:
        pdf = typeset(lay_out(frozen, kind), str(frozen.reference), frozen.at, images)
    except FontsMissing as error:
        raise Problem("fonts_missing") from error
    except TypesettingFailed as error:
        raise Problem("paper_failed") from error
    archive.log_read(f"paper.{kind.value}", act.act_id)
    name = f"{kind.value}-{str(frozen.reference).replace('/', '-')}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _frozen(act: Act) -> PaperSnapshot:
    holder = office(act.register.office_code)
    if holder is None:
        raise Problem("office_unknown", office_code=act.register.office_code)
    try:
        return snapshot(act, holder, date.today())
    except ActIsSecondCopy as error:
        raise Problem("act_is_second_copy", standing=error.standing) from error
    except ActNotVerified as error:
        raise Problem("act_not_verified", reference=reference_of(act)) from error
    except ActWithoutNumber as error:
        raise Problem("act_without_number", reference=reference_of(act)) from error


def _facsimiles(archive: Archive, act: Act, frozen: PaperSnapshot) -> list[bytes]:
    return [
        archive.crop_jpeg(
            act, region.page, region.box or _own_part(archive, act, region), FACSIMILE_MARGIN
        )
        for region in frozen.regions
    ]


def _own_part(archive: Archive, act: Act, region: ActRegion) -> Box | None:
    """The act's part of a page on which no region was drawn: None when all of it is the act's.

    Where other acts share the page, the box around the act's own fields stands for the region; a
    copy never shows another person's act.
    """
    page, volume = region.page, volume_of(act)
    scan = archive.page(volume, page, region.scan).scan
    # Acts that a later reading placed elsewhere stand on a replaced scan all the same.
    if archive.catalogue.acts_ever_on(volume, page, scan) <= {act.act_id}:
        return None
    boxes = [field.box for field in act.fields.values() if field.page == page and field.box]
    if not boxes:
        raise Problem("act_not_apart", page=page)
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)

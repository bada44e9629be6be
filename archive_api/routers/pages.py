"""``/v1/pages``: the image of a page of a volume."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from archive.account import Right
from archive.register import Kind, VolumeReference
from archive_api.opened import Opened
from archive_api.problems import Problem
from archive_api.signed_in import program_allowed

router = APIRouter(prefix="/v1/pages", tags=["pages"])

MAX_WIDTH = 10_000

_JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {}}, "description": "the page"}
}


@router.get(
    "/{office_code}/{kind}/{year}/{part}/{page:path}/image",
    response_class=Response,
    responses=_JPEG,
    dependencies=[program_allowed(Right.READ)],
)
def image(
    archive: Opened,
    office_code: str,
    kind: Kind,
    year: int,
    part: Annotated[str, Path(description="part, with @copy for another original: 1 or 1@2")],
    page: str,
    width: Annotated[int | None, Query(ge=16, le=MAX_WIDTH, description="pixels")] = None,
    scan: Annotated[
        str | None,
        Query(pattern=r"^[0-9a-f]{64}:[0-9]+$", description="sha256:frame, of a replaced page too"),
    ] = None,
) -> Response:
    """The page as delivered, as JPEG, scaled down to ``width`` when it is wider.

    Without ``scan`` it is the page in force; an act's ``pages`` name the scan it was read from.
    """
    text = f"{office_code}/{kind.value}/{year}/{part}"
    try:
        volume = VolumeReference.parse(text)
    except ValueError as error:
        raise Problem("volume_unknown", volume=text) from error
    jpeg = archive.page_jpeg(volume, page, width, scan)
    archive.log_read("page.seen", f"{volume}/{page}")
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})

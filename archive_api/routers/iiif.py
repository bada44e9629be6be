"""``/iiif``: scans of pages and volumes by the IIIF Image and Presentation interfaces, 3.0.

Who looks at a page is written into the audit trail once a view and not once a tile: when the
picture's ``info.json`` is asked for, or at the first part of it where that was passed over.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from archive.account import Right
from archive.errors import MasterCorrupt, MasterMissing
from archive.records import VolumePage
from archive.register import VolumeReference
from archive_api import iiif, iiif_manifest
from archive_api.iiif import PictureName, PictureRefused, PictureUnsupported, Shot, upright_size
from archive_api.iiif_manifest import ShownPage
from archive_api.opened import Archive, Opened, volume_of
from archive_api.page_images import ImageUndecodable
from archive_api.page_tiles import media_type
from archive_api.page_views import PageViews
from archive_api.problems import Problem
from archive_api.seen_pages import SeenPages
from archive_api.signed_in import program_allowed

router = APIRouter(prefix="/iiif", include_in_schema=False)

# What an address shows never changes, and is this person's alone.
KEPT = {"Cache-Control": "private, max-age=3600, immutable", "Vary": "Cookie"}
_NOT_KEPT = {"Cache-Control": "no-store"}
_MOST_SHOWN = 200


def _views(request: Request) -> PageViews:
    views: PageViews = request.app.state.views
    return views


def _seen(request: Request) -> SeenPages:
    seen: SeenPages = request.app.state.seen
    return seen


Views = Annotated[PageViews, Depends(_views)]
Seen = Annotated[SeenPages, Depends(_seen)]


@router.get("/image/{path:path}", dependencies=[program_allowed(Right.READ)])
def image(request: Request, archive: Opened, views: Views, seen: Seen, path: str) -> Response:
    """A picture's ``info.json``, or a part of it; its bare address leads to the first."""
    try:
        name, asked = PictureName.parse(path)
    except PictureRefused as error:
        raise Problem("route_unknown") from error
    if not asked:
        return RedirectResponse(f"{name.address}/info.json", status_code=303)
    size = views.size(name, lambda: _held_size(archive, name))
    page = f"{name.volume}/{name.page}"
    if asked == "info.json":
        _note(archive, seen, page)
        return _json(request, iiif.info(f"{_base(request)}{name.address}", size), iiif.PROFILE)
    wanted = _wanted(asked, size)
    if not seen.is_noted(archive.actor, page):
        _note(archive, seen, page)
    made = part(archive, views, name, wanted)
    return Response(made, media_type=media_type(wanted), headers=KEPT)


@router.get("/manifest/{volume:path}", dependencies=[program_allowed(Right.READ)])
def manifest(request: Request, archive: Opened, volume: str) -> Response:
    """A volume for any viewer: its pages in order, its acts by number."""
    held = _volume(volume)
    pages = shown_pages(archive, held)
    acts = [act for act in archive.catalogue.acts(held.register) if volume_of(act) == held]
    archive.log_read("volume.manifest", str(held))
    made = iiif_manifest.manifest(_base(request), held, pages, acts)
    return _json(request, made, iiif_manifest.PROFILE)


@router.get("/annotations/{path:path}", dependencies=[program_allowed(Right.READ)])
def annotations(request: Request, archive: Opened, seen: Seen, path: str) -> Response:
    """What stands where on a page, field by field."""
    pieces = path.split("/", 4)
    if len(pieces) != 5:
        raise Problem("route_unknown")
    held, name = _volume("/".join(pieces[:4])), pieces[4]
    page = next((page for page in shown_pages(archive, held) if page.name == name), None)
    if page is None:
        raise Problem("page_unknown", page=name)
    acts = [act for act in archive.catalogue.acts(held.register) if volume_of(act) == held]
    _note(archive, seen, f"{held}/{name}")
    made = iiif_manifest.annotations(_base(request), page, acts)
    return _json(request, made, iiif_manifest.PROFILE)


def part(archive: Archive, views: PageViews, name: PictureName, asked: Shot) -> bytes:
    """A part of a picture; Problem page_damaged when its master cannot be shown."""
    try:
        sha256 = name.scan.partition(":")[0]
        return views.part(name, asked, lambda: archive.vault.get(sha256))
    except (MasterMissing, MasterCorrupt, ImageUndecodable) as error:
        raise Problem("page_damaged", page=name.page) from error


def shown_page(volume: VolumeReference, page: VolumePage, turns: int) -> ShownPage:
    """A page with its picture, after so many clockwise quarter turns."""
    picture = PictureName(volume, page.name, page.scan, turns)
    return ShownPage(picture, upright_size(_scan_size(page), turns), _scan_size(page))


def shown_pages(archive: Archive, volume: VolumeReference) -> list[ShownPage]:
    """A volume's pages in force; Problem volume_unknown when the archive does not hold it."""
    record = archive.catalogue.volume(volume)
    if record is None:
        raise Problem("volume_unknown", volume=str(volume))
    found = [finding for finding in record.findings if finding.code == "page_turned"]
    turns = {finding.page: int(finding.params.get("turns", 0)) for finding in reversed(found)}
    pages = archive.catalogue.pages(volume)
    return [shown_page(volume, page, turns.get(page.name, 0)) for page in pages]


def _wanted(asked: str, size: tuple[int, int]) -> Shot:
    try:
        return iiif.shot(asked, size)
    except PictureRefused as error:
        unsupported = isinstance(error, PictureUnsupported)
        code = "picture_unsupported" if unsupported else "picture_refused"
        raise Problem(code, part=error.part, value=error.value[:_MOST_SHOWN]) from error


def _note(archive: Archive, seen: SeenPages, page: str) -> None:
    archive.log_read("page.seen", page)
    seen.note(archive.actor, page)


def _volume(text: str) -> VolumeReference:
    try:
        return VolumeReference.parse(text)
    except ValueError as error:
        raise Problem("volume_unknown", volume=text[:_MOST_SHOWN]) from error


def _held_size(archive: Archive, name: PictureName) -> tuple[int, int]:
    """Width and height of a picture that the archive holds; a Problem when it does not."""
    return upright_size(_scan_size(archive.page(name.volume, name.page, name.scan)), name.turns)


def _scan_size(page: VolumePage) -> tuple[int, int]:
    return page.width, page.height


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _json(request: Request, made: dict[str, Any], profile: str) -> Response:
    linked = "application/ld+json" in request.headers.get("accept", "")
    return JSONResponse(
        made, media_type=profile if linked else "application/json", headers=_NOT_KEPT
    )

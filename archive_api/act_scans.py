"""Where an act stands on its scans: its pages, its region on each, pictures of its fields."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from archive.act import Act
from archive.box import Box
from archive_api.act_sheet import Section
from archive_api.iiif_manifest import ShownPage
from archive_api.opened import Archive, volume_of
from archive_api.problems import Problem
from archive_api.routers.acts import CROP_MARGIN
from archive_api.routers.iiif import shown_page


def pages_of(archive: Archive, act: Act) -> list[tuple[ShownPage, Box | None]]:
    """The pages an act stands on with its region there, in pixels of the page upright."""
    volume, pages = volume_of(act), []
    for name, region in act.reading.pages:
        try:
            page = archive.page(volume, name, act.scans.get(name))
        except Problem:
            # A reading from elsewhere may name a page that this archive was never given.
            continue
        shown = shown_page(volume, page, archive.turns_of(volume, page))
        pages.append((shown, None if region is None else shown.box(region)))
    return pages


def scan_of(page: ShownPage, region: Box | None) -> dict[str, Any]:
    """What a page's script has to know of a scan."""
    return {
        "info": f"{page.picture.address}/info.json",
        "region": None if region is None else asdict(region),
    }


def region_address(page: ShownPage, box: Box | None, size: str) -> str:
    """The address of a part of a page, the whole of it without a box, at a size of IIIF."""
    place = "full" if box is None else f"{box.x},{box.y},{box.width},{box.height}"
    return f"{page.picture.address}/{place}/{size}/0/default.jpg"


def crops(shown: Iterable[Section], pages: Sequence[ShownPage]) -> dict[str, str]:
    """Addresses of the fields' own pictures."""
    return {
        line.name: region_address(page, _around(line.box, page.size), "!900,80")
        for section in shown
        for line in section.lines
        if line.page is not None and line.box is not None
        for page in (pages[line.page],)
    }


def _around(box: Box, size: tuple[int, int]) -> Box:
    """A field's box with room for the strokes that leave it."""
    room = round(CROP_MARGIN * min(box.width, box.height))
    left, top = max(0, box.x - room), max(0, box.y - room)
    right = min(size[0], box.x + box.width + room)
    bottom = min(size[1], box.y + box.height + room)
    return Box(left, top, max(1, right - left), max(1, bottom - top))

"""The facsimile of a full copy: an act's parts of its pages, and of nobody else's."""

from archive.act import Act
from archive.box import Box
from archive.issuing.snapshot import ActRegion, ActSnapshot
from archive_api.opened import Archive, volume_of
from archive_api.problems import Problem

FACSIMILE_MARGIN = 0.01
"""Room around the act's region, as a share of its shorter side: the next act on the page is
somebody else's."""


def facsimiles(archive: Archive, act: Act, frozen: ActSnapshot) -> list[bytes]:
    """JPEG pictures of the act, in page order.

    Problem act_not_apart where the act cannot be cut out of a page that others share.
    """
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

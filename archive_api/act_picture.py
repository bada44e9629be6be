"""The picture of an act on one page, and where its fields stand in that picture. Pure.

A picture is the act's region with room around it, turned upright. Boxes of the record are in pixels
of the delivered scan, those here in shares of the picture, so that any size of it may be shown.
"""

from dataclasses import dataclass
from functools import reduce

from archive.act import Act
from archive.box import Box

ROOM = 0.02
"""Room around an act's region, as a share of its shorter side."""


@dataclass(frozen=True, slots=True)
class Share:
    """A box in shares of a picture, 0 to 1, origin top-left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ActPicture:
    """The act's part of one page.

    Attributes:
        page: page name in the volume.
        region: what is shown of the scan, room included; None for all of it.
        turns: clockwise quarter turns that make it upright.
        size: width and height of what is shown, in pixels of the scan before it is turned.
        fields: by name, where each field stands; fields of other pages are absent.
        mentions: by place in the margin as read, where each stands, those of this page.
    """

    page: str
    region: Box | None
    turns: int
    size: tuple[int, int]
    fields: dict[str, Share]
    mentions: dict[int, Share]


def picture(
    act: Act, page: str, region: Box | None, size: tuple[int, int], turns: int
) -> ActPicture:
    """The picture of an act on a page of so many pixels.

    A region that leaves out a field or a mention of the act is widened to hold it.
    """
    boxes = {
        name: field.box
        for name, field in act.fields.items()
        if field.page == page and field.box is not None
    }
    noted = {
        at: mention.box
        for at, mention in enumerate(act.mentions)
        if mention.page == page and mention.box is not None
    }
    every = (*boxes.values(), *noted.values())
    shown = None if region is None else _with_room(reduce(Box.around, every, region), size)
    x, y = (0, 0) if shown is None else (shown.x, shown.y)
    extent = size if shown is None else (shown.width, shown.height)

    def share(box: Box) -> Share:
        return _share(box, x, y, extent, turns)

    fields = {name: share(box) for name, box in boxes.items()}
    mentions = {at: share(box) for at, box in noted.items()}
    return ActPicture(page, shown, turns, extent, fields, mentions)


def _with_room(box: Box, size: tuple[int, int]) -> Box:
    room = round(min(box.width, box.height) * ROOM)
    left, top = max(0, box.x - room), max(0, box.y - room)
    right = min(size[0], box.x + box.width + room)
    bottom = min(size[1], box.y + box.height + room)
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def _share(box: Box, x: int, y: int, extent: tuple[int, int], turns: int) -> Share:
    wide, high = extent
    left, top = (box.x - x) / wide, (box.y - y) / high
    width, height = box.width / wide, box.height / high
    for _ in range(turns % 4):
        left, top, width, height = 1 - top - height, left, height, width
    return Share(left, top, width, height)

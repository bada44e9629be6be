"""Forms that print both scripts' labels back to back in the middle of the sheet.

Their values stand at the outer edges, each in front of its label. Such rows are laid out as a
table of four columns: the French value, its label, the Arabic label, its value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, pairwise
from statistics import median

from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

# Left, right and middle height of a box on the upright page, skew undone, in pixels.
Place = Callable[[BoundingBox], tuple[float, float, float]]
_ROWS = 6
# In heights of a line: how far apart both labels stand, how their ends waver, what one level is.
_FACING, _WAVER, _LEVEL = 4.0, 1.0, 0.7
# Of the step from row to row, how far from its label's level a value may stand on a curled sheet.
_ROW_REACH = 0.4
_GAP = 1.2
_FAR = 3.0
_VALUE, _LABEL = 0, 1


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line outside tables: its region, and where it stands on the upright page, in pixels."""

    line: Line
    region: Region
    left: float
    right: float
    level: float
    height: float


@dataclass(frozen=True, slots=True)
class _Middle:
    """Where French labels end and Arabic ones begin, in pixels, and the levels of the rows.

    ``outer`` are the places between which all labels stand.
    """

    left: float
    right: float
    outer: tuple[float, float]
    levels: tuple[float, ...]
    height: float


def part_middle(page: Page, place: Place) -> Page:
    """The page with the rows of such forms as cells; as it is when it prints none."""
    first = 1 + max((region.row or 0 for region in page.regions), default=0)
    regions = list(page.regions)
    for band in sorted({region.band or 0 for region in page.regions}):
        own = [r for r in page.regions if (r.band or 0) == band and r.kind is not RegionKind.CELL]
        lines = [_placed(line, region, place) for region in own for line in region.lines]
        lean = _lean([line for line in lines if line.height > 0])
        upright = partial(_set_upright, place, lean)
        lines = [_placed(x.line, x.region, upright) for x in lines]
        middle = _middle([line for line in lines if line.height > 0])
        if middle is None:
            continue
        held = [x for x in lines if _row(x, middle) is not None]
        kept = {id(line.line) for line in held}
        regions = [r for r in regions if r not in own]
        regions += [
            replace(region, lines=rest)
            for region in own
            if (rest := tuple(line for line in region.lines if id(line) not in kept))
        ]
        regions += _cells(held, middle, upright, first)
        first += len(middle.levels)
    return replace(page, regions=tuple(regions))


def _placed(line: Line, region: Region, place: Place) -> _Placed:
    left, right, level = place(line.box)
    height = min(line.box.width, line.box.height)
    return _Placed(line, region, left, right, level, height)


def _set_upright(place: Place, lean: float, box: BoundingBox) -> tuple[float, float, float]:
    """Where a box stands once columns that lean by ``lean``, across for each pixel down, do not."""
    left, right, level = place(box)
    return left - lean * level, right - lean * level, level


def _lean(lines: Sequence[_Placed]) -> float:
    """How far the ends of French labels run to the right for each pixel down: sheets lie askew."""
    ends = [(f.level, f.right) for f, _ in _faced(lines)]
    steps = [
        (right - left) / (below - above)
        for (above, left), (below, right) in combinations(sorted(ends), 2)
        if below - above > _FAR * lines[0].height
    ]
    return median(steps) if len(ends) >= _ROWS and steps else 0.0


def _faced(lines: Sequence[_Placed]) -> list[tuple[_Placed, _Placed]]:
    """Lines of French that end close before one of Arabic on their level."""
    if not lines:
        return []
    height = median(line.height for line in lines)
    return [
        (f, a)
        for f in lines
        for a in lines
        if f.line.script is Script.LATIN
        and a.line.script is Script.ARABIC
        and abs(f.level - a.level) < _LEVEL * height
        and 0 < a.left - f.right < _FACING * height
        and f.left < f.right < a.left < a.right
    ]


def _middle(lines: Sequence[_Placed]) -> _Middle | None:
    """Where both scripts' lines end back to back in most rows, None where they do not."""
    if not lines:
        return None
    height = median(line.height for line in lines)
    french = [line for line in lines if line.line.script is Script.LATIN]
    arabic = [line for line in lines if line.line.script is Script.ARABIC]
    faced = _faced(lines)

    def alike(pair: tuple[_Placed, _Placed]) -> list[tuple[_Placed, _Placed]]:
        return [
            (f, a)
            for f, a in faced
            if abs(f.right - pair[0].right) < _WAVER * height
            and abs(a.left - pair[1].left) < _WAVER * height
        ]

    best = max((alike(pair) for pair in faced), key=len, default=[])
    if len(best) < _ROWS:
        return None
    left, right = median(f.right for f, _ in best), median(a.left for _, a in best)
    ends = [f for f in french if abs(f.right - left) < _WAVER * height]
    ends += [a for a in arabic if abs(a.left - right) < _WAVER * height]
    outer = min(f.left for f, _ in best) - height, max(a.right for _, a in best) + height
    ends += [x for x in lines if _spans(x, left, right, outer)]
    levels: list[float] = []
    for level in sorted(line.level for line in ends):
        if not levels or level - levels[-1] > _LEVEL * height:
            levels.append(level)
    return _Middle(left, right, outer, tuple(levels), height)


def _spans(line: _Placed, left: float, right: float, outer: tuple[float, float]) -> bool:
    """Whether a line holds both scripts' labels, read as one: it stands where they do."""
    return outer[0] < line.left < left and right < line.right < outer[1]


def _row(line: _Placed, middle: _Middle) -> int | None:
    """The row, by place from the top, that a line stands in; None for text of no row."""
    near = min(range(len(middle.levels)), key=lambda at: abs(line.level - middle.levels[at]))
    steps = [b - a for a, b in pairwise(middle.levels)]
    reach = max(_LEVEL * middle.height, _ROW_REACH * median(steps))
    on_level = abs(line.level - middle.levels[near]) < reach
    across = line.left < middle.left and line.right > middle.right
    labels = _spans(line, middle.left, middle.right, middle.outer)
    return near if on_level and (labels or not across) else None


def _cells(lines: Sequence[_Placed], middle: _Middle, place: Place, first: int) -> list[Region]:
    held: dict[tuple[int, int], list[Line]] = {}
    region = {row: x.region for x in lines if (row := _row(x, middle)) is not None}
    for line in lines:
        row = _row(line, middle)
        if row is None:
            continue
        latin = line.right < (middle.left + middle.right) / 2
        if _spans(line, middle.left, middle.right, middle.outer):
            label = 1 if line.line.script is Script.LATIN else 2
            held.setdefault((row, label), []).append(line.line)
            continue
        for half, part in _parts(line, latin, middle, place):
            held.setdefault((row, half if latin else 3 - half), []).append(part)
    return [
        replace(
            region[row],
            lines=tuple(own),
            box=_around([line.box for line in own]),
            kind=RegionKind.CELL,
            row=first + row,
            column=column,
        )
        for (row, column), own in sorted(held.items())
    ]


def _parts(line: _Placed, latin: bool, middle: _Middle, place: Place) -> list[tuple[int, Line]]:
    """A line as value, as label, or cut where the widest gap parts the two."""
    ends = abs(line.right - middle.left) if latin else abs(line.left - middle.right)
    script = line.line.script
    if not any(c.isalpha() for c in line.line.text):
        script = Script.LATIN if latin else Script.ARABIC
    whole = replace(line.line, script=script)
    if ends >= _WAVER * middle.height:
        return [(_VALUE, whole)]
    across = sorted(line.line.words, key=lambda word: place(word.box)[0])
    gaps = [place(b.box)[0] - place(a.box)[1] for a, b in pairwise(across)]
    at = 1 + max(range(len(gaps)), key=gaps.__getitem__, default=0)
    if not gaps or gaps[at - 1] <= _GAP * middle.height:
        return [(_LABEL, whole)]
    outer, inner = (across[:at], across[at:]) if latin else (across[at:], across[:at])
    return [(_VALUE, _cut(line.line, outer)), (_LABEL, _cut(line.line, inner))]


def _cut(line: Line, words: Sequence[Word]) -> Line:
    """Some of a line's words, in its own order."""
    own = tuple(word for word in line.words if any(word is other for other in words))
    return replace(line, words=own, box=_around([word.box for word in own]))


def _around(boxes: Sequence[BoundingBox]) -> BoundingBox:
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box

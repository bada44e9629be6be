"""Text lines of a corrected page: fragments of ink that stand on one baseline.

A fragment ends at a gap wider than any space between words of one entry; whoever reads the page
joins fragments of a row again where they belong together.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr.page import BoundingBox
from ocr.paper import Grey, Mask
from ocr.pieces import Ints, Pieces, connected

# In letter heights: what one line's core never reaches, and what a line of a margin is.
_TWO_LINES, _SHORT_LINE = 2.4, 16
_VALLEY = 0.5


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of a line: its box and, as rows, the top and bottom of its main body of ink.

    ``cores`` are the labels of its ink in the owner map that ``find_fragments`` returns.
    """

    box: BoundingBox
    core_top: int
    core_bottom: int
    cores: frozenset[int] = frozenset()


def text_height(ink: Pieces, dpi: int) -> float:
    """Typical height of letters in pixels; 0 when the page has no text."""
    heights, widths = ink.heights, ink.widths
    keep = (heights > dpi * 0.04) & (heights < dpi * 0.35) & (widths < dpi * 1.5) & ink.kept
    if keep.sum() < 8:
        return 0.0
    return float(np.median(heights[keep]))


def drop_blots(ink: Pieces, dpi: int) -> Pieces:
    """The ink without specks and without shapes too large for text (seals, blots, folds)."""
    speck = ink.areas < max(2, round((dpi * 0.008) ** 2))
    large = (ink.heights > dpi * 0.5) | (ink.widths > dpi * 2.2)
    return ink.without(speck | large)


def find_fragments(
    ink: Pieces, walls: Mask, dpi: int, gap: float = 2.4
) -> tuple[list[Fragment], Ints]:
    """Fragments of text lines, and for each pixel of ink the core that owns it (0: none).

    ``walls`` (1 on upright rules) are never crossed.

    Args:
        gap: widest gap inside a fragment, in letter heights.
    """
    height = text_height(ink, dpi)
    if height == 0:
        return [], np.zeros(walls.shape, np.int32)
    count, core_labels, core_stats = _cores(ink, walls, height, gap)
    owner = _owners(ink, core_labels, core_stats, height)
    fragments = _collect(ink, owner, core_stats, count, height)
    return _absorb(fragments, walls, height), owner


def _cores(ink: Pieces, walls: Mask, height: float, gap: float) -> tuple[int, Ints, Ints]:
    """Bands through the middle of each line, labelled: letters smeared along it, bridges cut."""
    letters = ink.mask(ink.heights >= 0.45 * height)
    reach = max(3, round(gap * height))
    padded = cv2.copyMakeBorder(letters, 0, 0, reach, reach, cv2.BORDER_CONSTANT, value=0)
    smeared = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    smeared = smeared[:, reach:-reach].copy()
    smeared[walls > 0] = 0
    # Rows where only a rising or falling stroke stands are thinner than this and fall away.
    window = (max(3, round(1.8 * height)), max(1, round(height * 0.3)))
    smeared[cv2.blur(letters * np.uint8(255), window) < 0.06 * 255] = 0
    opening = np.ones((max(1, round(height * 0.22)), max(3, round(height * 0.6))), np.uint8)
    cores = cv2.morphologyEx(smeared, cv2.MORPH_OPEN, opening)
    cores = cv2.morphologyEx(cores, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    cores[walls > 0] = 0
    labelled = connected(cores)
    return connected(cores) if _part_rows(cores, labelled, letters, height) else labelled


def _part_rows(cores: Mask, labelled: tuple[int, Ints, Ints], letters: Mask, height: float) -> bool:
    """Cut, in place, cores of short lines set so close that strokes of one reach into the next.

    Between two lines the ink of a row falls to less than half of what either line has. Tells
    whether any was cut.
    """
    count, _, stats = labelled
    parted = False
    for x, y, w, h in stats[1:count, :4].tolist():
        if h < _TWO_LINES * height or w > _SHORT_LINE * height:
            continue
        ink = letters[y : y + h, x : x + w].sum(axis=1, dtype=np.float64)
        rows = cv2.blur(ink[:, None], (1, max(1, round(0.15 * height))))[:, 0]
        edge = round(0.6 * height)
        valley = edge + int(rows[edge : h - edge].argmin())
        if rows[valley] < _VALLEY * min(rows[:valley].max(), rows[valley:].max()):
            cores[y + valley - 1 : y + valley + 2, x : x + w] = 0
            parted = True
    return parted


def _owners(ink: Pieces, core_labels: Ints, core_stats: Ints, height: float) -> Ints:
    """For each ink pixel the core it belongs to: its piece's, or the nearest by rows."""
    count, base = len(ink.stats), len(core_stats)
    under = core_labels.ravel()[ink.pixels]
    owners, under = ink.owners[under > 0], under[under > 0]
    votes, least = np.zeros(count, np.int32), np.full(count, base, np.int32)
    np.maximum.at(votes, owners, under)
    np.minimum.at(least, owners, under)
    shared = least < votes
    mine = shared[owners]
    pairs, counts = np.unique(
        owners[mine].astype(np.int64) * base + under[mine], return_counts=True
    )
    pieces, cores = np.divmod(pairs, base)
    order = np.lexsort((counts, pieces))
    votes[pieces[order]] = cores[order]
    for piece in np.flatnonzero((votes == 0) & ink.kept).tolist():
        votes[piece] = _nearest_core(ink.stats[piece], core_stats, height)
    owner: Ints = np.zeros(core_labels.shape, np.int32)
    owner.ravel()[ink.pixels] = votes[ink.owners]
    for piece in np.flatnonzero(shared).tolist():
        _share_out(piece, ink, core_labels, core_stats, owner)
    return owner


def _nearest_core(stat: Ints, core_stats: Ints, height: float) -> int:
    """The core a dot or an accent stands over or under, 0 when none is near."""
    x, y, w, h = (int(v) for v in stat[:4])
    left, top = core_stats[:, cv2.CC_STAT_LEFT], core_stats[:, cv2.CC_STAT_TOP]
    right = left + core_stats[:, cv2.CC_STAT_WIDTH]
    bottom = top + core_stats[:, cv2.CC_STAT_HEIGHT]
    across = np.maximum(0, np.maximum(left - (x + w), x - right))
    down = np.maximum(0, np.maximum(top - (y + h), y - bottom))
    cost = down + 0.5 * across
    cost[0] = np.inf
    best = int(cost.argmin())
    return best if down[best] <= 1.3 * height and across[best] <= 1.2 * height else 0


def _share_out(piece: int, ink: Pieces, core_labels: Ints, core_stats: Ints, owner: Ints) -> None:
    """Split, in place, a piece that touches several lines by the nearest core row."""
    x, y, w, h = (int(v) for v in ink.stats[piece][:4])
    window = (slice(y, y + h), slice(x, x + w))
    mine = ink.labels[window] == piece
    cores = [int(c) for c in np.unique(core_labels[window][mine]) if c]
    middles = np.array(
        [core_stats[c][cv2.CC_STAT_TOP] + core_stats[c][cv2.CC_STAT_HEIGHT] / 2 for c in cores]
    )
    if np.ptp(middles) < 1:
        return
    rows = np.arange(y, y + h)
    nearest = np.array(cores)[np.abs(rows[:, None] - middles[None, :]).argmin(axis=1)]
    share = np.broadcast_to(nearest[:, None], mine.shape)
    owner[window][mine] = share[mine]


def _collect(
    ink: Pieces, owner: Ints, core_stats: Ints, count: int, height: float
) -> list[Fragment]:
    owners = owner.ravel()[ink.pixels]
    ys, xs = np.divmod(ink.pixels[owners > 0], owner.shape[1])
    owners = owners[owners > 0]
    left = np.full(count, np.iinfo(np.int64).max)
    top = left.copy()
    right, bottom = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.minimum.at(left, owners, xs)
    np.minimum.at(top, owners, ys)
    np.maximum.at(right, owners, xs)
    np.maximum.at(bottom, owners, ys)
    fragments = []
    for core in range(1, count):
        if right[core] - left[core] < 0.4 * height or bottom[core] - top[core] < 0.4 * height:
            continue
        box = BoundingBox(
            int(left[core]), int(top[core]), int(right[core]) + 1, int(bottom[core]) + 1
        )
        start = int(core_stats[core][cv2.CC_STAT_TOP])
        fragments.append(
            Fragment(
                box, start, start + int(core_stats[core][cv2.CC_STAT_HEIGHT]), frozenset({core})
            )
        )
    return sorted(fragments, key=lambda fragment: (fragment.core_top, fragment.box.left))


def _absorb(fragments: list[Fragment], walls: Mask, height: float) -> list[Fragment]:
    """Join to a line the cores that only its rising or falling strokes made, or a wide letter."""
    kept: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: -f.box.width):
        host = next(
            (
                i
                for i, other in enumerate(kept)
                if _stands_in(fragment, other, height) and not _parted(fragment, other, walls)
            ),
            None,
        )
        if host is None:
            kept.append(fragment)
        else:
            other = kept[host]
            kept[host] = _join(other, fragment)
    kept = _join_neighbours(kept, walls, height)
    return sorted(kept, key=lambda fragment: (fragment.core_top, fragment.box.left))


def _join_neighbours(fragments: list[Fragment], walls: Mask, height: float) -> list[Fragment]:
    """Join fragments that stand side by side on one row closer than two words do."""
    joined: list[Fragment] = []
    for fragment in sorted(fragments, key=lambda f: f.box.left):
        for index, other in enumerate(joined):
            gap = fragment.box.left - other.box.right
            top = max(fragment.box.top, other.box.top)
            overlap = min(fragment.box.bottom, other.box.bottom) - top
            lower = min(fragment.box.height, other.box.height)
            apart = abs(
                fragment.core_top + fragment.core_bottom - other.core_top - other.core_bottom
            )
            # A swash that ends a word may reach far under the next.
            beside = -3 * height <= gap <= 1.4 * height and overlap >= 0.6 * lower
            if beside and apart <= 1.6 * height and not _parted(fragment, other, walls):
                joined[index] = _join(other, fragment)
                break
        else:
            joined.append(fragment)
    return joined


def _join(large: Fragment, small: Fragment) -> Fragment:
    return replace(large, box=large.box.union(small.box), cores=large.cores | small.cores)


def _parted(a: Fragment, b: Fragment, walls: Mask) -> bool:
    """Whether a wall stands between the middles of two fragments on rows they share."""
    left, right = sorted(round(fragment.box.centre[0]) for fragment in (a, b))
    top, bottom = max(a.box.top, b.box.top), min(a.box.bottom, b.box.bottom)
    return bool(walls[top:bottom, left:right].any())


def _stands_in(small: Fragment, large: Fragment, height: float) -> bool:
    slack = 1.2 * height
    if small.box.left < large.box.left - slack or small.box.right > large.box.right + slack:
        return False
    apart = abs((small.core_top + small.core_bottom) - (large.core_top + large.core_bottom)) / 2
    overlap = min(small.box.bottom, large.box.bottom) - max(small.box.top, large.box.top)
    thin = small.core_bottom - small.core_top < 0.6 * (large.core_bottom - large.core_top)
    inside = overlap >= (0.15 if thin else 0.4) * small.box.height
    return inside and (apart < 0.6 * height or (thin and apart < 1.4 * height))


def line_image(
    even: Grey, owner: Ints, fragment: Fragment, scale: float, margin: int
) -> tuple[Grey, float, int, int]:
    """Black on white image of one fragment's own ink, for an engine.

    Returns:
        The image, its scale against the page, and the page pixel at its left and top edge.
    """
    height, width = even.shape
    left, top = max(0, fragment.box.left - margin), max(0, fragment.box.top - margin)
    right, bottom = (
        min(width, fragment.box.right + margin),
        min(height, fragment.box.bottom + margin),
    )
    window = (slice(top, bottom), slice(left, right))
    own = np.isin(owner[window], list(fragment.cores)).astype(np.uint8)
    grey = even[window].copy()
    grey[cv2.dilate(own, np.ones((5, 5), np.uint8)) == 0] = 255
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    _, image = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(image, np.uint8), scale, left, top

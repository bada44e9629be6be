"""Where a figure of an Arabic line may stand: the Arabic model drops digits and their places."""

import cv2
import numpy as np

from ocr.page import BoundingBox, Line
from ocr.paper import Grey
from ocr.script import digits, is_digits

_YEAR_FIGURES = 4
# In heights of a word: white between words, and the longest date.
_WORD_GAP, _LONGEST_DATE = 0.2, 6


def figure_room(line: Line, index: int, even: Grey) -> BoundingBox:
    """The box of a line's outer word widened to its neighbours: figures dropped stood beside it.

    A date's day is often taken for its neighbour's: it stands no wider apart than figures do.
    Inside a line a lone stroke is more likely an alef than a figure, and keeps its own box.
    """
    own, text = line.words[index].box, line.words[index].text
    joined, end = _unparted(even, own, line.box)
    if 0 < index < len(line.words) - 1:
        of_a_date = is_digits(text) and len(digits(text)) >= _YEAR_FIGURES
        return BoundingBox(joined, own.top, end, own.bottom) if of_a_date else own
    reach = own.height
    lefts = [w.box.right for w in line.words if w.box.right <= own.left + 2 and w.box != own]
    rights = [w.box.left for w in line.words if w.box.left >= own.right - 2 and w.box != own]
    left = max([*lefts, line.box.left, own.left - reach])
    right = min([*rights, line.box.right, own.right + reach])
    return BoundingBox(min(left, own.left, joined), own.top, max(right, own.right, end), own.bottom)


def _unparted(even: Grey, own: BoundingBox, line: BoundingBox) -> tuple[int, int]:
    """Left and right end of the ink that no white as wide as between words parts from a word."""
    band = even[own.top : own.bottom]
    ink, _ = cv2.threshold(band[:, line.left : line.right], 0, 255, cv2.THRESH_OTSU)
    dark = np.any(band <= ink, axis=0)
    white, most = _WORD_GAP * own.height, _LONGEST_DATE * own.height
    ends = []
    for start, stop, step in ((own.left, line.left, -1), (own.right - 1, line.right - 1, 1)):
        end = start
        for x in range(start, stop, step):
            if dark[x]:
                end = x
            elif abs(x - end) > white:
                break
        ends.append(end if abs(end - start) <= most else start)
    return ends[0], ends[1] + 1

"""Where a figure of an Arabic line may stand."""

import numpy as np

from ocr.figure_room import figure_room
from ocr.page import BoundingBox, Line, Script, Word

TOP, BOTTOM = 10, 50


def box(left: int, right: int) -> BoundingBox:
    return BoundingBox(left, TOP, right, BOTTOM)


def line_of(*words: tuple[str, int, int]) -> Line:
    held = tuple(Word(text, box(left, right), 0.9) for text, left, right in words)
    return Line(held, box(0, 400), Script.ARABIC)


def picture(*inked: tuple[int, int]) -> np.ndarray:
    even = np.full((60, 400), 250, np.uint8)
    for left, right in inked:
        even[TOP + 8 : BOTTOM - 8, left:right] = 130
    return even


def test_a_date_of_which_a_figure_was_seen_reaches_as_far_as_its_figures_do() -> None:
    # The day stands at the left, and its neighbour's box was drawn over it.
    even = picture((40, 200), (220, 240), (244, 264), (268, 300), (306, 340))
    line = line_of(("9", 306, 340), ("سجل", 40, 262))
    assert figure_room(line, 0, even).left == 220


def test_within_a_line_only_the_year_of_a_date_is_widened() -> None:
    even = picture((40, 100), (200, 220), (224, 300), (330, 390))
    words = [("يوم", 330, 390), ("1999", 224, 300), ("سجل", 40, 100)]
    assert figure_room(line_of(*words), 1, even).left == 200
    words[1] = ("|", 224, 300)
    assert figure_room(line_of(*words), 1, even) == box(224, 300)


def test_writing_that_nothing_parts_is_no_date() -> None:
    even = picture((0, 390))
    room = figure_room(line_of(("9", 340, 390), ("سجل", 0, 338)), 0, even)
    assert room.left == 338

"""Places on a scan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.box import Box

boxes = st.builds(
    Box, st.integers(0, 900), st.integers(0, 900), st.integers(1, 500), st.integers(1, 500)
)


@given(boxes, boxes)
def test_what_is_around_two_boxes_holds_both_and_no_more(one: Box, other: Box) -> None:
    around = one.around(other)
    assert around == other.around(one)
    for box in (one, other):
        assert around.around(box) == around
    assert around.width <= one.width + other.width + abs(one.x - other.x)


def test_a_box_without_an_area_is_none() -> None:
    with pytest.raises(ValueError, match="no area"):
        Box(1, 1, 0, 5)

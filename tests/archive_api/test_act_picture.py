"""Where an act's fields stand in its picture, whichever way the page was scanned."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import ActReading
from archive.box import Box
from archive.history import History, Read
from archive.mention import Mention, MentionType
from archive_api.act_picture import Share, picture

SIZE = (1000, 800)
REGION = Box(100, 200, 600, 400)


def act_with(act_reading: Callable[..., ActReading], box: Box):
    reading = act_reading(values={"given_name_fr": "Khadija"}, region=REGION)
    field = replace(reading.fields["given_name_fr"], box=box)
    read = Read(replace(reading, fields={"given_name_fr": field}), reading.number)
    return History("a" * 32, reading.register).after(read).act()


def test_a_field_stands_in_shares_of_the_region_with_its_room(act_reading) -> None:
    shown = picture(act_with(act_reading, Box(400, 400, 100, 50)), "0001.png", REGION, SIZE, 0)
    assert shown.region == Box(92, 192, 616, 416)
    assert shown.fields["given_name_fr"] == Share(308 / 616, 208 / 416, 100 / 616, 50 / 416)


def test_the_region_is_widened_to_hold_a_field_outside_it(act_reading) -> None:
    shown = picture(act_with(act_reading, Box(900, 700, 100, 50)), "0001.png", REGION, SIZE, 0)
    assert shown.region is not None
    assert shown.region.x + shown.region.width == 1000
    share = shown.fields["given_name_fr"]
    assert share.x >= 0 and share.x + share.width <= 1


def test_without_a_region_all_of_the_page_is_shown(act_reading) -> None:
    shown = picture(act_with(act_reading, Box(500, 400, 100, 80)), "0001.png", None, SIZE, 0)
    assert (shown.region, shown.size) == (None, SIZE)
    assert shown.fields["given_name_fr"] == Share(0.5, 0.5, 0.1, 0.1)


def test_a_field_of_another_page_is_absent(act_reading) -> None:
    act = act_with(act_reading, Box(500, 400, 100, 80))
    assert picture(act, "0002.png", None, SIZE, 0).fields == {}


def test_a_mention_stands_where_it_is_written_and_widens_the_picture(act_reading) -> None:
    reading = act_reading(region=REGION)
    told = Mention(MentionType.DEATH, page="0001.png", box=Box(20, 300, 60, 90))
    elsewhere = replace(told, page="0002.png")
    entered = replace(told, page=None, box=None)
    read = Read(replace(reading, mentions=(elsewhere, entered, told)), reading.number)
    act = History("a" * 32, reading.register).after(read).act()
    shown = picture(act, "0001.png", REGION, SIZE, 0)
    assert shown.region == Box(12, 192, 696, 416)
    assert shown.mentions == {2: Share(8 / 696, 108 / 416, 60 / 696, 90 / 416)}


@pytest.mark.parametrize(
    ("turns", "share"),
    [
        (1, Share(0.7, 0.5, 0.1, 0.25)),
        (2, Share(0.25, 0.7, 0.25, 0.1)),
        (3, Share(0.2, 0.25, 0.1, 0.25)),
    ],
)
def test_a_turned_page_is_shown_upright(act_reading, turns: int, share: Share) -> None:
    act = act_with(act_reading, Box(500, 160, 250, 80))
    shown = picture(act, "0001.png", None, SIZE, turns)
    found = shown.fields["given_name_fr"]
    assert (found.x, found.y) == pytest.approx((share.x, share.y))
    assert (found.width, found.height) == pytest.approx((share.width, share.height))


@given(
    st.integers(0, 900),
    st.integers(0, 700),
    st.integers(1, 100),
    st.integers(1, 100),
    st.integers(0, 3),
)
def test_a_box_on_the_page_stays_in_the_picture(x, y, width, height, turns) -> None:
    share = _share_of(Box(x, y, width, height), turns)
    assert share.x >= -1e-9 and share.x + share.width <= 1 + 1e-9
    assert share.y >= -1e-9 and share.y + share.height <= 1 + 1e-9


def _share_of(box: Box, turns: int) -> Share:
    from archive_api.act_picture import _share

    return _share(box, 0, 0, SIZE, turns)

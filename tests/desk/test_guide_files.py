"""The guides as files: both languages go the same way, with pictures that are there and light."""

import re
from pathlib import Path

import pytest
from PIL import Image

GUIDES = Path(__file__).parents[2] / "docs" / "guide"
SIZE = (960, 540)
LARGEST = 100_000
ROLES = ("clerk", "officer", "counter")
PICTURED = re.compile(r"\(pictures/([\w.-]+)\)")


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize("role", ROLES)
def test_the_pictures_of_a_guide_are_there_and_light(role: str, lang: str) -> None:
    guide = (GUIDES / f"{role}.{lang}.md").read_text(encoding="utf-8")
    names = PICTURED.findall(guide)
    assert len(names) >= 3
    for name in names:
        path = GUIDES / "pictures" / name
        assert path.stat().st_size <= LARGEST
        with Image.open(path) as picture:
            assert picture.size == SIZE


def test_no_picture_is_there_that_no_guide_shows() -> None:
    shown = {
        name for path in GUIDES.glob("*.md") for name in PICTURED.findall(path.read_text("utf-8"))
    }
    assert {path.name for path in (GUIDES / "pictures").iterdir()} == shown


@pytest.mark.parametrize("role", ROLES)
def test_both_languages_of_a_guide_go_the_same_way(role: str) -> None:
    french, arabic = ((GUIDES / f"{role}.{lang}.md").read_text("utf-8") for lang in ("fr", "ar"))
    assert arabic.startswith('<div dir="rtl">')
    for mark in (r"^## ", r"^\d+\. ", r"^!\["):
        counts = [len(re.findall(mark, text, re.MULTILINE)) for text in (french, arabic)]
        assert counts[0] == counts[1], mark

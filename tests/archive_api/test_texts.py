"""Texts of the pages as printers set them, in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "archive_api"
FILES = [
    *sorted((PAGES / "texts").glob("*.json")),
    *(PAGES / "problems.json", PAGES / "reasons.json", ROOT / "archive" / "findings.json"),
]


def said(value: Any, lang: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its language."""
    if isinstance(value, str):
        yield lang, value
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from said(inner, key if key in ("fr", "ar") else lang)
    if isinstance(value, list):
        for inner in value:
            yield from said(inner, lang)


def texts_in(path: Path, lang: str) -> list[str]:
    told = said(json.loads(path.read_text(encoding="utf-8")))
    return [text for of, text in told if of == lang]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_french_signs_of_two_parts_stand_after_a_space_that_does_not_break(path: Path) -> None:
    loose = re.compile(r"(?<=[^\xa0])[:;?!](?=\s|$)|[^\xa0]»|«[^\xa0]")
    assert [text for text in texts_in(path, "fr") if loose.search(text)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_arabic_sign_stands_after_a_space(path: Path) -> None:
    assert [text for text in texts_in(path, "ar") if re.search(r"\s[:؛؟!،.]", text)] == []


@pytest.mark.parametrize("path", sorted((PAGES / "templates").glob("*.html")), ids=lambda p: p.name)
def test_no_template_writes_a_colon_of_its_own(path: Path) -> None:
    # A colon stands otherwise in each language: pages take it from their texts.
    html = re.sub(r"(?s)<script.*?</script>", "", path.read_text(encoding="utf-8"))
    assert re.findall(r".{0,30}[\s\xa0]:\s.{0,30}", html) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_noun_leaves_its_number_open(path: Path) -> None:
    open_noun = re.compile(r"\w\((?:e?s|x)\)")
    assert [text for text in texts_in(path, "fr") if open_noun.search(text)] == []

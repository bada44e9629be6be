"""Wordings with values in braces become tokens, and tokens lines, in either direction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from volumegen.sheet import Pen, Sheet, Zone, is_arabic

# What a placeholder stands for: the field it shows (None for a value that is not judged), its text.
Values = Mapping[str, tuple[str | None, str]]

_OTHER_WAY = str.maketrans("()", ")(")
_PIECE = re.compile(r"\{(\w+)\}|([^{}]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word; ``glued`` when no space parts it from the word before."""

    text: str
    pen: Pen
    key: str | None = None
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """Where lines may stand: pixels from left to right, the first baseline, and line spacing."""

    left: float
    right: float
    baseline: float
    leading: float


def tokens(wording: str, values: Values, printed: Pen, written: Pen) -> list[Token]:
    """Split ``wording`` into words: the form's by ``printed``, the clerk's by ``written``."""
    found: list[Token] = []
    open_end = False
    for name, text in _PIECE.findall(wording):
        key, content = values[name] if name else (None, text)
        pen = written if name else printed
        glued = open_end and not content.startswith(" ")
        for word in content.split():
            found.append(Token(word, pen, key, glued))
            glued = False
        open_end = not content.endswith(" ")
    return found


def width(words: Sequence[Token]) -> float:
    """Pixels that ``words`` take on one line."""
    spaces = sum(word.pen.space for word in words[1:] if not word.glued)
    return spaces + sum(word.pen.width(word.text) for word in words)


def set_line(
    sheet: Sheet, words: Sequence[Token], edge: float, baseline: float, rtl: bool, act: int | None
) -> float:
    """Put ``words`` on one line from ``edge``, its left or, right to left, its right end.

    Returns the other end. Each value leaves one zone.
    """
    ordered = _mirrored(words) if rtl else list(words)
    boxes: dict[int, list[tuple[Token, tuple[int, int, int, int]]]] = {}
    run, previous = 0, None
    for position, word in enumerate(ordered):
        advance = word.pen.width(word.text)
        if position and not word.glued:
            edge += -word.pen.space if rtl else word.pen.space
        text = _turned(word.text) if rtl else word.text
        box = sheet.write(text, edge - advance if rtl else edge, baseline, word.pen)
        edge += -advance if rtl else advance
        run += word.key != previous
        previous = word.key
        if word.key is not None:
            boxes.setdefault(run, []).append((word, box))
    for written in boxes.values():
        zone = _zone(written, act)
        sheet.zones.append(zone)
        if written[0][0].pen.dotted:
            sheet.dots(zone.box[0] - 8, zone.box[2] + 8, baseline)
    return edge


def lines(words: Sequence[Token], room: float) -> list[list[Token]]:
    """``words`` broken into lines of at most ``room`` pixels, where one word allows it."""
    broken: list[list[Token]] = []
    for group in _unbreakable(words):
        if broken and width(broken[-1] + group) <= room:
            broken[-1] += group
        else:
            broken.append([replace(group[0], glued=False), *group[1:]])
    return broken


def flow(sheet: Sheet, words: Sequence[Token], area: Area, rtl: bool, act: int | None) -> float:
    """Write ``words`` line by line within ``area``; returns the baseline after the last line."""
    return set_lines(sheet, lines(words, area.right - area.left), area, rtl, act)


def set_lines(
    sheet: Sheet, broken: Sequence[Sequence[Token]], area: Area, rtl: bool, act: int | None
) -> float:
    """Write lines already broken, as ``flow`` does."""
    baseline = area.baseline
    for line in broken:
        set_line(sheet, line, area.right if rtl else area.left, baseline, rtl, act)
        baseline += area.leading
    return baseline


def _unbreakable(words: Sequence[Token]) -> list[list[Token]]:
    groups: list[list[Token]] = []
    for word in words:
        if word.glued and groups:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _mirrored(words: Sequence[Token]) -> list[Token]:
    """Right-to-left placing order: each run of Latin words is laid from its last word."""
    ordered: list[Token] = []
    run: list[Token] = []
    for word in words:
        if not is_arabic(word.text) and any(letter.isalpha() for letter in word.text):
            run.append(word)
            continue
        ordered += reversed(run)
        run = []
        ordered.append(word)
    return ordered + run[::-1]


def _turned(text: str) -> str:
    """Signs standing alone in a right-to-left line run and open the other way."""
    if any(letter.isalnum() for letter in text):
        return text
    return text[::-1].translate(_OTHER_WAY)


def _zone(written: Sequence[tuple[Token, tuple[int, int, int, int]]], act: int | None) -> Zone:
    if not any(is_arabic(word.text) for word, _ in written):
        written = sorted(written, key=lambda placed: placed[1][0])
    boxes = [box for _, box in written]
    return Zone(
        act,
        written[0][0].key or "",
        " ".join(word.text for word, _ in written),
        (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        ),
    )

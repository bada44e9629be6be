"""Numbers, dates, references and words of the other script kept in their own direction. Pure.

Without isolates (UAX #9) "45 / 1987" after an Arabic word is printed "1987 / 45", and a sign
between words of two scripts may land on the wrong side of either.
"""

import re
from collections.abc import Callable

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff\u2d30-\u2d7f"
_SIGNS = "0-9" + _LATIN
_LEFT_TO_RIGHT = re.compile(
    # A telephone number is one run, its sign and its spaces included.
    rf"\+\d[\d\s]*\d|[{_SIGNS}]+"
    # Signs hold figures and words together; a space alone does where one of the two is a word.
    rf"(?:(?:\s*[-/]\s*|[.:'’])[{_SIGNS}]+|,?\s+[{_LATIN}][{_SIGNS}]*|°\s*[{_SIGNS}]+"
    rf"|(?<=[{_LATIN}]),?\s+[{_SIGNS}]+)*"
)
_ARABIC = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff"
_RIGHT_TO_LEFT = re.compile(rf"[{_ARABIC}]+(?:\s+[{_ARABIC}]+)*")
_FIGURES = re.compile(r"\d+(?:\s*[-/:.]\s*\d+)+")
_NUMBER_SIGN = re.compile(r"\b([Nn]°)\s+(?=\d)")
_ISOLATES = re.compile("[\u2066-\u2069]")


def isolated_ar(text: str) -> str:
    """An Arabic text with every number and every run of other letters kept left to right."""
    return _outside(text, lambda part: _LEFT_TO_RIGHT.sub(_left_to_right, part))


def isolated_fr(text: str) -> str:
    """A French text with every Arabic run and every number of several parts kept in its order."""
    return _outside(
        _NUMBER_SIGN.sub("\\1\u00a0", text),
        lambda part: _RIGHT_TO_LEFT.sub("\u2067\\g<0>\u2069", _FIGURES.sub(_left_to_right, part)),
    )


def whole(text: str, *, arabic: bool = False) -> str:
    """A text of one language as one run within a line of the other, its own runs within it."""
    if not text:
        return ""
    return f"\u2067{isolated_ar(text)}\u2069" if arabic else f"\u2066{isolated_fr(text)}\u2069"


def plain(text: str) -> str:
    """The text without isolates, as it is read aloud and kept."""
    return _ISOLATES.sub("", text)


def has_arabic(text: str) -> bool:
    """Whether any letter of a text is Arabic."""
    return _RIGHT_TO_LEFT.search(text) is not None


def _outside(text: str, isolate: Callable[[str], str]) -> str:
    """The text, isolated where it is not yet."""
    parts, depth, start = [], 0, 0
    for mark in _ISOLATES.finditer(text):
        opens = mark[0] != "\u2069"
        if opens and depth == 0:
            parts.append(isolate(text[start : mark.start()]))
            start = mark.start()
        depth += 1 if opens else -1
        if depth == 0:
            parts.append(text[start : mark.end()])
            start = mark.end()
    return "".join((*parts, isolate(text[start:])))


def _left_to_right(found: re.Match[str]) -> str:
    run = found[0]
    # A reference is never broken over two lines.
    kept = run if re.search(f"[{_LATIN}]", run) else run.replace(" ", "\u00a0")
    return f"\u2066{kept}\u2069"

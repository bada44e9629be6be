"""Pages that hold no act: what they are, and how many acts a closing statement counts."""

import re
from collections.abc import Sequence

from archive.numbers_ar import parse as parse_ar
from archive.numbers_fr import parse as parse_fr
from indexing.labels.search import find_label
from indexing.text.scrawl import is_scrawl, is_unknown_writing
from indexing.text.stream import PlacedWord, TextStream
from ocr.page import Line, Page, Script

_WORDINGS = {
    "closing": (
        "arrêté le présent registre", "clos et arrêté", "clôturé le présent registre",
        "le présent registre est clos", "registre contenant actes arrêté", "registre clos",
        "حصر هذا السجل", "ختم هذا السجل", "قفل هذا السجل", "اقفال السجل", "حصر السجل",
    ),
    "opening": (
        "le présent registre contenant feuillets", "registre destiné à recevoir",
        "coté et paraphé", "ouvert le présent registre", "procès-verbal d'ouverture",
        "فتح هذا السجل", "افتتح هذا السجل", "يحتوي هذا السجل على", "عدد صفحات السجل",
    ),
    "table": (
        "table alphabétique", "table annuelle", "table décennale", "répertoire alphabétique",
        "الجدول الابجدي", "فهرس ابجدي", "الفهرس الابجدي", "جدول ابجدي", "الجدول السنوي",
    ),
    "cover": (
        "registre des actes de naissance", "registre des naissances", "registre des décès",
        "registre de l'état civil", "سجل الحالة المدنية", "سجل رسوم الولادات", "سجل رسوم الوفيات",
        "سجل الولادات", "سجل الوفيات",
    ),
}  # fmt: skip
_COUNT = {
    "fr": re.compile(
        r"(?:contenant|contient|nombre de|à|au nombre de)\s+(.{1,60}?)\s+actes?", re.I
    ),
    "ar": re.compile(r"(?:في|على|عدد(?:ها)?|ب)\s*(.{1,60}?)\s*(?:رسما|رسوم|رسم|عقدا|عقود)"),
}


def page_kind(page: Page) -> str:
    """Kind of a page without acts: closing, opening, table, cover, blank, unreadable or other."""
    if is_scrawl(page):
        return "unreadable"
    scores = {
        kind: max((_found(page, wording) for wording in wordings), default=0.0)
        for kind, wordings in _WORDINGS.items()
    }
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0:
        return best
    letters = sum(len(line.text) for line in page.lines if line.confidence > 0.3)
    if letters < 12:
        return "blank"
    return "unreadable" if is_unknown_writing(page) else "other"


def closing_count(page: Page) -> int | None:
    """Acts that a closing statement counts, in figures or in words; None when it cannot be read."""
    for script, own, parse in (("fr", Script.LATIN, parse_fr), ("ar", Script.ARABIC, parse_ar)):
        text = " ".join(line.text for line in page.lines if line.script is own)
        for match in _COUNT[script].finditer(text):
            figures = re.search(r"\d+", match[1])
            if figures:
                return int(figures[0])
            words = match[1].split()
            for start in range(len(words)):
                try:
                    return parse(" ".join(words[start:]))
                except ValueError:
                    continue
    return None


def _found(page: Page, wording: str) -> float:
    script = Script.ARABIC if "؀" <= wording[0] <= "ۿ" else Script.LATIN
    lines = [line for line in page.lines if line.script is script]
    stream = TextStream(_words(lines))
    return max((at.gain for at in find_label(stream, wording)), default=0.0)


def _words(lines: Sequence[Line]) -> list[PlacedWord]:
    return [PlacedWord(word, "") for line in lines for word in line.words]

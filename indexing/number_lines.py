"""Lines that open an act: its number in wordings nobody described, and the heading above it."""

import re
from collections.abc import Sequence

from indexing.label_words import meaning
from indexing.names import fold
from indexing.text_line import TextLine
from indexing.text_stream import TextStream

# Words that number something, and words that may stand beside them before an act's number.
_NUMBERS = {"numero", "no", "n", "nr", "num", "ref", "reference", "matricule", "رقم", "عدد", "مرجع"}
_NUMBERS |= {"الرقم", "العدد", "المرجع", "ع", "ر"}
_BESIDE = {"acte", "de", "d", "l", "la", "du", "ordre", "enregistrement", "naissance", "deces"}
_BESIDE |= {
    "folio",
    "et",
    "inscription",
    "serie",
    "registre",
    "رسم",
    "الرسم",
    "عقد",
    "العقد",
    "الترتيبي",
    "ترتيبي",
}
_BESIDE |= {
    "التسجيل",
    "تسجيل",
    "الولاده",
    "ولاده",
    "الوفاه",
    "وفاه",
    "التسلسلي",
    "الازدياد",
    "القيد",
}
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 5
_MOST_FIGURES = 6
_HEADING = 2.2
_TITLES = ("birth", "death", "drawn_up")
_MOST_TITLE = 48


def worded_number(stream: TextStream) -> int | None:
    """Letter where the figures of "Numéro d'ordre 12" begin, None for any other line.

    All words before the figures must be words that go with an act's number.
    """
    words = [fold(_SIGNS.sub(" ", placed.word.text)).split() for placed in stream.words]
    for at, keys in enumerate(words[: _LONGEST + 1]):
        figures = "".join(keys)
        if any(c.isdigit() for c in figures):
            before = [key for word in words[:at] for key in word]
            rest = "".join(key for word in words[at:] for key in word)
            named = any(key in _NUMBERS for key in before)
            known = all(key in _NUMBERS or key in _BESIDE for key in before)
            short = len(rest) <= _MOST_FIGURES and sum(c.isdigit() for c in rest) * 2 >= len(rest)
            return stream.starts[at] if named and known and short else None
    return None


def above_number(top: int, lines: Sequence[TextLine], pitch: float) -> float:
    """Where the act whose number stands at ``top`` begins: its heading is its own.

    A heading is the kingdom, the office, the year or a title; the first line that is none of them
    ends it.
    """
    start = top - 0.7 * pitch
    for line in sorted(lines, key=lambda line: -line.top):
        if line.top >= start:
            continue
        if start - line.top > _HEADING * pitch or not _is_heading(line):
            break
        start = line.top - 0.3 * pitch
    return start


def _is_heading(line: TextLine) -> bool:
    text = " ".join(placed.word.text for placed in line.words)
    if not any(c.isalpha() for c in text):
        return True
    told = meaning(text, line.script)
    if any(told.attributes.get(name, 0.0) >= 0.6 for name in ("office", "province")):
        return not told.events
    titled = any(told.events.get(name, 0.0) == 1.0 for name in _TITLES) and ":" not in text
    return titled and not told.persons and "date" not in told.attributes and len(text) < _MOST_TITLE

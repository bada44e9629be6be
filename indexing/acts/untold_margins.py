"""What a margin tells that no mention read from it tells again: a person looks at it.

A mention in words that nobody foresaw is lost without a trace, and its act would pass as whole;
the day and the figures that it was written with are seen all the same.
"""

from collections.abc import Iterator, Sequence

from archive.act import FieldReading
from archive.finding import Finding
from archive.mention import Mention
from indexing.decoding.word_kinds import tokens
from indexing.entries.reading import EntryReading
from indexing.mentions.details import date_told
from indexing.registers.context import VolumeContext
from indexing.text.line import TextLine
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words
from ocr.page import RegionKind

_FULL = len("1990-03-04")
_SURE = 0.3
# A mention is dated or cites an act: fewer figures and letters may be a folio or a flourish.
_FIGURES, _LETTERS = 3, 12


def untold_findings(
    reading: EntryReading,
    fields: Sequence[FieldReading],
    mentions: Sequence[Mention],
    context: VolumeContext,
) -> list[Finding]:
    """``mention_unread`` where a day, or figures among words, stand in no mention and no field.

    In prose the margin is asked; beside the rows of a form mentions may stand anywhere.
    """
    told = {one.date for one in mentions} | {one.value for one in fields}
    prose = reading.form.shape == "prose"
    lines = [x for x in reading.entry.lines if not prose or x.region.kind is RegionKind.MARGIN]
    days = {day for script in ("fr", "ar") for day in _days(lines, script, context.year)}
    if days - told or (prose and _is_text(_left_over(reading, lines))):
        return [Finding("mention_unread")]
    return []


def _days(lines: Sequence[TextLine], script: str, year: int) -> Iterator[str]:
    """Whole days from ``year`` on that lines of a script tell, ISO."""
    words = [p for line in lines if line.script == script for p in line.words]
    for token in tokens(TextStream(words)):
        if token.kind == "date":
            day, sure = date_told(extract_words(words[token.first : token.last]), script, year)
            if day is not None and len(day) == _FULL and sure >= _SURE:
                yield day


def _left_over(reading: EntryReading, lines: Sequence[TextLine]) -> list[PlacedWord]:
    """Words of a margin that are neither its number, nor a name, nor taken for a mention."""
    known: list[Extract] = [reading.number_extract, *(e for _, _, e in reading.margin)]
    taken = {_place(placed) for extract in known for placed in extract.words}
    taken |= {_place(placed) for words in reading.mention_words.values() for placed in words}
    left = [line for line in lines if not any(_place(placed) in taken for placed in line.words)]
    return [placed for line in left for placed in line.words]


def _place(placed: PlacedWord) -> tuple[str, int, int]:
    return placed.page, placed.word.box.left, placed.word.box.top


def _is_text(words: Sequence[PlacedWord]) -> bool:
    text = "".join(placed.word.text for placed in words)
    figures, letters = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    return figures >= _FIGURES and letters >= _LETTERS

"""What a line is told by the label that it faces: the other script's, on the same level."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from rapidfuzz.distance import Levenshtein

from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.labels.search import folded
from indexing.tables.form_rows import cut_label
from indexing.text.line import TextLine
from indexing.text.stream import Extract, extract_words

_ROW_SLACK = 0.9
# As many rows read in both scripts tell how far one script's stand from the other's.
_FEW = 3
_BADLY_READ = 0.5
_SHORT_WORDS = 10


def faced_share(lines: Sequence[TextLine]) -> float:
    """Share of an act's lines, 0 to 1 as a rule, that face a short one in the other script.

    Bilingual rows do throughout, lines of sentences only where a margin stands beside them.
    """
    short = [line for line in lines if len(line.words) <= _SHORT_WORDS]
    arabic = [line.top for line in short if line.script == "ar"]
    french = [line for line in short if line.script == "fr"]
    faced = sum(any(abs(top - line.top) < line.height for top in arabic) for line in french)
    return 2 * faced / max(1, len(lines))


def faced_field(line: TextLine, placed: Sequence[tuple[TextLine, Slot]]) -> str | None:
    """The field of the other script's label on a line's level, None when there is none."""
    facing = [
        (abs(own.top - line.top), slot.field)
        for own, slot in _levelled(placed, line.script)
        if own.script != line.script and _level(own, line)
    ]
    return min(facing)[1] if facing else None


def _levelled(placed: Sequence[tuple[TextLine, Slot]], script: str) -> list[tuple[TextLine, Slot]]:
    """Labels, those of the other script moved as far as their rows stand from this script's."""
    tops = {slot.field: line.top for line, slot in placed if line.script == script}
    shifts = [
        tops[slot.field] - line.top
        for line, slot in placed
        if line.script != script and slot.field in tops
    ]
    shift = round(median(shifts)) if len(shifts) >= _FEW else 0
    return [
        (line if line.script == script else replace(line, top=line.top + shift), slot)
        for line, slot in placed
    ]


def fill_faced(
    form: Form, loose: Sequence[TextLine], placed: Sequence[tuple[TextLine, Slot]]
) -> Iterator[FilledSlot]:
    """What stands in lines whose label was not read, told by the label that they face."""
    slots = {(slot.field, slot.script): slot for slot in form.pairs}
    for line in loose:
        slot = slots.get((faced_field(line, placed) or "", line.script))
        if slot is not None and line.row is None and slot.type not in ("mentions", "skip"):
            half = cut_label(line, lambda _: None)
            unlabelled = not half.value.text and not _is_like(half.label, slot)
            value = extract_words(line.words) if unlabelled else half.value
            yield FilledSlot(slot, less_sure(value, slot.certainty), None, 0.0)


def _is_like(text: str, slot: Slot) -> bool:
    """Whether a text may be one of a slot's labels, badly read."""
    return any(
        Levenshtein.normalized_similarity(folded(text), folded(label.text)) > _BADLY_READ
        for label in slot.labels
    )


def less_sure(extract: Extract, certainty: float) -> Extract:
    """A text as sure as its reading and its slot are together."""
    if certainty == 1.0:
        return extract
    words = tuple(
        replace(placed, word=replace(placed.word, confidence=certainty * placed.word.confidence))
        for placed in extract.words
    )
    return replace(extract, confidence=certainty * extract.confidence, words=words)


def _level(one: TextLine, other: TextLine) -> bool:
    same_page = one.words[0].page == other.words[0].page
    return same_page and abs(one.top - other.top) < _ROW_SLACK * max(one.height, other.height)

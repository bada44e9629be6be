"""Forms of labels with values beside them: lines of columns, or cells of a ruled table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexing.forms import Form, Slot
from indexing.label_search import find_label, folded
from indexing.prose import FilledSlot
from indexing.text_line import TextLine
from indexing.text_stream import (
    EMPTY,
    Extract,
    TextStream,
    extract_words,
    fold_label,
)
from ocr.page import Script

_LATE = 2
_ROW_SLACK = 0.9


@dataclass(frozen=True, slots=True)
class _Match:
    slot: Slot
    sex: str | None
    end: int
    gain: float
    whole: bool


def script_code(script: Script) -> str:
    """ "fr" for Latin writing, "ar" for Arabic."""
    return "fr" if script is Script.LATIN else "ar"


def fill_pairs(form: Form, lines: Sequence[TextLine]) -> tuple[list[FilledSlot], list[TextLine]]:
    """Values beside the form's labels, and the lines that follow a label of mentions.

    A line without any label, right below a label without value, is that label's value.
    """
    filled: list[FilledSlot] = []
    mentions: list[TextLine] = []
    waiting: dict[str, int] = {}
    in_mentions: set[str] = set()
    for line in (part for whole in lines for part in part_labels(form.pairs, whole)):
        match = best_label(form.pairs, line)
        if match is None:
            if line.script in in_mentions and line.row is None:
                mentions.append(line)
            elif line.script in waiting and line.row is None:
                index = waiting.pop(line.script)
                first = filled[index]
                filled[index] = FilledSlot(
                    first.slot, extract_words(line.words), first.sex, first.gain
                )
            continue
        in_mentions.discard(line.script)
        waiting.pop(line.script, None)
        extract = _value(line, match, lines, form)
        if match.slot.type == "mentions":
            in_mentions.add(line.script)
            if extract.text:
                mentions.append(_rest(line, extract))
            continue
        if not extract.text:
            waiting[line.script] = len(filled)
        filled.append(FilledSlot(match.slot, extract, match.sex, match.gain))
    return _once(filled), mentions


def part_labels(slots: Sequence[Slot], line: TextLine) -> list[TextLine]:
    """A line cut before each further label with its colon ("Nom : Sebti Prénom : Laila")."""
    cuts = [
        at
        for at in range(2, len(line.words) - 1)
        if any(":" in placed.word.text for placed in line.words[: at - 1])
        and _opens_pair(slots, replace(line, words=line.words[at:]))
    ]
    edges = [0, *cuts, len(line.words)]
    return [replace(line, words=line.words[a:b]) for a, b in pairwise(edges)]


def _opens_pair(slots: Sequence[Slot], line: TextLine) -> bool:
    """Whether the line begins with one word of label and a colon, both read clearly."""
    first = line.words[0].word.text
    colon = first.endswith(":") or line.words[1].word.text == ":"
    own = fold_label(first)
    return colon and any(
        own == folded(label.text)
        for slot in slots
        if slot.script == line.script
        for label in slot.labels
    )


def best_label(slots: Sequence[Slot], line: TextLine) -> _Match | None:
    """The label that opens a line, the longest that fits; None when none does."""
    stream = TextStream(line.words)
    matches = list(_matches(slots, line, stream))
    return max(matches, key=lambda match: (match.gain, match.whole), default=None)


def pair_fit(form: Form, filled: Sequence[FilledSlot]) -> float:
    """Share of a form's labels found, 0 to 1; half of them make a full fit (forms print fewer)."""
    found = {(f.slot.field, f.slot.script) for f in filled}
    return min(1.0, len(found) / (0.5 * len(form.pairs))) if form.pairs else 0.0


def _matches(slots: Sequence[Slot], line: TextLine, stream: TextStream) -> Iterator[_Match]:
    for slot in slots:
        if slot.script != line.script:
            continue
        for label in slot.labels:
            length = len(folded(label.text))
            for at in find_label(stream, label.text, length + length // 3 + _LATE):
                whole = at.end >= len(stream.letters) - 1
                at_colon = _colon_after(line, stream, at.end)
                enough = length > 2 or whole or at_colon
                if at.start <= _LATE and enough:
                    gain = at.gain + 1.5 * (whole or at_colon) - at.start
                    yield _Match(slot, label.sex, at.end, gain, whole)


def _colon_after(line: TextLine, stream: TextStream, end: int) -> bool:
    """Whether the form's colon stands right after the label."""
    before = 0
    for index, placed in enumerate(line.words):
        start, stop = stream.starts[index], stream.starts[index + 1]
        text = placed.word.text
        if stop >= end and start < end:
            return ":" in text or (
                index + 1 < len(line.words) and line.words[index + 1].word.text.startswith(":")
            )
        before = stop
    return before >= end


def _value(line: TextLine, match: _Match, lines: Sequence[TextLine], form: Form) -> Extract:
    stream = TextStream(line.words)
    beside = stream.extract(match.end, len(stream.letters))
    if beside.text:
        return beside
    if line.row is None:
        return _on_row(line, lines, form)
    step = 1 if line.script == "fr" else -1
    column = (line.region.column or 0) + step
    cell = [
        word
        for other in lines
        if other.row == line.row and other.region.column == column
        for word in other.words
    ]
    return extract_words(cell) if cell else EMPTY


def _on_row(line: TextLine, lines: Sequence[TextLine], form: Form) -> Extract:
    """The nearest text without label on the label's row, on the side where its script goes on."""
    height = line.words[0].word.box.height
    toward = 1 if line.script == "fr" else -1
    near = [
        other
        for other in lines
        if other.script == line.script
        and other.words[0].page == line.words[0].page
        and abs(other.top - line.top) < _ROW_SLACK * height
        and toward * (other.middle - line.middle) > 0
        and best_label(form.pairs, other) is None
    ]
    value = min(near, key=lambda other: abs(other.middle - line.middle), default=None)
    return EMPTY if value is None else extract_words(value.words)


def _rest(line: TextLine, extract: Extract) -> TextLine:
    return replace(line, words=extract.words)


def _once(filled: Sequence[FilledSlot]) -> list[FilledSlot]:
    """The best match of each field and script; forms print a label once."""
    best: dict[tuple[str, str], FilledSlot] = {}
    for one in filled:
        key = (one.slot.field, one.slot.script)
        held = best.get(key)
        if held is None or _worth(one) > _worth(held):
            best[key] = one
    return list(best.values())


def _worth(filled: FilledSlot) -> tuple[bool, float]:
    return bool(filled.extract.text), filled.gain

"""Forms of labels with values beside them: lines of columns, or cells of a ruled table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexing.entries.facing_labels import faced_field, fill_faced, less_sure
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.labels.search import find_label, folded
from indexing.tables.table_columns import TableColumns, says_label, table_columns
from indexing.text.line import TextLine
from indexing.text.stream import (
    EMPTY,
    Extract,
    TextStream,
    extract_words,
    fold_label,
)
from ocr.page import Script

_LATE = 2
_ROW_SLACK = 0.9
# Labels that a form of rows prints at most, both scripts counted.
_LABELS = 38
# Labels as clear as this, and as many, show where labels stand; lines' heights off are away.
_CLEAR, _FEW = 5.0, 3
_AWAY = 4.0


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

    A line without any label, right below a label without value, is that label's value; one that
    faces a label of the other script stands in the same row.
    """
    found = labelled(form, lines)
    placed = [(line, match.slot) for line, match in found if match is not None]
    opened = frozenset(id(line.words[0]) for line, _ in placed)
    table = _table(found)
    filled: list[FilledSlot] = []
    mentions: list[TextLine] = []
    loose: list[TextLine] = []
    waiting: dict[str, int] = {}
    in_mentions: set[str] = set()
    for line, match in found:
        if match is None:
            told = faced_field(line, placed)
            index = waiting.get(line.script)
            below = index is not None and told in (None, filled[index].slot.field)
            if line.script in in_mentions and line.row is None:
                mentions.append(line)
            elif index is not None and below and line.row is None:
                filled[index] = replace(filled[index], extract=extract_words(line.words))
                waiting.pop(line.script)
            else:
                loose.append(line)
            continue
        in_mentions.discard(line.script)
        waiting.pop(line.script, None)
        extract = _value(line, match, lines, opened, table)
        if match.slot.type == "mentions":
            in_mentions.add(line.script)
            if extract.text:
                mentions.append(_rest(line, extract))
            continue
        if not extract.text:
            waiting[line.script] = len(filled)
        sure = less_sure(extract, match.slot.certainty)
        filled.append(FilledSlot(match.slot, sure, match.sex, match.gain))
    filled += _fill_rows(form, placed, lines, table)
    return _once([*filled, *fill_faced(form, loose, placed)]), mentions


def _fill_rows(
    form: Form,
    placed: Sequence[tuple[TextLine, Slot]],
    lines: Sequence[TextLine],
    table: TableColumns | None,
) -> Iterator[FilledSlot]:
    """Values of a table whose label was not read, told by the other script's in their row."""
    slots = {(slot.field, slot.script): slot for slot in form.pairs}
    told = {(slot.field, slot.script) for _, slot in placed}
    for line, slot in placed:
        script = "ar" if slot.script == "fr" else "fr"
        other = slots.get((slot.field, script))
        if table is None or line.row is None or other is None or (slot.field, script) in told:
            continue
        labelled = any(x.row == line.row and x.script == script for x, _ in placed)
        words = () if labelled else table.facing(line, script, lines)
        if words and slot.type not in ("mentions", "skip"):
            sure = less_sure(extract_words(words), other.certainty)
            yield FilledSlot(other, sure, None, 0.0)


def labelled(form: Form, lines: Sequence[TextLine]) -> list[tuple[TextLine, _Match | None]]:
    """Every part of the lines with the label that opens it, None where none does.

    A likeness to a label where no labels stand is a value's.
    """
    found: list[tuple[TextLine, _Match | None]] = []
    taken: list[Slot] = []
    for part in (part for whole in lines for part in part_labels(form.pairs, whole)):
        match = best_label(form.pairs, part, taken)
        if match is not None:
            taken.append(match.slot)
        found.append((part, match))
    edges, table = _label_edges(found), _table(found)
    return [
        (part, None if _is_value(part, edges) or _is_filled(part, table) else match)
        for part, match in found
    ]


def _table(found: Sequence[tuple[TextLine, _Match | None]]) -> TableColumns | None:
    matched = {id(line) for line, match in found if match is not None}
    lines = [line for line, _ in found]
    return table_columns(lines, lambda line: id(line) in matched or says_label(line))


def _is_filled(line: TextLine, table: TableColumns | None) -> bool:
    """Whether a line stands in a column of a table that the clerk filled in."""
    return table is not None and line.row is not None and not table.is_label(line)


def _label_edges(found: Sequence[tuple[TextLine, _Match | None]]) -> dict[tuple[str, str], float]:
    """Where labels begin, by script and page."""
    outer: dict[tuple[str, str], list[float]] = {}
    for line, match in found:
        if match is not None and match.gain >= _CLEAR and line.row is None:
            outer.setdefault((line.script, line.words[0].page), []).append(line.outer)
    return {key: median(places) for key, places in outer.items() if len(places) >= _FEW}


def _is_value(line: TextLine, edges: Mapping[tuple[str, str], float]) -> bool:
    """Whether a line stands away from where its script's labels begin, and shows no colon."""
    edge = edges.get((line.script, line.words[0].page))
    if edge is None or line.row is not None or any(":" in p.word.text for p in line.words):
        return False
    return abs(line.outer - edge) > _AWAY * line.height


def part_labels(slots: Sequence[Slot], line: TextLine) -> list[TextLine]:
    """A line cut before each further label with its colon ("Nom : Sebti Prénom : Laila")."""
    cuts = [
        at
        for at in range(2, len(line.words) - 1)
        if any(":" in placed.word.text for placed in line.words[: at - 1])
        and not line.words[at - 1].word.text.endswith(":")
        and _opens_pair(slots, replace(line, words=line.words[at:]))
    ]
    edges = [0, *cuts, len(line.words)]
    return [replace(line, words=line.words[a:b]) for a, b in pairwise(edges)]


def part_names(slots: Sequence[Slot], line: TextLine) -> list[TextLine]:
    """A line of names cut before each further label of one word ("Nom Sebti Prénom Laila").

    No value of such a line is a label's word; "Nom et prénom" is one label.
    """
    known = {folded(x.text) for slot in slots if slot.script == line.script for x in slot.labels}
    keys = [fold_label(placed.word.text) for placed in line.words]
    cuts = [
        at
        for at in range(1, len(keys) - 1)
        if keys[at] in known and keys[at - 1] not in (*known, "", "et", "ou")
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


def best_label(slots: Sequence[Slot], line: TextLine, taken: Sequence[Slot] = ()) -> _Match | None:
    """The label that opens a line, the longest that fits; None when none does.

    Of slots that print the same label the first not ``taken`` is meant.
    """
    stream = TextStream(line.words)
    matches = list(_matches(slots, line, stream))
    return max(
        matches,
        key=lambda match: (round(match.gain, 2), match.whole, match.slot not in taken),
        default=None,
    )


def pair_fit(form: Form, filled: Sequence[FilledSlot]) -> float:
    """Share of a form's labels found, 0 to 1; half of them make a full fit (forms print fewer)."""
    found = {(f.slot.field, f.slot.script) for f in filled}
    return min(1.0, len(found) / (0.5 * min(len(form.pairs), _LABELS))) if form.pairs else 0.0


def _matches(slots: Sequence[Slot], line: TextLine, stream: TextStream) -> Iterator[_Match]:
    colon = _colon_at(line, stream)
    for slot in slots:
        if slot.script != line.script:
            continue
        for label in slot.labels:
            length = len(folded(label.text))
            last = colon if ":" not in label.text else len(stream.letters)
            for at in find_label(stream, label.text, length + length // 3 + _LATE):
                whole = at.end >= len(stream.letters) - 1
                at_colon = _colon_after(line, stream, at.end)
                enough = length > 2 or whole or at_colon
                if at.start <= _LATE and enough and at.end <= last:
                    gain = at.gain + 1.5 * (whole or at_colon) - at.start
                    yield _Match(slot, label.sex, at.end, gain, whole)


def _colon_at(line: TextLine, stream: TextStream) -> int:
    """Letters before the line's first colon, which no label runs over; all where there is none."""
    for index, placed in enumerate(line.words):
        text = placed.word.text
        if ":" in text:
            return stream.starts[index] + len(fold_label(text.split(":")[0]))
    return len(stream.letters)


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


def _value(
    line: TextLine,
    match: _Match,
    lines: Sequence[TextLine],
    opened: frozenset[int],
    table: TableColumns | None,
) -> Extract:
    if line.row is not None and table is not None:
        cell = table.value(line, lines)
        if cell:
            return extract_words(cell)
    stream = TextStream(line.words)
    beside = stream.extract(match.end, len(stream.letters))
    if beside.text or line.row is not None:
        return beside
    return _on_row(line, lines, opened)


def _on_row(line: TextLine, lines: Sequence[TextLine], opened: frozenset[int]) -> Extract:
    """The nearest text without label on the label's row, on the side where its script goes on.

    ``opened`` are the first words, by identity, of lines that a label opens.
    """
    toward = 1 if line.script == "fr" else -1
    near = [
        other
        for other in lines
        if other.script == line.script
        and other.words[0].page == line.words[0].page
        and abs(other.top - line.top) < _ROW_SLACK * line.height
        and toward * (other.middle - line.middle) > 0
        and id(other.words[0]) not in opened
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

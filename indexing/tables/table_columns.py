"""Which columns of a table hold labels and which values, told by what their cells say.

Printers set labels at the outer edges, both scripts' beside one another, or in the middle.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexing.labels.words import meaning
from indexing.text.line import TextLine
from indexing.text.stream import PlacedWord

_MOSTLY = 0.5
_FEW = 2


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Columns of one act's table.

    Attributes:
        labels: columns that hold labels, by script.
        scripts: the script of each other column's writing, None where none prevails.
    """

    labels: Mapping[str, frozenset[int]]
    scripts: Mapping[int, str | None]

    def is_label(self, line: TextLine) -> bool:
        """Whether a line stands in a column of its script's labels."""
        return _column(line) in self.labels.get(line.script, frozenset())

    def value(self, label: TextLine, lines: Sequence[TextLine]) -> tuple[PlacedWord, ...]:
        """Words beside a label, () when its row holds none.

        They stand in the column of the label's script next to it, first on the side where the
        script goes on; in one that both scripts share, only what the label's own script says.
        """
        return self._beside(label.script, _column(label), label.row, lines)

    def facing(
        self, label: TextLine, script: str, lines: Sequence[TextLine]
    ) -> tuple[PlacedWord, ...]:
        """Words in the row of a label that are the value of ``script``, the other one."""
        columns = sorted(self.labels.get(script, ()))
        return self._beside(script, columns[0], label.row, lines) if len(columns) == 1 else ()

    def _beside(
        self, script: str, own: int, row: tuple[str, int] | None, lines: Sequence[TextLine]
    ) -> tuple[PlacedWord, ...]:
        toward = 1 if script == "fr" else -1

        def distance(column: int) -> tuple[bool, bool, bool, int]:
            between = range(min(own, column) + 1, max(own, column))
            cut = any(at in self.labels.get(script, ()) for at in between)
            other = self.scripts[column] not in (script, None)
            return cut, other, (column - own) * toward < 0, abs(column - own)

        nearest = min(self.scripts, key=distance, default=None)
        if nearest is None or distance(nearest)[0]:
            return ()
        found = [x for x in lines if x.row == row and _column(x) == nearest]
        alike = [x for x in found if x.script == script or not _has_letters(x)]
        if alike or self.scripts[nearest] not in (script, None):
            found = alike
        return tuple(word for x in found for word in x.words)


def table_columns(
    lines: Sequence[TextLine], is_label: Callable[[TextLine], bool]
) -> TableColumns | None:
    """The columns of the table that lines stand in, None for fewer than two columns.

    Args:
        is_label: whether a line begins like a printed label.
    """
    cells = [line for line in lines if line.row is not None]
    columns = sorted({_column(line) for line in cells})
    if len(columns) < _FEW:
        return None
    told = {script: _label_columns(cells, script, is_label) for script in ("fr", "ar")}
    facing = dict(zip(columns, reversed(columns), strict=True))
    labels: dict[str, frozenset[int]] = {}
    for script, other, edge in (("fr", "ar", columns[0]), ("ar", "fr", columns[-1])):
        own = Counter(_column(x) for x in cells if x.script == script and _has_letters(x))
        # Where one script's wordings are known, the other's labels stand as far from its edge.
        mirrored = {facing[c] for c in told[other]} - told[other]
        found = told[script] or {c for c in mirrored if own[c] >= _FEW}
        labels[script] = frozenset(found or ({edge} if own[edge] else ()))
    rest = [c for c in columns if not any(c in found for found in labels.values())]
    return TableColumns(labels, {column: _script(column, cells) for column in rest})


def _label_columns(
    cells: Sequence[TextLine], script: str, is_label: Callable[[TextLine], bool]
) -> set[int]:
    """Columns half of whose lines in a script begin like labels."""
    own = Counter(_column(x) for x in cells if x.script == script and _has_letters(x))
    told = Counter(_column(x) for x in cells if x.script == script and is_label(x))
    return {c for c, n in told.items() if n >= max(_FEW, _MOSTLY * own[c])}


def says_label(line: TextLine) -> bool:
    """Whether a line's words are those of labels, whatever the printer."""
    told = meaning(" ".join(placed.word.text for placed in line.words), line.script)
    return bool(told.attributes) or bool(told.events)


def _script(column: int, cells: Sequence[TextLine]) -> str | None:
    found = Counter(x.script for x in cells if _column(x) == column and _has_letters(x))
    return max(found, key=found.__getitem__) if found["fr"] != found["ar"] else None


def _column(line: TextLine) -> int:
    return line.region.column or 0


def _has_letters(line: TextLine) -> bool:
    return any(c.isalpha() for placed in line.words for c in placed.word.text)

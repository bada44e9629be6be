"""From a volume's entries to its acts, in order: the form they share, leaves, acts over two pages.

Nothing here decodes a field; it says which lines make up which act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from indexing.acts.page_kinds import page_kind
from indexing.entries.cutting import Entry, entries_of
from indexing.entries.drawn_up_first import days_of, opens_with_own_day
from indexing.entries.facing_labels import faced_share
from indexing.entries.reading import EntryReading, read_entry, sentence
from indexing.entries.running_titles import with_running_titles
from indexing.forms import Form
from indexing.registers.sequence import read_number
from indexing.tables.counted_labels import with_counted_labels
from indexing.text.line import TextLine
from indexing.text.stream import TextStream
from ocr.page import Page

_IS_ACT = 0.22
_IS_SURELY_ACT = 0.5
_CONTINUES = 0.12
_SAMPLE = 12
_AS_LONG = 0.55
_ROWS = 3
# Half the lines of a form of rows are rows; of prose, its number and its margin at most.
_ROW_SHARE = 0.5
_LABEL_WORDS = 6
_LAYOUT = 0.5
_ROW_WORDS = 10
# Entries of so few lines are titles and statements.
_ACT_LINES = 6
_OTHER_ROWS = 0.35
_STATEMENTS = ("opening", "closing", "table", "cover")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Entries of one leaf, top to bottom, and the kind of page it is when it holds no act."""

    entries: tuple[Entry, ...]
    statement: bool


def form_of_volume(entries: Sequence[Entry], forms: Sequence[Form]) -> Form:
    """The form that fits the volume's first entries best, by its labels and its layout."""
    sample = entries[:_SAMPLE]
    forms = _of_shape(sample, forms)
    return max(forms, key=lambda form: sum(_suits(read_entry(e, form)) for e in sample))


def _of_shape(entries: Sequence[Entry], forms: Sequence[Form]) -> Sequence[Form]:
    """The forms of rows where most lines of the entries face the other script's, else all.

    Layout says that surer than words: a printer's own labels look like prose to other forms.
    """
    shares = [faced_share(entry.lines) for entry in entries if len(entry.lines) > _ACT_LINES]
    rows = [form for form in forms if form.shape != "prose"]
    return rows if rows and shares and float(np.median(shares)) >= _ROW_SHARE else forms


def read_behind_openings(readings: Sequence[EntryReading], year: int) -> list[EntryReading]:
    """Readings of a volume of ``year``, without their openings where those hold the acts' own days.

    Only of Arabic prose: French acts name their year apart from their day.
    """
    prose = [r for r in readings if r.form.shape == "prose" and r.form.script == "ar"]
    if not opens_with_own_day([sentence(r.entry, r.form) for r in prose], "ar", year):
        return list(readings)
    forms = {r.form: replace(r.form, drawn_up_first=True) for r in prose}
    return [read_entry(r.entry, forms[r.form]) if r.form in forms else r for r in readings]


def _suits(reading: EntryReading) -> float:
    """How well a form fits an entry, 0 to 1.5: labels found, and rows where it prints rows."""
    return reading.fit + _LAYOUT * (_is_rows(reading.entry) == (reading.form.shape != "prose"))


def _is_rows(entry: Entry) -> bool:
    """Whether an entry's lines face others in the other script, or show a colon, as rows do."""
    lines = [line for line in entry.lines if len(line.words) <= _ROW_WORDS]
    colons = sum(":" in placed.word.text for line in lines for placed in line.words[:_LABEL_WORDS])
    return max(faced_share(entry.lines), colons / len(entry.lines)) >= _ROW_SHARE


def read_acts(pages: Sequence[tuple[str, Page]], forms: Sequence[Form]) -> list[EntryReading]:
    """Readings of a volume's acts in order; what stands between them is left out.

    An entry without number at the top of a leaf goes on with the last act. Beside acts, an entry
    with as much text as they have is an act too, however badly it reads.
    """
    labels = tuple(dict.fromkeys(label for form in forms for label in form.number))
    entries = {name: entries_of(name, page, labels) for name, page in pages}
    told = sum(entry.number_line is not None for found in entries.values() for entry in found)
    forms = with_running_titles(with_counted_labels(forms, pages, told), pages)
    counted = tuple(dict.fromkeys(label for form in forms for label in form.number))
    if counted != labels:
        entries = {name: entries_of(name, page, counted) for name, page in pages}
    form = form_of_volume([entry for found in entries.values() for entry in found], forms)
    readings: list[EntryReading] = []
    acts: list[int] = []
    for leaf in _leaves(pages, entries, form):
        for place, entry in enumerate(leaf.entries):
            reading = _best_reading(entry, form, forms)
            follows = acts and not leaf.statement
            whole = _continued(readings[acts[-1]], reading, place == 0) if follows else None
            if whole is not None:
                readings[acts[-1]] = whole
                continue
            enough = _IS_SURELY_ACT if leaf.statement and not _tells_two_days(reading) else _IS_ACT
            if _has_number(reading) or reading.fit >= enough:
                acts.append(len(readings))
            readings.append(reading)
    return _keep_acts(readings, frozenset(acts))


def _leaves(
    pages: Sequence[tuple[str, Page]], entries: Mapping[str, list[Entry]], form: Form
) -> list[_Leaf]:
    """Leaves in the order they are read: that in which numbers go on, else that of the script."""
    scans = []
    for name, page in pages:
        by_leaf: dict[int, list[Entry]] = {}
        for entry in entries[name]:
            by_leaf.setdefault(entry.leaf, []).append(entry)
        told = any(entry.number_line is not None for entry in entries[name])
        statement = not told and page_kind(page) in _STATEMENTS
        scans.append([_Leaf(tuple(found), statement) for _, found in sorted(by_leaf.items())])
    onward, backward = (_steps(scans, form, turn) for turn in (1, -1))
    from_right = backward > onward or (backward == onward and form.script == "ar")
    return [leaf for scan in scans for leaf in (scan[::-1] if from_right else scan)]


def _steps(scans: Sequence[Sequence[_Leaf]], form: Form, turn: int) -> int:
    """How many acts bear the number after the last one's when leaves are read in this order."""
    numbers = [
        None if number is None else number.number
        for scan in scans
        for leaf in scan[::turn]
        for entry in leaf.entries
        if entry.number_line is not None
        for number in [read_number(read_entry(entry, form).number.text)]
    ]
    return sum(a is not None and b is not None and b == a + 1 for a, b in pairwise(numbers))


def _continued(last: EntryReading, reading: EntryReading, first: bool) -> EntryReading | None:
    """The last act with an entry that carries it on, None when the entry is its own.

    Rows of a form go on wherever a rule was seen between them; prose only from leaf to leaf.
    """
    if reading.entry.number_line is not None:
        return None
    if last.form.shape != "prose" and last.entry.number_line is not None:
        rows = [line for line in reading.entry.lines if len(_opening(line)) > 2]
        enough = len(rows) >= _ROWS and (not first or reading.fit >= _CONTINUES)
        if enough and _repeated(last.entry, reading.entry) < _OTHER_ROWS:
            return read_entry(last.entry.joined(reading.entry), last.form)
    if not first or not _CONTINUES <= reading.fit < 0.8:
        return None
    # What goes on tells the act's own day at most.
    if _tells_two_days(reading) and _tells_two_days(last):
        return None
    whole = read_entry(last.entry.joined(reading.entry), last.form)
    return whole if whole.fit > last.fit + 0.05 else None


def _repeated(last: Entry, entry: Entry) -> float:
    """Share of an entry's lines that begin as one of the last entry's: the same printed rows."""
    known = [_opening(line) for line in last.lines]
    own = [opening for line in entry.lines if len(opening := _opening(line)) > 2]
    again = sum(
        any(Levenshtein.normalized_similarity(opening, other) >= 0.8 for other in known)
        for opening in own
    )
    return again / max(1, len(own))


def _opening(line: TextLine) -> str:
    """What a line begins with: up to its colon, else its first two words."""
    texts = [placed.word.text for placed in line.words]
    colon = next((at for at, text in enumerate(texts) if ":" in text), 1)
    return TextStream(line.words[: colon + 1]).letters


def _keep_acts(readings: Sequence[EntryReading], acts: frozenset[int]) -> list[EntryReading]:
    if not acts:
        return []
    usual = float(np.median([_letters(readings[index]) for index in acts]))
    pages = {name for index in acts for name, _ in readings[index].entry.places}
    return [
        reading
        for index, reading in enumerate(readings)
        if index in acts
        or (reading.entry.places[0][0] in pages and _letters(reading) >= _AS_LONG * usual)
    ]


def _letters(reading: EntryReading) -> int:
    return sum(len(word.word.text) for line in reading.entry.lines for word in line.words)


def _best_reading(entry: Entry, form: Form, forms: Sequence[Form]) -> EntryReading:
    """The volume's form, unless another one fits this entry far better (a volume may change)."""
    own = read_entry(entry, form)
    if own.fit >= 0.5:
        return own
    others = [read_entry(entry, x) for x in _of_shape([entry], forms) if x is not form]
    best = max(others, key=_suits, default=own)
    better = best.fit > own.fit + 0.3 and _suits(best) > _suits(own) + 0.3
    return best if better else own


def _tells_two_days(reading: EntryReading) -> bool:
    """Whether a sentence tells its event's day and its own: a statement tells one at most."""
    form = reading.form
    if form.shape != "prose":
        return False
    return len(days_of(sentence(reading.entry, form), form.script)) > 1


def _has_number(reading: EntryReading) -> bool:
    """Whether an act number was read: its label and figures after it."""
    return reading.entry.number_line is not None and any(c.isdigit() for c in reading.number.text)

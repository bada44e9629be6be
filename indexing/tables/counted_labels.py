"""Labels of act numbers that nobody described, told by the counting: the same words, then one more.

Printers number acts behind words of their own ("Article 12"). What stands on a short line again and
again before figures that rise by one from act to act is the label of the number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from indexing.forms import Form
from indexing.labels.words import meaning
from indexing.names.matching import fold
from indexing.tables.number_lines import PLACE
from ocr.page import Line, Page

_COUNTED = re.compile(
    r"(?P<label>[^\d:]{0,32}?)[\s:.°]*(?P<number>\d{1,5})(?P<behind>\D{0,32}|\W+\d{4}\W*)"
)
_MOST_WORDS = 4
_FEW = 2
_MOSTLY = 0.6
_SAME = 0.8
_ALL_BUT_FEW = 0.66
# Bare figures number pages and rows of tables too: an act's stand three in a row, text between.
_BARE, _TEXT_BETWEEN = 3, 3
# What words beside an act's number may name: its register's year, its day, its office.
_BESIDE_NUMBERS = {"year", "date", "office", "province", "mentions"}


@dataclass(slots=True)
class _Counted:
    """Words around figures, as first read, and the figures they stood around, from the top."""

    label: str
    behind: str
    numbers: list[int]
    lines: list[int]

    @property
    def key(self) -> str:
        """The words folded, the place of the figures among them."""
        return f"{fold(self.label)}{PLACE}{fold(self.behind)}"

    @property
    def name(self) -> str:
        """The label as number labels name it."""
        bare = fold(self.label) and not fold(self.behind)
        return self.label if bare else f"{self.label}{PLACE}{self.behind}"


def with_counted_labels(
    forms: Sequence[Form], pages: Sequence[tuple[str, Page]], told: int = 0
) -> tuple[Form, ...]:
    """The forms, with the labels that a volume's pages count by.

    ``told`` acts are numbered by the forms' own labels: a counting of no more acts tells nothing.
    """
    counted = _counted(pages)
    if max((len(one.numbers) for one in counted), default=0) <= told:
        return tuple(forms)
    found = tuple(one.name for one in counted)
    return tuple(replace(form, number=(*form.number, *found)) for form in forms)


def counted_labels(pages: Sequence[tuple[str, Page]]) -> tuple[str, ...]:
    """Labels around figures that mostly rise by one, from line to line and from page to page.

    ``PLACE`` stands for the figures in a label with words behind them or none at all.
    """
    return tuple(one.name for one in _counted(pages))


def _counted(pages: Sequence[tuple[str, Page]]) -> list[_Counted]:
    """The words that the most figures rise behind, those of the other script with them."""
    counted: list[_Counted] = []
    at = 0
    for _, page in pages:
        for line in from_the_top(page):
            at += 1
            told = _COUNTED.fullmatch(line.text.strip())
            short = told and len(f"{told['label']} {told['behind']}".split()) <= _MOST_WORDS
            if told and short and not _names_row(told["behind"]):
                one = _Counted(told["label"].strip(), told["behind"].strip(), [], [])
                known = next((x for x in counted if _alike(x, one)), one)
                known.numbers.append(int(told["number"]))
                known.lines.append(at)
                counted += [one] if known is one else []
        at += _TEXT_BETWEEN
    found = [one for one in counted if _rises(one)]
    most = max((len(one.numbers) for one in found), default=0)
    return [one for one in found if len(one.numbers) > _MOSTLY * most]


def _names_row(behind: str) -> bool:
    """Whether words behind figures name what a form asks for: "12. Père : prénom" counts rows."""
    told = meaning(behind, "ar"), meaning(behind, "fr")
    asked = {name for one in told for name in one.attributes} - _BESIDE_NUMBERS
    return bool(asked) or any(one.persons for one in told)


def _alike(one: _Counted, other: _Counted) -> bool:
    """Whether the same words stand around both figures, a letter in five misread."""
    return Levenshtein.normalized_similarity(one.key, other.key) >= _SAME


def _rises(one: _Counted) -> bool:
    steps = [after - before for before, after in pairwise(one.numbers)]
    if not (fold(one.label) or fold(one.behind)):
        apart = [after - before > _TEXT_BETWEEN for before, after in pairwise(one.lines)]
        if len(one.numbers) < _BARE or sum(apart) <= _MOSTLY * len(apart):
            return False
    ahead = [number - place for place, number in enumerate(one.numbers)]
    # One misread figure breaks two steps and leaves all others as far from where they stand.
    counted = ahead.count(max(ahead, key=ahead.count)) >= _ALL_BUT_FEW * len(ahead)
    return len(one.numbers) >= _FEW and (steps.count(1) >= _MOSTLY * len(steps) or counted)


def from_the_top(page: Page) -> Iterator[Line]:
    """A page's lines leaf by leaf, each leaf's from the top of the upright page."""
    lines = [(region.band or 0, line) for region in page.regions for line in region.lines]
    yield from (line for _, line in sorted(lines, key=lambda told: (told[0], _down(page, told[1]))))


def _down(page: Page, line: Line) -> int:
    """How far down a line begins, turns undone; to compare lines of one page."""
    box = line.box
    return (box.top, box.left, -box.bottom, -box.right)[page.rotation]

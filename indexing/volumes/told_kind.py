"""Whether a volume's pages tell of births or of deaths, whatever its delivery says.

The margin of a birth names a death, and so does a column of some forms; a death's text says where
the person was born. So a kind is told only where the other's words are few: of sixteen volumes of
every form fifteen told theirs, one left it open, and none told the wrong one.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from archive.folding import fold_ar, fold_fr
from archive.register import Kind
from ocr.page import Page, RegionKind

_WORDS = {
    Kind.BIRTH: (
        *("naissance", "naissances"),
        *("ولاده", "الولاده", "الولادات", "ازداد", "ازدادت", "الازدياد"),
    ),
    Kind.DEATH: (
        *("deces", "decede", "decedee", "mort", "morte"),
        *("وفاه", "الوفاه", "الوفيات", "وفيات", "توفي", "توفيت"),
    ),
}
_BORN = ("ne", "nee", "ولد", "ولدت")
"""Said of births and of whoever died; they tell a birth where no death is told of."""

_LONG = 5
_AN_ACT = 0.7
_HARDLY = 0.2
_OFTENER = 1.5


def told_kind(pages: Iterable[Page], acts: int) -> Kind | None:
    """The kind that the pages' text tells of, None where it leaves that open.

    Args:
        acts: how many were found on the pages; the kind's words stand in most of them.
    """
    words = [_folded(text) for page in pages for text in _texts(page)]
    births, deaths = (sum(_is_one_of(word, known) for word in words) for known in _WORDS.values())
    least = _AN_ACT * max(1, acts)
    if deaths >= least and births < deaths / _OFTENER:
        return Kind.DEATH
    if deaths < _HARDLY * max(1, acts):
        births += sum(_is_one_of(word, _BORN) for word in words)
    return Kind.BIRTH if births >= least and deaths < births / _OFTENER else None


def _texts(page: Page) -> Iterable[str]:
    body = (region for region in page.regions if region.kind is not RegionKind.MARGIN)
    return (word.text for region in body for line in region.lines for word in line.words)


def _folded(word: str) -> str:
    return fold_ar(word) if "\u0600" <= word[:1] <= "\u06ff" else fold_fr(word)


def _is_one_of(word: str, known: Sequence[str]) -> bool:
    """Whether a word is one of these, a letter misread in the longer ones allowed."""
    return any(
        Levenshtein.distance(word, one, score_cutoff=1) <= (len(one) >= _LONG) for one in known
    )

"""What the acts of a volume have in common: the words of its form, and the columns between them.

The sentence that a volume's form prints comes back in every act while the values change. The acts'
words are aligned with those of the act most like the others; words that most acts share are the
form's, what stands between them is a column of values. Dates, hours, figures, sexes, professions
and the office's own name are values however often they come back (``indexing.word_kinds``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from os.path import commonprefix

from rapidfuzz.distance import Levenshtein

from indexing.text_stream import Extract, TextStream
from indexing.word_kinds import Token, tokens

_LEAST_ACTS = 3
_SHARED = 0.6
_FILLED = 0.5
_ALIKE = 0.66
_BESIDE = 0.35
_ENDS = (".", ":", ";", "!")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Act:
    """One act's words as a stream, and as tokens."""

    stream: TextStream
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, stream: TextStream, home: Sequence[str]) -> "Act":
        """The act whose sentence the stream holds; ``home`` as ``word_kinds.tokens`` takes it."""
        return cls(stream, tuple(tokens(stream, home)))

    def extract(self, first: int, last: int) -> Extract:
        """The words of tokens ``first`` up to ``last``."""
        return self.stream.extract(*self._letters(first, last))

    def letters(self, first: int, last: int) -> str:
        """The folded letters of tokens ``first`` up to ``last``."""
        start, end = self._letters(first, last)
        return self.stream.letters[start:end]

    def _letters(self, first: int, last: int) -> Span:
        if last <= first:
            return (0, 0)
        starts = self.stream.starts
        return starts[self.tokens[first].first], starts[self.tokens[last - 1].last]


@dataclass(frozen=True, slots=True)
class Column:
    """Values that stand at one place of the form.

    Attributes:
        befores: folded letters that the form prints between the column before and this one, the
            commonest wording first, with how many acts print it.
        values: each act's value, empty where it has none.
        kinds: share of the values of each kind that ``word_kinds`` tells.
    """

    befores: tuple[tuple[str, int], ...]
    values: tuple[Extract | None, ...]
    kinds: dict[str, float]

    def share(self, *kinds: str) -> float:
        """Share of the values that are of one of these kinds, 0 to 1."""
        return sum(self.kinds.get(kind, 0.0) for kind in kinds)


def columns(acts: Sequence[Act]) -> list[Column]:
    """The columns of a volume's form in printed order; none when too few acts tell it.

    The last column's wording closes it: a column without values stands at the end for it.
    """
    if len(acts) < _LEAST_ACTS:
        return []
    centre = max(range(len(acts)), key=lambda i: _likeness(acts[i], acts))
    matches = [_align(acts[centre].tokens, act.tokens) for act in acts]
    least = max(_LEAST_ACTS, round(_SHARED * len(acts)))
    shared = [
        at for at in range(len(acts[centre].tokens)) if sum(at in m for m in matches) >= least
    ]
    spans = _value_spans(acts, acts[centre], matches, shared)
    return [_column(acts, before, here) for before, here in pairwise([[(0, 0)] * len(acts), *spans])]


def _likeness(act: Act, acts: Sequence[Act]) -> int:
    own = Counter((token.kind, token.key) for token in act.tokens)
    return sum(
        sum((own & Counter((token.kind, token.key) for token in other.tokens)).values())
        for other in acts
    )


def _align(one: Sequence[Token], other: Sequence[Token]) -> dict[int, int]:
    """Tokens of ``one`` with those of ``other`` that they stand for; best common subsequence."""
    rows, width = len(one) + 1, len(other) + 1
    score = [[0.0] * width for _ in range(rows)]
    matched = [[False] * width for _ in range(rows)]
    for i in range(1, rows):
        above, row, before = score[i - 1], score[i], matched[i - 1]
        for j in range(1, width):
            row[j] = max(above[j], row[j - 1])
            weight = _weight(one[i - 1], other[j - 1])
            if weight > 0:
                both = above[j - 1] + weight + (_BESIDE if before[j - 1] else 0.0)
                if both > row[j]:
                    row[j] = both
                    matched[i][j] = True
    return _walk_back(score, matched)


def _walk_back(score: list[list[float]], matched: list[list[bool]]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    i, j = len(score) - 1, len(score[0]) - 1
    while i > 0 and j > 0:
        if matched[i][j]:
            pairs[i - 1] = j - 1
            i, j = i - 1, j - 1
        elif score[i - 1][j] >= score[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return pairs


def _weight(one: Token, other: Token) -> float:
    if one.kind != other.kind:
        return 0.0
    return 2.0 if one.kind != "word" else _word_weight(one.key, other.key)


@lru_cache(maxsize=65536)
def _word_weight(one: str, other: str) -> float:
    """How much two words speak for being the same one: longer words do more."""
    longest = max(len(one), len(other))
    if one != other:
        stem = len(commonprefix((one, other)))
        # né and née, le and la, fils and fille, والده and والدها: one word, inflected.
        inflected = stem * 2 >= longest and (stem >= 3 or longest <= 3)
        like = Levenshtein.normalized_similarity(one, other)
        if not inflected and (longest < 4 or like < _ALIKE):
            return 0.0
    return min(longest, 8) / 5 + 0.2


def _value_spans(
    acts: Sequence[Act], centre: Act, matches: Sequence[dict[int, int]], shared: Sequence[int]
) -> list[list[Span | None]]:
    """Token spans of each column in each act, the end of the acts as an empty last one."""
    spans: list[list[Span | None]] = []
    edges = [-1, *shared, len(centre.tokens)]
    for left, right in pairwise(edges):
        between = [_between(act, m, left, right, edges) for act, m in zip(acts, matches, strict=True)]
        told = [span for span in between if span is not None]
        if told and sum(last > first for first, last in told) > _FILLED * len(told):
            spans.append(between)
        if right < len(centre.tokens) and _is_value(acts, matches, right):
            spans.append([(m[right], m[right] + 1) if right in m else None for m in matches])
    spans.append([(len(act.tokens), len(act.tokens)) for act in acts])
    return spans


def _between(
    act: Act, match: dict[int, int], left: int, right: int, edges: Sequence[int]
) -> Span | None:
    start = 0 if left == edges[0] else match.get(left, -2) + 1
    end = len(act.tokens) if right == edges[-1] else match.get(right, -1)
    return None if start < 0 or end < start else (start, end)


def _is_value(acts: Sequence[Act], matches: Sequence[dict[int, int]], at: int) -> bool:
    """Whether the shared token is a value that comes back: of a kind, or written with a capital."""
    found = [(act, m[at]) for act, m in zip(acts, matches, strict=True) if at in m]
    if found[0][0].tokens[found[0][1]].kind != "word":
        return True
    return sum(_is_proper(act, place) for act, place in found) > 0.75 * len(found)


def _is_proper(act: Act, place: int) -> bool:
    """Whether a word has a capital that no beginning of a sentence asks for."""
    first = act.tokens[place].first
    text = act.stream.words[first].word.text
    before = act.stream.words[first - 1].word.text if first else "."
    return text[:1].isupper() and text[1:].islower() and not before.endswith(_ENDS)


def _column(
    acts: Sequence[Act], before: Sequence[Span | None], here: Sequence[Span | None]
) -> Column:
    here = _without_openings(acts, here)
    wordings: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    values: list[Extract | None] = []
    for act, earlier, span in zip(acts, before, here, strict=True):
        values.append(act.extract(*span) if span is not None else None)
        if span is None:
            continue
        start = earlier[1] if earlier is not None else None
        if start is not None and start <= span[0]:
            wordings[act.letters(start, span[0])] += 1
        kinds.update(_kinds(act, span))
    total = max(1, sum(value is not None and bool(value.text) for value in values))
    shares = {kind: count / total for kind, count in kinds.items()}
    return Column(tuple(wordings.most_common()), tuple(values), shares)


def _kinds(act: Act, span: Span) -> set[str]:
    """Kinds that most of a value's words are of: a job behind a name makes no job of both."""
    inside = act.tokens[span[0] : span[1]]
    words = sum(token.last - token.first for token in inside)
    return {t.kind for t in inside if (t.last - t.first) * 2 > words}


def _without_openings(
    acts: Sequence[Act], here: Sequence[Span | None]
) -> list[Span | None]:
    """Spans without the small words that open several of the values: "le sieur", "la dame"."""
    spans = list(here)
    small = Counter(
        act.tokens[span[0]].key
        for act, span in zip(acts, spans, strict=True)
        if span is not None and _opens_small(act, span)
    )
    for place, (act, span) in enumerate(zip(acts, spans, strict=True)):
        if span is not None and _opens_small(act, span) and small[act.tokens[span[0]].key] > 1:
            spans[place] = (span[0] + 1, span[1])
    return spans


def _opens_small(act: Act, span: Span) -> bool:
    """Whether a plain word in small letters stands before one with a capital."""
    if span[1] - span[0] < 2 or act.tokens[span[0]].kind != "word":
        return False
    first, second = (act.stream.words[act.tokens[span[0] + i].first].word.text for i in (0, 1))
    return first.isascii() and first.islower() and second[:1].isupper()

"""What the acts of a volume have in common: the words of its form, and the columns between them.

The sentence that a volume's form prints comes back in every act while the values change. The acts'
words are aligned with those of the act most like the others; words that most acts share are the
form's, what stands between them is a column of values. Dates, hours, figures, sexes, professions
and the office's own name (``decoding.word_kinds``) are values however often they come back.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexing.text.stream import Extract
from indexing.volumes.act_alignment import Act, align, likeness

_LEAST_ACTS = 3
_SHARED = 0.6
_FILLED = 0.5
_PROPER = 0.75
_CLOSING = 0.4
_ENDS = (".", ":", ";", "!")
Span = tuple[int, int]
Matches = Sequence[dict[int, int]]


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


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the form in the middlemost act: printed words, one shared value, or a gap."""

    kind: str
    places: tuple[int, ...]


def columns(acts: Sequence[Act]) -> list[Column]:
    """The columns of a volume's form in printed order; none when too few acts tell it.

    The last column's wording closes it: a column without values stands at the end for it.
    """
    if len(acts) < _LEAST_ACTS:
        return []
    centre = max(range(len(acts)), key=lambda i: likeness(acts[i], acts))
    length = len(acts[centre].tokens)
    # The edges of the acts stand for each other too.
    matches = [
        align(acts[centre].tokens, act.tokens) | {-1: -1, length: len(act.tokens)} for act in acts
    ]
    pieces = _pieces(acts, matches, length)
    spans = [
        [_span(match, pieces[at - 1 : at + 2]) for match in matches]
        for at, piece in enumerate(pieces)
        if piece.kind != "printed"
    ]
    trimmed = [_without_small_ends(acts, each) for each in spans]
    start: list[Span | None] = [(0, 0)] * len(acts)
    end: list[Span | None] = [(len(act.tokens), len(act.tokens)) for act in acts]
    return [_column(acts, *pair) for pair in pairwise([start, *trimmed, end])]


def _pieces(acts: Sequence[Act], matches: Matches, length: int) -> list[_Piece]:
    """The form as the acts share it: runs of printed words, shared values, gaps that most fill."""
    least = max(_LEAST_ACTS, round(_SHARED * len(acts)))
    shared = [at for at in range(length) if sum(at in match for match in matches) >= least]
    pieces: list[_Piece] = []
    run: list[int] = [-1]
    for left, right in pairwise([-1, *shared, length]):
        if _is_filled(matches, left, right):
            pieces += [_Piece("printed", tuple(run)), _Piece("gap", ())]
            run = []
        if right < length and _is_value(acts, matches, right):
            pieces += [_Piece("printed", tuple(run)), _Piece("value", (right,))]
            run = []
        else:
            run.append(right)
    pieces.append(_Piece("printed", tuple(run)))
    return [piece for piece in pieces if piece.places or piece.kind == "gap"]


def _is_filled(matches: Matches, left: int, right: int) -> bool:
    sizes = [m[right] - m[left] for m in matches if left in m and right in m]
    return bool(sizes) and sum(size > 1 for size in sizes) > _FILLED * len(sizes)


def _span(match: dict[int, int], around: Sequence[_Piece]) -> Span | None:
    """Where a value stands in an act: its token, or all between the words read on both sides."""
    before, piece, after = around
    if piece.kind == "value":
        at = match.get(piece.places[0])
        return None if at is None else (at, at + 1)
    start = next((match[at] + 1 for at in reversed(before.places) if at in match), None)
    end = next((match[at] for at in after.places if at in match), None)
    return None if start is None or end is None or end < start else (start, end)


def _is_value(acts: Sequence[Act], matches: Matches, at: int) -> bool:
    """Whether the shared token is a value that comes back: of a kind, or written with a capital."""
    found = [(act, m[at]) for act, m in zip(acts, matches, strict=True) if at in m]
    if found[0][0].tokens[found[0][1]].kind != "word":
        return True
    return sum(_is_proper(act, place) for act, place in found) > _PROPER * len(found)


def _is_proper(act: Act, place: int) -> bool:
    """Whether a word has a capital that no beginning of a sentence asks for."""
    first = act.tokens[place].first
    text = act.stream.words[first].word.text
    before = act.stream.words[first - 1].word.text if first else "."
    return text[:1].isupper() and text[1:].islower() and not before.endswith(_ENDS)


def _column(
    acts: Sequence[Act], before: Sequence[Span | None], here: Sequence[Span | None]
) -> Column:
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


def _without_small_ends(acts: Sequence[Act], spans: Sequence[Span | None]) -> list[Span | None]:
    """Spans without the form's small words at their ends.

    "le sieur", "la dame": two acts that open alike tell it; behind a value many have to agree.
    """
    for last in (False, True):
        filled = sum(span is not None for span in spans)
        least = max(2, round(_CLOSING * filled)) if last else 2
        ends = [
            "" if span is None else _small_end(act, span, last)
            for act, span in zip(acts, spans, strict=True)
        ]
        often = {key for key, count in Counter(ends).items() if key and count >= least}
        spans = [
            (span[0] + (not last), span[1] - last) if span is not None and key in often else span
            for span, key in zip(spans, ends, strict=True)
        ]
    return list(spans)


def _small_end(act: Act, span: Span, last: bool) -> str:
    """The plain word in small letters at an end of the span, beside a capital; "" for another."""
    end, inner = (span[1] - 1, span[1] - 2) if last else (span[0], span[0] + 1)
    if span[1] - span[0] < 2 or act.tokens[end].kind != "word":
        return ""
    small, beside = (act.stream.words[act.tokens[at].first].word.text for at in (end, inner))
    return (
        act.tokens[end].key if small.isascii() and small.islower() and beside[:1].isupper() else ""
    )

"""Labels too badly misread to be found, told by where they are missed and by what follows them.

A value with more words than its kind has may hold the next label and its value. Which labels are
missed is known by then, so a likeness that would be no evidence in a whole page is enough here,
where the words behind it are what the missed slot asks for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexing.decoding.closed_words import ClosedWords
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.decoding.values import job_likeness
from indexing.entries.function_words import is_function_word
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.labels.search import folded, shape
from indexing.names.units import knows
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words, fold_label

_MAY_HOLD = ("place", "job", "given", "family", "person", "mother_ar", "parents_ar")
_DATES = ("date", "event_date", "hijri_date", "year")
_ALIKE, _ALIKE_REST = 0.5, 0.7
_LONGEST_LABEL = 3
_SHORTEST_PLACE = 3
# Words of a value after which no label is looked for.
_LONGEST_VALUE = 12
_SHORTEST_LABEL = 4
_OPENING = ("job", "given", "mother_ar", "place")
_PLAUSIBLE, _ALIKE_PLACE = 0.75, 0.6
_PARENTS = {"father_given", "mother"}
_AT = "ب"
# Hands write these alike.
_ALIKE_LETTERS = str.maketrans("رز", "وو")


@dataclass(frozen=True, slots=True)
class _Missed:
    """A label that may stand in the words ``start`` to ``end`` of a value, and how likely."""

    slot: Slot
    sex: str | None
    start: int
    end: int
    likeness: float


def recover_labels(filled: Sequence[FilledSlot], form: Form) -> list[FilledSlot]:
    """Slots with what stands behind a missed label given to the slot it opens."""
    told = {one.slot.field for one in filled if one.extract.text}
    told |= _PARENTS if "parents" in told else {"parents"} if told & _PARENTS else set()
    recovered: list[FilledSlot] = []
    for index, one in enumerate(filled):
        following = filled[index + 1].slot if index + 1 < len(filled) else None
        recovered += _parted(_without_rest(one, following), form, told)
    return recovered


def _parted(one: FilledSlot, form: Form, told: set[str]) -> list[FilledSlot]:
    words = [placed for placed in one.extract.words if tidy(placed.word.text)]
    first = _first_free(one, words)
    if first is None or len(words) < _LONGEST_LABEL:
        return [one]
    missed = _missed(words, first, one.slot, form, told)
    found = max(missed, key=lambda m: m.likeness, default=None)
    if found is None:
        return [one]
    told.add(found.slot.field)
    rest = FilledSlot(found.slot, extract_words(words[found.end :]), found.sex, 0.0)
    head = replace(one, extract=extract_words(words[: found.start]))
    return [*_parted(head, form, told), *_parted(rest, form, told)]


def _first_free(one: FilledSlot, words: Sequence[PlacedWord]) -> int | None:
    """First word that may begin another label: behind the first one, or behind a date."""
    if one.slot.type in _MAY_HOLD:
        return 1
    stream = TextStream(words)
    spans = ClosedWords.of(stream, one.slot.script).spans
    if one.slot.type not in _DATES or not spans:
        return None
    return sum(start < spans[-1][1] for start in stream.starts[:-1])


def _missed(
    words: Sequence[PlacedWord], first: int, beside: Slot, form: Form, told: set[str]
) -> Iterator[_Missed]:
    keys = [fold_label(placed.word.text) for placed in words]
    letters = [_loose(key) for key in keys]
    stretches = [
        (start, end, "".join(letters[start:end]))
        for start in range(first, min(first + _LONGEST_VALUE, len(words) - 1))
        for end in range(start + 1, min(start + _LONGEST_LABEL, len(words) - 1) + 1)
        if not any(len(key) >= _SHORTEST_LABEL and knows(key, "given") for key in keys[start:end])
        if not any(is_function_word(key) for key in keys[start + 1 : end])
    ]
    for slot in _untold(form, beside, told):
        for label in slot.labels:
            wanted = _loose(folded(label.text))
            if len(wanted) < _SHORTEST_LABEL:
                continue
            for start, end, read in stretches:
                if not len(wanted) <= 2 * len(read) <= 4 * len(wanted):
                    continue
                alike = _likeness(read, wanted)
                follows = _follows(slot, words, keys, end, alike) if alike >= _ALIKE else 0.0
                if follows >= _PLAUSIBLE:
                    likeness = alike * len(wanted) * follows**2
                    yield _Missed(slot, label.sex, start, end, likeness)


def _untold(form: Form, beside: Slot, told: set[str]) -> list[Slot]:
    """Slots without text of the same person, and those that open the next person's."""
    orders = [order for order, slot in enumerate(form.slots) if slot.group == beside.group]
    after = form.slots[orders[-1] + 1 :] if orders else ()
    opening = [slot for slot in after[:1] if slot.type in _OPENING]
    mine = [form.slots[order] for order in orders]
    return [slot for slot in (*mine, *opening) if slot.field not in told]


def _follows(
    slot: Slot, words: Sequence[PlacedWord], keys: Sequence[str], end: int, alike: float
) -> float:
    """Likeness to a value of the slot's type at word ``end``, behind a label so ``alike``."""
    if slot.type == "place":
        at = keys[end - 1].endswith(_AT) and alike >= _ALIKE_PLACE
        return float(at and sum(map(len, keys[end:])) >= _SHORTEST_PLACE)
    firsts = (" ".join(tidy(p.word.text) for p in words[end : end + count]) for count in (1, 2))
    if slot.type == "job":
        return max(job_likeness(text, slot.script) for text in firsts)
    if slot.type in ("given", "mother_ar"):
        return max(nearest(text, slot.script, "given") for text in firsts)
    return 0.0


def _without_rest(one: FilledSlot, following: Slot | None) -> FilledSlot:
    """A value without the misread beginning of the label that closes it ("مرلود" before "عام")."""
    words = [placed for placed in one.extract.words if tidy(placed.word.text)]
    if following is None or one.slot.type not in _MAY_HOLD or len(words) < 2:
        return one
    last = _loose(fold_label(words[-1].word.text))
    for label in following.labels:
        first, _, rest = label.text.rpartition(" ")
        begun = _loose(folded(first))
        if rest and len(begun) >= _SHORTEST_LABEL and _likeness(last, begun) >= _ALIKE_REST:
            return replace(one, extract=_all_but_last(words))
    return one


@lru_cache(maxsize=16384)
def _loose(letters: str) -> str:
    return shape(letters).translate(_ALIKE_LETTERS)


def _likeness(read: str, wanted: str) -> float:
    return float(Levenshtein.normalized_similarity(read, wanted))


def _all_but_last(words: Sequence[PlacedWord]) -> Extract:
    return extract_words(words[:-1])

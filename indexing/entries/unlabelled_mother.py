"""A mother whom no label opens: "ابن الطاهر … وفاطمة بنت الناصري", joined to the father by "and".

What opens her name is a woman's name joined by و, or any name before "daughter of": relations that
every printer's sentence keeps.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexing.decoding.full_names import cut_parents
from indexing.decoding.word_kinds import tokens
from indexing.entries.function_words import is_function_word
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.labels.noun_labels import is_label_word
from indexing.names.sexes import usual_sex
from indexing.names.units import knows
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words, fold_label
from ocr.page import BoundingBox

_AND = "و"
_DAUGHTER = ("بنت", "ابنه")
_AGED = ("بالغ", "عمر", "سن")
_FATHER = ("father_given", "parents")
_LONGEST = 6
Place = tuple[str, BoundingBox]


def with_unlabelled_mother(
    filled: Sequence[FilledSlot], form: Form, stream: TextStream
) -> list[FilledSlot]:
    """The slots of a sentence with the mother named behind its father, where no slot tells her."""
    slot = next((one for one in form.slots if one.type == "mother_ar"), None)
    if form.script != "ar" or slot is None or _is_told(filled):
        return list(filled)
    name = _named_with_and(_behind_father(filled, stream))
    return list(filled) if name is None else _with_mother(filled, slot, name)


def _is_told(filled: Sequence[FilledSlot]) -> bool:
    """Whether a slot tells the mother: her own, or both parents' one."""
    return any(
        one.slot.field.startswith("mother_given")
        or one.slot.field == "mother"
        or (one.slot.type == "parents_ar" and cut_parents(one.extract)[1].text)
        for one in filled
        if one.extract.text
    )


def _behind_father(filled: Sequence[FilledSlot], stream: TextStream) -> Sequence[PlacedWord]:
    """The words of the sentence behind the father's name, none where nothing tells him."""
    father = next((x for x in filled if x.slot.field in _FATHER and x.extract.words), None)
    if father is None:
        return ()
    first = _at(father.extract.words[0])
    places = [_at(placed) for placed in stream.words]
    return stream.words[places.index(first) + 1 :] if first in places else ()


def _named_with_and(words: Sequence[PlacedWord]) -> Extract | None:
    """The first name that "and" joins: a woman's, or anybody's daughter's."""
    keys = [fold_label(placed.word.text) for placed in words]
    closed = _closed(words)
    for at, (key, following) in enumerate(pairwise(keys)):
        joined = key.startswith(_AND) and len(key) > 2 and not is_function_word(key)
        if not joined or knows(key, "given") or at in closed:
            continue
        woman = any(_is_woman(name) for name in (key[1:], key[1:] + following))
        if woman or (following in _DAUGHTER and not is_label_word(key)):
            return _name(words[at:], keys[at:], {place - at for place in closed})
    return None


def _is_woman(name: str) -> bool:
    return knows(name, "given") and usual_sex(name) == "F"


def _name(words: Sequence[PlacedWord], keys: Sequence[str], closed: set[int]) -> Extract:
    """A name without the "and" before it, up to what cannot be of it."""
    end = next(
        (at for at in range(1, len(keys)) if at in closed or _ends_name(keys[at])), len(keys)
    )
    text = words[0].word.text
    first = replace(words[0], word=replace(words[0].word, text=text[1:], alternatives=()))
    return extract_words([first, *words[1 : min(end, _LONGEST)]])


def _ends_name(key: str) -> bool:
    bare = key.removeprefix(_AND).removeprefix("ال")
    aged = any(bare.startswith(word) for word in _AGED)
    return key not in _DAUGHTER and (aged or is_function_word(key) or is_label_word(key))


def _closed(words: Sequence[PlacedWord]) -> set[int]:
    """Places of words that tell a day, a number or a trade."""
    found = (token for token in tokens(TextStream(words)) if token.kind not in ("word", "home"))
    return {place for token in found for place in range(token.first, token.last)}


def _with_mother(filled: Sequence[FilledSlot], slot: Slot, name: Extract) -> list[FilledSlot]:
    """The slots with the mother's name before the first one of hers, and in no other."""
    taken = {_at(placed) for placed in name.words}
    rest = [
        _without(one, taken) for one in filled if one.slot.type != "parents_ar" or _left(one, taken)
    ]
    return [*rest, FilledSlot(slot, name, None, 0.0)]


def _left(one: FilledSlot, taken: set[Place]) -> bool:
    return any(_at(placed) not in taken for placed in one.extract.words)


def _without(one: FilledSlot, taken: set[Place]) -> FilledSlot:
    left = [placed for placed in one.extract.words if _at(placed) not in taken]
    return one if len(left) == len(one.extract.words) else replace(one, extract=extract_words(left))


def _at(placed: PlacedWord) -> Place:
    return placed.page, placed.word.box

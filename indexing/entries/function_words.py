"""Small words of an Arabic sentence that no name, trade or place holds: values end there."""

from collections.abc import Sequence
from dataclasses import replace

from indexing.entries.prose import FilledSlot
from indexing.text.stream import extract_words, fold_label

_WORDS = frozenset(
    fold_label(word)
    for word in (
        *(
            "قد",
            "وقد",
            "لقد",
            "بأن",
            "أن",
            "وأن",
            "بأنه",
            "بأنها",
            "أنه",
            "أنها",
            "ذي",
            "ذو",
            "ذات",
        ),
        *(
            "هو",
            "هي",
            "وهو",
            "وهي",
            "كان",
            "كانت",
            "وكان",
            "وكانت",
            "الذي",
            "التي",
            "والذي",
            "والتي",
        ),
        *("عليه", "وعليه", "وذلك", "نحن", "هذا", "بهذا", "لدينا", "يكون", "تكون"),
    )
)
_THAT = frozenset(fold_label(word) for word in ("بأن", "أن", "بأنه", "بأنها", "أنه", "أنها"))
_ENDED = (
    *("given", "family", "person", "family_given", "given_family", "mother_ar", "parents_ar"),
    *("job", "place"),
)


def ended(one: FilledSlot) -> FilledSlot:
    """An Arabic value without a small word of the sentence and what follows it."""
    if one.slot.script != "ar" or one.slot.type not in _ENDED:
        return one
    keys = [fold_label(placed.word.text) for placed in one.extract.words]
    end = next((at for at, key in enumerate(keys) if at and key in _WORDS), len(keys))
    return one if end == len(keys) else replace(one, extract=extract_words(one.extract.words[:end]))


def is_function_word(key: str) -> bool:
    """Whether a folded word is a small one of the sentence."""
    return key in _WORDS


def that_clause(keys: Sequence[str]) -> int:
    """Number of words up to the end of "that" ("declared that …"), 0 where no such word stands."""
    return next((at + 1 for at, key in enumerate(keys) if key in _THAT), 0)

"""Labels that a sentence makes of bare nouns: "ساعة الولادة ستة مكانها …", told by their words.

Such a printer sets the rows of a table one behind another: no verb opens a value, and each label is
a noun or two with whose they are. Whatever their wording, the nouns come from few
(``data/label_words.toml``); a name between them ends the label.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, reduce

from indexing.forms import Form, Slot
from indexing.labels.colon_labels import ColonLabel
from indexing.labels.words import NOTHING, Meaning, attribute_of, meaning, meaning_score, person_of
from indexing.names.units import knows
from indexing.text.stream import TextStream, fold_label

_LONGEST = 4
_SHORTEST_WORD = 3
_LEAST = 1.8
_TELLING, _NAMES = 0.8, 0.6
_DATED = ("date", "year", "hijri_date", "event_date")
_WHOLE_NAMES = ("person", "mother_ar")
# Whose a noun is (ساعتها), and what binds the e in it again: ساعه.
_ITS = ("هما", "ها", "ه")
# Words of labels that are values wherever they stand.
_SEXES = ("ذكر", "انثي")
# "بدون مهنة": the label's word within its value.
_WITHOUT = ("بدون", "دون", "بلا")


def noun_labels(form: Form, stream: TextStream) -> list[ColonLabel]:
    """The runs of label words in an Arabic sentence, each with the slots that it may open.

    Days are left to their own labels, but where a word names the event of the day.
    """
    if form.script != "ar":
        return []
    keys = [fold_label(placed.word.text) for placed in stream.words]
    return [
        ColonLabel(order, stream.starts[start], stream.starts[end], score)
        for start, end in _runs(keys)
        for order, score in _opened(form, keys[start:end])
    ]


def _runs(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of label words, as long as they are: first word and the one behind the last."""
    start = 0
    while start < len(keys):
        end = start
        while end < min(len(keys), start + _LONGEST) and is_label_word(keys[end]):
            end += 1
        if start < end < len(keys) and not (start and keys[start - 1] in _WITHOUT):
            yield start, end
        start = max(end, start + 1)


def is_label_word(key: str) -> bool:
    """Whether a folded word is one of those that labels are made of, and no given name."""
    told = _said(key)
    return told != NOTHING and not knows(key, "given")


@lru_cache(maxsize=16384)
def _said(key: str) -> Meaning:
    """What a word says, alone or without the pronoun at its end."""
    if len(key) < _SHORTEST_WORD or key in _SEXES:
        return NOTHING
    told = meaning(key, "ar")
    for its in _ITS:
        bare = key.removesuffix(its)
        if told == NOTHING and bare != key and len(bare) >= _SHORTEST_WORD:
            told = meaning(bare[:-1] + "ه" if bare.endswith("ت") else bare, "ar")
    return told


def _opened(form: Form, keys: Sequence[str]) -> list[tuple[int, float]]:
    """Places and scores of the slots that a run of label words may open."""
    told = reduce(Meaning.joined, map(_said, keys), NOTHING)
    if "other" in told.persons or not _tells(told):
        return []
    scored = [(order, _score(told, slot)) for order, slot in enumerate(form.slots)]
    return [(order, score) for order, score in scored if score >= _LEAST]


def _tells(told: Meaning) -> bool:
    """Whether the words say what stands behind them: days only with their event."""
    sure = {name for name, worth in told.attributes.items() if worth >= _TELLING}
    if "given" in told.attributes or sure - {*_DATED}:
        return True
    return bool(sure and told.events)


def _score(told: Meaning, slot: Slot) -> float:
    if slot.type == "skip" or (slot.type in _DATED and not told.events):
        return 0.0
    named = attribute_of(slot)
    if slot.type in _WHOLE_NAMES:
        named = "given"
    elif slot.type == "event_date":
        named = "date"
    if told.attributes.get(named, 0.0) < _NAMES:
        return 0.0
    # "His hour", "her place": of whoever was told of last.
    return meaning_score(told, replace(slot, type=_TYPES.get(named, slot.type)), person_of(slot))


_TYPES = {"given": "given", "date": "date"}

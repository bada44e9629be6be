"""Labels that a sentence prints before a colon: "Jour de la naissance : …", told by their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from indexing.forms import Form
from indexing.labels.words import Meaning, meaning, meaning_score
from indexing.text.stream import TextStream

_COLON = ":"
_BREAKS = (".", ",", ";", ":", "—", "-")
_LONGEST = 6
_LEAST = 1.8
_BARE = 2.0
_CHILD = "child"
_OPENERS = {"father": "father_given", "mother": "mother"}
_BOTH = 0.7


@dataclass(frozen=True, slots=True)
class ColonLabel:
    """A printed label from letter ``start`` to ``end`` of a stream, and the slot it opens.

    Attributes:
        order: place of the slot among the form's.
        score: how far the label's words speak for the slot, above 0.
    """

    order: int
    start: int
    end: int
    score: float


def colon_labels(form: Form, stream: TextStream) -> list[ColonLabel]:
    """The labels before colons whose words tell a slot of the form, in reading order.

    A label begins with a capital and holds no other sign; of two beginnings the one whose words
    say more. A colon that a speck makes behind small words is none.
    A heading that tells nothing ("Filiation :") belongs to the person named right behind it.
    """
    texts = [placed.word.text.strip() for placed in stream.words]
    found = []
    for at, text in enumerate(texts):
        if text.endswith(_COLON):
            ways = [_label(form, stream, texts, first, at) for first in _firsts(texts, at)]
            known = [way for way in ways if way is not None]
            # The longest comes last.
            found += [max(reversed(known), key=lambda way: way.score)] if known else []
    return found


def _firsts(texts: Sequence[str], colon: int) -> list[int]:
    """Where the label before a colon may begin, nearest first."""
    last = colon - 1 if texts[colon] == _COLON else colon
    firsts = []
    for first in range(last, max(-1, last - _LONGEST), -1):
        before = texts[first - 1] if first else "."
        closed = before.endswith(_BREAKS) or before[-1:].isdigit()
        if any(c.isupper() for c in texts[first]):
            firsts.append(first)
        if closed:
            break
    return firsts


def _label(
    form: Form, stream: TextStream, texts: Sequence[str], first: int, colon: int
) -> ColonLabel | None:
    end = colon + 1
    told = meaning(" ".join(texts[first:end]), form.script)
    if not (told.attributes or told.persons) and end < len(texts):
        end += 1
        told = meaning(texts[colon + 1], form.script)
        if told.attributes:
            return None
    best = max(
        ((_score(told, form, order), order) for order in range(len(form.slots))), default=(0.0, 0)
    )
    if best[0] < _LEAST:
        return None
    return ColonLabel(best[1], stream.starts[first], stream.starts[end], best[0])


def _score(told: Meaning, form: Form, order: int) -> float:
    """How far a label speaks for a slot; a parent alone is a name, two names are the child's."""
    slot = form.slots[order]
    if slot.type == "skip" or "other" in told.persons:
        return 0.0
    if not told.attributes:
        named = any(slot.field == _OPENERS.get(person) for person in told.persons)
        return _BARE if named else 0.0
    both = all(told.attributes.get(part, 0.0) >= _BOTH for part in ("given", "family"))
    if both and not {"father", "mother"} & {*told.persons}:
        return 2 * _BARE if slot.field == _CHILD else 0.0
    return meaning_score(told, slot, _CHILD)

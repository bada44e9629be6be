"""What a printed label says of itself: whom it tells of, what stands beside it, of which event.

Printers word their labels in many ways out of few words. A label nobody has described is told by
those, and by what stands beside it (``indexing.acts.printed_rows``).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from indexing.forms import Slot
from indexing.names.matching import fold

_BRACKETS = re.compile(r"[()\[\]/،,.:_…'’`´-]")
_CLITICS = ("وال", "بال", "لل", "ال", "و", "ب", "ل")
# "The mother" folds to "his father" once its article is cut off.
_WHOLE = ("الوالده", "للوالده", "بالوالده")
_MISREAD = 6
_NEAR_ENOUGH = 0.8
_OTHER_PERSON, _OTHER_KIND, _OTHER_EVENT = -3.0, -2.0, -2.5
_SHARED = 0.5
_GOES_ON = 0.8
_TURNS_UNNAMED, _BACK_TO_FATHER = -1.6, -1.2
_HEADER = ("office", "province", "year_number", "mentions", "nationality")
_DATED = ("date", "hijri_date", "year")


@dataclass(frozen=True, slots=True)
class Meaning:
    """Worth, 0 to 1, of every person, attribute and event that a label's words name."""

    persons: Mapping[str, float]
    attributes: Mapping[str, float]
    events: Mapping[str, float]

    def joined(self, other: "Meaning") -> "Meaning":
        """What two labels of one row say together."""
        return Meaning(
            _most(self.persons, other.persons),
            _most(self.attributes, other.attributes),
            _most(self.events, other.events),
        )


NOTHING = Meaning({}, {}, {})


@lru_cache(maxsize=8192)
def meaning(label: str, script: str) -> Meaning:
    """What a label says, as far as its words are known."""
    forms = _words(label, script)
    words = tuple(form for same in forms for form in same)
    unknown = tuple(same[0] for same in forms if not _every(script) & {*same})
    persons, attributes, events = (
        {
            name: worth
            for name, known in _known(group, script).items()
            if (worth := max((_worth(words, unknown, word) * w for word, w in known), default=0.0))
            > 0
        }
        for group in ("person", "attribute", "event")
    )
    return Meaning(persons, attributes, events)


def meaning_score(told: Meaning, slot: Slot, person: str) -> float:
    """How far a label's words speak for a slot, above 0, or against it, below.

    Args:
        person: whom the row before tells of; a label that names nobody goes on with them.
    """
    own, kind = person_of(slot), attribute_of(slot)
    score = _person_score(told, own, person, kind)
    if told.attributes:
        worth = told.attributes.get(kind, 0.0)
        if kind in _DATED and not worth:
            worth = _SHARED * max(told.attributes.get(name, 0.0) for name in _DATED)
        score += 2.0 * worth if worth else _OTHER_KIND
    event = next((e for e in ("birth", "death", "drawn_up") if e in slot.field), None)
    if told.events and kind not in _HEADER:
        if event is None:
            # "Née" before a name: maiden name. "Nom porté à l'acte": no event.
            score -= 0.5
        else:
            worth = told.events.get(event, 0.0)
            score += 1.5 * worth if worth else _OTHER_EVENT
    return score


def person_of(slot: Slot) -> str:
    """Whom a slot tells of: child, father, mother, other, parents or act."""
    for name in ("father", "mother", "declarant", "officer"):
        if slot.field.startswith(name):
            return name if name in ("father", "mother") else "other"
    if slot.field.startswith("residence"):
        return "parents"
    header = slot.type in _HEADER or slot.field in _HEADER
    return "act" if header or slot.field.startswith("drawn_up") else "child"


def attribute_of(slot: Slot) -> str:
    """What stands in a slot, in the words of ``label_words.toml``."""
    if slot.field in ("nationality", "residence", "office", "province"):
        return slot.field
    return {"year_number": "year", "declarant": "given"}.get(slot.type, slot.type)


def _person_score(told: Meaning, own: str, person: str, kind: str) -> float:
    if told.persons:
        worth = told.persons.get(own, 0.0)
        if person == "mother" and "father" in told.persons:
            # "Fille de" behind the mother's name is told of her: forms name the father before.
            if own == "mother" and not worth and kind == "family":
                return _GOES_ON
            if own == "father":
                return 2.0 * worth + _BACK_TO_FATHER if worth else _OTHER_PERSON
        # A father's label beside a mother's ("Fille de", نسب الوالدة) is weighed by what follows.
        return 2.0 * worth if worth else (0.0 if own in ("act", "parents") else _OTHER_PERSON)
    # What follows the heading of an act is told of the child.
    if own == ("child" if person == "act" else person):
        return _GOES_ON
    if own in ("act", "parents"):
        return 0.2
    # A form turns to a parent by a label that says so, or by a name.
    turns = own in ("father", "mother") and kind not in ("given", "family")
    return _TURNS_UNNAMED if turns else -0.6


def _words(label: str, script: str) -> list[tuple[str, ...]]:
    """Every word of a label with the forms it may be known in; in French, runs of words too."""
    words = fold(_BRACKETS.sub(" " if script == "fr" else "", label)).split()
    if script == "ar":
        return [(word, *(() if word in _WHOLE else _bare(word))) for word in words]
    runs = [words[at : at + n] for n in (2, 3, 4) for at in range(len(words) - n + 1)]
    return [*((word,) for word in words), *((" ".join(run),) for run in runs)]


def _bare(word: str) -> list[str]:
    cut = [word.removeprefix(clitic) for clitic in _CLITICS if word.startswith(clitic)]
    return [form for form in cut if form]


def _worth(words: tuple[str, ...], unknown: tuple[str, ...], known: str) -> float:
    """1 for a word as known, less for a longer one misread by a letter in five, 0 for none."""
    if known in words:
        return 1.0
    if len(known) < _MISREAD:
        return 0.0
    near = max((Levenshtein.normalized_similarity(known, word) for word in unknown), default=0.0)
    return near if near >= _NEAR_ENOUGH else 0.0


def _most(first: Mapping[str, float], second: Mapping[str, float]) -> dict[str, float]:
    return {name: max(first.get(name, 0.0), second.get(name, 0.0)) for name in {*first, *second}}


@cache
def _every(script: str) -> frozenset[str]:
    """All words known in a script, whatever they say."""
    groups = ("person", "attribute", "event")
    return frozenset(w for g in groups for told in _known(g, script).values() for w, _ in told)


@cache
def _known(group: str, script: str) -> dict[str, tuple[tuple[str, float], ...]]:
    path = Path(__file__).parents[1] / "data" / "label_words.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))[group]
    return {name: tuple(_weighed(word) for word in told[script]) for name, told in data.items()}


def _weighed(entry: str) -> tuple[str, float]:
    word, _, weight = entry.partition(":")
    return fold(_BRACKETS.sub(" ", word)).strip(), float(weight or 1)

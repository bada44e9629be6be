"""A closed world of values: the list of names, places or professions a reading is held against.

No list is complete. A world also says how likely a value is that it does not hold, by the letters
of those it holds, so that the unlisted reading is a rival of its listed neighbours, never less.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import exp, log

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from indexing.names.letter_model import LetterModel
from indexing.names.matching import fold
from indexing.names.spelling_across import arabic_spellings
from indexing.names.written_letters import WrittenLetters

SCRIPTS = ("ar", "fr")
_LEAST_LIKENESS = 0.4
_EVENNESS = 0.6
_TWO_UNITS = 0.05
_USUAL_WORDS, _LONG = 3, 4.0
_LEAST = 1e-300


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed value in both scripts; ``weight`` grows with how common it is."""

    ar: str
    fr: str
    weight: float = 1.0

    def text(self, script: str) -> str:
        """The spelling in ``script``, "ar" or "fr"."""
        return self.ar if script == "ar" else self.fr


class ClosedWorld:
    """Listed values and the likelihood of any other.

    Args:
        name: of the world, for messages.
        listed: its values.
        unlisted: share of values that registers write and no list holds, 0 to 1.
        alike: values of other worlds whose letters follow each other as this one's do.
        by_sound: whether a value's two spellings sound the same; else they translate each other.
    """

    def __init__(
        self,
        name: str,
        listed: Iterable[Listed],
        unlisted: float,
        alike: Iterable[Listed] = (),
        by_sound: bool = True,
    ) -> None:
        self.name = name
        self.listed = tuple(listed)
        self.unlisted = unlisted
        self.alike = tuple(alike)
        self.by_sound = by_sound
        self.likelihood = lru_cache(maxsize=65536)(self._likelihood)
        self.near = lru_cache(maxsize=16384)(self._near)
        self.across = lru_cache(maxsize=16384)(self._across)
        self.letters = lru_cache(maxsize=2)(self._letters)

    def knows(self, folded: str, script: str) -> bool:
        """Whether a listed value has this folded spelling."""
        return folded in self._tables[script]

    def spellings(self, folded: str, script: str) -> Sequence[Listed]:
        """The listed values of this folded spelling, commonest first."""
        return self._tables[script].get(folded, ())

    def pairs(self, ar: str, fr: str) -> bool:
        """Whether a listed value has these two folded spellings."""
        return (ar, fr) in self._pairs

    def value_like(self, folded: str, script: str) -> float:
        """Logarithm of how likely a folded spelling is by its letters alone."""
        return self._models[script].log_likelihood(folded)

    def _letters(self, script: str) -> WrittenLetters:
        """How the values of ``script`` are written, which their folded spellings do not tell."""
        listed = ((one.text(script), one.weight) for one in self.listed)
        return WrittenLetters(listed, (one.text(script) for one in self.alike))

    def _likelihood(self, folded: str, script: str) -> float:
        """Logarithm of how likely a folded spelling is before anything is read."""
        long = _LONG * max(0, folded.count(" ") + 1 - _USUAL_WORDS)
        other = log(self.unlisted) + self.value_like(folded, script) - long
        share = self._shares[script].get(folded, 0.0)
        if not share and " " in folded:
            share = self._two_units(folded, script)
        return float(log(exp(other) + share * (1 - self.unlisted) + _LEAST))

    def _two_units(self, folded: str, script: str) -> float:
        """Share of a value made of two listed ones, such as two given names."""
        shares, words = self._shares[script], folded.split(" ")
        cuts = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
        return _TWO_UNITS * sum(shares.get(a, 0.0) * shares.get(b, 0.0) for a, b in cuts)

    def _near(self, folded: str, script: str, most: int = 16) -> tuple[str, ...]:
        """Folded listed spellings nearest to a folded reading, whatever their spaces."""
        found = process.extract(
            folded.replace(" ", ""),
            self._glued[script].keys(),
            scorer=Levenshtein.normalized_similarity,
            limit=most,
            score_cutoff=_LEAST_LIKENESS,
        )
        return tuple(text for key, _, _ in found for text in self._glued[script][key])

    def _across(self, folded: str, script: str, most: int = 8) -> tuple[str, ...]:
        """Folded spellings in the other script: the listed ones, else those that sound the same.

        Latin spellings of unlisted Arabic are not guessed: Arabic leaves out too many vowels.
        """
        other = "fr" if script == "ar" else "ar"
        listed = [fold(one.text(other)) for one in self.spellings(folded, script)]
        sounded = self.by_sound and script == "fr"
        guessed = [text for text, _ in arabic_spellings(folded)[:most]] if sounded else []
        return tuple(dict.fromkeys((*listed, *guessed)))

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, tuple[Listed, ...]]]:
        tables: dict[str, dict[str, tuple[Listed, ...]]] = {}
        for script in SCRIPTS:
            table: dict[str, list[Listed]] = {}
            for one in sorted(self.listed, key=lambda one: -one.weight):
                table.setdefault(fold(one.text(script)), []).append(one)
            tables[script] = {key: tuple(found) for key, found in table.items()}
        return tables

    @cached_property
    def _glued(self) -> Mapping[str, Mapping[str, list[str]]]:
        tables: dict[str, dict[str, list[str]]] = {script: {} for script in SCRIPTS}
        for script in SCRIPTS:
            for text in self._tables[script]:
                tables[script].setdefault(text.replace(" ", ""), []).append(text)
        return tables

    @cached_property
    def _total(self) -> float:
        return float(sum(one.weight**_EVENNESS for one in self.listed))

    @cached_property
    def _shares(self) -> Mapping[str, Mapping[str, float]]:
        return {
            script: {
                text: sum(one.weight**_EVENNESS for one in found) / self._total
                for text, found in self._tables[script].items()
            }
            for script in SCRIPTS
        }

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset((fold(one.ar), fold(one.fr)) for one in self.listed)

    @cached_property
    def _models(self) -> Mapping[str, LetterModel]:
        every = (*self.listed, *self.alike)
        return {
            script: LetterModel.of({fold(one.text(script)): None for one in every})
            for script in SCRIPTS
        }

"""What people ask for invented acts, and which acts answer it.

A question is made from one act, so that a right answer exists; an act of the same names (and, where
years are asked for, of the same year) is as right.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from duplicate_copies import Copies
from duplicate_people import Name, Written
from search_acts import Acts, asked_names, every_unit, is_held_out, misread

from indexing.names.matching import ARTICLES, HONORIFICS, fold
from indexing.search.request import SearchRequest

YEARS = 2
_OTHER = {("fr",): "ar", ("ar",): "fr"}
_TOLD = ("given_name", "family_name", "father_given")
_FAMILIES: tuple[tuple[Name, ...], ...] = (
    (
        *(Name("محمد", "Mohamed"), Name("امحمد", "M'hamed"), Name("موحا", "Moha")),
        *(Name("محند", "Mohand"), Name("محمد", "Mohammed"), Name("موحى", "Mouha")),
    ),
    (Name("الحسن", "Lahcen"), Name("لحسن", "Lahsen"), Name("الحسن", "El Hassan")),
    (
        *(Name("الحسين", "Lhoucine"), Name("لحسين", "Lahoucine"), Name("الحسين", "El Houssine")),
        Name("الحسين", "El Houcine"),
    ),
    (Name("إبراهيم", "Brahim"), Name("براهيم", "Ibrahim")),
    (Name("فاطمة", "Fatima"), Name("فاطمة", "Fatma"), Name("فاضمة", "Fadma")),
    (Name("عائشة", "Aicha"), Name("عيشة", "Icha"), Name("عائشة", "Aïcha")),
)
"""Forms of one name that people use side by side."""


@dataclass(frozen=True, slots=True)
class Question:
    """One search with the place of the act it was made from.

    Attributes:
        names: how many of given, family and father's given name make an act a right answer.
        same_year: whether it must be of the same year too.
        held_out: whether one of the names asked for is held out.
    """

    request: SearchRequest
    place: int
    names: int
    same_year: bool
    held_out: bool

    def is_answered(self, acts: Acts, place: int) -> bool:
        """Whether the act at ``place`` is a right answer."""
        if place == self.place:
            return True
        if self.same_year and acts.year(place) != acts.year(self.place):
            return False
        return acts.identity(place).is_like(acts.identity(self.place), self.names)


class Questions:
    """Questions about the first so many acts, drawn by chance."""

    def __init__(self, acts: Acts, among: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self._acts = acts
        self._among = among
        self._copies = Copies(self.chance)
        self._listed = {unit.ar for _, unit in every_unit()}
        self._spellings: dict[str, list[str]] = {}
        for _, unit in every_unit():
            self._spellings.setdefault(unit.ar, []).append(unit.fr)

    def of(self, kind: str, count: int) -> Iterator[Question]:
        """``count`` questions of a kind named in ``KINDS``."""
        made = 0
        for _ in range(200 * count):
            if made == count:
                return
            question = KINDS[kind](self, self.chance.randrange(self._among))
            if question is not None:
                made += 1
                yield question

    def same_script(self, place: int) -> Question | None:
        """Another spelling in the script that the act is written in."""
        written = self._plain(place)
        return (
            None
            if written is None
            else self._asked(place, self._respelled(written, written.scripts[0]))
        )

    def cross_script(self, place: int) -> Question | None:
        """The script that the act is not written in, in any of the names' spellings."""
        written = self._plain(place)
        return None if written is None else self._asked(place, self._other_script(written))

    def letter_in_question(self, place: int) -> Question | None:
        """The other script, a letter of what is asked taken for another."""
        written = self._plain(place)
        return (
            None
            if written is None
            else self._asked(place, self._misread(self._other_script(written)))
        )

    def letter_in_act(self, place: int) -> Question | None:
        """The other script, a letter of the given or family name misread in the act."""
        written = self._one_script(place)
        wrong = set(written.spelled) if written else set()
        if written is None or not any(name.startswith(_TOLD[:2]) for name in wrong):
            return None
        return self._asked(place, self._other_script(replace(written, spelled={})))

    def letter_same_script(self, place: int) -> Question | None:
        """The act's own spelling, a letter of it taken for another."""
        written = self._plain(place)
        return None if written is None else self._asked(place, self._misread(written))

    def loose(self, place: int) -> Question | None:
        """Either script, order changed, titles and articles left out or added."""
        written = self._plain(place)
        if written is None:
            return None
        script = self.chance.choice(("ar", "fr"))
        given, family, _ = self._names(self._respelled(written, script), script)
        return self._question(place, f"{self._loosened(family)} {self._titled(given, script)}")

    def familiar(self, place: int) -> Question | None:
        """Another form of the given name: Moha for Mohamed, Lahcen for El Hassan."""
        written = self._plain(place)
        if written is None:
            return None
        held = {fold(asked_names(written)[0].ar)}
        forms = [f for f in _FAMILIES if held & {fold(n.ar) for n in f}]
        if not forms:
            return None
        script = self.chance.choice(("ar", "fr"))
        given = self.chance.choice(forms[0])
        _, family, _ = self._names(self._respelled(written, script), script)
        return self._question(place, f"{getattr(given, script)} {family}")

    def three_names(self, place: int) -> Question | None:
        """Given, family and father's given name in the other script, no years."""
        written = self._plain(place, 3)
        if written is None:
            return None
        other = self._other_script(written)
        given, family, father = self._names(other, other.scripts[0])
        request = SearchRequest(given=given, family=family, father=father, limit=10)
        return Question(request, place, 3, False, self._is_held_out(written, 3))

    def common_names(self, place: int) -> Question | None:
        """Two common names and nothing else."""
        given, family, _ = self._names(self._acts.written(place), "fr")
        told = self._acts.written(place)
        common = told.person.given.fr in COMMON and "fr" in told.scripts
        return self._question(place, f"{given} {family}", ranged=False) if common else None

    def reference(self, place: int) -> Question | None:
        """The act's whole reference."""
        written = self._acts.written(place)
        request = SearchRequest(f"{written.register}/{written.number}", limit=10)
        return Question(request, place, 0, True, False)

    def number(self, place: int) -> Question | None:
        """The act's number and year, as people write them, with the office's code."""
        register = self._acts.written(place).register
        text = f"{self._acts.written(place).number}/{register.year} {register.office_code}"
        return Question(SearchRequest(text, limit=10), place, 0, True, False)

    def typed(self, place: int) -> Question | None:
        """A given name and the first letters of a family name, or the first letters alone."""
        written = self._acts.written(place)
        script = self.chance.choice(written.scripts)
        given, family, _ = self._names(written, script)
        if self.chance.random() < 0.5:
            begun = given[: self.chance.randint(2, max(2, len(given)))]
        else:
            begun = f"{given} {family[: self.chance.randint(2, max(2, len(family)))]}"
        return Question(SearchRequest(begun), place, 2, False, False)

    def facets(self, place: int) -> Question | None:
        """A family name, everything found counted by office, year, kind and state."""
        written = self._acts.written(place)
        _, family, _ = self._names(written, written.scripts[0])
        request = SearchRequest(family=family, facets=True, limit=10)
        return Question(request, place, 0, False, False)

    def _plain(self, place: int, names: int = 2) -> Written | None:
        """An act of one script without misread names, all of those asked for from the table."""
        written = self._one_script(place)
        if written is None or written.spelled:
            return None
        told = asked_names(written)[:names]
        return written if all(name.ar in self._listed for name in told) else None

    def _one_script(self, place: int) -> Written | None:
        written = self._acts.written(place)
        return written if len(written.scripts) == 1 else None

    def _other_script(self, written: Written) -> Written:
        script = _OTHER[written.scripts]  # type: ignore[index]
        return self._respelled(replace(written, scripts=(script,)), script)

    def _respelled(self, written: Written, script: str) -> Written:
        """The same in other spellings of the same names, each as likely as another."""
        if script == "ar":
            # Hamza is what people leave out.
            return replace(written, scripts=("ar",), spelled=self._without_hamza(written))
        spelled = {
            f"{field}_fr": self.chance.choice(self._spellings.get(name.ar, [name.fr]))
            for field, name in zip(_TOLD, asked_names(written), strict=True)
        }
        return replace(written, scripts=("fr",), spelled=spelled)

    def _without_hamza(self, written: Written) -> dict[str, str]:
        if self.chance.random() < 0.5:
            return {}
        bare = str.maketrans("أإآ", "ااا")
        told = zip(_TOLD, asked_names(written), strict=True)
        return {f"{field}_ar": name.ar.translate(bare) for field, name in told}

    def _misread(self, written: Written) -> Written:
        kept = frozenset(("father_given", "mother_given", "mother_family"))
        return misread(self._copies, replace(written, left_out=kept))

    def _names(self, written: Written, script: str) -> tuple[str, str, str]:
        told = zip(_TOLD, asked_names(written), strict=True)
        names = [
            written.spelled.get(f"{field}_{script}") or getattr(n, script) for field, n in told
        ]
        return names[0], names[1], names[2]

    def _asked(self, place: int, written: Written) -> Question:
        given, family, _ = self._names(written, written.scripts[0])
        return self._question(place, f"{given} {family}")

    def _question(self, place: int, text: str, ranged: bool = True) -> Question:
        year = self._acts.year(place)
        years = (year - YEARS, year + YEARS) if ranged else (None, None)
        request = SearchRequest(text, year_from=years[0], year_to=years[1], limit=10)
        return Question(request, place, 2, ranged, self._is_held_out(self._acts.written(place), 2))

    def _is_held_out(self, written: Written, names: int) -> bool:
        return any(is_held_out(name.ar) for name in asked_names(written)[:names])

    def _titled(self, given: str, script: str) -> str:
        if fold(given.split()[0]) in HONORIFICS:
            return given.split(maxsplit=1)[-1]
        title = {"ar": "سيدي", "fr": "Sidi"}[script]
        return f"{title} {given}" if self.chance.random() < 0.3 else given

    def _loosened(self, family: str) -> str:
        first, _, rest = family.partition(" ")
        if rest and fold(first) in ARTICLES:
            return rest
        if family.startswith("ال") and len(family) > 4:
            return family[2:]
        return f"El {family}" if family[0] in "ABCDFGHJKLMOQRSTZ" else family


COMMON = frozenset(
    ("Mohamed", "Ahmed", "Mohammed", "Hassan", "Fatima", "Khadija", "Rachid", "Said")
)

KINDS: Mapping[str, Callable[[Questions, int], Question | None]] = {
    "reference": Questions.reference,
    "number and year": Questions.number,
    "same script, respelled": Questions.same_script,
    "same script, letter misread": Questions.letter_same_script,
    "other script": Questions.cross_script,
    "other script, letter misread in what is asked": Questions.letter_in_question,
    "other script, letter misread in the act": Questions.letter_in_act,
    "titles, articles, order": Questions.loose,
    "another form of the name": Questions.familiar,
    "three names, no years": Questions.three_names,
    "two common names, no years": Questions.common_names,
    "as one types": Questions.typed,
    "facets": Questions.facets,
}
"""Kinds of question by what is said of them."""

EXACT = ("reference", "number and year")
RANKED = tuple(KINDS)[2:10]
"""Kinds whose answers are judged."""

"""Acts and scanned pages as search documents: every term the engines match is made here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from archive.act import Act, FieldReading
from archive.offices import office
from archive.person import SCRIPTS, Role, person
from archive.register import VolumeReference
from indexing.names import PARTICLES, bare_words, fold, joined_keys, script_of, words

ROLES = ("given", "family", "father", "mother")
"""Whose name: the person's given and family names, and each parent's names together."""

DOUBTFUL_BELOW = 0.9
MAX_OTHER_READINGS = 3

_SOURCES: Mapping[str, tuple[str, ...]] = {
    "given": ("given_name",),
    "family": ("family_name",),
    "father": ("father_given", "father_family"),
    "mother": ("mother_given", "mother_family"),
}
_DATES = (
    *("birth_date", "birth_date_hijri", "death_date", "death_date_hijri"),
    *("drawn_up_date", "drawn_up_date_hijri"),
)
_PLACES = ("birth_place", "death_place", "residence")


@dataclass(frozen=True, slots=True)
class NameTerms:
    """Terms under which one role's names are found.

    Attributes:
        words: folded words, with welded and article-less forms of each.
        keys: skeleton keys of words and of runs of words, after "ar:" or "fr:".
    """

    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActDocument:
    """What the index holds of one act, or of one page of a volume kept as scans.

    Attributes:
        id: ``Act.act_id``, or "page:" with volume and page name.
        numbers: the act's number with and without its suffix; the first is exact.
        sure: terms of the value the archive holds, by role; doubtful: terms of other readings.
        whole: the person's folded full name in each script, both orders.
        dates: ISO dates and their months and years, both calendars, as written.
        names: full names to show, one per script.
        version: ``Act.version``: a document never takes the place of a later one; 0 for a page.
    """

    id: str
    type: str
    kind: str
    office_code: str
    year: int
    part: int
    register: str
    reference: str | None = None
    number: str | None = None
    sex: str | None = None
    state: str = ""
    sure: Mapping[str, NameTerms] = field(default_factory=dict)
    doubtful: Mapping[str, NameTerms] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    page: str | None = None
    volume: str | None = None
    version: int = 0


def document(act: Act) -> ActDocument:
    """The search document of an act in its present state."""
    reference = act.reference
    shown = person(act.fields, Role.SUBJECT).names
    return ActDocument(
        id=act.act_id,
        type="act",
        kind=act.register.kind.value,
        office_code=act.register.office_code,
        year=act.register.year,
        part=act.register.part,
        register=str(act.register),
        reference=None if reference is None else str(reference),
        number=None if act.number is None else str(act.number),
        sex=_value(act, "sex") or None,
        state=act.state.value,
        sure={role: name_terms(_values(act, role)) for role in ROLES},
        doubtful={role: name_terms(_other_readings(act, role)) for role in ROLES},
        whole=tuple(_distinct(_whole_names(act))),
        places=_place_words(act),
        dates=_date_terms(act),
        names=tuple(str(name) for name in shown.values() if str(name)),
        version=act.version,
    )


def page_document(volume: VolumeReference, page: str) -> ActDocument:
    """The search document of one page of a volume that holds no structured acts."""
    register = volume.register
    return ActDocument(
        id=f"page:{volume}:{page}",
        type="page",
        kind=register.kind.value,
        office_code=register.office_code,
        year=register.year,
        part=register.part,
        register=str(register),
        reference=str(register),
        places=_words_of(_office_names(register.office_code)),
        page=page,
        volume=str(volume),
    )


def name_terms(spellings: Iterable[str]) -> NameTerms:
    """Terms of several spellings of one role's names."""
    known = [spelling for spelling in spellings if fold(spelling)]
    terms = (term for spelling in known for term in word_terms(spelling))
    keys = (
        f"{script_of(spelling)}:{key}"
        for spelling in known
        for key in sorted(joined_keys(spelling))
    )
    return NameTerms(tuple(_distinct(terms)), tuple(_distinct(keys)))


def word_terms(spelling: str) -> list[str]:
    """Folded words, the same without a welded Arabic article, and particles welded to names."""
    bare = bare_words(spelling)
    plain = [word[2:] for word in bare if is_articled(word)]
    welded = [one + other for one, other in pairwise(bare) if one in PARTICLES]
    return [*words(spelling), *plain, *welded]


def is_articled(word: str) -> bool:
    """Whether a folded Arabic word opens with the article and goes on long enough without it."""
    return word.startswith("ال") and len(word) > 4


def _value(act: Act, name: str) -> str:
    reading = act.fields.get(name)
    return (reading.value if reading is not None else None) or ""


def _readings(act: Act, role: str) -> list[FieldReading]:
    names = (f"{source}_{script}" for source in _SOURCES[role] for script in SCRIPTS)
    return [act.fields[name] for name in names if name in act.fields]


def _values(act: Act, role: str) -> list[str]:
    return [reading.value for reading in _readings(act, role) if reading.value]


def _other_readings(act: Act, role: str) -> list[str]:
    doubtful = (reading for reading in _readings(act, role) if reading.confidence < DOUBTFUL_BELOW)
    return [
        candidate
        for reading in doubtful
        for candidate in reading.candidates[: MAX_OTHER_READINGS + 1]
        if candidate != reading.value
    ]


def _whole_names(act: Act) -> Iterable[str]:
    for name in person(act.fields, Role.SUBJECT).names.values():
        if name.given and name.family:
            yield whole_name(f"{name.given} {name.family}")
            yield whole_name(f"{name.family} {name.given}")


def whole_name(text: str) -> str:
    """A full name's term: its folded words without honorifics and articles."""
    return " ".join(word[2:] if is_articled(word) else word for word in bare_words(text))


def _place_words(act: Act) -> tuple[str, ...]:
    written = (_value(act, f"{place}_{script}") for place in _PLACES for script in SCRIPTS)
    return _words_of([*written, *_office_names(act.register.office_code)])


def _office_names(code: str) -> tuple[str, ...]:
    found = office(code)
    return () if found is None else (found.name_fr, found.name_ar)


def _words_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_distinct(word for text in texts for word in word_terms(text)))


def _date_terms(act: Act) -> tuple[str, ...]:
    values = (_value(act, name) for name in _DATES)
    return tuple(_distinct(part for value in values for part in _date_prefixes(value)))


def _date_prefixes(iso: str) -> list[str]:
    return [iso[:length] for length in (10, 7, 4) if len(iso) >= length]


def _distinct(found: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(term for term in found if term)

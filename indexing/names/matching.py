"""Names across spellings and scripts: folding, consonant-skeleton keys, agreement.

Pure but for one table of aliases read on first use (``data/name_aliases.json``). What an act
writes is never changed by this module: what it returns serves to search and to compare.
"""

import json
import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from indexing.names.letters import (
    arabic_consonants,
    arabic_shape,
    fold_letters,
    is_arabic,
    latin_consonants,
    latin_shape,
    other_reading,
)

HONORIFICS = frozenset(
    (
        *("moulay", "mly", "sidi", "si", "lalla", "lala", "haj", "hadj", "hajj", "hajja"),
        *("مولاي", "سيدي", "سي", "لاله", "لالا", "للا", "الحاج", "الحاجه"),
    )
)
"""Folded titles that old acts write before a given name (law 36-21, art. 34 now forbids them)."""

ARTICLES = frozenset(
    (
        *("el", "al", "ul", "l", "er", "es", "ez", "en", "ed", "et", "ech"),
        *("ar", "as", "az", "an", "ad", "at", "ach", "ال"),
    )
)
"""Folded articles standing alone; the assimilated ones count before the letter they double."""

PARTICLES = ARTICLES | frozenset(
    (
        *("ben", "bin", "ibn", "bent", "bint", "bnt", "ould", "oulad", "ait", "id", "ou"),
        *("abou", "bou", "بن", "ابن", "بنت", "ولد", "اولاد", "ايت", "اد", "او", "بو", "ابو"),
    )
)
"""Folded words that link or open a name and that people leave out or glue to the next word."""

# Too short a key to stand alone: الله would answer for العلوي.
_GOD = frozenset(("الله", "allah", "ellah", "llah"))

_ABD = re.compile(r"(?:(?<=^)|(?<=ben)|(?<=bin)|(?<=^el))abd[aeiou]l(?=\w{2}|$)")
_GLUED_FR = re.compile(r"^(?:el(?=\w{4})|ech(?=ch))")
_ABOU = re.compile(r"^aboul(?=\w{3})")
_ABD_ALONE = re.compile(r"((?:ben|bin)?abd[aeiou])(?:[dlnrstz]|ch)")
_ABD_AR = re.compile(r"عبد(?=ال..)")
_GLUED_AR = re.compile(r"(?<=\w\w)ال(?=(?:دين|زهرا|له|حق|اسلام)$)")


@lru_cache(maxsize=131072)
def fold(text: str) -> str:
    """``text`` reduced to what two careful copies of the same spelling share. Idempotent.

    Arabic: hamza and alef forms, ة and ه, ى and ي, harakat, tatweel, Maghrebi and Persian letters.
    Latin: accents, case, apostrophes. Hyphens and other signs become one space, digits 0-9.
    """
    folded = fold_letters(text)
    return folded or " ".join(text.split())


def words(text: str) -> tuple[str, ...]:
    """The folded words of ``text``, in order."""
    return tuple(fold(text).split())


def bare_words(text: str) -> tuple[str, ...]:
    """Folded words without leading honorifics and without articles; never empty for a name."""
    every = words(text)
    titles = next((at for at, word in enumerate(every) if word not in HONORIFICS), len(every))
    kept = _without_articles(every[titles:]) or _without_articles(every)
    return kept or every


def script_of(text: str) -> str:
    """ "ar" when ``text`` holds an Arabic letter, else "fr"."""
    return "ar" if is_arabic(text) else "fr"


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The key under which one name stands in both scripts: its consonant classes, words joined.

    العلوي, Alaoui and El Alaoui share a key, and so do بنعبد الله, Ben Abdallah and Benabdallah.
    Never empty for text that is not blank; a name without consonants keeps its folded form.
    """
    bare = bare_words(text)
    known = _aliases().get(" ".join(bare))
    if known is not None:
        return known
    return "".join(word_key(word) for word in bare) or "".join(bare)


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Consonant classes of one folded word, "" when it has none; article and L- prefix dropped."""
    known = _aliases().get(word)
    if known is not None:
        return known
    return _arabic_key(word) if is_arabic(word) else _latin_key(word)


def joined_keys(text: str, longest: int = 3) -> frozenset[str]:
    """Keys of every telling word and of every run of up to ``longest`` neighbouring words.

    They let "Benabdallah" meet "بن عبد الله" word by word; the whole name's skeleton is among them,
    and so is the key of each Latin word's other reading (see ``letters.other_reading``).
    """
    bare = bare_words(text)
    if not bare:
        return frozenset()
    runs = {
        "".join(word_key(word) for word in bare[start : start + length])
        for length in range(2, longest + 1)
        for start in range(len(bare) - length + 1)
    }
    telling = [word for word in bare if word not in PARTICLES and word not in _GOD]
    singles = {word_key(form) for word in telling for form in (word, other_reading(word))}
    return frozenset((runs | singles | {skeleton(text)}) - {""})


def agree(ar: str, fr: str) -> float:
    """How well an Arabic and a Latin spelling tell the same name, 0 to 1; 0 when one is blank.

    Above 0.85 they nearly always do, below 0.6 nearly never. Order of arguments is free.
    """
    if not ar.strip() or not fr.strip():
        return 0.0
    if not is_arabic(ar):
        ar, fr = fr, ar
    latin = " ".join(bare_words(fr))
    readings = {latin, " ".join(other_reading(word) for word in latin.split())}
    if fold(ar).startswith("ال") and latin.startswith("l"):
        readings |= {reading[1:] for reading in readings if len(reading) > 2}
    return max(_likeness(ar, reading) for reading in readings)


def is_alias(name: str) -> bool:
    """Whether a name is one that no key tells for another's, but a table does: Moha for Mohamed."""
    return " ".join(bare_words(name)) in _aliases()


def _likeness(ar: str, latin: str) -> float:
    keys = Levenshtein.normalized_similarity(skeleton(ar), _key_of_reading(latin))
    # French writes short vowels that Arabic leaves out: a letter more is cheap, one less is not.
    shapes = Levenshtein.normalized_similarity(_shape(ar), _shape(latin), weights=(1, 2, 2))
    return 0.7 * keys + 0.3 * shapes


def _key_of_reading(latin: str) -> str:
    return "".join(word_key(word) for word in latin.split()) if "-" in latin else skeleton(latin)


def _without_articles(every: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word, after in pairwise((*every, "")) if not _is_article(word, after))


def _is_article(word: str, after: str) -> bool:
    if word not in ARTICLES or not after:
        return False
    return word[-1] in ("l", "ل", after[0]) or (word[1:] == "ch" and after[0] in "cs")


def _arabic_key(word: str) -> str:
    parts = _GLUED_AR.sub(" ال", _ABD_AR.sub("عبد ", word)).split()
    keys = [
        arabic_consonants(_without_article(part)) or "l" * part.endswith("له") for part in parts
    ]
    return _without_l(word, "".join(keys))


def _without_article(word: str) -> str:
    if word in ("الله", "اله", "الاله"):
        return "ل"
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


def _latin_key(word: str) -> str:
    word = _ABOU.sub("abou", _GLUED_FR.sub("", word))
    if alone := _ABD_ALONE.fullmatch(word):
        word = alone[1]
    parts = _ABD.sub("abd ", word).split()
    keys = [latin_consonants(part) for part in parts]
    if len(keys) > 1 and keys[-1] in ("", "h", "lh") and not parts[-1].startswith("ha"):
        keys[-1] = "l"
    return _without_l(word, "".join(keys))


def _without_l(word: str, key: str) -> str:
    # Moroccan speech and its French spelling weld the article on: Larbi for العربي, لحسن for الحسن.
    return key[1:] if word[0] in "lل" and key[0] == "l" and len(key) > 2 else key


@cache
def _aliases() -> dict[str, str]:
    path = Path(__file__).parents[1] / "data" / "name_aliases.json"
    groups: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {fold(form): key for key, forms in groups.items() for form in forms}


def _shape(text: str) -> str:
    joined = text.replace(" ", "") if "-" in text else "".join(bare_words(text))
    if is_arabic(joined):
        return arabic_shape(_without_article(joined))
    return latin_shape(joined)

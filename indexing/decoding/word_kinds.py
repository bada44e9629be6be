"""What the words of an act are before any label is known: dates, hours, years, figures, sexes.

Numbers, months and parts of the day are closed lists in both languages, so a sentence can be cut at
them whatever its printer's wordings are. Everything else is a plain word.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Hamming, Levenshtein

from archive import numbers_ar, numbers_fr
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR
from indexing.decoding.values import job_likeness
from indexing.names.matching import fold
from indexing.text.stream import TextStream

KINDS = ("word", "date", "hijri", "time", "year", "number", "sex", "job", "home")
"""Kinds of a token; "home" is the volume's own office, "hijri" a Hijri date in French."""

_HOURS = (
    *("heure", "heures", "minute", "minutes", "matin", "soir", "midi", "minuit", "demie", "quart"),
    *("nuit", "relevee", "apres-midi", "ساعه", "دقيقه", "صباحا", "مساء", "زوالا", "ليلا", "زوال"),
)
_THOUSANDS = ("mil", "mille", "الف")
_LINKS = (
    *("et", "du", "de", "le", "la", "l'an", "moins", "mois", "el", "al", "i", "ii"),
    *("aoual", "thani", "tani", "oula", "akhira"),
    *("من", "شهر", "سنه", "عام", "و"),
)
_SEXES = ("masculin", "feminin", "ذكر", "انثي")
_LONGEST_HOME = 4
_BREAKS = (",", ";", ".", "،", "؛")
_HOME = 0.8
_DAYS = 31
_GLUED = 6
# One letter away from a number, and what nearly every act says.
_NO_NUMBERS = ("fille", "mille")
_JOB = 0.86
# What joins a trade to what it is about, and the least letters of that.
_OF_WHAT, _OBJECT = ("de", "d", "des", "aux"), 4


@dataclass(frozen=True, slots=True)
class Token:
    """Words ``first`` up to ``last`` (excluded) of a stream, of one kind; ``key`` compares it."""

    kind: str
    key: str
    first: int
    last: int


def tokens(stream: TextStream, home: Sequence[str] = ()) -> list[Token]:
    """The stream's words as tokens in order; signs alone are left out.

    Args:
        home: names of the volume's office, in either script.
    """
    keys = [fold(placed.word.text).strip() for placed in stream.words]
    breaks = [placed.word.text.rstrip().endswith(_BREAKS) for placed in stream.words]
    own = tuple(fold(name).replace(" ", "") for name in home if name)
    found: list[Token] = []
    at = 0
    while at < len(keys):
        token = _home_at(keys, at, own) or _run_at(keys, at, breaks)
        token = token or _job_at(stream, keys, at, breaks)
        if token is None and keys[at] and any(c.isalnum() for c in keys[at]):
            sex = "sex" if _near(keys[at], _SEXES) else "word"
            token = Token(sex, keys[at].replace(" ", ""), at, at + 1)
        if token is not None:
            found.append(token)
        at = token.last if token is not None else at + 1
    return found


def _home_at(keys: Sequence[str], at: int, own: Sequence[str]) -> Token | None:
    """The words from ``at`` on that are likest to the office's name."""
    like, last = _home_like(keys, at, own)
    # "à Arfoud" is like enough, and "Arfoud" liker: the name begins behind the preposition.
    if like < _HOME or (len(keys[at]) <= 2 and _home_like(keys, at + 1, own)[0] > like):
        return None
    return Token("home", "", at, last)


def _home_like(keys: Sequence[str], at: int, own: Sequence[str]) -> tuple[float, int]:
    texts = [
        ("".join(keys[at:last]).replace(" ", ""), last)
        for last in range(at + 1, min(len(keys), at + _LONGEST_HOME) + 1)
    ]
    likes = [
        (Levenshtein.normalized_similarity(text, name), last)
        for text, last in texts
        for name in own
        if len(text) > 2
    ]
    return max(likes, default=(0.0, at))


def _job_at(
    stream: TextStream, keys: Sequence[str], at: int, breaks: Sequence[bool]
) -> Token | None:
    for last in (at + 2, at + 1):
        text = " ".join(keys[at:last])
        if last <= len(keys) and len(text) >= 4 and _is_job(text):
            return Token("job", "", at, _with_object(stream, keys, last, breaks))
    return None


def _with_object(stream: TextStream, keys: Sequence[str], last: int, breaks: Sequence[bool]) -> int:
    """Where a French trade ends that says of what: "marchand de grains", "retraité de l'armée"."""
    if not breaks[last - 1] and last < len(keys):
        first = keys[last].split()[:1]
        end = last + 1 + (keys[last] in _OF_WHAT)
        words = [placed.word.text for placed in stream.words[last:end]]
        small = len(words) == end - last and all(word.islower() for word in words)
        if first and first[0] in _OF_WHAT and small and len(keys[end - 1]) >= _OBJECT:
            return end
    return last


def _run_at(keys: Sequence[str], at: int, breaks: Sequence[bool]) -> Token | None:
    """Figures, number words, months and parts of the day that stand together.

    A sign behind a whole date ends it: an hour may follow without any word between.
    """
    signs: list[str] = []
    last = at
    for place in range(at, len(keys)):
        sign = _sign(keys[place]) or (_misread_sign(keys[place]) if signs else "")
        if sign == "" and not (keys[place] in _LINKS and signs):
            break
        signs.append(sign)
        last = place + 1 if sign else last
        if breaks[place] and "m" in signs:
            break
    kind = _kind_of(signs[: last - at], keys[at:last])
    return None if kind is None else Token(kind, "", at, last)


def _kind_of(signs: Sequence[str], keys: Sequence[str]) -> str | None:
    if "h" in signs and signs.count("n") + signs.count("d") + (signs == ["h"]) > 0:
        return "time"
    if "i" in signs and len(signs) > 1:
        return "hijri"
    if "m" in signs and len(signs) > 1:
        return "date"
    figures = "".join(c for c in "".join(keys) if c.isdigit())
    if len(figures) >= 6:
        return "date"
    if len(figures) == 4 or "t" in signs:
        return "year"
    return "number" if signs.count("n") > 1 or "d" in signs else None


@lru_cache(maxsize=65536)
def _sign(key: str) -> str:
    """d figures, n a number word, t thousands, m a month (i in French, of the Hijri calendar),
    h an hour; "" for any other word."""
    digits = sum(c.isdigit() for c in key)
    if digits and digits * 2 >= len(key.replace(" ", "")):
        return "d"
    parts = [part.removeprefix("و") if len(part) > 2 else part for part in key.split()]
    parts = [part.removeprefix("ال") if len(part) > 4 else part for part in parts]
    if parts and all(part in _THOUSANDS for part in parts):
        return "t"
    for sign, known in (("n", _numbers()), ("m", _months()), ("h", _HOURS)):
        if parts and all(_near(part, known) for part in parts):
            return sign
    if any(part in _hijri_months() for part in parts):
        return "i"
    glued = "".join(parts)
    if len(glued) > _GLUED and _said().fullmatch(glued):
        return "h" if _any(glued, _HOURS) else "m" if _any(glued, _months()) else "n"
    return ""


@lru_cache(maxsize=65536)
def _misread_sign(key: str) -> str:
    """The sign of a short word one letter away from a number, where numbers stand before it."""
    if not 3 <= len(key) <= 4 or key in _LINKS:
        return ""
    known = (*_THOUSANDS, *_numbers())
    found = process.extractOne(key, known, scorer=Hamming.distance, score_cutoff=1)
    return "" if found is None else "t" if found[0] in _THOUSANDS else "n"


def _any(glued: str, known: Sequence[str]) -> bool:
    return any(word in glued for word in known if len(word) > 3)


def _near(word: str, known: Sequence[str]) -> bool:
    """Whether the word is one of the known, but for a letter in five (q is often read as g)."""
    if word in known or word.replace("g", "q") in known:
        return True
    if len(word) < 5 or word in _NO_NUMBERS:
        return False
    found = process.extractOne(
        word, known, scorer=Levenshtein.distance, score_cutoff=len(word) // 5
    )
    return found is not None


@cache
def _said() -> re.Pattern[str]:
    """Number words, months and parts of the day run together."""
    known = {*_numbers(), *_months(), *_HOURS, *_THOUSANDS, "et", "du", "و", "ال"}
    return re.compile("(?:" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + ")+")


@lru_cache(maxsize=65536)
def _is_job(text: str) -> bool:
    script = "ar" if any("ء" <= c <= "ي" for c in text) else "fr"
    return job_likeness(text, script) >= _JOB


@cache
def _numbers() -> tuple[str, ...]:
    said = [spelled for n in range(1, 100) for spelled in _spelled(n)]
    words = {fold(word).removeprefix("و") for text in said for word in _split(text)}
    words |= {"premier", "premiere", "une", "cent", "cents", "مائه", "مئه", "تسعمائه", "اربعمائه"}
    words |= {"ثلاثمائه", "ثلاثمئه", "تسعمئه", "اربعمئه", "مايه"}
    return tuple(sorted(words - {"et", ""}))


def _spelled(number: int) -> Iterator[str]:
    yield numbers_fr.spell(number)
    yield numbers_ar.spell(number)
    if number <= _DAYS:
        yield numbers_ar.spell_ordinal(number)


def _split(text: str) -> list[str]:
    return fold(text).split()


@cache
def _months() -> tuple[str, ...]:
    names = (n for table in (GREGORIAN_FR, GREGORIAN_AR, HIJRI_AR) for n in table.folded)
    return tuple(dict.fromkeys(part for name in names for part in fold(name).split()))


@cache
def _hijri_months() -> tuple[str, ...]:
    """Words that only a Hijri month has: not "el oula", which a place may begin like."""
    firsts = {fold(name).removeprefix("el ").split()[0] for name in HIJRI_FR.folded}
    seconds = {fold(name).split()[-1] for name in HIJRI_FR.spellings[-1] + HIJRI_FR.spellings[-2]}
    return tuple(sorted(word for word in firsts | seconds if len(word) > 3))

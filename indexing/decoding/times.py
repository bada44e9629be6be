"""Times of day read with errors, in words or digits: hour, minutes, part of the day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np

from archive import numbers_ar, numbers_fr
from archive.folding import fold_ar, fold_fr, western_digits
from indexing.decoding.alignment import Columns, Text, Words, scores

MOST_CANDIDATES = 5

_SKIP = 0.6
# What a time is worth of which nothing was read but that it may have been lost.
_LOST = 0.01
_LONGEST = 80
# Specks of the paper are read as points beside the figures.
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[\s.]*(?:[h:]|heures?)[\s.]*(\d{2})?(?!\d)", re.IGNORECASE)


class _Part(IntEnum):
    """Part of the day named beside the hour."""

    UNSAID = 0
    MORNING = 1
    AFTERNOON = 2
    NIGHT = 3


_PARTS = {
    "ar": (
        ("",),
        ("صباحا", "قبل الزوال", "فجرا"),
        ("مساء", "بعد الزوال", "زوالا", "عصرا", "مساءا"),
        ("ليلا",),
    ),
    "fr": (
        ("",),
        ("du matin", "matin"),
        ("du soir", "soir", "de l'après-midi", "après-midi", "de relevée"),
        ("de la nuit",),
    ),
}
_BEFORE = {
    "ar": ("", "على الساعة", "الساعة", "في الساعة", "على"),
    "fr": ("", "à", "vers", "à l'heure de", "heure"),
}
_AFTER = {"ar": ("", "ولد", "ولدت", "توفي"), "fr": ("", "est né", "est née", "est décédé")}
_SPOKEN_MINUTES: Mapping[str, Mapping[int | None, tuple[str, ...]]] = {
    "ar": {15: ("والربع", "وربع"), 30: ("والنصف", "ونصف"), -15: ("إلا ربعا", "إلا الربع")},
    "fr": {
        15: ("heures et quart", "heures un quart", "heures quinze"),
        30: ("heures et demie", "heures demie", "et demie"),
        -15: ("heures moins le quart", "heures moins un quart"),
    },
}
_MINUTES: tuple[int | None, ...] = (None, *range(60), -15)
_FEMININE = {
    1: ("الواحدة",),
    11: ("الحادية عشرة", "الحادية عشر"),
}


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """A time a reading may say: HH:MM, score 0 to 1."""

    time: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class _Renderings:
    before: Words
    hours: Words
    parts: Words
    parts_backward: Words
    minutes: Words
    after: Words


def decode_time(raw: str, script: str) -> list[TimeCandidate]:
    """The times ``raw`` may say, best first: at most five, none when nothing resembles a time.

    Reads "السابعة صباحا", "ثلاثة وعشرين", "العاشرة والدقيقة ثلاثين", "onze heures trente", "seize",
    "23h15". An hour without a part of the day is taken on 24 hours. A wording read without any
    misreading scores 1. ``script`` is "ar" or "fr".
    """
    if (clock := _clock(western_digits(raw))) is not None:
        return [TimeCandidate(clock, 1.0)]
    glued = _glue(raw, script)[:_LONGEST]
    if not glued:
        return []
    ranked = sorted((cost, time) for time, cost in _costs(glued, script).items())
    sure = scores([cost for cost, _ in ranked], len(glued))
    candidates = [
        TimeCandidate(time, 1.0 if cost == 0 else score)
        for (cost, time), score in zip(ranked, sure, strict=True)
        if score > 0
    ]
    return _with_usual_losses(candidates)


def _with_usual_losses(candidates: Sequence[TimeCandidate]) -> list[TimeCandidate]:
    """Candidates with what the best one would be had its evening or its half hour been lost.

    Both stand at the end of a line or on the next one; minutes off by one are never the answer.
    """
    if not candidates or candidates[0].time[3:] not in ("00", "30"):
        return list(candidates[:MOST_CANDIDATES])
    best = candidates[0]
    hour, minute = int(best.time[:2]), best.time[3:]
    lost = [f"{(hour + 12) % 24:02}:{minute}"] if hour < 12 else []
    lost += [f"{hour:02}:30"] if minute == "00" else []
    kept = [one for one in candidates if one.time not in lost]
    kept = kept[: MOST_CANDIDATES - len(lost)]
    least = min(one.score for one in kept)
    known = {one.time: one.score for one in candidates}
    told = [TimeCandidate(time, min(least, known.get(time, _LOST))) for time in lost]
    return [*kept, *told]


def _clock(text: str) -> str | None:
    match = _CLOCK.search(text)
    hour, minute = (match[1], match[2] or "0") if match else (text.strip(), "0")
    if not (hour.isascii() and hour.isdigit()) or int(hour) > 24 or int(minute) > 59:
        return None
    return f"{int(hour) % 24:02}:{int(minute):02}"


def _costs(glued: str, script: str) -> dict[str, float]:
    known = _renderings(script)
    forward, backward = Text.of(script, glued), Text.of(script, glued, backward=True)
    begun = forward.then(forward.begin(_SKIP), known.before).min(axis=1, keepdims=True)
    ended = backward.then(backward.begin(_SKIP), known.after).min(axis=1, keepdims=True)
    hours = known.hours.best_of(forward.then(begun, known.hours))
    hours_parts = _each_after(forward, hours, known.parts, 24)
    parts = known.parts_backward.best_of(backward.then(ended, known.parts_backward))
    minutes_parts = _each_after(backward, parts, known.minutes, len(_Part))

    heads = forward.costs(hours_parts).reshape(-1, 24, len(_Part))
    tails = backward.costs(minutes_parts)[::-1].reshape(-1, len(_Part), len(_MINUTES))
    costs: dict[str, float] = {}
    # The part of the day stands before the minutes or after them, never both.
    before = (heads[:, :, :, None] + tails[:, None, None, _Part.UNSAID, :]).min(axis=0)
    after = (heads[:, :, _Part.UNSAID, None, None] + tails[:, None, :, :]).min(axis=0)
    _collect(np.minimum(before, after), costs)
    return costs


def _each_after(text: Text, columns: Columns, words: Words, count: int) -> Columns:
    """Every group of ``words`` after each of ``count`` columns (words hold as many copies)."""
    copies = words.codes.shape[1] // count
    return words.best_of(text.then(np.repeat(columns, copies, axis=1), words))


def _collect(crossed: Columns, costs: dict[str, float]) -> None:
    least = np.argsort(crossed, axis=None)[: MOST_CANDIDATES * 4]
    for place in least:
        hour, part, minute = np.unravel_index(int(place), crossed.shape)
        time = _time(int(hour), _Part(int(part)), _MINUTES[int(minute)])
        costs.setdefault(time, float(crossed[hour, part, minute]))


def _time(hour: int, part: _Part, minute: int | None) -> str:
    if (part is _Part.MORNING or part is _Part.NIGHT) and hour == 12:
        hour = 0
    elif (part is _Part.AFTERNOON and hour < 12) or (part is _Part.NIGHT and 6 <= hour < 12):
        hour += 12
    minutes = (hour * 60 + (minute or 0)) % (24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _glue(text: str, script: str) -> str:
    return (fold_ar if script == "ar" else fold_fr)(text).replace(" ", "")


@cache
def _renderings(script: str) -> _Renderings:
    parts, spoken = _PARTS[script], _SPOKEN_MINUTES[script]
    hour, minute = (_hour_ar, _minute_ar) if script == "ar" else (_hour_fr, _minute_fr)
    minutes = [
        ("",) if value is None else (*minute(value), *spoken.get(value, ())) for value in _MINUTES
    ]
    return _Renderings(
        before=_words(script, [_BEFORE[script]]),
        hours=_words(script, [hour(value) for value in range(24)]),
        parts=_words(script, parts * 24),
        parts_backward=_words(script, parts, backward=True),
        minutes=_words(script, minutes * len(_Part), backward=True),
        after=_words(script, [_AFTER[script]], backward=True),
    )


def _words(script: str, groups: Sequence[Iterable[str]], backward: bool = False) -> Words:
    glued = [sorted({_glue(word, script) for word in group}) for group in groups]
    return Words.of(script, glued, backward)


def _hour_ar(hour: int) -> tuple[str, ...]:
    if hour == 0:
        return ("منتصف الليل", "الصفر", "صفر", "أربعة وعشرين", "الرابعة والعشرين")
    said = (numbers_ar.spell(hour), str(hour), f"{hour:02}", *_FEMININE.get(hour, ()))
    if hour == 12:
        said = (*said, "منتصف النهار", "اثنا عشر")
    if hour in _FEMININE:
        return said
    unit, *tens = numbers_ar.spell_ordinal(hour).split(" ")
    first = "الحادية" if hour == 21 else "العشرين" if hour == 20 else f"ال{unit}ة"
    rest = [f"وال{ten.removeprefix('و')}" if ten.startswith("و") else f"{ten}ة" for ten in tens]
    loose = ("الواحدة والعشرين",) if hour == 21 else ()
    return (*said, " ".join((first, *rest)), *loose)


def _hour_fr(hour: int) -> tuple[str, ...]:
    if hour == 0:
        return (
            "minuit",
            "zéro",
            "zéro heure",
            "zéro heures",
            "vingt-quatre heures",
            "vingt-quatre",
        )
    said = numbers_fr.spell(hour)
    feminine = said.removesuffix("un") + "une" if said.endswith("un") else said
    noon = ("midi",) if hour == 12 else ()
    hours = (f"{one} {unit}" for one in (said, feminine) for unit in ("heures", "heure"))
    return (said, feminine, *hours, *noon)


def _minute_ar(minute: int) -> tuple[str, ...]:
    if minute < 0:
        return ()
    said = numbers_ar.spell(minute) if minute else "صفر"
    return (f"والدقيقة {said}", f"و{said} دقيقة", f"والدقيقة {minute:02}")


def _minute_fr(minute: int) -> tuple[str, ...]:
    if minute < 0:
        return ()
    said = numbers_fr.spell(minute) if minute else "zéro"
    return (f"heures {said}", f"heures {said} minutes", f"heures {minute:02}")

"""Dates in figures and a month's name, scored on what a recogniser saw rather than on its reading.

"27 Mai 1909" read "22hai 1g0g" still leaves 27, Mai and 1909 likely at their steps. Every day and
month is scored from the start of the line and every year from its end, and they meet where the
year begins; letters count without case and accents, spaces and signs as blanks.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np

from ocr import ctc
from ocr.ctc import Labels, Matrix

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)
_YEARS = range(1850, 2050)
_KNOWN = "0123456789abcdefghijklmnopqrstuvwxyz"
_OTHER = len(_KNOWN) + 1
_SHORTEST, _LONGEST = 3, 20
# Logarithm of the odds of a letter of the best date: lines that are no dates stay below.
_TOO_FAR = -3.0
# A date this much less likely than the best (natural logarithm) is none of the candidates.
_HOPELESS = 6.0
_FLOOR, _NEVER = 1e-8, -1e6


def likely_dates(views: Sequence[Matrix], letters: Sequence[str], count: int) -> list[str]:
    """The likeliest dates of 1850 to 2049 as "27 mai 1909", best first, were the line a date.

    None where even the best is too far from what was seen for the line to be one.

    Args:
        views: what the recogniser saw, as in ``ctc``, once or in several pictures of one line.
        letters: the letter of each label of a view; "" for the blank.
    """
    heads, years = _heads(), _tails()
    scores = np.mean([_scores(_folded(view, letters)) for view in views], axis=0)
    best = np.argpartition(-scores, count, axis=None)[:count]
    ranked = [divmod(int(place), len(years)) for place in best[np.argsort(-scores.flat[best])]]
    best_score = scores[ranked[0]]
    dates = [
        f"{heads[place][0]} {years[year][0]}"
        for place, year in ranked
        if scores[place, year] >= best_score - _HOPELESS
    ]
    return dates if best_score >= _TOO_FAR * len(dates[0]) else []


def _scores(seen: Matrix) -> Matrix:
    """The score of each day and month with each year, shape (heads, years)."""
    head = np.logaddexp(*ctc.ends(seen, [labels for _, labels in _heads()]))
    tail, _ = ctc.ends(seen[::-1], [labels for _, labels in _tails()])
    return _met(head[:-1], tail[::-1][1:])


def may_be_date(text: str) -> bool:
    """Whether a line read ``text`` holds figures and is as long as a date that is misread."""
    letters = [letter for letter in text if letter.isalnum()]
    return _SHORTEST <= len(letters) <= _LONGEST and any(c.isdigit() for c in letters)


def _met(head: Matrix, tail: Matrix) -> Matrix:
    """Scores of each head with each tail, summed over the steps at which they may meet."""
    high = np.maximum(head.max(axis=1, keepdims=True), _NEVER)
    low = np.maximum(tail.max(axis=1, keepdims=True), _NEVER)
    weight = high + low
    most = weight.max()
    likely = np.exp(head - high) * np.exp(weight - most)
    met = np.log(np.maximum(likely.T @ np.exp(tail - low), np.finfo(np.float64).tiny))
    return np.asarray(met + most)


def _folded(matrix: Matrix, letters: Sequence[str]) -> Matrix:
    """The matrix over figures and plain letters, what is neither told apart only as something."""
    places = np.array([_place(letter) for letter in letters])
    odds = np.zeros((len(matrix), _OTHER + 1))
    np.add.at(odds.T, places, np.exp(matrix.astype(np.float64)).T)
    return np.log(np.maximum(odds, _FLOOR))


def _place(letter: str) -> int:
    plain = unicodedata.normalize("NFKD", letter)[:1].lower()
    if plain in _KNOWN and plain:
        return _KNOWN.index(plain) + 1
    return ctc.BLANK if not plain.isalpha() else _OTHER


def _labels(text: str) -> Labels:
    return tuple(_KNOWN.index(letter) + 1 for letter in text)


@cache
def _heads() -> tuple[tuple[str, Labels], ...]:
    return tuple(
        (f"{day} {month}", _labels(f"{day}{month}")) for day in range(1, 32) for month in _MONTHS
    )


@cache
def _tails() -> tuple[tuple[str, Labels], ...]:
    return tuple((str(year), _labels(str(year)[::-1])) for year in _YEARS)

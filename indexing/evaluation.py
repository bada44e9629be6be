"""How well acts were read, judged against the truth of the same volumes.

Works on acts as ``archive.export`` writes them and on truth files that list, page by page, the
acts and the fields each page shows. An act is found when an act of its number stands in its
volume; a field of an act that was not found counts as wrong.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

from archive.folding import fold_ar, fold_fr, western_digits

Json = Mapping[str, Any]

_MENTIONS = "mentions"
_NUMBER = "act_number"


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` out of ``shown``; the rate is None when nothing was shown."""

    right: int = 0
    shown: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.shown + other.shown)

    @property
    def rate(self) -> float | None:
        """0 to 1."""
        return self.right / self.shown if self.shown else None


@dataclass(frozen=True, slots=True)
class VolumeScore:
    """One volume judged.

    Attributes:
        acts: found by number, of those in the truth.
        extra: acts read that the truth does not have.
        fields: by field name; a mention counts as a field and is right in type and date.
        letters: fields of words by name: those that have every letter of the truth.
        accepted: acts that went straight through, of those in the truth.
        accepted_right: accepted acts without a wrong field, of the accepted.
        wrong_when_accepted: wrong fields by name, in accepted acts.
    """

    volume: str
    acts: Share
    extra: int
    fields: Mapping[str, Share]
    accepted: Share
    accepted_right: Share
    wrong_when_accepted: Mapping[str, int] = field(default_factory=dict)
    letters: Mapping[str, Share] = field(default_factory=dict)

    @property
    def exact_letters(self) -> Share:
        """All fields of words together."""
        return sum(self.letters.values(), Share())

    @property
    def right_words(self) -> Share:
        """Fields of words that are right after folding: what exact letters are a part of."""
        return sum((self.fields[name] for name in self.letters), Share())

    @property
    def values(self) -> Share:
        """All fields together."""
        return sum(self.fields.values(), Share())


def volume_reference(truth: Json) -> str:
    """The reference of the volume a truth file is about."""
    keys = ("office_code", "kind", "year")
    part, copy = truth.get("part", 1), truth.get("copy", 1)
    return "/".join(str(truth[key]) for key in keys) + f"/{part}@{copy}"


def score_volume(truth: Json, acts: Iterable[Json], name: str = "") -> VolumeScore:
    """Judge the acts of one volume.

    Args:
        truth: a truth file's content.
        acts: exported acts of the same register.
        name: shown for the volume, its reference when empty.
    """
    read: dict[str, Json] = {}
    unnumbered = 0
    for act in acts:
        if act[_NUMBER] is None:
            unnumbered += 1
        else:
            read[number_of(act)] = act
    judged = [
        _ActScore(expected, read.get(number_of(expected)), page["shown"])
        for page in truth["truth"]
        for expected in page["acts"]
    ]
    known = {number_of(act.expected) for act in judged}
    accepted = [act for act in judged if act.accepted]
    wrong = Counter(name for act in accepted for name in act.wrong)
    return VolumeScore(
        volume=name or volume_reference(truth),
        acts=Share(sum(act.found is not None for act in judged), len(judged)),
        extra=unnumbered + len(read.keys() - known),
        fields=_totalled(share for act in judged for share in act.fields.items()),
        accepted=Share(len(accepted), len(judged)),
        accepted_right=Share(sum(not act.wrong for act in accepted), len(accepted)),
        wrong_when_accepted=dict(wrong),
        letters=_totalled(share for act in judged for share in act.letters.items()),
    )


def total(scores: Sequence[VolumeScore], name: str = "total") -> VolumeScore:
    """Several volumes as one."""
    wrong = Counter[str]()
    for score in scores:
        wrong.update(score.wrong_when_accepted)
    return VolumeScore(
        volume=name,
        acts=sum((score.acts for score in scores), Share()),
        extra=sum(score.extra for score in scores),
        fields=_totalled(item for score in scores for item in score.fields.items()),
        accepted=sum((score.accepted for score in scores), Share()),
        accepted_right=sum((score.accepted_right for score in scores), Share()),
        wrong_when_accepted=dict(wrong),
        letters=_totalled(item for score in scores for item in score.letters.items()),
    )


def score_to_json(score: VolumeScore) -> dict[str, Any]:
    """A score as numbers and rates (0 to 1, null where nothing was shown)."""
    return {
        "volume": score.volume,
        "acts": _share_to_json(score.acts),
        "extra_acts": score.extra,
        "values": _share_to_json(score.values),
        "straight_through": _share_to_json(score.accepted),
        "accepted_without_error": _share_to_json(score.accepted_right),
        "wrong_when_accepted": dict(sorted(score.wrong_when_accepted.items())),
        "fields": {name: _share_to_json(share) for name, share in sorted(score.fields.items())},
        "exact_letters": _share_to_json(score.exact_letters),
        "right_words": _share_to_json(score.right_words),
        "fields_exact": {name: _share_to_json(one) for name, one in sorted(score.letters.items())},
    }


def same_value(name: str, read: object, true: object) -> bool:
    """Whether a field was read right: dates, times and numbers exactly, words after folding.

    Latin words are compared without case, accents, hyphens, apostrophes and spaces, Arabic ones
    without vowel marks and with one form of alif, ya and ta marbuta.
    """
    return _folded(name, read) == _folded(name, true)


def same_letters(read: object, true: object) -> bool:
    """Whether a value has exactly the letters of the truth: NFC, spaces evened, nothing folded."""
    return read is not None and _evened(read) == _evened(true)


def of_words(name: str) -> bool:
    """Whether a field holds words of one script, which folding may make equal."""
    return name.endswith(("_ar", "_fr")) or name == "nationality"


def number_of(act: Json) -> str:
    """An act's number with its suffix, as text."""
    return f"{act[_NUMBER]}{act.get('act_number_suffix') or ''}"


class _ActScore:
    """One act of the truth beside what was read of it."""

    def __init__(self, expected: Json, found: Json | None, shown: Sequence[str]) -> None:
        self.expected, self.found = expected, found
        self.accepted = found is not None and found["state"] in ("accepted", "verified")
        self.fields: dict[str, Share] = {}
        self.letters: dict[str, Share] = {}
        for name in shown:
            share = self._mentions() if name == _MENTIONS else self._field(name)
            if share.shown:
                self.fields[name] = share
            if share.shown and of_words(name):
                exact = same_letters(self._read(name), expected.get(name))
                self.letters[name] = Share(int(exact), 1)
        invented = self._invented_mentions() if _MENTIONS in shown else 0
        self.wrong = [name for name, share in self.fields.items() if share.right < share.shown]
        if invented and _MENTIONS not in self.wrong:
            self.wrong.append(_MENTIONS)

    def _field(self, name: str) -> Share:
        true = self.expected.get(name)
        if true is None or true == "":
            return Share()
        return Share(int(same_value(name, self._read(name), true)), 1)

    def _read(self, name: str) -> object:
        if self.found is None:
            return None
        if name == _NUMBER:
            return self.found[_NUMBER]
        reading = self.found["fields"].get(name)
        if reading is None:
            # An act's year is its register's, wherever the page repeats it.
            return self.found.get("year") if name == "year" else None
        return reading["value"]

    def _mentions(self) -> Share:
        true = _mention_keys(self.expected)
        return Share((true & _mention_keys(self.found)).total(), true.total())

    def _invented_mentions(self) -> int:
        return (_mention_keys(self.found) - _mention_keys(self.expected)).total()


def _mention_keys(act: Json | None) -> Counter[tuple[str, str | None]]:
    mentions = [] if act is None else act.get(_MENTIONS) or []
    return Counter((mention["type"], mention["date"]) for mention in mentions)


def _folded(name: str, value: object) -> str:
    text = "" if value is None else str(value)
    if name.endswith("_ar"):
        return fold_ar(text)
    if name.endswith("_fr") or name == "nationality":
        return fold_fr(text).replace(" ", "")
    return western_digits(text).strip()


def _evened(value: object) -> str:
    return " ".join(normalize("NFC", str(value)).split())


def _totalled(shares: Iterable[tuple[str, Share]]) -> dict[str, Share]:
    fields: dict[str, Share] = {}
    for name, share in shares:
        fields[name] = fields.get(name, Share()) + share
    return fields


def _share_to_json(share: Share) -> dict[str, float | int | None]:
    rate = None if share.rate is None else round(share.rate, 4)
    return {"right": share.right, "of": share.shown, "rate": rate}

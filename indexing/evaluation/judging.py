"""What counts as right when an act is held against the truth of its page.

Truth files list, page by page, the acts and the fields each page shows; acts are JSON as
``archive.export`` writes them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from archive.act import Act, ActReading, ActState
from archive.export import act_to_json
from archive.folding import fold_ar, fold_fr, western_digits

Json = Mapping[str, Any]

# Written or left out at will within a name, where a space is a word's end: M'Barek, Mbarek.
_JOINTS = re.compile(r"[-'’‘ʼ´`‐‑]")

_SPAN = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


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


def share_to_json(share: Share) -> dict[str, float | int | None]:
    """A share as counts and rate, the rate null where nothing was shown."""
    rate = None if share.rate is None else round(share.rate, 4)
    return {"count": share.right, "of": share.shown, "rate": rate}


def volume_reference(truth: Json) -> str:
    """The reference of the volume a truth file is about."""
    keys = ("office_code", "kind", "year")
    part, copy = truth.get("part", 1), truth.get("copy", 1)
    return "/".join(str(truth[key]) for key in keys) + f"/{part}@{copy}"


def number_of(act: Json) -> str:
    """An act's number with its suffix, as text; empty where it has none."""
    number = act["act_number"]
    return "" if number is None else f"{number}{act.get('act_number_suffix') or ''}"


def machine_act(act: Act) -> dict[str, Any]:
    """An act as the machine read it: what people decided is nobody's reading, right or wrong."""
    if act.state is ActState.VERIFIED or act.decided:
        return reading_to_json(act.reading)
    return act_to_json(act)


def reading_to_json(reading: ActReading) -> dict[str, Any]:
    """One reading as an act that nothing happened to since."""
    doubtful = any(finding.severity.value == "review" for finding in reading.findings)
    sure = reading.sure and reading.number is not None and not doubtful
    return act_to_json(
        Act(
            act_id="",
            register=reading.register,
            number=reading.number,
            state=ActState.ACCEPTED if sure else ActState.TO_REVIEW,
            reading=reading,
            fields=reading.fields,
            mentions=reading.mentions,
            findings=reading.findings,
        )
    )


def same_value(name: str, read: object, true: object) -> bool:
    """Whether a field was read right: dates, times and numbers exactly, words after folding.

    Latin words are compared without case and accents, a hyphen or an apostrophe being a space or
    nothing; Arabic ones without vowel marks and with one form of alif, ya and ta marbuta. A space
    too many or too few is an error in both.
    """
    if read is None:
        return False
    return not _folded(name, str(read)).isdisjoint(_folded(name, str(true)))


def same_letters(read: object, true: object) -> bool:
    """Whether a value has exactly the letters of the truth: NFC, spaces evened, nothing folded."""
    return read is not None and _evened(read) == _evened(true)


def of_words(name: str) -> bool:
    """Whether a field holds words of one script, which folding may make equal."""
    return name.endswith(("_ar", "_fr")) or name == "nationality"


def year_span(text: str) -> range:
    """The years of a span as archives write it, both ends included: ``1902-1913``.

    Raises:
        ValueError: it is none.
    """
    told = _SPAN.fullmatch(text.strip())
    if told is None or int(told[1]) > int(told[2]):
        raise ValueError(f"{text.strip()!r} is no span of years: write it as 1902-1913")
    return range(int(told[1]), int(told[2]) + 1)


def _folded(name: str, text: str) -> frozenset[str]:
    """The forms of a value, of which two equal values share one."""
    if name.endswith("_ar"):
        return frozenset((fold_ar(text),))
    if of_words(name):
        return frozenset((fold_fr(text), fold_fr(_JOINTS.sub("", text))))
    return frozenset((western_digits(text).strip(),))


def _evened(value: object) -> str:
    return " ".join(normalize("NFC", str(value)).split())

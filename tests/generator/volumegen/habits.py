"""How a printer sets pages and a clerk fills them in, where invented worlds differ."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

EASTERN = "٠١٢٣٤٥٦٧٨٩"
WESTERN = "0123456789"
SEPARATORS = ("rule", "double", "ornament", "blank", "box")
_CLERKS: tuple[Mapping[str, str], ...] = (
    {},
    {"mil": "mille", "moharrem": "mouharram", "rejeb": "redjeb", "hija": "hijja"},
    {"أبريل": "إبريل", "ذي": "ذو", "chaabane": "chaâbane", "kaada": "qaâda"},
    {
        "ماي": "مايو",
        "يوليوز": "يوليو",
        "غشت": "أغسطس",
        "شتنبر": "سبتمبر",
        "نونبر": "نوفمبر",
        "دجنبر": "ديسمبر",
    },
)


@dataclass(frozen=True, slots=True)
class Habits:
    """Habits of one volume's printer and clerk; those after ``dates`` are of pressed worlds.

    Attributes:
        margin: share of a prose sheet's width that the margin takes.
        stamped_over: whether stamps are pressed on the text rather than beneath it.
        fit: whether letters shrink until the acts of a sheet have room.
        dates: how a bilingual form's dates are written, a template of day, month and year.
        margin_right: whether the margin of prose is on the right, in either script.
        separator: what parts two acts, one of ``SEPARATORS``.
        ornament: what is printed between acts where an ornament parts them.
        numerals: the ten digits of the Arabic side.
        clerk: words of dates that the clerk spells otherwise.
        hundred: how the clerk spells a hundred in Arabic.
        listed: whether an act is a list of labels rather than a sentence.
        leaders: whether dots lead from a value to the end of its line.
        number_above: whether the number stands above the act rather than in the margin.
        latin_in_margin: whether an Arabic act's Latin names stand in the margin.
        frame: how a bilingual form stands: facing, centre, cells or grid.
        ordinals: whether the labels of a bilingual form are numbered.
    """

    margin: float = 0.25
    stamped_over: bool = False
    fit: bool = False
    dates: str = "{day} {month} {year}"
    margin_right: bool = False
    separator: str = "rule"
    ornament: str = ""
    numerals: str = WESTERN
    clerk: Mapping[str, str] = field(default_factory=dict)
    hundred: str = "مائة"
    listed: bool = False
    leaders: bool = False
    number_above: bool = False
    latin_in_margin: bool = False
    frame: str = "facing"
    ordinals: bool = False

    def figures(self, text: str) -> str:
        """``text`` with its digits in the Arabic side's numerals."""
        return text.translate(str.maketrans(WESTERN, self.numerals))

    def spelled(self, text: str) -> str:
        """A date or number in words as this clerk spells it."""
        changed = " ".join(self.clerk.get(word, word) for word in text.split())
        return changed.replace("مائة", self.hundred)


def customary_habits(habits: Habits, rtl: bool, chance: random.Random) -> Habits:
    """The same leaning to what most Moroccan offices do; the rest as ``pressed_habits`` drew it.

    Six volumes in seven have the margin where the page is read from, the figures 0 to 9, and
    Moroccan months; fewer printers than elsewhere number labels or set ornaments.
    """
    return replace(
        habits,
        margin_right=rtl if chance.random() < 0.85 else not rtl,
        numerals=WESTERN if chance.random() < 0.85 else EASTERN,
        clerk=chance.choice(_CLERKS[:3]) if chance.random() < 0.85 else _CLERKS[3],
        separator=chance.choice(("rule", "rule", "double", "blank", "box", habits.separator)),
        ordinals=habits.ordinals and chance.random() < 0.5,
    )


def pressed_habits(
    habits: Habits, layout: str, fill: str, ornaments: Sequence[str], chance: random.Random
) -> Habits:
    """The rest of a pressed world's habits, drawn once a volume."""
    frames = ("grid", "cells", "centre") if fill == "print" else ("facing", "cells", "centre")
    frame = chance.choice(frames)
    dates = habits.dates
    if layout.startswith("bi_") and dates == "words":
        # A date in words fits no narrow cell.
        frame, dates = ("facing", dates) if fill != "print" else (frame, "{day} {month} {year}")
    return replace(
        habits,
        dates=dates,
        margin_right=chance.random() < 0.5,
        separator=chance.choice(SEPARATORS),
        ornament=chance.choice(ornaments),
        numerals=chance.choice((WESTERN, EASTERN)),
        clerk=chance.choice(_CLERKS),
        hundred=chance.choice(("مائة", "مائة", "مئة")),
        listed=chance.random() < 0.4,
        leaders=chance.random() < 0.6,
        number_above=chance.random() < 0.35,
        latin_in_margin=chance.random() < 0.5,
        frame=frame,
        ordinals=chance.random() < 0.4,
    )

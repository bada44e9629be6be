"""The Arabic of mentions that officers enter, read as the margin's would be: type and date."""

import random
from datetime import date, timedelta

import pytest

from archive.hijri import from_gregorian
from archive.legal_ground import GroundKind, LegalGround
from archive.mention import MentionType
from archive.mention_composing import Filled, compose
from archive.mention_wording import Blank, Shape, Wording, changed_fields, wordings
from indexing.mentions.reading import read_mentions

NAMES = (
    ("فاطمة التازي", "Fatima Tazi"),
    ("أحمد بنعلي", "Ahmed Benali"),
    ("خديجة أمزيان", "Khadija Amziane"),
)
PLACES = (("الرباط", "Rabat"), ("وجدة", "Oujda"), ("تازة", "Taza"))
TYPED = [one for one in wordings().values() if one.type is not MentionType.OTHER]
# Their second date, of a notice or of a line of the act, is sometimes read for the first.
TWO_DATES = ("annotation", "death_notice")
EACH = 6


def a_day(draw: random.Random) -> tuple[str, str]:
    day = date(1950, 1, 1) + timedelta(days=draw.randrange(22000))
    return day.isoformat(), "{:04}-{:02}-{:02}".format(*from_gregorian(day))


def filling(blank: Blank, draw: random.Random) -> dict[str, str]:
    if blank.shape is Shape.DATE:
        return dict(zip(blank.inputs, a_day(draw), strict=True))
    if blank.in_both_languages:
        pairs = NAMES if blank.shape is Shape.NAME else PLACES
        return dict(zip(blank.inputs, draw.choice(pairs), strict=True))
    return {blank.name: "1999" if blank.shape is Shape.YEAR else "17"}


def an_example(wording: Wording, draw: random.Random) -> tuple[Filled, str | None]:
    """A filled wording, and the date that the mention has."""
    place = draw.choice(PLACES)
    kind = draw.choice(wording.grounds)
    day, moon = a_day(draw)
    court = f"المحكمة الابتدائية ب{place[0]}", f"le tribunal de première instance de {place[1]}"
    number = "" if kind is GroundKind.SIGNATURE else str(draw.randrange(1, 3000))
    ground = LegalGround(kind, number, day, moon if draw.random() < 0.5 else None, *court)
    blanks = {n: v for blank in wording.blanks for n, v in filling(blank, draw).items()}
    names = ("family_name", "given_name")
    base = next((name for name in names if name in wording.changes), None)
    fields = () if base is None else changed_fields()[base].fields
    old, new = (
        dict(zip(fields, draw.choice(NAMES), strict=True)) if fields else {} for _ in range(2)
    )
    told = ground.date if wording.dated_by_ground else blanks["date"]
    return Filled({**blanks, "made": "2021-03-05"}, ground, base, old, new), told


@pytest.fixture(scope="module")
def read_back(placed) -> dict[str, list[tuple[MentionType, bool]]]:
    """By wording, of each example the type read first and whether its date is the mention's."""
    found: dict[str, list[tuple[MentionType, bool]]] = {}
    for wording in TYPED:
        draw = random.Random(wording.key)
        for at in range(EACH):
            filled, told = an_example(wording, draw)
            text = compose(wording, filled, "MF"[at % 2]).ar
            first, *_ = read_mentions(placed(text), "ar", 1933)
            found.setdefault(wording.key, []).append((first.type, first.date == told))
    return found


@pytest.mark.parametrize("wording", TYPED, ids=lambda wording: wording.key)
def test_what_an_officer_enters_is_read_as_the_same_type(wording: Wording, read_back) -> None:
    right = [kind is wording.type for kind, _ in read_back[wording.key]]
    assert sum(right) >= EACH - 1


def test_its_date_in_words_is_read_as_the_same_day(read_back) -> None:
    right = [dated for key, read in read_back.items() if key not in TWO_DATES for _, dated in read]
    assert sum(right) >= 0.8 * len(right)

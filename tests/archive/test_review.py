import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import Act, ActReading
from archive.finding import Finding
from archive.history import History, Merged, Read, Verified
from archive.register import ActNumber
from archive.review import (
    DRAWS,
    UNDRAWN,
    Stage,
    doubt_of,
    draw,
    faded,
    place_of,
    sample_share,
    stage_of,
    wilson,
)
from archive.review_events import FirstRead, Reopened, SecondRead

MakeReading = Callable[..., ActReading]
FIRST = FirstRead({}, {"sex": "F"}, (), ActNumber(66), ("sex",), "amina")
SECOND = SecondRead({"sex": "M"}, ("sex",), "brahim")
VERIFIED = Verified({}, {"sex": "F"}, (), ActNumber(66))


def act_of(reading: ActReading) -> Act:
    return History("a", reading.register).after(Read(reading, reading.number)).act()


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ([], None),
        ([FIRST], Stage.SECOND),
        ([FIRST, SECOND], Stage.ARBITER),
        ([FIRST, SECOND, VERIFIED], None),
        ([FIRST, SECOND, Reopened(ActNumber(66))], Stage.SECOND),
        ([FIRST, Reopened(ActNumber(66))], Stage.REVIEW),
        ([VERIFIED, Reopened(ActNumber(66))], Stage.REVIEW),
        ([FIRST, VERIFIED, Reopened(ActNumber(66))], Stage.SECOND),
        ([FIRST, Merged("b", "a", "the same")], None),
    ],
)
def test_what_an_act_waits_for_follows_from_what_was_said(
    make_reading: MakeReading, said: list[Verified | FirstRead], stage: Stage | None
) -> None:
    reading = make_reading(66, sex="M")
    history = History("a", reading.register).after(Read(reading, reading.number))
    for what in said:
        history = history.after(what)
    assert stage_of(history, history.act(), drawn=False, urgent=False) is stage


def test_an_accepted_act_waits_when_drawn_or_wanted(make_reading: MakeReading) -> None:
    reading = make_reading(66)
    history = History("a", reading.register).after(Read(reading, reading.number))
    act = history.act()
    assert stage_of(history, act, drawn=True, urgent=False) is Stage.SAMPLE
    assert stage_of(history, act, drawn=True, urgent=True) is Stage.REVIEW


def test_doubt_is_that_of_the_fields_in_question(make_unsure: MakeReading) -> None:
    reading = make_unsure(66, 0.62)
    assert doubt_of(act_of(reading)) == 62
    missing = Finding("field_missing", field="birth_date")
    assert doubt_of(act_of(replace(reading, findings=(missing,)))) == 0
    assert doubt_of(act_of(replace(reading, number=None))) == 0
    noted = Finding("calendars_apart", {}, field="given_name_fr")
    sure = replace(reading.fields["given_name_fr"], confidence=0.99)
    fields = {**reading.fields, "given_name_fr": sure}
    assert doubt_of(act_of(replace(reading, fields=fields, findings=(noted,)))) == 90


places = st.tuples(
    st.sampled_from(Stage), st.integers(0, 100), st.none() | st.just("2026-05-04"), st.text("ab")
)


@given(places, places)
def test_places_put_the_urgent_first_then_arbiters_then_seconds_then_the_rest(
    one: tuple[Stage, int, str | None, str], other: tuple[Stage, int, str | None, str]
) -> None:
    ranks = {Stage.ARBITER: 0, Stage.SECOND: 1, Stage.REVIEW: 2, Stage.SAMPLE: 2}

    def rank(what: tuple[Stage, int, str | None, str]) -> tuple[bool, int]:
        return (what[2] is None, 0 if what[2] else ranks[what[0]])

    first, second = (place_of("a", w[0], w[1], w[2], w[3]) for w in (one, other))
    if rank(one) < rank(other):
        assert first < second < UNDRAWN
    if rank(one) == rank(other) and one[0] is other[0] is Stage.REVIEW and one[2] is other[2]:
        assert (first < second) == ((one[1] // 5, one[3]) < (other[1] // 5, other[3])) or one[2]


def test_undrawn_acts_have_places_after_all_that_wait() -> None:
    assert place_of("a", None, 3, None, "key").startswith(UNDRAWN)


def test_draws_are_the_same_always_and_even() -> None:
    assert draw("a", "sample") == draw("a", "sample") != draw("a", "place")
    below = sum(draw(str(n), "sample") < DRAWS / 4 for n in range(4000))
    assert 900 < below < 1100


def test_a_form_is_sampled_as_usual_while_nothing_speaks_against_it() -> None:
    for checked, corrected in ((0, 0), (1000, 0), (100, 1), (1000, 5)):
        assert sample_share(0.02, checked, corrected) == 0.02


def test_a_form_that_reads_badly_is_sampled_in_proportion() -> None:
    shares = [sample_share(0.02, 1000, corrected) for corrected in (10, 20, 50, 100, 500)]
    assert shares == sorted(shares)
    assert 0.02 < shares[0] < 0.05
    assert 0.15 < shares[2] < 0.2
    assert shares[-1] == 1.0
    assert sample_share(0.0, 1000, 500) == 0.0


@given(st.integers(1, 10_000), st.data())
def test_wilsons_bounds_hold_the_share_between_them(seen: int, data: st.DataObject) -> None:
    found = data.draw(st.integers(0, seen))
    low, high = wilson(seen, found)
    assert 0 <= low <= found / seen + 1e-9
    assert found / seen <= high + 1e-9
    assert high <= 1


def test_old_counts_fade() -> None:
    assert faded(1000, 3, 1000) == (1000, 3)
    assert faded(1002, 3, 1000) == (501, 2)


def test_the_documented_shares_are_those_drawn() -> None:
    page = Path(__file__).parents[2].joinpath("docs/verifying.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:0 to )?(\d+) \| ([\d.]+) % \|$", page, re.M)
    assert len(rows) == 4
    for corrected, percent in rows:
        share = 100 * sample_share(0.02, 1000, int(corrected))
        assert share == pytest.approx(float(percent), abs=0.5 if "." not in percent else 0.05)

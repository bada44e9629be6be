import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.civil_date import Calendar, CivilDate
from indexing.duplicates.comparisons import FACT_TESTS, days_apart

dates = st.lists(
    st.one_of(
        st.dates(),
        st.sampled_from(
            ["1933", "1933-02", "h:1351", "h:1351-11-15", "1933-02-30", "h:x", "", "x"]
        ),
    ).map(str),
    max_size=2,
).map(tuple)


def sun(iso: str) -> CivilDate:
    return CivilDate.of(iso)


def moon(iso: str) -> CivilDate:
    return CivilDate.of(iso, Calendar.HIJRI)


def test_dates_are_apart_by_the_days_that_surely_part_them() -> None:
    assert days_apart((sun("1933-03-12"),), (sun("1933-03-15"),)) == 3
    assert days_apart((sun("1933"),), (sun("1933-03-15"),)) == 0
    assert days_apart((sun("1933"),), (sun("1934-01-03"),)) == 3
    assert days_apart((), (sun("1933"),)) is None


def test_across_calendars_a_sighted_month_is_forgiven() -> None:
    assert days_apart((moon("1351-11-15"),), (sun("1933-03-12"),)) == 0
    assert days_apart((moon("1351-11-15"),), (sun("1933-03-20"),)) == 6


def test_a_vague_date_does_not_hide_what_whole_ones_say() -> None:
    one = (sun("1933-03-12"), moon("1351"))
    other = (sun("1933-03-30"), moon("1351-12-03"))
    assert days_apart(one, other) == 18


def test_of_two_whole_dates_the_nearer_counts_for_the_other_may_be_misread() -> None:
    one = (sun("1933-03-12"), moon("1351-11-15"))
    assert days_apart(one, (sun("1938-03-12"), moon("1351-11-15"))) == 0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1933-03-12", "1938-03-12", True),
        ("1933-03-12", "1934-04-12", False),
        ("1933-03-12", "1933-03-12", False),
        ("1933-03", "1933-04", None),
    ],
)
def test_one_figure_misread(one: str, other: str, apart: bool | None) -> None:
    test = FACT_TESTS["one_digit"]
    assert test.holds("birth_date", (one,), (other,), 1) is apart


def test_an_answer_that_is_no_is_not_missing() -> None:
    assert FACT_TESTS["same"].holds("late", False, False, 1) is True
    assert FACT_TESTS["same"].holds("part", 0, 1, 1) is False
    assert FACT_TESTS["either"].holds("late", False, True, 1) is True


@given(dates, dates, st.integers(0, 400))
def test_dates_of_any_shape_never_raise_and_are_compared_alike_both_ways(
    one: tuple[str, ...], other: tuple[str, ...], days: int
) -> None:
    for name in ("within_days", "one_digit", "partial"):
        holds = FACT_TESTS[name].holds
        assert holds("birth_date", one, other, days) is holds("birth_date", other, one, days)


@pytest.mark.parametrize(
    ("one", "other", "swapped"),
    [
        ("1950-03-12", "1950-12-03", True),
        ("1950-03-12", "1951-12-03", False),
        ("1950-03-12", "1950-12-04", False),
        ("1950-03-12", "1950-03", None),
        ("1950-03-12", "h:1950-12-03", None),
    ],
)
def test_day_and_month_that_changed_places(one: str, other: str, swapped: bool | None) -> None:
    assert FACT_TESTS["swapped"].holds("birth_date", (one,), (other,), 1) is swapped

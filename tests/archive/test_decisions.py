import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import FIELD_NAMES
from archive.decisions import check_decisions
from archive.errors import DecisionInvalid


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("given_name_ar", "إيدر"),
        ("given_name_fr", ""),
        ("act_number", "66bis"),
        ("sex", "F"),
        ("year", "1933"),
        ("birth_date", "1933"),
        ("birth_date", "1933-02"),
        ("birth_date", "1932-02-29"),
        ("birth_date_hijri", "1351-02-30"),
        ("birth_time", "23:59"),
        ("drawn_up_date", ""),
    ],
)
def test_well_shaped_decisions_pass(name: str, value: str) -> None:
    check_decisions({name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("given_name", "Idder"),
        ("given_name_fr", " Idder"),
        ("given_name_fr", "Id\x00der"),
        ("act_number", ""),
        ("act_number", "66 bis"),
        ("act_number", "sixty"),
        ("sex", "X"),
        ("year", "1914"),
        ("year", "٣٣١٩"),
        ("birth_date", "1933-02-29"),
        ("birth_date", "33-02-01"),
        ("birth_date", "1933-2"),
        ("birth_date_hijri", "1351-13-01"),
        ("birth_date_hijri", "1351-02-31"),
        ("birth_time", "24:00"),
    ],
)
def test_ill_shaped_decisions_are_named(name: str, value: str) -> None:
    with pytest.raises(DecisionInvalid) as caught:
        check_decisions({name: value, "sex": "F"} if name != "sex" else {name: value})
    assert list(caught.value.problems) == [name]


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(DecisionInvalid) as caught:
        check_decisions({"sex": "X", "year": "1", "residence_fr": "Rabat"})
    assert set(caught.value.problems) == {"sex", "year"}


@given(st.dates().filter(lambda day: day.year >= 1000), st.sampled_from(FIELD_NAMES))
def test_every_real_date_fits_every_date_field(day: object, name: str) -> None:
    if name.endswith("_date"):
        check_decisions({name: str(day)})

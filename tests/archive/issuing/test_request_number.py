import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.request_number import request_number, typed_number


def test_a_number_says_its_year_and_its_place() -> None:
    assert request_number(2026, 123).startswith("D-2026-000123-")
    assert request_number(2026, 1_000_000).startswith("D-2026-1000000-")
    with pytest.raises(ValueError, match="place 0"):
        request_number(2026, 0)
    with pytest.raises(ValueError, match="place 10000000"):
        request_number(2026, 10_000_000)


@given(st.integers(1915, 2999), st.integers(1, 9_999_999))
def test_a_number_is_known_again_however_it_is_typed(year: int, place: int) -> None:
    number = request_number(year, place)
    assert typed_number(number) == number
    assert typed_number(f" {number.lower().replace('-', ' ')} ") == number
    assert typed_number(number.removeprefix("D-")) == number
    eastern = number.translate({ord(str(digit)): "٠١٢٣٤٥٦٧٨٩"[digit] for digit in range(10)})
    assert typed_number(eastern) == number


@given(st.integers(1, 999_999), st.integers(0, 9), st.integers(0, 9))
def test_one_wrong_digit_always_shows(place: int, at: int, other: int) -> None:
    number = request_number(2026, place)
    digits = [spot for spot, letter in enumerate(number[:-1]) if letter.isdigit()]
    spot = digits[at]
    wrong = number[:spot] + str(other) + number[spot + 1 :]
    assert (typed_number(wrong) == number) is (wrong == number)
    assert wrong == number or typed_number(wrong) is None


@pytest.mark.parametrize("text", ["", "D-2026-000000-0", "2026", "D-2026-12-7", "D-2026-000123"])
def test_what_cannot_be_a_number_is_none(text: str) -> None:
    assert typed_number(text) is None

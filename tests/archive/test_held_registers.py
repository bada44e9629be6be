import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.held_registers import missing_numbers, province_of, whole_sequence


@pytest.mark.parametrize(
    ("numbers", "part", "gaps"),
    [
        ([], 1, []),
        ([1, 2, 3], 1, []),
        ([2, 3, 6], 1, [(1, 1), (4, 5)]),
        ([40, 42], 2, [(41, 41)]),
        ([3, 1, 2, 2], 1, []),
    ],
)
def test_numbers_run_from_one_in_a_first_part_and_from_where_it_begins_in_a_later_one(
    numbers: list[int], part: int, gaps: list[tuple[int, int]]
) -> None:
    assert missing_numbers(numbers, part) == gaps


@given(st.sets(st.integers(1, 300), min_size=1), st.integers(1, 2))
def test_what_is_held_and_what_is_missing_make_the_whole_sequence(
    numbers: set[int], part: int
) -> None:
    missing = {n for first, last in missing_numbers(numbers, part) for n in range(first, last + 1)}
    start = 1 if part == 1 else min(numbers)
    assert missing | numbers == set(range(start, max(numbers) + 1))
    assert not missing & numbers
    whole = whole_sequence(min(numbers), max(numbers), part)
    assert whole - len(numbers) == len(missing)


def test_an_offices_province_is_the_beginning_of_its_code() -> None:
    assert province_of("08.201.11.07-2") == "08.201"

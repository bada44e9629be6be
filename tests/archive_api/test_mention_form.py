"""What is typed in the form of a mention, as the record takes it."""

import pytest

from archive_api.mention_form import as_recorded, day_first


@pytest.mark.parametrize(
    ("shape", "typed", "kept"),
    [
        ("date", "13/2/1993", "1993-02-13"),
        ("date", "١٣/٢/١٩٩٣", "1993-02-13"),
        ("date", "1993-02-13", "1993-02-13"),
        ("date", "13 février 1993", "1993-02-13"),
        ("date", "31/02/1993", "31/02/1993"),
        ("hijri", "20/8/1413", "1413-08-20"),
        ("time", "10h30", "10:30"),
        ("date", "", ""),
    ],
)
def test_dates_and_times_are_taken_as_anywhere_at_the_desk(
    shape: str, typed: str, kept: str
) -> None:
    assert as_recorded(shape, typed) == kept


@pytest.mark.parametrize(
    ("kept", "shown"), [("1993-02-13", "13/02/1993"), ("1993", "1993"), ("45/1993", "45/1993")]
)
def test_a_whole_date_stands_in_the_form_as_people_write_it(kept: str, shown: str) -> None:
    assert day_first(kept) == shown

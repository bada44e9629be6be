"""What people are told where a paper is not given."""

from datetime import date

import pytest

from archive.issuing.errors import DeadlineUnset, FeeUnset, OfficerNotDelegated, PaperRefused
from archive_api.paper_problems import told_problem

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "refused",
    [
        OfficerNotDelegated("04.481.01.07", DAY),
        FeeUnset("extract", DAY),
        DeadlineUnset("extract", "post", DAY),
    ],
    ids=lambda one: one.code,
)
def test_a_day_is_told_in_words_to_people_and_as_iso_to_programs(refused: PaperRefused) -> None:
    problem = told_problem(refused)
    assert problem.members["day"] == "2026-03-01"
    assert "1er mars 2026" in problem.texts["fr"]
    assert "1 مارس 2026" in problem.texts["ar"]

from datetime import UTC, datetime
from importlib.metadata import version

import pytest

from archive.morocco import in_morocco


@pytest.mark.parametrize(
    ("instant", "hour"),
    [
        (datetime(2017, 1, 10, 12, tzinfo=UTC), 12),
        (datetime(2019, 1, 10, 12, tzinfo=UTC), 13),
        (datetime(2024, 3, 20, 12, tzinfo=UTC), 12),
    ],
    ids=["before 2018", "since", "in Ramadan"],
)
def test_clocks_are_those_of_the_decrees(instant: datetime, hour: int) -> None:
    assert in_morocco(instant).hour == hour


def test_the_zones_are_the_pinned_ones() -> None:
    """They know what was decreed last: 2026 went back to Greenwich's time in September."""
    assert version("tzdata") >= "2026"
    assert in_morocco(datetime(2026, 11, 23, 12, tzinfo=UTC)).hour == 12

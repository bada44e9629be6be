import pytest

from archive_api.desk_pages import texts
from archive_api.time_left import time_left


@pytest.mark.parametrize(
    ("seconds", "fr", "ar"),
    [
        (None, "", ""),
        (0, "moins d'une minute", "أقل من دقيقة"),
        (59, "moins d'une minute", "أقل من دقيقة"),
        (60, "environ 1 min", "حوالي دقيقة"),
        (61, "environ 2 min", "حوالي دقيقتين"),
        (170, "environ 3 min", "حوالي 3 دقائق"),
        (15 * 60, "environ 15 min", "حوالي 15 دقيقة"),
        (3590, "environ 1 h", "حوالي ساعة"),
        (2 * 3600 + 100, "environ 2 h", "حوالي ساعتين"),
        (30 * 3600, "environ 30 h", "حوالي 30 ساعة"),
    ],
)
def test_time_left_is_told_as_people_count(seconds: float | None, fr: str, ar: str) -> None:
    said = texts("deliver.json")
    assert time_left(seconds, said["fr"]["left"]) == fr
    assert time_left(seconds, said["ar"]["left"]) == ar

from dataclasses import replace
from datetime import date

import pytest

from archive.issuing.office_change import OfficeChange, office_on
from archive.offices import FormerName, Office

LISTED = Office("04.481.01.07", "Mechraa Bel Ksiri", "مشرع بلقصيري", "Sidi Kacem", "سيدي قاسم")
RENAMED = OfficeChange(
    LISTED.code, "Hay Essalam", "حي السلام", True, date(2026, 3, 1), date(2027, 1, 1)
)


def test_an_office_has_the_name_of_the_day_and_keeps_the_one_before() -> None:
    renamed = office_on(LISTED, [RENAMED], date(2026, 3, 1))
    assert (renamed.name_fr, renamed.name_ar) == ("Hay Essalam", "حي السلام")
    assert renamed.former == (FormerName("Mechraa Bel Ksiri", "مشرع بلقصيري", None, 2026),)
    assert renamed.code == LISTED.code
    for day in (date(2026, 2, 28), date(2027, 1, 1)):
        assert office_on(LISTED, [RENAMED], day) == LISTED


def test_another_offices_change_is_not_its_own() -> None:
    other = replace(RENAMED, office_code=f"{LISTED.code}-2")
    assert office_on(LISTED, [other], date(2026, 4, 1)) == LISTED


def test_a_closed_office_says_since_when_and_one_opened_again_no_more() -> None:
    closed = replace(
        RENAMED, name_fr=LISTED.name_fr, name_ar=LISTED.name_ar, is_open=False, until_day=None
    )
    shut = office_on(LISTED, [closed], date(2026, 4, 1))
    assert (shut.valid_to, shut.former) == ("2026-03-01", ())
    again = replace(closed, is_open=True, from_day=date(2026, 5, 1))
    assert office_on(shut, [again], date(2026, 5, 1)).valid_to is None


@pytest.mark.parametrize("name", ["name_fr", "name_ar"])
def test_an_office_has_a_name_in_both_scripts(name: str) -> None:
    with pytest.raises(ValueError, match="both scripts"):
        replace(RENAMED, **{name: ""})

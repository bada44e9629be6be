import pytest
from fastapi.exceptions import RequestValidationError

from archive_api.routers.desk_search import DeskSearchIn
from archive_api.search_form import read_form


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"act_number": "0123"}, {}),
        ({"act_number": "١٢٣"}, {}),
        ({"act_number": "66 مكرر"}, {}),
        ({"act_number": "n° 66 bis"}, {}),
        ({"act_number": "x"}, {"act_number": "act_number_invalid"}),
        ({"date_from": "12/03/1933", "date_to": "mars 1933"}, {}),
        ({"date_from": "١٩٣٣", "date_to": "1933-4"}, {}),
        ({"date_from": "1351", "date_to": "15 ذو القعدة 1351 هـ"}, {}),
        ({"date_from": "32/01/1933"}, {"date_from": "date_invalid"}),
        ({"date_to": "1351-13", "calendar": "hijri"}, {"date_to": "hijri_invalid"}),
        ({"date_from": "1934", "date_to": "1933"}, {"date_to": "dates_reversed"}),
        ({"year_from": "١٩٣٣", "year_to": " 1381 "}, {}),
        (
            {"year_from": "abc", "act_number": "-"},
            {"year_from": "year_invalid", "act_number": "act_number_invalid"},
        ),
        ({"year_from": "1963", "year_to": "1381"}, {"year_to": "years_reversed"}),
        ({"text": "Driss", "year_from": "", "date_to": ""}, {}),
    ],
)
def test_each_field_says_what_is_wrong_with_it(
    given: dict[str, str], wrong: dict[str, str]
) -> None:
    wanted, found = read_form(DeskSearchIn, given)
    assert found == wrong
    assert wanted.text == given.get("text", "")


def test_what_no_field_of_the_form_can_say_is_a_problem() -> None:
    for given in ({"surname": "x"}, {"kind": "baptism"}, {"limit": "1000"}):
        with pytest.raises(RequestValidationError):
            read_form(DeskSearchIn, given)

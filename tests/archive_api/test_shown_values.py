import pytest

from archive_api.desk_pages import numbered
from archive_api.shown_values import shown_date, shown_instant, shown_value


@pytest.mark.parametrize(
    ("field", "value", "fr", "ar"),
    [
        ("birth_date", "1933-03-12", "12 mars 1933", "12 مارس 1933"),
        ("birth_date", "1993-08-01", "1er août 1993", "1 غشت 1993"),
        ("birth_date", "1933-07", "juillet 1933", "يوليوز 1933"),
        ("father_birth_date", "1903", "1903", "1903"),
        ("birth_date_hijri", "1351-08-15", "15 chaabane 1351", "15 شعبان 1351"),
        ("sex", "F", "féminin", "أنثى"),
        ("given_name_fr", "Khadija", "Khadija", "Khadija"),
        ("birth_time", None, "", ""),
    ],
)
def test_values_are_shown_as_people_read_them(
    field: str, value: str | None, fr: str, ar: str
) -> None:
    assert shown_value(field, value, "fr") == fr
    assert shown_value(field, value, "ar") == ar


def test_what_is_no_date_is_shown_as_it_is() -> None:
    assert shown_date("1933-xx-12", "fr") == "1933-xx-12"


@pytest.mark.parametrize(
    ("at", "lang", "shown"),
    [
        ("2026-01-31T23:30:00+00:00", "fr", "1er février 2026, 00:30"),
        ("2026-03-12T10:05:59.123456+00:00", "ar", "12 مارس 2026، 10:05"),
    ],
)
def test_an_instant_is_told_in_the_time_of_morocco(at: str, lang: str, shown: str) -> None:
    # On 12 March 2026 Ramadan lasts and Morocco keeps Greenwich time.
    assert shown_instant(at, lang) == shown


@pytest.mark.parametrize(
    ("count", "fr", "ar"),
    [
        *(
            (0, "acte", "رسم"),
            (1, "acte", "رسم"),
            (2, "actes", "رسمان"),
            (3, "actes", "رسوم"),
            (10, "actes", "رسوم"),
        ),
        *((11, "actes", "رسما"), (20, "actes", "رسما"), (100, "actes", "رسم")),
        *((103, "actes", "رسوم"), (1018, "actes", "رسما")),
    ],
)
def test_a_noun_takes_the_form_that_its_number_asks_for(count: int, fr: str, ar: str) -> None:
    assert numbered(count, ["acte", "actes"], "fr") == fr
    assert numbered(count, ["رسم", "رسوم", "رسما", "رسمان"], "ar") == ar

import pytest

from archive.errors import DecisionInvalid
from archive.typed_value import as_kept


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("birth_date", "12/3/1933", "1933-03-12"),
        ("birth_date", "12 03 1933", "1933-03-12"),
        ("birth_date", "12031933", "1933-03-12"),
        ("birth_date", "١٢/٣/١٩٣٣", "1933-03-12"),
        ("birth_date", "12 mars 1933", "1933-03-12"),
        ("birth_date", "1er mars 1933", "1933-03-01"),
        ("birth_date", "12 مارس 1933", "1933-03-12"),
        ("birth_date", "douze mars mil neuf cent trente-trois", "1933-03-12"),
        ("birth_date", "1933", "1933"),
        ("father_birth_date", "1933-03", "1933-03"),
        ("birth_date_hijri", "15 chaabane 1351", "1351-08-15"),
        ("birth_date_hijri", "15/8/1351", "1351-08-15"),
        ("birth_time", "10h30", "10:30"),
        ("birth_time", "10 h", "10:00"),
        ("birth_time", "7", "07:00"),
        ("birth_time", "1030", "10:30"),
        ("birth_time", "7:05", "07:05"),
        ("sex", "f", "F"),
        ("sex", "Masculin", "M"),
        ("sex", "أنثى", "F"),
        ("act_number", "66 Bis", "66bis"),
        ("act_number", "٦٦", "66"),
        ("given_name_fr", "  Fatima   Zahra ", "Fatima Zahra"),
        ("given_name_ar", " فاطمة ", "فاطمة"),
        ("birth_place_fr", "", ""),
    ],
)
def test_what_is_typed_is_kept_in_the_records_shape(field: str, typed: str, kept: str) -> None:
    assert as_kept(field, typed) == kept


def test_a_date_without_its_year_is_of_the_registers() -> None:
    assert as_kept("birth_date", "12/3", 1933) == "1933-03-12"
    assert as_kept("birth_date", "12/3/1932", 1933) == "1932-03-12"
    with pytest.raises(DecisionInvalid):
        as_kept("birth_date", "12/3")
    with pytest.raises(DecisionInvalid):
        as_kept("birth_date_hijri", "12/3", 1933)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("birth_date", "31/2/1933"),
        ("birth_date", "hier"),
        ("birth_date", "15 chaabane 1351"),
        ("birth_time", "25h10"),
        ("sex", "x"),
        ("act_number", "soixante"),
        ("act_number", ""),
        ("favourite_colour", "rouge"),
    ],
)
def test_what_is_no_value_of_a_field_is_refused(field: str, typed: str) -> None:
    with pytest.raises(DecisionInvalid) as told:
        as_kept(field, typed)
    assert field in told.value.problems

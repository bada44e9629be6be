import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.numbers_ar import Case, Order, parse, spell, spell_ordinal

numbers = st.integers(1, 2100)
orders = st.sampled_from(Order)
cases = st.sampled_from(Case)

# What clerks do to the spelling without changing the number.
LOOSE = [
    ("مائة", "مئة"),
    ("مائة", "ماية"),
    ("مائة", " مائة"),
    ("ثمان", "ثمن"),
    ("أ", "ا"),
    ("ا", "إ"),
    (" و", " و "),
    (" ", ""),
    ("ة", "ه"),
]


@given(numbers, orders, cases)
def test_what_is_spelled_is_parsed_back(number, order, case):
    assert parse(spell(number, order, case)) == number


@given(numbers, orders, st.sampled_from(LOOSE))
def test_loose_spellings_say_the_same_number(number, order, change):
    assert parse(spell(number, order).replace(*change)) == number


@given(st.integers(1, 31), cases)
def test_days_are_parsed_back(day, case):
    assert parse(spell_ordinal(day, case)) == day


@pytest.mark.parametrize(
    ("number", "thousands_first", "units_first"),
    [
        (1947, "ألف وتسعمائة وسبعة وأربعين", "سبعة وأربعين وتسعمائة وألف"),
        (1413, "ألف وأربعمائة وثلاثة عشر", "ثلاثة عشر وأربعمائة وألف"),
        (1912, "ألف وتسعمائة واثني عشر", "اثني عشر وتسعمائة وألف"),
        (2005, "ألفين وخمسة", "خمسة وألفين"),
        (1900, "ألف وتسعمائة", "تسعمائة وألف"),
    ],
)
def test_years_in_both_orders(number, thousands_first, units_first):
    assert spell(number) == thousands_first
    assert spell(number, Order.UNITS_FIRST) == units_first


def test_nominative_years():
    assert spell(1982, case=Case.NOMINATIVE) == "ألف وتسعمائة واثنان وثمانون"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("فاتح", 1),
        ("الحادي والعشرين", 21),
        ("واحد وعشرين", 21),
        ("الثاني عشر", 12),
        ("إثنين وثمانين وتسع مائة وألف", 1982),
        ("ثلاثة ومائة", 103),
        ("ثلاث مائة", 300),
        ("مئتان", 200),
        ("تلاتة وتسعين وتسعمية وألف", 1993),
        ("١٩٥٤", 1954),
    ],
)
def test_wordings_of_the_registers(text, number):
    assert parse(text) == number


@pytest.mark.parametrize("text", ["", "سنة", "يناير", "ثلاثة سبعة", "ألف وألف", "٢١٠١", "و"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="is not a number"):
        parse(text)


def test_numbers_out_of_range_are_refused():
    with pytest.raises(ValueError, match="2101"):
        spell(2101)
    with pytest.raises(ValueError, match="32"):
        spell_ordinal(32)

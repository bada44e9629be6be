import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.numbers_fr import Spelling, parse, spell, spell_day, spell_ordinal

numbers = st.integers(1, 2100)


@given(numbers, st.sampled_from(Spelling))
def test_what_is_spelled_is_parsed_back(number, spelling):
    assert parse(spell(number, spelling)) == number


@given(numbers)
def test_ordinals_are_parsed_back(number):
    assert parse(spell_ordinal(number)) == number


@given(numbers, numbers)
def test_two_numbers_never_share_a_spelling(one, other):
    assert (spell(one) == spell(other)) == (one == other)


@pytest.mark.parametrize(
    ("number", "old", "reform"),
    [
        (1947, "mil neuf cent quarante-sept", "mil-neuf-cent-quarante-sept"),
        (1931, "mil neuf cent trente et un", "mil-neuf-cent-trente-et-un"),
        (1991, "mil neuf cent quatre-vingt-onze", "mil-neuf-cent-quatre-vingt-onze"),
        (1971, "mil neuf cent soixante et onze", "mil-neuf-cent-soixante-et-onze"),
        (2005, "deux mille cinq", "deux-mille-cinq"),
        (1000, "mille", "mille"),
    ],
)
def test_years_as_acts_write_them(number, old, reform):
    assert spell(number) == old
    assert spell(number, Spelling.REFORM_1990) == reform


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("mille neuf cents quatre-vingts", 1980),
        ("dix-neuf cent trente", 1930),
        ("MILNEUFCENTSIX", 1906),
        ("vingt et unième", 21),
        ("neuvième", 9),
        ("première", 1),
        ("1er", 1),
        ("trente un", 31),
        ("1947", 1947),
    ],
)
def test_loose_spellings_are_parsed(text, number):
    assert parse(text) == number


@pytest.mark.parametrize("text", ["", "juin", "vingt-vingt", "trois mille", "0", "mil neuf deux"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="is not a number"):
        parse(text)


def test_the_first_day_is_an_ordinal():
    assert [spell_day(day) for day in (1, 2, 31)] == ["premier", "deux", "trente et un"]
    with pytest.raises(ValueError, match="between 1 and 31"):
        spell_day(32)


def test_numbers_out_of_range_are_refused():
    with pytest.raises(ValueError, match="2101"):
        spell(2101)

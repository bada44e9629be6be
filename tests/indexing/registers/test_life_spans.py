"""Years of birth that no parent has, or whose end was likely lost."""

import pytest

from archive.act import FieldReading
from archive.register import VolumeReference
from indexing.registers.context import VolumeContext
from indexing.registers.life_spans import doubt_births

BIRTHS = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
DEATHS = VolumeContext.of(VolumeReference.parse("02.533.03.19/death/1941"))


def is_doubted(context, name, value, raw):
    return doubt_births({name: FieldReading(value, raw, 0.97)}, context)[name].confidence < 0.8


@pytest.mark.parametrize("name", ["father_birth_date", "mother_birth_date"])
@pytest.mark.parametrize("year", ["1850", "1932", "1941", "1950"])
def test_a_parent_under_twelve_or_over_eighty_is_doubted(name, year):
    assert is_doubted(BIRTHS, name, year, year)


@pytest.mark.parametrize("year", ["1861", "1900", "1915", "1929"])
def test_a_parent_of_a_possible_age_is_not(year):
    assert not is_doubted(BIRTHS, "father_birth_date", year, year)


def test_a_bare_hundred_in_words_may_have_lost_its_end():
    assert is_doubted(BIRTHS, "mother_birth_date", "1900", "mil neuf cent")
    assert is_doubted(DEATHS, "birth_date", "1800", "l'an mil huit cent,")
    assert not is_doubted(BIRTHS, "mother_birth_date", "1908", "mil neuf cent huit")


def test_the_dead_may_be_of_any_age_but_not_unborn():
    assert not is_doubted(DEATHS, "birth_date", "1850", "1850")
    assert not is_doubted(DEATHS, "birth_date", "1941", "1941")
    assert is_doubted(DEATHS, "birth_date", "1943", "1943")
    assert is_doubted(DEATHS, "birth_date", "1801", "1801")


def test_other_days_are_left_alone():
    assert not is_doubted(BIRTHS, "birth_date", "1900", "mil neuf cent")
    assert not is_doubted(DEATHS, "father_birth_date", "1801", "1801")

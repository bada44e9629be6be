import pytest

from archive.register import Kind, VolumeReference
from indexing.registers.context import VolumeContext


def context(text: str) -> VolumeContext:
    return VolumeContext.of(VolumeReference.parse(text))


def test_a_volume_tells_its_kind_year_and_office():
    one = context("02.533.03.19/death/1992/1@2")
    assert (one.kind, one.year) == (Kind.DEATH, 1992)
    assert one.office.name_fr == "Sidi Lahsen"


def test_an_office_that_no_list_knows_is_none():
    assert context("99.999.99.99/birth/1950").office is None


@pytest.mark.parametrize(
    ("volume", "field", "inside", "outside"),
    [
        ("birth/1950", "birth_date", (1949, 1950), (1948, 1951)),
        ("birth/1950", "drawn_up_date", (1949, 1950), (1948, 1951)),
        ("birth/1950", "mother_birth_date", (1855, 1938), (1854, 1939)),
        ("death/1950", "birth_date", (1830, 1950), (1829, 1951)),
        ("death/1950", "death_date", (1949, 1950), (1948, 1951)),
    ],
)
def test_years_that_a_date_is_likely_to_fall_in(volume, field, inside, outside):
    years = context(f"02.533.03.19/{volume}").years_of(field)
    assert all(year in years for year in inside)
    assert not any(year in years for year in outside)

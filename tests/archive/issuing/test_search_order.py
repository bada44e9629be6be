import pytest

from archive.issuing.search_order import Sought
from archive.register import ActNumber, Kind


def test_an_act_is_sought_in_every_part_of_its_register() -> None:
    sought = Sought("08.201.11.07", Kind.BIRTH, 1933, ActNumber(66))
    assert sought.registers == "08.201.11.07/birth/1933/"


@pytest.mark.parametrize(
    ("office", "kind", "year"),
    [
        ("Fès", Kind.BIRTH, 1933),
        ("08.201.11.07", Kind.BIRTH, 1890),
        ("08.201.11.07", Kind.MARRIAGE, 1933),
    ],
)
def test_nothing_is_sought_where_no_register_can_be(office: str, kind: Kind, year: int) -> None:
    with pytest.raises(ValueError, match=r"code|year|hold no acts"):
        Sought(office, kind, year)


def test_what_is_known_is_told_by_the_fields_of_acts() -> None:
    known = {"given_name_fr": "Idder", "father_given_ar": "يوسف"}
    assert Sought("08.201.11.07", Kind.BIRTH, 1933, known=known).known == known
    with pytest.raises(ValueError, match="telephone: no field"):
        Sought("08.201.11.07", Kind.BIRTH, 1933, known={"telephone": "06"})

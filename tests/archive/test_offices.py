import pytest

from archive.offices import all_offices, office
from archive.register import Kind, RegisterReference


def test_a_commune_is_found_by_its_code():
    taous = office("08.201.11.07")
    assert (taous.name_fr, taous.name_ar) == ("Et-Taous", "الطاوس")
    assert (taous.province_fr, taous.province_ar) == ("Errachidia", "الرشيدية")
    assert taous.bureau is None


def test_an_arrondissement_stands_in_the_province_of_its_city():
    anfa = office("06.141.01.01")
    assert (anfa.name_fr, anfa.province_fr) == ("Anfa", office("06.141.01.0").province_fr)


def test_an_office_says_what_stands_above_it():
    taous, mghogha = office("08.201.11.07"), office("01.511.01.05")
    assert (taous.cercle_fr, taous.cercle_ar) == ("Er-Rissani", "الريصاني")
    assert (taous.is_prefecture, taous.is_arrondissement) == (False, False)
    assert (mghogha.is_prefecture, mghogha.is_arrondissement, mghogha.cercle_fr) == (True, True, "")


def test_a_bureau_is_an_office_of_its_commune():
    second = office("08.201.11.07-2")
    assert (second.code, second.bureau, second.name_fr) == ("08.201.11.07-2", 2, "Et-Taous")


@pytest.mark.parametrize("code", ["", "99.999.99.99", "08.201.11.07-0", "08.201.11.07-", "08.201"])
def test_an_unknown_code_is_no_office(code):
    assert office(code) is None


def test_every_office_can_head_a_register_and_has_its_own_code_and_names():
    offices = all_offices()
    assert len({one.code for one in offices}) == len(offices) > 1500
    for one in offices:
        assert RegisterReference(one.code, Kind.BIRTH, 1950).office_code == one.code
        assert all((one.name_fr, one.name_ar, one.province_fr, one.province_ar))


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Port-Lyautey", "Kénitra"),
        ("Mazagan", "El Jadida"),
        ("Mogador", "Essaouira"),
        ("Petitjean", "Sidi Kacem"),
        ("Fédala", "Mohammadia"),
        ("Villa Sanjurjo", "Al Hoceima"),
        ("قصر السوق", "Errachidia"),
    ],
)
def test_former_names_lead_to_the_office_of_today(former, today):
    assert [one.name_fr for one in all_offices() if former in one.aliases] == [today]


def test_an_opening_known_only_by_its_year_says_only_its_year():
    assert office("03.061.01.01").valid_from == "1916-02-20"
    assert office("03.561.01.11").valid_from == "1921"
    assert office("08.201.11.07").valid_from is None

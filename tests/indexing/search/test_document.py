from collections.abc import Callable
from dataclasses import replace

from archive.act import Act, FieldReading
from archive.register import VolumeReference
from indexing.names.matching import skeleton
from indexing.search.document import document, page_document

MakeAct = Callable[..., Act]


def test_names_are_indexed_in_both_scripts_with_their_keys(make_act: MakeAct) -> None:
    found = document(
        make_act("x", {"family_name_ar": "العلوي", "family_name_fr": "El Alaoui"})
    ).sure["family"]
    assert {"العلوي", "علوي", "alaoui"} <= set(found.words)
    assert {"ar:l", "fr:l"} <= set(found.keys)


def test_both_scripts_share_the_keys_of_the_whole_name_in_either_order(make_act: MakeAct) -> None:
    latin = document(make_act("a", {"given_name_fr": "Hicham", "family_name_fr": "El Azhari"}))
    arabic = document(make_act("b", {"given_name_ar": "هشام", "family_name_ar": "الأزهري"}))
    both_ways = {skeleton("Hicham Azhari"), skeleton("Azhari Hicham")}
    assert both_ways <= set(latin.whole_keys)
    assert both_ways <= set(arabic.whole_keys)
    assert document(make_act("c", {"given_name_fr": "Hicham"})).whole_keys == ()


def test_particles_are_welded_to_the_name_they_open(make_act: MakeAct) -> None:
    found = document(make_act("x", {"family_name_fr": "Ben Abdallah"})).sure["family"]
    assert {"ben", "abdallah", "benabdallah"} <= set(found.words)


def test_only_doubtful_fields_show_other_readings(make_act: MakeAct) -> None:
    doubted = make_act("x", doubts={"given_name_fr": ("Hamid", "Hamed", "Hamid", "Ahmed")})
    found = document(doubted)
    assert found.sure["given"].words == ("hamid",)
    assert found.doubtful["given"].words == ("hamed", "ahmed")
    reading = FieldReading("Hamid", "Hamid", 0.95, ("Hamid", "Hamed"))
    sure = document(replace(doubted, fields={"given_name_fr": reading}))
    assert sure.doubtful == {}


def test_dates_are_found_as_far_as_they_are_known(make_act: MakeAct) -> None:
    found = document(make_act("x", {"birth_date": "1950-03-04", "birth_date_hijri": "1369"}))
    assert found.dates == ("1950-03-04", "1950-03", "1950", "1369")


def test_the_office_is_found_by_its_name(make_act: MakeAct) -> None:
    found = document(make_act("x", office="03.061.05.01"))
    assert "dkhissa" in found.offices
    assert "dkhissa" in found.sure["place"].words


def test_a_page_is_a_document_of_its_own() -> None:
    volume = VolumeReference.parse("08.201.11.07/judgment/1990/2@1")
    page = page_document(volume, "0003.jpg")
    assert (page.type, page.page, page.year, page.part) == ("page", "0003.jpg", 1990, 2)
    assert page.id != page_document(volume, "0004.jpg").id

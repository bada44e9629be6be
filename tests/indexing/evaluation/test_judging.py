"""What counts as right: values after folding, exact letters, and whose reading is judged."""

from dataclasses import replace

import pytest

from archive.act import Act, ActReading, ActState, FieldReading
from archive.finding import Finding
from archive.register import ActNumber, Kind, RegisterReference
from indexing.evaluation.judging import (
    machine_act,
    number_of,
    reading_to_json,
    same_letters,
    same_value,
    year_span,
)
from indexing.evaluation.judging import volume_reference as reference_of

REGISTER = RegisterReference("08.201.11.07", Kind.BIRTH, 1933)


def reading(**others):
    given = FieldReading("Zainab", "Zainab", 0.6)
    told = {"number": ActNumber(6), "ordinal": 1, "form": "", "fields": {"given_name_fr": given}}
    return ActReading(REGISTER, 1, **(told | {"pages": (), "sure": True} | others))


def act(read, state=ActState.ACCEPTED, **others):
    return Act("a", REGISTER, read.number, state, read, others.pop("fields", read.fields), **others)


@pytest.mark.parametrize(
    ("name", "read", "true", "same"),
    [
        ("given_name_fr", "EL-HASSANE", "El Hassane", True),
        ("birth_place_fr", "Fes", "Fès", True),
        ("given_name_fr", "Hassan", "Hassane", False),
        ("given_name_ar", "أحمد", "احمد", True),
        ("given_name_ar", "فاطمه", "فاطمة", True),
        ("family_name_ar", "العَلَوي", "العلوى", True),
        ("family_name_ar", "العلوي", "العلمي", False),
        ("birth_date", "1912", "1912", True),
        ("birth_date", "1912-01-01", "1912", False),
        ("birth_time", "07:30", "07:03", False),
        ("act_number", 66, "66", True),
        ("given_name_fr", None, "Zineb", False),
        ("family_name_ar", "رو مزي", "رومزي", False),
        ("family_name_fr", "Rou mzi", "Roumzi", False),
        ("given_name_fr", "Mbarek", "M'Barek", True),
        ("given_name_fr", "M Barek", "M'Barek", True),
    ],
)
def test_values_are_compared_after_folding(name, read, true, same):
    assert same_value(name, read, true) is same


@pytest.mark.parametrize(
    ("read", "true", "same"),
    [
        ("فاطمه الزهرا", "فاطمة الزهراء", False),
        ("Aicha", "Aïcha", False),
        ("BENALI", "Benali", False),
        ("Fatima Zohra", "Fatima-Zohra", False),
        ("  El  Hassan ", "El Hassan", True),
        ("Ai\u0308cha", "A\u00efcha", True),
        (None, "None", False),
        ("رو مزي", "رومزي", False),
        ("Rou mzi", "Roumzi", False),
    ],
)
def test_exact_letters_fold_nothing(read, true, same):
    assert same_letters(read, true) is same


def test_what_people_decided_is_not_judged_as_read():
    decided = {"given_name_fr": FieldReading("Zineb", "Zainab", 1.0)}
    verified = act(
        reading(sure=False),
        ActState.VERIFIED,
        fields=decided,
        decided={"given_name_fr": "Zineb"},
    )
    told = machine_act(replace(verified, number=ActNumber(60)))
    assert told["fields"]["given_name_fr"]["value"] == "Zainab"
    assert (told["act_number"], told["state"]) == (6, "to_review")


def test_an_act_that_nobody_decided_on_is_judged_as_it_stands():
    assert machine_act(act(reading()))["state"] == "accepted"
    held_back = replace(act(reading()), number=None, state=ActState.TO_REVIEW)
    assert machine_act(held_back)["act_number"] is None


def test_a_reading_goes_straight_through_when_sure_numbered_and_without_doubt():
    assert reading_to_json(reading())["state"] == "accepted"
    assert reading_to_json(reading(sure=False))["state"] == "to_review"
    assert reading_to_json(reading(number=None))["state"] == "to_review"
    doubt = Finding("number_unread", field="act_number")
    assert reading_to_json(reading(findings=(doubt,)))["state"] == "to_review"


def test_an_inserted_act_s_number_tells_its_suffix():
    assert number_of({"act_number": 6, "act_number_suffix": "bis"}) == "6bis"
    assert number_of({"act_number": None}) == ""


def test_a_span_of_years_has_both_its_ends():
    assert year_span(" 1902-1913\n") == range(1902, 1914)


@pytest.mark.parametrize("text", ["", "1902", "1913-1902", "1902-13"])
def test_what_is_no_span_of_years_is_told(text):
    with pytest.raises(ValueError, match="1902-1913"):
        year_span(text)


def test_a_truth_file_names_its_volume():
    told = {"office_code": "08.201.11.07", "kind": "birth", "year": 1933}
    assert reference_of(told) == "08.201.11.07/birth/1933/1@1"

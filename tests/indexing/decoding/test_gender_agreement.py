import pytest

from archive.act import FieldReading
from indexing.decoding.gender_agreement import doubt_contradictions, sex_of_role

GIRL = FieldReading("F", "féminin", 0.95)


def doubted(told: FieldReading | None = None, **values: str) -> list[str]:
    fields = {name: FieldReading(value, value, 0.95) for name, value in values.items()}
    found = doubt_contradictions(fields, told)
    return [name for name, reading in found.items() if reading.confidence < 0.8]


@pytest.mark.parametrize(
    ("field", "sex"),
    [("mother_given_ar", "F"), ("father_job_fr", "M"), ("given_name_fr", "F"), ("job_ar", "F")],
)
def test_a_field_is_of_its_person_s_sex(field, sex):
    assert sex_of_role(field, GIRL) == sex


def test_the_act_s_sex_counts_only_where_it_is_sure():
    assert sex_of_role("given_name_fr", FieldReading("F", "f", 0.6)) is None
    assert sex_of_role("given_name_fr", None) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mother_given_ar", "هشام"), ("mother_given_fr", "Said"), ("father_given_fr", "Fatima"),
        ("mother_job_ar", "خياط"), ("father_job_ar", "ربة بيت"),
    ],
)  # fmt: skip
def test_a_name_or_trade_of_the_other_sex_is_doubted(field, value):
    assert doubted(**{field: value}) == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mother_given_ar", "خديجة"), ("mother_given_fr", "Xalimou"), ("father_given_fr", "Said"),
        ("mother_job_ar", "خياطة"), ("mother_job_ar", "بدون مهنة"), ("father_job_ar", "بدون"),
        ("mother_job_fr", "professeur"), ("mother_family_fr", "Said"),
    ],
)  # fmt: skip
def test_what_agrees_or_tells_no_sex_is_not(field, value):
    assert doubted(**{field: value}) == []


def test_a_child_s_name_against_its_written_sex_is_doubted():
    assert doubted(GIRL, given_name_fr="Mohamed") == ["given_name_fr"]
    assert doubted(None, given_name_fr="Mohamed") == []

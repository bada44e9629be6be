from collections.abc import Mapping
from dataclasses import replace

import pytest

from archive.act import Act, ActReading, ActState, FieldReading
from archive.margin import Change, MarginEntry, MentionEntered
from archive.mention import Mention, MentionType
from archive.register import ActNumber, RegisterReference
from indexing.duplicates.facts import FACT_NAMES, facts_of_act


def act(values: Mapping[str, str | None], register: str = "04.481.01.03/birth/1933/2") -> Act:
    fields = {name: FieldReading(value, "", 0.9) for name, value in values.items()}
    where = RegisterReference.parse(register)
    reading = ActReading(where, 1, ActNumber(66, "bis"), 1, "form", fields, ())
    return Act("id", where, None, ActState.TO_REVIEW, reading, fields)


def test_facts_are_what_the_act_says_in_both_scripts_and_calendars() -> None:
    values = {
        "given_name_ar": "حسن",
        "given_name_fr": "Hassan",
        "mother_given_ar": "",
        "birth_date": "1933-03",
        "birth_date_hijri": "1351-11-15",
        "sex": "M",
    }
    facts = facts_of_act(act(values))
    assert facts.keys() == set(FACT_NAMES)
    said = {name: value for name, value in facts.items() if value is not None}
    assert said == {
        "given": ("Hassan", "حسن"),
        "birth_date": ("1933-03", "h:1351-11-15"),
        "office": "04.481.01.03",
        "kind": "birth",
        "year": 1933,
        "part": 2,
        "register": "04.481.01.03/birth/1933/2",
        "number": "66bis",
        "sex": "M",
        "late": False,
    }


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({}, None),
        ({"birth_date_hijri": "1351-11-15"}, None),
        ({"judgment_fr": "jugement n° 7"}, True),
        ({"birth_date": "1931"}, True),
        ({"birth_date": "1932"}, False),
        ({"birth_date": "1933-01-03", "drawn_up_date": "1933-05-01"}, True),
        ({"birth_date": "1933-01-03", "drawn_up_date": "1933-01-20"}, False),
    ],
)
def test_a_birth_is_late_when_it_was_entered_long_after_or_by_judgment(
    values: dict[str, str], late: bool | None
) -> None:
    assert facts_of_act(act(values))["late"] is late


def test_a_death_is_never_a_late_birth() -> None:
    values = {"birth_date": "1901", "judgment_fr": "jugement"}
    assert facts_of_act(act(values, "04.481.01.03/death/1933/1"))["late"] is None


def test_what_a_mention_changed_is_said_both_ways() -> None:
    mention = Mention(MentionType.RECTIFICATION, "1960-01-01")
    changes = (
        Change("family_name_fr", "Alami", "Alaoui"),
        Change("birth_date", "1933-03-12", "1935-03-12"),
    )
    entered = MentionEntered(mention, None, "p1", changes=changes)
    text = act({"family_name_fr": "Alami", "birth_date": "1933-03-12"})
    facts = facts_of_act(replace(text, margin=(MarginEntry("p1", mention, entered),)))
    assert facts["family"] == ("Alaoui", "Alami")
    assert facts["birth_date"] == ("1935-03-12", "1933-03-12")

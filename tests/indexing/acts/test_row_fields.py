"""Rows get fields together: by the head of the form, by who was named, and by what has no field."""

import pytest

from archive.register import Kind, VolumeReference
from indexing.acts.row_fields import PrintedRow, give_fields
from indexing.acts.row_values import facts_of
from indexing.forms import forms_of
from indexing.registers.context import VolumeContext
from indexing.text.stream import extract_words

CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/death/1961"))
FORM = next(form for form in forms_of(Kind.DEATH) if form.shape == "pairs")


@pytest.fixture
def fields(placed):
    """Fields of rows given as a French label and its values in two acts, top to bottom."""

    def told(*rows: tuple[str, str, str]):
        printed = [
            PrintedRow(
                {"fr": (label, label)},
                facts_of({"fr": [extract_words(placed(text)) for text in values]}, CONTEXT),
            )
            for label, *values in rows
        ]
        return give_fields(FORM, printed)

    return told


HEAD = [("Poste de", "Oujda", "Oujda"), ("Millésime", "1961", "1961")]
BODY = [
    ("Nom", "Bennani", "Tazi"),
    ("Prénom", "Brahim", "Omar"),
    ("Décès : date", "4 mars 1961", "6 avril 1961"),
    ("Décès : lieu", "Oujda", "Oujda"),
    ("Naissance : lieu", "Taourirt", "Berkane"),
    ("Profession", "tailleur", "commerçant"),
    ("Père : prénom", "Ahmed", "Said"),
    ("Mère : prénom", "Fatima", "Zineb"),
]


def test_what_stands_above_the_year_is_the_register_s(fields):
    told = fields(*HEAD, *BODY)
    assert told[0] in (None, "office", "province")
    assert told[1:3] == ("year", "family_name")
    assert told[6] == "birth_place"


def test_a_parent_s_trade_and_birth_stand_behind_the_name(fields):
    told = fields(*HEAD, *BODY)
    assert told[-3:] == ("job", "father_given", "mother_given")


def test_a_title_that_names_the_event_is_no_field(fields):
    told = fields(*HEAD, ("Décès", "", ""), *BODY)
    assert told[2] is None
    assert told[3] == "family_name"


def test_a_heading_in_both_scripts_below_all_rows_opens_the_mentions(placed):
    day = facts_of({"fr": [extract_words(placed("4 mars 1961"))] * 2}, CONTEXT)
    none = facts_of({"fr": []}, CONTEXT)
    labels = [
        "Nom",
        "Prénom",
        "Sexe",
        "Décès : lieu",
        "Profession",
        "Père : prénom",
        "Mère : prénom",
    ]
    rows = [PrintedRow({"fr": (label, label)}, none) for label in labels]
    rows.append(PrintedRow({"fr": ("Dressé le",) * 2}, day))
    heading = PrintedRow({"fr": ("Changé un jour",) * 2, "ar": ("المستجدات",) * 2}, none)
    assert give_fields(FORM, [*rows, heading])[-2:] == ("drawn_up_date", "mentions")
    alone = PrintedRow({"fr": ("Changé un jour",) * 2}, none)
    assert give_fields(FORM, [*rows, alone])[-1] is None


def test_a_label_beside_which_no_such_value_stands_owns_no_field(fields):
    told = fields(*HEAD, *BODY, ("Année", "Oujda", "Berkane"))
    assert told[1] == "year"
    assert told[-1] != "year"

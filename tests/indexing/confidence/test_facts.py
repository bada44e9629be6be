"""Facts: what is gathered of a reading, and which way each of them points."""

from dataclasses import replace

import pytest

from archive.act import FieldReading
from archive.box import Box
from archive.mention import Mention, MentionType
from indexing.confidence.columns import Columns
from indexing.confidence.facts import (
    FACTS,
    Surroundings,
    Volume,
    facts_of,
    measures_of,
    mention_facts,
    word_clarity,
)
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from ocr.page import BoundingBox, Line, Page, Region, Script, Word

FORM = {form.id: form for form in all_forms()}["fr_prose_birth"]


@pytest.fixture
def around():
    """An entry of three words, the second of them read badly, in a clear volume."""
    words = [
        Word(text, BoundingBox(100 * place, 100, 100 * place + 80, 140), confidence)
        for place, (text, confidence) in enumerate([("le", 0.9), ("Fès", 0.3), ("mil", 0.6)], 1)
    ]
    box = BoundingBox(100, 100, 380, 140)
    line = Line(tuple(words), box, Script.LATIN)
    page = Page(2480, 3508, 300, (Region((line,), box),), (BoundingBox(0, 0, 2480, 3508),))
    (entry,) = entries_of("p1", page, FORM.number)
    return Surroundings(read_entry(entry, FORM), Volume(0.8, 0.7, Columns.of([])))


def facts(around, **fields):
    """Facts by field, then by name."""
    told = facts_of(fields, around)
    return {name: dict(zip(FACTS, vector, strict=True)) for name, vector in told.items()}


def read(value, raw=None, confidence=0.9, candidates=(), box=None):
    return FieldReading(value, value if raw is None else raw, confidence, candidates, "p1", box)


def test_a_field_without_value_has_no_facts(around):
    assert facts(around, birth_date=read(None, "…")) == {}


def test_the_words_are_those_within_the_field_s_box(around):
    one = facts(around, birth_place_fr=read("Fès", box=Box(190, 90, 95, 60)))["birth_place_fr"]
    assert (one["weakest_word"], one["words"]) == (0.3, 0.3)
    two = facts(around, birth_place_fr=read("Fès", box=Box(190, 90, 200, 60)))["birth_place_fr"]
    assert (two["weakest_word"], two["words"]) == (0.3, pytest.approx(0.45))
    assert (two["act_words"], two["volume_words"]) == (pytest.approx(0.6), 0.8)


def test_without_a_box_the_act_s_words_speak(around):
    assert facts(around, sex=read("F"))["sex"]["weakest_word"] == pytest.approx(0.6)


def test_a_value_as_read_and_far_from_its_rivals_leads(around):
    plain = facts(around, given_name_fr=read("Zineb", candidates=("Zineb", "Omar")))
    changed = facts(around, given_name_fr=read("Zineb", "Zined", candidates=("Zineb", "Zined")))
    assert plain["given_name_fr"]["as_read"] == 1
    assert plain["given_name_fr"]["ahead"] == 0.5
    assert changed["given_name_fr"]["as_read"] == pytest.approx(0.8)
    assert changed["given_name_fr"]["ahead"] == pytest.approx(-0.2)


@pytest.mark.parametrize(
    ("arabic", "verdict"), [("زينب", (1, 0)), ("محمد", (0, -1)), (None, (0, 0))]
)
def test_the_other_script_confirms_or_refutes_a_name(around, arabic, verdict):
    both = facts(around, given_name_fr=read("Zineb"), given_name_ar=read(arabic, "…"))
    assert (both["given_name_fr"]["confirmed"], both["given_name_fr"]["refuted"]) == verdict


def test_a_profession_is_no_spelling_of_its_translation(around):
    both = facts(around, father_job_fr=read("cultivateur"), father_job_ar=read("فلاح"))
    assert both["father_job_fr"]["refuted"] == both["father_job_ar"]["refuted"] == 0


@pytest.mark.parametrize(("hijri", "verdict"), [("1351-10-15", (1, 0)), ("1351-05-01", (0, -1))])
def test_the_other_calendar_confirms_or_refutes_a_date(around, hijri, verdict):
    both = facts(around, birth_date=read("1933-02-10"), birth_date_hijri=read(hijri))
    for name in both:
        assert (both[name]["confirmed"], both[name]["refuted"]) == verdict


@pytest.mark.parametrize(
    ("name", "value", "listed"),
    [
        ("given_name_fr", "Zineb", 1),
        ("given_name_fr", "Zwxkeb", 0),
        ("birth_place_fr", "Fes", 1),
        ("birth_place_ar", "فاس", 1),
        ("birth_place_fr", "Xqzt", 0),
        ("father_job_fr", "cultivateur", 1),
        ("father_job_fr", "cultivat", 0),
        ("birth_date", "1933-02-10", 0),
    ],
)
def test_what_a_list_holds_is_listed(around, name, value, listed):
    assert facts(around, **{name: read(value)})[name]["listed"] == listed


def test_what_the_decoder_states_counts_by_its_odds(around):
    told = [facts(around, sex=read("F", confidence=c))["sex"]["stated"] for c in (0, 0.5, 0.9, 1)]
    assert told == sorted(told)
    assert told[1] == 0


def test_a_mention_has_as_many_facts_as_a_field(around):
    mention = Mention(MentionType.DIVORCE, "1954-02-20", confidence=0.5)
    assert len(mention_facts(mention, around)) == len(FACTS)
    assert mention_facts(mention, around)[0] == 0


def test_the_clarity_of_nothing_is_none():
    assert word_clarity([]) == 0


@pytest.mark.parametrize(
    ("name", "given", "sex", "belongs"),
    [
        ("mother_given_fr", "Zineb", None, 0),
        ("mother_given_fr", "Mohamed", None, -1),
        ("father_given_fr", "Zineb", None, -1),
        ("given_name_fr", "Zineb", "F", 0),
        ("given_name_fr", "Zineb", "M", -1),
        ("given_name_fr", "Zwxkeb", "M", 0),
    ],
)
def test_a_name_of_the_other_sex_is_another_person_s(around, name, given, sex, belongs):
    assert facts(around, **{name: read(given), "sex": read(sex)})[name]["belongs"] == belongs


def test_a_doubt_about_a_person_is_about_all_that_is_told_of_them(around):
    told = facts(around, mother_given_fr=read("Mohamed"), mother_family_fr=read("Alaoui"))
    assert told["mother_family_fr"]["belongs"] == -1


def test_who_is_the_same_in_every_act_may_be_the_officer(around):
    others = [{"father_given_fr": read("Omar"), "birth_place_fr": read("Fes")}] * 4
    fields = {"father_given_fr": read("Omar"), "father_job_fr": read("officier")}
    told = facts(replace(around, others=others), **fields, birth_place_fr=read("Fes"))
    assert told["father_given_fr"]["varies"] == told["father_job_fr"]["varies"] == -1
    assert told["birth_place_fr"]["varies"] == 0
    half = [*others, *[{"father_given_fr": read("Said")}] * 4]
    assert facts(replace(around, others=half), **fields)["father_given_fr"]["varies"] == -0.5
    assert facts(replace(around, others=others[:2]), **fields)["father_given_fr"]["varies"] == 0


def test_a_column_that_is_seldom_read_well_makes_none_of_its_cells_surer(around):
    def in_volume(*volume):
        columns = Columns.of([measures_of(act) for act in volume])
        told = facts(replace(around, volume=Volume(0.8, 0.7, columns)), sex=read("F"))["sex"]
        return [told[name] for name in ("column", "shown", "volume_stated")]

    well, badly = {"sex": read("F")}, {"sex": read("F", confidence=0.1)}
    assert in_volume(well, well) > in_volume(well, badly)
    assert in_volume(well, {}) == [in_volume(well)[0], -0.5, in_volume(well)[2]]


def test_an_act_says_how_sure_all_its_fields_are(around):
    told = facts(around, sex=read("F", confidence=0.5), birth_date=read("1941-03-04"))
    assert told["sex"]["act_stated"] == told["birth_date"]["act_stated"]
    assert told["sex"]["act_stated"] == pytest.approx(told["birth_date"]["stated"] / 2)


@pytest.mark.parametrize(("father", "shared"), [("Alaoui", 1), ("Tazi", -1), (None, 0)])
def test_child_and_father_share_their_family_name(around, father, shared):
    told = facts(around, family_name_fr=read("Alaoui"), father_family_fr=read(father, "…"))
    assert told["family_name_fr"]["shared"] == shared

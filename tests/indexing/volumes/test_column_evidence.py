"""What a column's values are like, and what that says for a slot."""

import pytest

from archive.register import Kind, VolumeReference
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext
from indexing.text.stream import extract_words
from indexing.volumes.column_evidence import facts_of, order_score, type_score
from indexing.volumes.template import Column

CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
SLOTS = {
    slot.field: slot for form in all_forms() if form.id == "fr_prose_birth" for slot in form.slots
}
PLACES = ("Taourirt", "Oujda", "Sidi Lahsen")
NAMES = ("Ahmed Bennani", "Fatima Tazi", "Omar Alaoui")
EVENTS = tuple(f"{day} mars mil neuf cent quarante et un" for day in ("deux", "trois", "cinq"))
LATER = tuple(f"{day} mars mil neuf cent quarante et un" for day in ("neuf", "dix", "vingt"))


@pytest.fixture
def facts(placed):
    """Facts of a column with these values, one an act, beside these names in the margins."""

    def told(*values: str, margins: tuple[tuple[str, ...], ...] = (), **kinds: float):
        texts = tuple(extract_words(placed(value)) for value in values)
        names = margins or ((),) * len(values)
        return facts_of(Column((), texts, kinds), "fr", names, CONTEXT)

    return told


def test_places_names_and_trades_are_told_apart(facts):
    assert facts(*PLACES).places == 1.0
    assert facts(*NAMES).names == 1.0
    assert facts(*NAMES).places < 0.4
    assert facts("potier", "vannier", "puisatier").small == 1.0


@pytest.mark.parametrize(
    ("values", "best"),
    [(PLACES, "birth_place"), (NAMES, "mother"), (("a b", "c", "d"), "father_job")],
)
def test_the_slot_that_the_values_suit_best_has_the_best_score(facts, values, best):
    told = facts(*values)
    scores = {
        f: type_score(SLOTS[f], told, Kind.BIRTH) for f in ("birth_place", "mother", "father_job")
    }
    known = {field: score for field, score in scores.items() if score is not None}
    assert max(known, key=known.__getitem__) == best


def test_dates_stand_in_no_place_and_names_in_no_date(facts):
    assert type_score(SLOTS["birth_place"], facts(*EVENTS, date=1.0), Kind.BIRTH) is None
    assert type_score(SLOTS["birth_date"], facts(*NAMES), Kind.BIRTH) is None


def test_the_child_is_the_person_whom_the_margin_names(facts):
    margins = (("Bennani", "Ahmed"), ("Tazi", "Fatima"), ("Alaoui", "Omar"))
    beside, alone = facts(*NAMES, margins=margins), facts(*NAMES)
    assert beside.margin == 1.0
    score = {
        (f, t.margin): type_score(SLOTS[f], t, Kind.BIRTH)
        for f in ("child", "mother")
        for t in (beside, alone)
    }
    assert score["child", 1.0] > score["mother", 1.0]
    assert score["child", 0.0] < score["mother", 0.0]


def test_of_two_dates_the_event_comes_first(facts):
    first, second = facts(*EVENTS, date=1.0), facts(*LATER, date=1.0)
    both = [first, second]
    assert order_score(SLOTS["birth_date"], first, both, Kind.BIRTH) == 0
    assert order_score(SLOTS["birth_date"], second, both, Kind.BIRTH) < 0
    assert order_score(SLOTS["drawn_up_date"], first, both, Kind.BIRTH) < 0
    assert order_score(SLOTS["drawn_up_date"], second, both, Kind.BIRTH) == 0


def test_misread_dates_still_tell_which_comes_first(facts):
    misread = tuple(text.replace("mil", "rnil").replace("cent", "eent") for text in LATER)
    first, second = facts(*EVENTS, date=1.0), facts(*misread, date=1.0)
    assert order_score(SLOTS["birth_date"], second, [first, second], Kind.BIRTH) < 0


def test_a_value_that_nearly_all_acts_share_is_constant(facts):
    assert facts("Nous,", "Nous", "Nous").constant == "nous"
    assert facts(*NAMES).constant == ""


def test_an_office_that_every_act_names_is_nobody_s_trade(facts):
    signed = ("Officier", "i, Officier", "Officier", "Offcier")
    assert facts(*signed, job=1.0).constant == "officier"
    assert type_score(SLOTS["father_job"], facts(*signed, job=1.0), Kind.BIRTH) is None
    village = type_score(SLOTS["father_job"], facts(*["berger"] * 3, job=1.0), Kind.BIRTH)
    mixed = type_score(SLOTS["father_job"], facts("berger", "potier", job=1.0), Kind.BIRTH)
    assert village is not None and mixed is not None and 0 < village < mixed


def test_days_of_one_month_are_no_constant_for_being_alike(facts):
    days = [f"{day} mars mil neuf cent quarante et un" for day in ("six", "dix", "dix", "six")]
    assert facts(*days, date=1.0).constant == ""


def test_a_name_is_one_with_its_family_name_first_too(facts):
    given, family = facts(*NAMES), facts("Bennani Ahmed", "Tazi Fatima", "Alaoui Omar")
    first, second = (type_score(SLOTS["child"], told, Kind.BIRTH) for told in (given, family))
    assert first == pytest.approx(second, abs=0.3)


def test_days_a_year_apart_are_misread_years_and_tell_no_order(facts):
    lost = tuple(day.removesuffix(" et un") for day in LATER[:2])
    event, drawn_up = facts(*EVENTS), facts(*lost, LATER[2])
    assert order_score(SLOTS["birth_date"], event, [event, drawn_up], Kind.BIRTH) == 0
    assert order_score(SLOTS["birth_date"], drawn_up, [event, drawn_up], Kind.BIRTH) < 0

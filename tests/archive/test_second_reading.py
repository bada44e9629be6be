from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import ActReading
from archive.review import USUAL_POLICY, ReviewPolicy
from archive.second_reading import (
    Agreement,
    Family,
    agree,
    compared,
    disputed,
    family_of,
    fields_asked,
    share_asked,
)

MakeReading = Callable[..., ActReading]
ALL = ReviewPolicy(second_share_least=1.0)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("given_name_ar", Family.NAMES),
        ("family_name_fr", Family.NAMES),
        ("father_given_ar", Family.NAMES),
        ("mother_family_fr", Family.NAMES),
        ("birth_date", Family.DATES),
        ("drawn_up_date_hijri", Family.DATES),
        ("father_birth_date", Family.DATES),
        ("birth_place_fr", Family.OTHERS),
        ("mother_birth_place_ar", Family.OTHERS),
        ("act_number", Family.OTHERS),
        ("birth_time", Family.OTHERS),
    ],
)
def test_fields_fall_into_families(name: str, family: Family) -> None:
    assert family_of(name) is family


def test_a_name_typed_where_the_machine_was_unsure_is_asked(make_unsure: MakeReading) -> None:
    reading = make_unsure(66, 0.3, given_name_fr="ldder")
    assert fields_asked("a", reading, {"given_name_fr": "Idder"}, {}, ALL) == ("given_name_fr",)


@pytest.mark.parametrize(
    ("confidence", "decisions", "reason"),
    [
        (0.5, {"given_name_fr": "Idder"}, "the machine was sure enough"),
        (0.3, {"given_name_fr": "ldder"}, "the machine read the same"),
        (0.3, {}, "nothing was typed"),
        (0.3, {"residence_fr": "Fès"}, "it is neither a name nor a date"),
    ],
)
def test_a_second_person_is_not_asked_where(
    make_unsure: MakeReading, confidence: float, decisions: dict[str, str], reason: str
) -> None:
    reading = make_unsure(66, confidence, given_name_fr="ldder")
    assert fields_asked("a", reading, decisions, {}, ALL) == (), reason


def test_a_date_that_the_machine_did_not_see_at_all_is_asked(make_reading: MakeReading) -> None:
    typed = {"birth_date": "1933-02-01"}
    assert fields_asked("a", make_reading(66), typed, {}, ALL) == ("birth_date",)


@pytest.mark.parametrize(
    "policy",
    [ReviewPolicy(second_share_most=0), ReviewPolicy(second_below=0)],
)
def test_reading_twice_can_be_switched_off(make_unsure: MakeReading, policy: ReviewPolicy) -> None:
    typed = {"given_name_fr": "Idder", "birth_date": "1933-02-01"}
    assert fields_asked("a", make_unsure(66, 0.1), typed, {}, policy) == ()


def test_all_are_asked_until_agreement_shows_and_few_once_it_does() -> None:
    assert share_asked(Agreement(), USUAL_POLICY) == 1.0
    assert share_asked(Agreement(51, 0), USUAL_POLICY) == 1.0
    assert 0.1 < share_asked(Agreement(100, 0), USUAL_POLICY) < 1.0
    assert share_asked(Agreement(268, 0), USUAL_POLICY) == pytest.approx(0.1)
    assert share_asked(Agreement(1000, 40), USUAL_POLICY) == 1.0


@given(st.integers(1, 900), st.data())
def test_disagreement_never_lowers_the_share_and_agreement_never_raises_it(
    seen: int, data: st.DataObject
) -> None:
    differed = data.draw(st.integers(0, seen))
    share = share_asked(Agreement(seen, differed), USUAL_POLICY)
    assert 0.1 <= share <= 1.0
    assert share_asked(Agreement(seen + 1, differed + 1), USUAL_POLICY) >= share
    assert share_asked(Agreement(seen + 1, differed), USUAL_POLICY) <= share


def test_the_share_asked_is_that_share_of_acts(make_unsure: MakeReading) -> None:
    reading = make_unsure(66, 0.3)
    shown = {Family.NAMES: Agreement(1000, 0)}
    typed = {"given_name_fr": "Idder"}
    asked = [n for n in range(5000) if fields_asked(str(n), reading, typed, shown, USUAL_POLICY)]
    assert 400 < len(asked) < 600
    # The same acts are drawn when all are asked: none is asked only because others are not.
    assert all(fields_asked(str(n), reading, typed, {}, USUAL_POLICY) for n in asked)


def test_words_agree_folded_and_dates_and_numbers_exactly() -> None:
    assert agree("given_name_fr", "Aït  Ali", "aït ali")
    assert not agree("given_name_fr", "Aït", "Ait")
    assert not agree("birth_date", "1933-02-01", "1933-02")
    assert not agree("act_number", "66bis", "66BIS")


def test_a_field_that_one_of_two_leaves_empty_is_in_dispute() -> None:
    first = {"given_name_fr": "Idder", "birth_date": "1933"}
    names = ("birth_date", "given_name_fr", "sex")
    assert disputed(names, first, {"given_name_fr": "IDDER"}) == ("birth_date",)


def test_a_second_reading_is_counted_by_family() -> None:
    names = ("birth_date", "given_name_fr", "family_name_fr")
    assert compared(names, ("family_name_fr",)) == {
        Family.DATES: Agreement(1, 0),
        Family.NAMES: Agreement(2, 1),
    }

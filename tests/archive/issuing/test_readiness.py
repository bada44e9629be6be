from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import Act, ActReading, ActState
from archive.held_registers import RegisterHeld
from archive.issuing.errors import PaperRefused
from archive.issuing.readiness import (
    Absence,
    Annulled,
    BeingRead,
    InReview,
    NoNumber,
    NotInRegister,
    NotScanned,
    Ready,
    SecondCopy,
    ToConfirm,
    absence,
    certifiable,
)
from archive.issuing.snapshot import snapshot
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import ActNumber, Kind, RegisterReference

BIRTHS = RegisterReference("08.201.11.07", Kind.BIRTH, 1933)
ANNULMENT = Mention(MentionType.ANNULMENT, "1990-05-03", text_fr="Annulé par jugement")
HOLDER = office("08.201.11.07")
assert HOLDER is not None


def act_of(
    state: ActState = ActState.VERIFIED,
    number: int | None = 66,
    annulled: bool = False,
    standing: str | None = None,
) -> Act:
    known = None if number is None else ActNumber(number)
    reading = ActReading(BIRTHS, 1, known, 1, "fr_prose", {}, (("p1.jpg", None),))
    mentions = (ANNULMENT,) if annulled else ()
    return Act("a", BIRTHS, known, state, reading, {}, mentions, version=1, standing_act=standing)


def test_a_verified_act_gives_a_paper() -> None:
    assert certifiable(act_of()) == Ready()


def test_the_machines_word_is_confirmed_by_an_officer_first() -> None:
    assert certifiable(act_of(ActState.ACCEPTED)) == ToConfirm()


def test_an_unsure_act_is_verified_first() -> None:
    assert certifiable(act_of(ActState.TO_REVIEW)) == InReview()


def test_a_second_copy_sends_to_the_act_that_stands() -> None:
    assert certifiable(act_of(standing="b")) == SecondCopy("b")


def test_an_annulled_act_gives_nothing() -> None:
    assert certifiable(act_of(annulled=True)) == Annulled()


def test_an_annulment_that_only_the_machine_read_is_confirmed_first() -> None:
    assert certifiable(act_of(ActState.ACCEPTED, annulled=True)) == ToConfirm()


def test_a_paper_names_its_act_by_number() -> None:
    assert certifiable(act_of(number=None)) == NoNumber()


@given(
    state=st.sampled_from(ActState),
    number=st.none() | st.integers(1, 9),
    annulled=st.booleans(),
    standing=st.none() | st.just("b"),
)
def test_ready_is_what_can_be_frozen_and_nothing_else(
    state: ActState, number: int | None, annulled: bool, standing: str | None
) -> None:
    act = act_of(state, number, annulled, standing)
    if certifiable(act) == Ready():
        snapshot(act, HOLDER, date(2026, 11, 22))
    else:
        with pytest.raises(PaperRefused):
            snapshot(act, HOLDER, date(2026, 11, 22))


def part(which: int, first: int | None, last: int | None) -> RegisterHeld:
    return RegisterHeld(replace(BIRTHS, part=which), first=first, last=last)


FIRST, THIRD = part(1, 1, 200), part(3, 401, 600)


@pytest.mark.parametrize(
    ("number", "parts", "why"),
    [
        (66, (), NotScanned()),
        (66, (FIRST,), NotInRegister()),
        (200, (FIRST,), NotInRegister()),
        (201, (FIRST,), NotScanned()),
        (300, (FIRST, THIRD), NotScanned()),
        (401, (FIRST, THIRD), NotInRegister()),
        (601, (FIRST, THIRD), NotScanned()),
        (66, (part(1, None, None),), NotScanned()),
        (None, (), NotScanned()),
        (None, (FIRST,), NotInRegister()),
        (None, (part(1, None, None),), NotScanned()),
    ],
)
def test_an_act_is_looked_for_where_its_number_stands(
    number: int | None, parts: tuple[RegisterHeld, ...], why: Absence
) -> None:
    known = None if number is None else ActNumber(number)
    assert absence(known, parts, is_read=True) == why


@pytest.mark.parametrize("number", [None, ActNumber(66), ActNumber(300)])
def test_while_a_volume_is_read_nobody_is_sent_anywhere(number: ActNumber | None) -> None:
    assert absence(number, (FIRST,), is_read=False) == BeingRead()


def test_what_was_never_delivered_is_not_being_read() -> None:
    assert absence(ActNumber(66), (), is_read=False) == NotScanned()

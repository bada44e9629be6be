from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.account import Account, Role
from archive.act import Act, ActReading, ActState
from archive.catalogue import Catalogue
from archive.catalogue_measures import FieldsLookedAt
from archive.errors import (
    ActChanged,
    ActLocked,
    ActUnknown,
    ArbiterNeeded,
    DecisionInvalid,
    NumberTaken,
    ReadTwice,
    ReopenRefused,
)
from archive.history import fold
from archive.mention import Mention, MentionType
from archive.records import VolumePage
from archive.register import VolumeReference
from archive.review import Outcome, ReviewPolicy, Stage, stage_of
from archive.review_events import FirstRead, SecondRead
from archive.second_reading import Agreement, Family
from archive.store import open_engine

MakeReading = Callable[..., ActReading]
TYPED = {"given_name_fr": "Idder"}
CLERK = Account("driss", "Driss", frozenset({Role.CLERK})).rights
ARBITER = Account("chama", "Chama", frozenset({Role.VERIFIER})).rights


@pytest.fixture
def act(held: Catalogue, volume: VolumeReference, make_unsure: MakeReading) -> Act:
    """An act whose given name the machine could hardly read."""
    held.keep_acts(volume, [make_unsure(66, 0.3, given_name_fr="ldder", sex="M")], {})
    (kept,) = held.acts()
    return kept


def now(catalogue: Catalogue, act: Act) -> Act:
    found = catalogue.act(act.act_id)
    assert found is not None
    assert fold(act.act_id, act.register, catalogue.history(act.act_id)).act() == found
    return found


def kinds(catalogue: Catalogue, act: Act) -> list[str]:
    return [event.kind for event in catalogue.history(act.act_id)]


def test_one_person_is_enough_where_the_machine_read_the_same(held: Catalogue, act: Act) -> None:
    done = held.review(act.act_id, {"sex": "F"}, "amina", 1)
    assert done.outcome is Outcome.VERIFIED
    assert done.act == now(held, act)
    assert done.act.state is ActState.VERIFIED
    assert held.acts_waiting() == []


def test_a_name_typed_where_the_machine_was_unsure_waits_for_another_person(
    held: Catalogue, act: Act
) -> None:
    done = held.review(act.act_id, TYPED, "amina", 1)
    assert done.outcome is Outcome.WAITS_FOR_SECOND
    waits = now(held, act)
    assert waits.state is ActState.TO_REVIEW
    assert waits.fields["given_name_fr"].value == "ldder", "the second person reads blind"
    assert held.fields_asked(act.act_id) == ("given_name_fr",)
    assert held.queue_counts()[Stage.SECOND] == 1


def test_two_who_agree_confirm_the_act_with_the_first_ones_words(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, {**TYPED, "sex": "F"}, "amina", 1)
    done = held.review(act.act_id, {"given_name_fr": "IDDER"}, "brahim", 2)
    assert done.outcome is Outcome.VERIFIED
    assert done.act.decided == {"act_number": "66", "given_name_fr": "Idder", "sex": "F"}
    assert held.reading_agreement() == {Family.NAMES: Agreement(1, 0)}
    assert kinds(held, act) == ["read", "firstread", "verified"]
    assert held.check_audit() is None


def test_two_who_differ_leave_the_act_to_a_third(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    done = held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    assert done.outcome is Outcome.WAITS_FOR_ARBITER
    assert now(held, act).state is ActState.TO_REVIEW
    both = held.readings_apart(act.act_id)
    assert both is not None
    assert (both[0].confirmed["given_name_fr"], both[0].reader) == ("Idder", "amina")
    assert (both[1].values, both[1].disputed) == ({"given_name_fr": "Yidder"}, ("given_name_fr",))
    with pytest.raises(DecisionInvalid):
        held.review(act.act_id, {}, "chama", 3, rights=ARBITER)
    settled = held.review(act.act_id, {"given_name_fr": "Yidder"}, "chama", 3, rights=ARBITER)
    assert settled.outcome is Outcome.VERIFIED
    assert now(held, act).fields["given_name_fr"].value == "Yidder"
    assert held.reading_agreement() == {Family.NAMES: Agreement(1, 1)}
    assert held.readings_apart(act.act_id) is None
    assert held.acts_waiting() == []


def test_what_a_second_person_sees_beside_what_was_asked_is_settled_too(
    held: Catalogue, act: Act
) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    done = held.review(act.act_id, {**TYPED, "sex": "F"}, "brahim", 2)
    assert done.outcome is Outcome.WAITS_FOR_ARBITER
    both = held.readings_apart(act.act_id)
    assert both is not None
    assert both[1].disputed == ("sex",)


def test_a_word_whose_answer_was_lost_is_answered_again_and_stands_once(
    held: Catalogue, act: Act
) -> None:
    took = (7, 3.0)
    first = held.review(act.act_id, TYPED, "amina", 1, *took)
    assert held.review(act.act_id, TYPED, "amina", 1, *took) == first
    held.take(act.act_id, Account("brahim", "Brahim", frozenset({Role.VERIFIER})))
    assert held.review(act.act_id, TYPED, "amina", 1, *took).outcome is Outcome.WAITS_FOR_SECOND
    second = held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2, *took)
    assert held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2, *took) == second
    last = held.review(act.act_id, TYPED, "chama", 3, *took, rights=ARBITER)
    assert held.review(act.act_id, TYPED, "chama", 3, *took, rights=ARBITER) == last
    assert kinds(held, act) == ["read", "firstread", "secondread", "verified"]
    assert sum(day.keystrokes for day in held.review_trend(1)) == 3 * 7


@pytest.mark.parametrize("said", [TYPED, {"sex": "F"}])
def test_another_word_on_a_version_that_is_gone_is_refused(
    held: Catalogue, act: Act, said: dict[str, str]
) -> None:
    held.review(act.act_id, said, "amina", 1)
    for other in ({}, {"given_name_fr": "Yidder"}, {**TYPED, "sex": "F"}):
        with pytest.raises(ActChanged):
            held.review(act.act_id, other, "amina", 1)
    with pytest.raises(ActChanged):
        held.review(act.act_id, said, "brahim", 1)
    with pytest.raises(ActChanged):
        held.review(act.act_id, said, "amina", 1, mentions=[Mention(MentionType.DEATH)])


def test_who_agrees_with_the_first_is_answered_again(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    agreed = held.review(act.act_id, {"given_name_fr": "IDDER"}, "brahim", 2)
    assert agreed.outcome is Outcome.VERIFIED
    assert held.review(act.act_id, {"given_name_fr": "IDDER"}, "brahim", 2) == agreed


def test_nobody_reads_the_same_act_twice(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    with pytest.raises(ReadTwice):
        held.review(act.act_id, TYPED, "amina", 2)
    held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    for reader in ("amina", "brahim"):
        with pytest.raises(ReadTwice):
            held.review(act.act_id, TYPED, reader, 3, rights=ARBITER)
    assert len(held.history(act.act_id)) == 3


def test_an_officers_direct_confirmation_ends_the_waiting(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    assert held.verify(act.act_id, TYPED, "chama", 2).state is ActState.VERIFIED
    assert held.acts_waiting() == []
    assert held.fields_asked(act.act_id) == ()


def test_a_new_machine_reading_loses_nobodys_word(
    held: Catalogue, act: Act, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    again = make_unsure(66, 0.4, given_name_fr="Jdder", sex="M", residence_fr="Fès")
    held.keep_acts(volume, [again], {})
    assert held.fields_asked(act.act_id) == ("given_name_fr",)
    done = held.review(act.act_id, TYPED, "brahim", 3)
    assert done.outcome is Outcome.VERIFIED
    assert done.act.decided == {"act_number": "66", "given_name_fr": "Idder", "sex": "M"}
    assert {
        finding.field for finding in done.act.findings if finding.code == "reading_differs"
    } == {
        "given_name_fr",
        "residence_fr",
    }


def test_who_may_not_arbitrate_settles_nothing(held: Catalogue, act: Act) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    with pytest.raises(ArbiterNeeded):
        held.review(act.act_id, TYPED, "chama", 3, rights=CLERK)
    assert len(held.history(act.act_id)) == 3
    assert held.queue_counts()[Stage.ARBITER] == 1


def test_a_word_that_cannot_stand_changes_nothing(
    held: Catalogue, act: Act, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    readings = [make_unsure(66, 0.3, given_name_fr="ldder", sex="M"), make_unsure(67, 0.3, 2)]
    held.keep_acts(volume, readings, {})
    with pytest.raises(ActUnknown):
        held.review("nobody", {}, "amina", 1)
    with pytest.raises(ActChanged):
        held.review(act.act_id, {}, "amina", 0)
    with pytest.raises(DecisionInvalid):
        held.review(act.act_id, {"sex": "X"}, "amina", 1)
    with pytest.raises(NumberTaken):
        held.review(act.act_id, {**TYPED, "act_number": "67"}, "amina", 1)
    assert kinds(held, act) == ["read"]
    assert [day.acts for day in held.review_trend(1)] == [0]


def test_a_persons_own_word_can_be_taken_back_and_stays_in_the_history(
    held: Catalogue, act: Act
) -> None:
    held.review(act.act_id, {"sex": "F"}, "amina", 1)
    back = held.reopen(act.act_id, "amina", 2)
    assert back == now(held, act)
    assert (back.state, back.decided, back.fields) == (ActState.TO_REVIEW, {}, act.fields)
    assert kinds(held, act) == ["read", "verified", "reopened"]
    assert held.queue_counts()[Stage.REVIEW] == 1
    assert held.review(act.act_id, {}, "brahim", 3).act.state is ActState.VERIFIED


def test_an_accepted_act_waits_once_a_person_took_back_their_word(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66)], {})
    (act,) = held.acts()
    held.review(act.act_id, {}, "amina", 1)
    assert held.reopen(act.act_id, "amina", 2).state is ActState.TO_REVIEW
    assert held.queue_counts()[Stage.REVIEW] == 1


def test_each_word_of_two_readers_can_be_taken_back_by_its_own_reader(
    held: Catalogue, act: Act
) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    held.review(act.act_id, {"given_name_fr": "Yidder"}, "brahim", 2)
    with pytest.raises(ReopenRefused):
        held.reopen(act.act_id, "amina", 3)
    held.reopen(act.act_id, "brahim", 3)
    assert held.queue_counts()[Stage.SECOND] == 1
    assert held.review(act.act_id, TYPED, "brahim", 4).outcome is Outcome.VERIFIED
    # What was taken back and read again counts once.
    assert held.reading_agreement() == {Family.NAMES: Agreement(1, 1)}
    held.reopen(act.act_id, "brahim", 5)
    assert held.fields_asked(act.act_id) == ("given_name_fr",)
    assert now(held, act).decided == {}


def test_a_word_is_not_taken_back_once_a_paper_was_made_from_it(held: Catalogue, act: Act) -> None:
    held.log_read("dounia", "paper.extract", act.act_id)
    held.review(act.act_id, {}, "amina", 1)
    held.log_read("dounia", "act.seen", act.act_id)
    held.reopen(act.act_id, "amina", 2)
    held.review(act.act_id, {}, "amina", 3)
    held.log_read("dounia", "paper.extract", act.act_id)
    with pytest.raises(ReopenRefused):
        held.reopen(act.act_id, "amina", 4)


def test_nothing_is_taken_back_where_nothing_was_said_or_it_was_already(
    held: Catalogue, act: Act
) -> None:
    with pytest.raises(ReopenRefused):
        held.reopen(act.act_id, "amina", 1)
    held.review(act.act_id, {}, "amina", 1)
    held.reopen(act.act_id, "amina", 2)
    with pytest.raises(ReopenRefused):
        held.reopen(act.act_id, "amina", 3)


def test_a_number_taken_meanwhile_is_not_taken_from_its_holder_by_undoing(
    held: Catalogue, act: Act, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.review(act.act_id, {"act_number": "68"}, "amina", 1)
    first = make_unsure(66, 0.3, given_name_fr="ldder", sex="M")
    other = make_unsure(66, 0.3, 2)
    held.keep_acts(volume, [first, other], {})
    back = held.reopen(act.act_id, "amina", now(held, act).version)
    assert (back.number, now(held, act).number) == (None, None)
    assert held.acts_waiting()[0].doubt == 0


@pytest.fixture
def without_seconds(held: Catalogue, database_url: str) -> Iterator[Catalogue]:
    opened = Catalogue(open_engine(database_url), policy=ReviewPolicy(second_share_most=0))
    yield opened
    opened.close()


def test_reading_twice_can_be_switched_off(without_seconds: Catalogue, act: Act) -> None:
    assert without_seconds.review(act.act_id, TYPED, "amina", 1).outcome is Outcome.VERIFIED


def test_effort_is_summed_by_day_without_names(
    held: Catalogue, act: Act, volume: VolumeReference, make_unsure: MakeReading
) -> None:
    held.review(act.act_id, TYPED, "amina", 1, keystrokes=6, seconds=8.5)
    held.review(act.act_id, TYPED, "brahim", 2, keystrokes=5, seconds=1e6)
    *before, today = held.review_trend(30)
    assert (len(before), {day.acts for day in before}) == (29, {0})
    assert (today.acts, today.keystrokes, today.seconds) == (2, 11, 908.5)
    # 66, Idder and M of the first, Idder of the second.
    assert (today.characters, today.fields_changed) == (2 + 5 + 1 + 5, 2)
    with pytest.raises(ValueError, match="keystrokes"):
        held.review(act.act_id, {}, "chama", 3, keystrokes=-1, rights=ARBITER)


def test_what_is_read_from_another_scan_is_not_what_the_first_person_saw(
    held: Catalogue,
    act: Act,
    volume: VolumeReference,
    make_unsure: MakeReading,
    make_page: Callable[..., VolumePage],
) -> None:
    held.review(act.act_id, TYPED, "amina", 1)
    held.supplement(volume, [make_page(1, scan="z")], "delivery-2")
    other = replace(make_unsure(66, 0.4, given_name_fr="Aicha", sex="F"), engine="reader 2")
    held.keep_acts(volume, [other], {})
    waits = now(held, act)
    assert waits.fields["given_name_fr"].value == "ldder"
    assert "page_replaced" in {finding.code for finding in waits.findings}


people = st.sampled_from(("amina", "brahim", "chama", "driss"))
deeds = st.tuples(
    st.sampled_from(("review", "review", "review", "reopen", "lock", "read again")),
    people,
    st.integers(0, 3),
    st.sampled_from(("Idder", "Yidder", "ldder")),
)


def do(catalogue: Catalogue, act: Act, deed: str, person: str, value: str) -> None:
    match deed:
        case "review":
            said = {"given_name_fr": value}
            catalogue.review(act.act_id, said, person, act.version, rights=ARBITER)
        case "reopen":
            catalogue.reopen(act.act_id, person, act.version)
        case "lock":
            catalogue.lock(act.act_id, person, seconds=0.01)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(deeds, min_size=8, max_size=25))
def test_whatever_people_do_the_queue_says_what_the_histories_say(
    held: Catalogue,
    volume: VolumeReference,
    make_unsure: MakeReading,
    steps: list[tuple[str, str, int, str]],
) -> None:
    for deed, person, which, value in steps:
        if deed == "read again" or not list(held.acts()):
            read = [make_unsure(n, 0.3 + which / 10, n, given_name_fr="ldder") for n in range(1, 5)]
            held.keep_acts(volume, read, {})
            continue
        act = list(held.acts())[which]
        with suppress(ActLocked, ReadTwice, ReopenRefused, DecisionInvalid):
            do(held, act, deed, person, value)
    waiting = held.acts_waiting()
    stages = {}
    for act in held.acts():
        events = held.history(act.act_id)
        history = fold(act.act_id, act.register, events)
        assert history.act() == act
        stages[act.act_id] = stage_of(history, act, drawn=False, urgent=False)
        for one, after in pairwise(e for e in events if e.kind not in ("read", "missed")):
            if isinstance(one.what, FirstRead | SecondRead) and after.kind != "reopened":
                assert one.actor != after.actor, "the same person read it twice"
        if isinstance(history.second, SecondRead):
            assert history.first is not None
            assert history.first.reader != history.second.reader
    assert {w.act_id: w.stage for w in waiting} == {a: s for a, s in stages.items() if s}
    assert [w.place for w in waiting] == sorted({w.place for w in waiting})
    assert sum(held.queue_counts().values()) == len(waiting)
    assert held.check_audit() is None


def test_fields_looked_at_are_counted_once_by_form_engine_and_what_the_machine_made_of_them(
    held: Catalogue, act: Act
) -> None:
    engine = act.reading.engine
    held.review(act.act_id, {"sex": "F"}, "amina", 1)
    (found,) = held.fields_looked_at()
    looked = len(act.fields)
    assert found == FieldsLookedAt("fr_prose", engine, ActState.TO_REVIEW, looked, 1)
    held.reopen(act.act_id, "amina", 2)
    held.review(act.act_id, {"sex": "M"}, "amina", 3)
    assert held.fields_looked_at() == [found]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.duplicate import (
    Cleared,
    Facts,
    Joined,
    Pair,
    PairState,
    Suspected,
    ToldApart,
    Undone,
    changed,
)
from archive.duplicate_codec import (
    facts_of,
    facts_text,
    pair_event_of,
    pair_event_text,
    pair_of,
    pair_text,
)

FACTS = {"a": {"number": "66", "sex": None}, "b": {"number": "66", "late": False}}

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=5),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
facts = st.dictionaries(st.text(max_size=4), values, max_size=4)


def test_a_pair_is_one_whoever_is_named_first() -> None:
    assert Pair.of("b", "a") == Pair.of("a", "b")
    assert Pair.of("b", "a").name == "a-b"
    with pytest.raises(ValueError, match="no pair"):
        Pair.of("a", "a")


def test_the_machine_never_speaks_against_a_joining() -> None:
    pair = Pair.of("a", "b").after(Suspected(("r",), FACTS)).after(Joined("a", "b", "seen"))
    assert pair.state is PairState.SAME
    assert pair.news((), FACTS) is None
    assert pair.news(("r",), {"a": {"number": "1"}, "b": {}}) is None


def test_acts_told_apart_stay_so_until_a_fact_changes() -> None:
    pair = Pair.of("a", "b").after(Suspected(("r",), FACTS)).after(ToldApart("twins"))
    assert pair.news(("r", "another"), FACTS) is None
    assert pair.news((), {**FACTS, "a": {"number": "67", "sex": None}}) is None
    asked = pair.news(("r",), {**FACTS, "a": {"number": "66", "sex": "F"}})
    assert isinstance(asked, Suspected)
    assert pair.after(asked).state is PairState.OPEN


def test_a_decision_taken_back_leaves_the_pair_waiting_with_what_was_known() -> None:
    suspected = Pair.of("a", "b").after(Suspected(("r",), FACTS))
    for decided in (Joined("a", "b", "seen"), ToldApart("twins")):
        again = suspected.after(decided).after(Undone("too quick"))
        assert (again.state, again.joined, again.rules, again.facts) == (
            PairState.OPEN,
            None,
            ("r",),
            FACTS,
        )


def test_an_open_pair_is_cleared_when_no_rule_holds_and_told_again_when_others_do() -> None:
    pair = Pair.of("a", "b").after(Suspected(("r",), FACTS))
    assert pair.news((), FACTS) == Cleared(FACTS)
    assert pair.news(("r",), FACTS) is None
    assert pair.news(("r", "q"), FACTS) == Suspected(("r", "q"), FACTS)
    assert pair.after(Cleared(FACTS)).news((), FACTS) is None


def test_facts_that_were_not_looked_at_before_are_no_change() -> None:
    assert not changed({"a": {"sex": "F"}}, {"a": {"sex": "F", "job": "weaver"}})
    assert changed({"a": {"sex": "F", "job": None}}, {"a": {"sex": "F", "job": "weaver"}})
    assert changed({"a": {"late": False}}, {"a": {"late": None}}), "no is an answer"


@given(facts)
def test_facts_come_back_as_they_were_kept(said: Facts) -> None:
    assert facts_of(facts_text(said)) == said


@given(facts, facts)
def test_what_is_said_of_a_pair_comes_back_as_it_was_kept(one: Facts, other: Facts) -> None:
    pair = Pair.of("a", "b")
    both = {"a": one, "b": other}
    for what in (
        Suspected(("r", "q"), both),
        Cleared(both),
        Joined("a", "b", "ظاهر"),
        ToldApart("twins"),
        Undone("too quick"),
    ):
        kind = type(what).__name__.lower()
        assert pair_event_of(kind, pair_event_text(what)) == what
        pair = pair.after(what)
        assert pair_of(pair.acts, pair.state.value, pair.version, pair_text(pair)) == pair
    with pytest.raises(ValueError, match="later Sijill"):
        pair_event_of("blessed", "{}")

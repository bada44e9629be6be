from collections.abc import Callable
from contextlib import suppress
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicate_facts import Noted
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair, PairState, add_up
from archive.errors import ActChanged, PairChanged, PairContradicted, PairSettled, PairUnknown
from archive.register import VolumeReference

MakeReading = Callable[..., ActReading]

PAIRS = list(combinations(range(4), 2))


@pytest.fixture
def acts(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> tuple[Act, Act, Act]:
    """Three acts of one register."""
    found = [make_reading(number, number - 65, page=number - 65) for number in (66, 67, 68)]
    held.keep_acts(volume, found, {})
    one, other, third = held.acts()
    return one, other, third


def suspect(catalogue: Catalogue, one: Act, other: Act, number: str = "66") -> Pair:
    facts = {one.act_id: {"number": number}, other.act_id: {"number": "66"}}
    pair = Pair.of(one.act_id, other.act_id)
    catalogue.keep_compared([Compared(pair, ("same_person",), facts)])
    found = catalogue.pair(pair.name)
    assert found is not None
    return found


def decision(pair: Pair, reason: str = "seen both") -> Decision:
    return Decision(pair.name, reason, "amina", pair.version, {})


def acts_now(catalogue: Catalogue, *acts: Act) -> list[Act]:
    found = [catalogue.act(act.act_id) for act in acts]
    return [act for act in found if act is not None]


def test_a_suspected_pair_waits_for_a_person(held: Catalogue, acts: tuple[Act, Act, Act]) -> None:
    pair = suspect(held, acts[0], acts[1])
    assert (pair.state, pair.rules) == (PairState.OPEN, ("same_person",))
    assert list(held.pairs()) == held.pairs_of(acts[0].act_id) == [pair]
    assert acts_now(held, *acts) == list(acts), "a suspicion changes no act"


def test_looking_again_says_nothing_twice(held: Catalogue, acts: tuple[Act, Act, Act]) -> None:
    pair = suspect(held, acts[0], acts[1])
    assert suspect(held, acts[1], acts[0]) == pair
    assert suspect(held, acts[0], acts[1], number="67").version == 2


def test_joining_keeps_both_acts_and_says_which_one_stands(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = suspect(held, acts[0], acts[1])
    held.join(decision(pair), stands=acts[1].act_id)
    second, standing = acts_now(held, acts[0], acts[1])
    assert (second.standing_act, standing.standing_act) == (standing.act_id, None)
    assert second.fields == acts[0].fields
    assert held.second_copies(standing.act_id) == [second.act_id]
    assert held.standing_acts([second.act_id]) == {second.act_id: standing.act_id}
    assert [held.history(act.act_id)[-1].kind for act in (second, standing)] == ["merged"] * 2
    assert list(held.pairs()) == []
    assert held.check_audit() is None


def test_taking_a_joining_back_restores_both_acts(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = held.join(decision(suspect(held, acts[0], acts[1])), stands=acts[1].act_id)
    held.undo(decision(pair, "the mothers differ"))
    for before, now in zip(acts, acts_now(held, *acts), strict=True):
        assert (now.standing_act, now.fields, now.state) == (None, before.fields, before.state)
    assert [event.kind for event in held.pair_history(pair.name)] == [
        "suspected",
        "joined",
        "undone",
    ]
    assert [pair.state for pair in held.pairs()] == [PairState.OPEN]
    assert held.check_audit() is None


def test_acts_told_apart_are_asked_about_again_only_when_a_fact_changes(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = held.tell_apart(decision(suspect(held, acts[0], acts[1])))
    assert suspect(held, acts[0], acts[1]) == pair
    assert list(held.pairs()) == []
    assert suspect(held, acts[0], acts[1], number="660").state is PairState.OPEN


def test_what_no_rule_holds_for_any_more_is_cleared(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = suspect(held, acts[0], acts[1])
    held.keep_compared([Compared(pair, (), {})])
    assert list(held.pairs()) == []
    assert held.count_pairs()[PairState.CLEARED] == 1


def stands(catalogue: Catalogue, *acts: Act) -> list[int]:
    """By act, the place among these acts of the one that stands for it."""
    ids = [act.act_id for act in acts]
    found = catalogue.standing_acts(ids)
    return [ids.index(found[act_id]) for act_id in ids]


def test_acts_joined_one_after_another_lead_to_the_act_that_stands_for_all(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = acts
    first = held.join(decision(suspect(held, one, other)), stands=other.act_id)
    held.join(decision(suspect(held, one, third), "seen all"), stands=third.act_id)
    assert [act.standing_act for act in acts_now(held, *acts)] == [third.act_id] * 2 + [None]
    assert set(held.second_copies(third.act_id)) == {one.act_id, other.act_id}
    held.undo(decision(first))
    assert stands(held, *acts) == [2, 1, 2]
    assert held.second_copies(third.act_id) == [one.act_id]


def test_what_a_joining_or_its_undoing_changes_stands_in_the_log_of_each_act(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = acts
    held.join(decision(suspect(held, one, other)), stands=other.act_id)
    last = held.join(decision(suspect(held, one, third)), stands=third.act_id)
    held.undo(decision(last))
    assert stands(held, *acts) == [1, 1, 2]
    told = [[event.kind for event in held.history(act.act_id)[1:]] for act in acts]
    assert told == [
        ["merged", "merged", "merged"],
        ["merged", "merged", "unmerged", "merged"],
        ["merged", "merged", "unmerged", "unmerged"],
    ]
    assert held.check_audit() is None


def test_no_joining_makes_acts_one_that_were_told_apart(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = acts
    apart = held.tell_apart(decision(suspect(held, other, third)))
    held.join(decision(suspect(held, one, other)), stands=other.act_id)
    last = suspect(held, one, third)
    for chosen in (one, third):
        with pytest.raises(PairContradicted) as refused:
            held.join(decision(last), stands=chosen.act_id)
    assert refused.value.pair == apart.name
    assert {refused.value.one, refused.value.other} == {str(a.reference) for a in (other, third)}
    assert (held.pair(last.name), stands(held, *acts)) == (last, [1, 1, 2])
    held.undo(decision(apart))
    held.join(decision(last), stands=third.act_id)
    assert stands(held, *acts) == [2, 2, 2]


def test_acts_are_one_and_told_apart_at_any_remove(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    readings = [make_reading(number, number - 65, page=number - 65) for number in range(66, 71)]
    held.keep_acts(volume, readings, {})
    acts = list(held.acts())
    apart = held.tell_apart(decision(suspect(held, acts[0], acts[4])))
    for one, other in pairwise(acts[:4]):
        held.join(decision(suspect(held, one, other)), stands=other.act_id)
    assert stands(held, *acts) == [3, 3, 3, 3, 4]
    with pytest.raises(PairContradicted) as refused:
        held.join(decision(suspect(held, acts[3], acts[4])), stands=acts[4].act_id)
    assert refused.value.pair == apart.name


def suspect_open(catalogue: Catalogue, one: Act, other: Act) -> Pair | None:
    facts = {one.act_id: {}, other.act_id: {}}
    pair = Pair.of(one.act_id, other.act_id)
    catalogue.keep_compared([Compared(pair, ("same_person",), facts)])
    return catalogue.pair(pair.name)


def test_pairs_that_other_decisions_made_one_are_not_asked_about(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = acts
    left = suspect(held, other, third)
    for pair in (suspect(held, one, other), suspect(held, one, third)):
        last = held.join(decision(pair), stands=one.act_id)
    assert list(held.pairs()) == []
    assert held.count_pairs()[PairState.OPEN] == 0
    with pytest.raises(PairSettled):
        held.join(decision(left), stands=third.act_id)
    waiting = {left.name, held.undo(decision(last)).name}
    assert {pair.name for pair in held.pairs()} == waiting
    assert held.count_pairs()[PairState.OPEN] == 2


def test_a_list_of_pairs_goes_on_where_a_page_of_it_ended(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = acts
    asked = [suspect(held, *both) for both in ((one, other), (other, third), (one, third))]
    seen, after = [], 0
    for goes_on in (True, True, False):
        page = held.page_of_pairs(PairState.OPEN, after, limit=1)
        seen += page.pairs
        assert (page.next is not None) == goes_on
        after = page.next or after
    assert seen == asked == list(held.pairs())
    told = [held.tell_apart(decision(pair)) for pair in asked]
    first = held.page_of_pairs(PairState.OTHER, 0, limit=2)
    rest = held.page_of_pairs(PairState.OTHER, first.next or 0, limit=2)
    assert [*first.pairs, *rest.pairs] == told


def test_nobody_decides_on_what_has_changed_since(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = suspect(held, acts[0], acts[1])
    seen = {act.act_id: act.version for act in acts[:2]}
    held.verify(acts[0].act_id, {"sex": "F"}, "amina", acts[0].version)
    stale = Decision(pair.name, "seen both", "driss", pair.version, seen)
    with pytest.raises(ActChanged):
        held.join(stale, stands=acts[0].act_id)
    held.tell_apart(decision(pair))
    with pytest.raises(PairChanged):
        held.tell_apart(decision(pair))
    assert acts_now(held, acts[1]) == [acts[1]]


def test_only_what_can_be_decided_is_decided(held: Catalogue, acts: tuple[Act, Act, Act]) -> None:
    pair = suspect(held, acts[0], acts[1])
    with pytest.raises(PairSettled):
        held.undo(decision(pair))
    with pytest.raises(PairUnknown):
        held.join(decision(pair), stands=acts[2].act_id)
    with pytest.raises(PairUnknown):
        held.tell_apart(Decision("nobody-nothing", "seen", "amina", 1, {}))
    told = held.tell_apart(decision(pair))
    with pytest.raises(PairSettled):
        held.join(decision(told), stands=acts[0].act_id)


def test_the_pair_kept_is_the_pair_its_events_add_up_to(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    pair = held.join(decision(suspect(held, acts[0], acts[1])), stands=acts[1].act_id)
    for now in (pair, held.undo(decision(pair))):
        assert add_up(now.acts, held.pair_history(now.name)[: now.version]) == now


def test_the_log_of_pairs_only_grows(
    held: Catalogue, acts: tuple[Act, Act, Act], database_url: str
) -> None:
    suspect(held, acts[0], acts[1])
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("DELETE FROM duplicate_events"))
    engine.dispose()


def test_neighbours_share_a_block_that_is_not_too_full(
    held: Catalogue, acts: tuple[Act, Act, Act]
) -> None:
    one, other, third = (act.act_id for act in acts)
    noted = [
        Noted(one, {"number": "1"}, frozenset((7, 2**62))),
        Noted(other, {"number": "2"}, frozenset((7,))),
        Noted(third, {"number": None}, frozenset((7, 2**62))),
    ]
    held.note_facts(noted)
    near = held.neighbours(noted, most=2)
    assert (near[one].acts, near[one].passed_over) == ({third}, 1)
    assert held.neighbours(noted, most=3)[one].acts == {other, third}
    assert held.facts_of_acts([one, third, "nobody"]) == {
        one: {"number": "1"},
        third: {"number": None},
    }
    held.note_facts([Noted(third, {}, frozenset())])
    assert held.neighbours(noted, most=3)[one].acts == {other}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(PAIRS), st.sampled_from("jJtu")),
        max_size=8,
    )
)
def test_acts_are_one_by_the_joinings_in_force_and_by_nothing_else(
    held: Catalogue,
    volume: VolumeReference,
    make_reading: MakeReading,
    steps: list[tuple[tuple[int, int], str]],
) -> None:
    readings = [make_reading(number, number - 65, page=number - 65) for number in range(66, 70)]
    held.keep_acts(volume, readings, {})
    acts = list(held.acts())
    pairs = {both: Pair.of(*(acts[place].act_id for place in both)) for both in PAIRS}
    for both, step in steps:
        suspect_open(held, *(acts[place] for place in both))
        pair = held.pair(pairs[both].name)
        # What cannot be decided is refused and changes nothing.
        with suppress(PairSettled, PairContradicted):
            if pair is not None:
                decide(held, pair, step)
        agrees_with_joinings(held, acts)
    for pair in [*held.pairs(PairState.SAME)]:
        held.undo(decision(pair))
    for pair in [*held.pairs(PairState.OTHER)]:
        held.undo(decision(pair))
    for before, now in zip(acts, acts_now(held, *acts), strict=True):
        assert (now.fields, now.state, now.number) == (before.fields, before.state, before.number)
        assert now.standing_act is None
    assert held.check_audit() is None


def decide(catalogue: Catalogue, pair: Pair, step: str) -> None:
    """Join for the first or the second act to stand, tell apart, or undo."""
    if step in "jJ":
        catalogue.join(decision(pair), stands=pair.acts[step == "J"])
    elif step == "t":
        catalogue.tell_apart(decision(pair))
    else:
        catalogue.undo(decision(pair))


def agrees_with_joinings(catalogue: Catalogue, acts: list[Act]) -> None:
    one_with = {act.act_id: {act.act_id} for act in acts}
    for pair in catalogue.pairs(PairState.SAME):
        both = one_with[pair.acts[0]] | one_with[pair.acts[1]]
        one_with |= dict.fromkeys(both, both)
    found = catalogue.standing_acts(list(one_with))
    for one, other in combinations(one_with, 2):
        assert (found[one] == found[other]) == (other in one_with[one])
    for act in acts_now(catalogue, *acts):
        assert (act.standing_act or act.act_id) == found[act.act_id]
        assert catalogue.history(act.act_id)[-1].version == act.version
    for pair in catalogue.pairs(PairState.OTHER):
        assert found[pair.acts[0]] != found[pair.acts[1]]
    assert catalogue.count_pairs()[PairState.OPEN] == len(list(catalogue.pairs()))

from hypothesis import given
from hypothesis import strategies as st

from archive.duplicate import Joined, Pair
from archive.duplicate_groups import news_of_standing, standing_of
from archive.history import Merged, Unmerged

ACTS = "abcdef"


def joined(stands: str, copy: str) -> Pair:
    return Pair.of(stands, copy).after(Joined(stands, copy, "seen"))


@st.composite
def joinings(draw: st.DrawFn) -> list[Pair]:
    """Joinings as they can be decided: of acts that were not one before."""
    found: list[Pair] = []
    for _ in range(draw(st.integers(0, 5))):
        stands = standing_of(ACTS, found)
        one = draw(st.sampled_from(ACTS))
        others = [act for act in ACTS if stands[act] != stands[one]]
        if others:
            found.append(joined(one, draw(st.sampled_from(others))))
    return found


def groups(pairs: list[Pair]) -> set[frozenset[str]]:
    """Acts one with another at any remove, found by merging sets."""
    found = {frozenset(act) for act in ACTS}
    for pair in pairs:
        touched = {group for group in found if group & set(pair.acts)}
        found = (found - touched) | {frozenset().union(*touched)}
    return found


def test_the_act_that_stood_for_the_chosen_one_stands_for_both_groups() -> None:
    stands = standing_of("abcd", [joined("b", "a"), joined("d", "c"), joined("c", "a")])
    assert stands == dict.fromkeys("abcd", "d")


def test_a_joining_that_named_an_act_no_longer_of_the_group_lets_one_of_the_pair_stand() -> None:
    pair = Pair.of("a", "b").after(Joined("z", "b", "an earlier Sijill named the act that stood"))
    assert standing_of("abz", [pair]) == {"a": "a", "b": "a", "z": "z"}


@given(joinings())
def test_one_act_stands_for_all_that_are_one(pairs: list[Pair]) -> None:
    stands = standing_of(ACTS, pairs)
    for group in groups(pairs):
        (stood_by,) = {stands[act] for act in group}
        assert stood_by in group


@given(joinings(), st.data())
def test_whatever_joining_is_left_out_who_stood_stands(
    pairs: list[Pair], data: st.DataObject
) -> None:
    if pairs:
        less = [*pairs]
        less.remove(data.draw(st.sampled_from(pairs)))
        before, after = standing_of(ACTS, pairs), standing_of(ACTS, less)
        assert set(before.values()) <= set(after.values())


@given(joinings(), joinings())
def test_logs_tell_every_act_whose_standing_changes(ones: list[Pair], others: list[Pair]) -> None:
    before, after = standing_of(ACTS, ones), standing_of(ACTS, others)
    now = dict(before)
    for act, what in news_of_standing(before, after, "why"):
        if what.second == act:
            now[act] = what.standing if isinstance(what, Merged) else act
    assert now == after


def test_an_act_that_keeps_standing_is_told_whom_it_loses() -> None:
    before = {"a": "c", "b": "c", "c": "c"}
    after = {"a": "b", "b": "b", "c": "c"}
    assert news_of_standing(before, after, "why") == [
        ("c", Unmerged("c", "b", "why")),
        ("b", Unmerged("c", "b", "why")),
        ("c", Unmerged("c", "a", "why")),
        ("a", Merged("b", "a", "why")),
        ("b", Merged("b", "a", "why")),
    ]

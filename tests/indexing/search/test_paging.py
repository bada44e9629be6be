"""Pages of results follow one another on both engines, whatever is written meanwhile."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import Act
from indexing.errors import SearchInvalid
from indexing.search.clauses import Order
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.paging import LastRanked, LastSorted, following, last_of
from indexing.search.request import SearchRequest
from indexing.search.sort_keys import sort_keys

MakeAct = Callable[..., Act]
ASKED = SearchRequest("Aziz")


def all_pages(
    index: ActIndex, between: Callable[[int], None] = lambda _: None, **criteria: object
) -> list[str]:
    """Ids of all pages; ``between`` is called after each."""
    seen: list[str] = []
    after: str | None = None
    for turn in range(1000):
        results = index.search(SearchRequest(after=after, **criteria))  # type: ignore[arg-type]
        seen += [hit.act_id for hit in results.hits]
        if (after := results.next) is None:
            return seen
        assert results.hits
        between(turn)
    raise AssertionError("the pages do not end")


def test_pages_stay_stable_while_acts_are_added_changed_and_removed(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    def named(name: str, given: str = "Aziz") -> Act:
        return make_act(name, {"given_name_fr": given, "father_given_fr": "Aziz"})

    lasting = [named(f"lasting{n}", "Aziz" if n % 3 else "Omar") for n in range(60)]
    leaving = [named(f"leaving{n}") for n in range(10)]
    act_index.put([document(act) for act in (*lasting, *leaving)])

    def write(turn: int) -> None:
        act_index.put([document(named(f"late{turn}-{n}")) for n in range(5)])
        act_index.put([document(lasting[turn])])
        act_index.remove([f"leaving{turn}"])

    seen = all_pages(act_index, write, text="Aziz", limit=9)
    assert len(seen) == len(set(seen))
    stayed = [name for name in seen if name.startswith("lasting")]
    assert sorted(stayed) == sorted(act.act_id for act in lasting)


def test_equal_hits_stand_in_one_order_in_both_engines(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [make_act(f"a{n}", {"given_name_fr": "Aziz"}) for n in range(900)]
    acts += [make_act(f"b{n}", {"father_given_fr": "Aziz"}) for n in range(450)]
    act_index.put([document(act) for act in acts])

    def tie(name: str) -> tuple[str, int]:
        act = next(act for act in acts if act.act_id == name)
        return name[0], sort_keys(name, act.register, act.number).tie

    expected = sorted((act.act_id for act in acts), key=tie)
    results = act_index.search(SearchRequest("Aziz", limit=25))
    assert [hit.act_id for hit in results.hits] == expected[:25]
    assert all_pages(act_index, text="Aziz", limit=311) == expected


def test_acts_can_be_sorted_by_reference(act_index: ActIndex, make_act: MakeAct) -> None:
    acts = [
        make_act("later", {"given_name_fr": "Aziz"}, year=1963, number="1"),
        make_act("ten", {"given_name_fr": "Aziz"}, number="10"),
        make_act("nine", {"father_given_fr": "Aziz"}, number="9"),
        make_act("nine bis", {"given_name_fr": "Aziz"}, number="9bis"),
        make_act("unnumbered", {"given_name_fr": "Aziz"}),
        make_act("other office", {"given_name_fr": "Aziz"}, office="01.511.01.05", number="900"),
    ]
    act_index.put([document(act) for act in acts])
    order = ["other office", "nine", "nine bis", "ten", "unnumbered", "later"]
    for limit in (1, 2, 20):
        assert all_pages(act_index, text="Aziz", sort="reference", limit=limit) == order
    assert all_pages(act_index, year_to=1970, limit=4) == order


def test_documents_that_share_a_place_in_the_order_are_all_shown(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [make_act(f"n{n:02}", {"given_name_fr": "Aziz"}) for n in range(23)]
    act_index.put([document(act) for act in acts])
    assert all_pages(act_index, sort="reference", limit=4) == [act.act_id for act in acts]


def test_a_total_is_counted_only_as_far_as_wanted(act_index: ActIndex, make_act: MakeAct) -> None:
    act_index.put([document(make_act(f"{n}", {"given_name_fr": "Aziz"})) for n in range(30)])
    results = act_index.search(SearchRequest("Aziz", counted_to=20))
    assert (results.total, results.more) == (20, True)
    results = act_index.search(SearchRequest("Aziz", counted_to=30))
    assert (results.total, results.more) == (30, False)
    results = act_index.search(SearchRequest("Aziz", counted_to=None, limit=2))
    assert (results.total, results.more) == (30, False)


@pytest.mark.parametrize(
    ("order", "after"),
    [
        (Order.SCORE, '["key", DIGEST]'),
        (Order.SCORE, "[1.5, DIGEST]"),
        (Order.SCORE, "[1.5, 7]"),
        (Order.SCORE, "[NaN, 5, DIGEST]"),
        (Order.SCORE, "[1.5, -1, DIGEST]"),
        (Order.SCORE, f"[1.5, {2**70}, DIGEST]"),
        (Order.SCORE, f"[1{'0' * 400}, 1, DIGEST]"),
        (Order.SCORE, "null"),
        (Order.SCORE, "[" * 900),
        (Order.SCORE, "[" * 100_000),
        (Order.REFERENCE, "[1.5, 7, DIGEST]"),
        (Order.REFERENCE, '["no key", DIGEST]'),
        (Order.REFERENCE, f'["{"f" * 16}.{"f" * 16}.x", DIGEST]'),
    ],
)
def test_only_what_a_search_gave_continues_it(order: Order, after: str) -> None:
    digest = json.loads(following(LastRanked(1.0, 1), ASKED))[-1]
    given = replace(ASKED, after=after.replace("DIGEST", f'"{digest}"'))
    with pytest.raises(SearchInvalid, match="start again") as refused:
        last_of(order, given)
    assert refused.value.code == "after_invalid"


def test_a_continuation_is_read_as_it_was_written(make_act: MakeAct) -> None:
    act = make_act("x", number="5")
    keys = sort_keys("x", act.register, act.number)
    for order, last in (
        (Order.SCORE, LastRanked(151.5, keys.tie)),
        (Order.REFERENCE, LastSorted(keys.by_reference)),
    ):
        after = following(last, ASKED)
        assert last_of(order, replace(ASKED, after=after, limit=5, facets=True)) == last


@pytest.mark.parametrize(
    "other",
    [{"text": "Tazi"}, {"text": "Aziz", "kind": "death"}, {"child": "Aziz"}, {"text": "Aziz 1962"}],
)
def test_a_page_of_one_search_does_not_continue_another(
    act_index: ActIndex, make_act: MakeAct, other: dict[str, str]
) -> None:
    act_index.put([document(make_act(f"{n}", {"given_name_fr": "Aziz"})) for n in range(3)])
    after = act_index.search(SearchRequest("Aziz", limit=1)).next
    assert act_index.search(SearchRequest("Aziz", after=after)).hits
    with pytest.raises(SearchInvalid) as refused:
        act_index.search(SearchRequest(after=after, **other))  # type: ignore[arg-type]
    assert refused.value.code == "after_of_another"

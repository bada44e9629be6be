"""What every generation does while it is built, whatever the engine."""

from collections.abc import Callable

from archive.act import Act
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]


def test_a_generation_that_was_merged_holds_what_it_held_and_takes_more(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [make_act(f"{n:02}", {"given_name_fr": "Driss"}) for n in range(12)]
    generation = act_index.begin()
    for act in acts[:10]:
        generation.put([document(act)])
    generation.merge()
    assert generation.count() == 10
    generation.remove([acts[0].act_id])
    generation.put([document(act) for act in acts[10:]])
    assert generation.count() == 11
    act_index.publish(generation)
    generation.close()
    act_index.put([document(acts[0])])
    assert act_index.search(SearchRequest("Driss")).total == 12


def test_a_generation_let_go_of_is_gone_on_with(act_index: ActIndex, make_act: MakeAct) -> None:
    generation = act_index.begin()
    for n in range(10):
        generation.put([document(make_act(f"{n}", {"given_name_fr": "Driss"}))])
    generation.close()
    again = act_index.unfinished()
    assert again is not None
    assert again.name == generation.name
    again.put([document(make_act("last", {"given_name_fr": "Driss"}))])
    assert again.count() == 11
    again.discard()
    assert act_index.unfinished() is None

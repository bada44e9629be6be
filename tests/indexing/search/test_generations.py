"""What every generation does while it is built, whatever the engine."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tantivy
from elasticsearch import Elasticsearch

from archive.act import Act
from archive.catalogue import Catalogue
from indexing.errors import IndexRefused
from indexing.search import tantivy_writing
from indexing.search.document import document
from indexing.search.elastic_index import ElasticIndex
from indexing.search.index import ActIndex
from indexing.search.mapping import FIELDS, NAMES_VERSION, index_body, source
from indexing.search.reindexing import build, prove, swap
from indexing.search.request import SearchRequest
from indexing.search.tantivy_index import TantivyIndex

MakeAct = Callable[..., Act]
BEFORE = f"names{NAMES_VERSION - 1}-000001"
ADDED = "whole_keys"
"""A field that came with a version: no index of before has it."""


def elastic_before(index: ElasticIndex, client: Elasticsearch, act: Act) -> None:
    alias = str(index.live() or index.ensure()).partition("-names")[0]
    index.drop()
    body = index_body()
    del body["mappings"]["properties"][ADDED]
    body["mappings"]["_meta"] = {"names_version": NAMES_VERSION - 1}
    client.indices.create(index=f"{alias}-{BEFORE}", aliases={alias: {}}, **body)
    held = {name: value for name, value in source(document(act)).items() if name != ADDED}
    client.index(index=alias, id=act.act_id, document=held, refresh=True)


def tantivy_before(folder: Path, act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {name: kind for name, kind in FIELDS.items() if name != ADDED}
    with monkeypatch.context() as patched:
        patched.setattr(tantivy_writing, "FIELDS", fields)
        made = tantivy_writing.create(folder / BEFORE)
    held = {name: value for name, value in source(document(act)).items() if name != ADDED}
    with tantivy_writing.writer(made, folder) as opened:
        opened.add_document(tantivy.Document.from_dict(held, made.schema))
    (folder / "current").write_text(BEFORE)


@pytest.fixture(params=["tantivy", "elasticsearch"])
def of_before(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    make_act: MakeAct,
    monkeypatch: pytest.MonkeyPatch,
) -> ActIndex:
    """The index of an archive whose Sijill was brought to the next version a moment ago."""
    act = make_act("old", {"given_name_fr": "Driss"})
    if request.param == "tantivy":
        tantivy_before(tmp_path / "search", act, monkeypatch)
        return TantivyIndex(tmp_path / "search")
    index: ElasticIndex = request.getfixturevalue("elastic_index")
    elastic_before(index, request.getfixturevalue("elasticsearch_client"), act)
    return index


def test_an_index_of_the_version_before_is_refused_until_it_was_built_anew(
    of_before: ActIndex, record: Catalogue, keep: Callable[..., list[Act]]
) -> None:
    first = keep("08.201.11.07/birth/1933/1@1", 5)[0]
    for ask in (
        lambda: of_before.search(SearchRequest("Driss")),
        lambda: of_before.search(SearchRequest("Nobody")),
        lambda: of_before.search(SearchRequest(sort="reference")),
        of_before.count,
        lambda: of_before.put([document(first)]),
        lambda: of_before.remove([first.act_id]),
        lambda: of_before.differing([document(first)]),
    ):
        with pytest.raises(IndexRefused, match="sijill reindex") as refused:
            ask()
        assert refused.value.code == "index_unreadable"
    generation = build(record, of_before)
    prove(record, generation)
    with pytest.raises(IndexRefused):
        of_before.search(SearchRequest("Driss"))
    swap(record, of_before, generation)
    generation.close()
    assert of_before.search(SearchRequest("Driss")).total == of_before.count() == 5
    assert of_before.search(SearchRequest("Nobody")).total == 0


def test_asking_which_one_is_live_makes_none(act_index: ActIndex) -> None:
    assert act_index.live() is None
    assert act_index.count() == 0
    assert act_index.live() is None
    name = act_index.ensure()
    assert act_index.live() == name


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

"""Building anew beside the live index: proved against the record, swapped, nothing ever missing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.act import Act
from archive.catalogue import Catalogue
from archive.settings import Settings
from indexing.errors import RebuildIncomplete
from indexing.search.document import ActDocument, NameTerms, document
from indexing.search.following import follow
from indexing.search.index import ActIndex, Generation
from indexing.search.reindexing import build, swap
from indexing.search.request import SearchRequest

Keep = Callable[..., list[Act]]
ROOT = Path(__file__).parents[3]
VOLUME = "08.201.11.07/birth/1933/1@1"
NEXT = "08.201.11.07/birth/1934/1@1"


@pytest.fixture
def live(record: Catalogue, keep: Keep, act_index: ActIndex) -> ActIndex:
    """An index that shows five acts."""
    keep(VOLUME, 5)
    follow(record, act_index, act_index.ensure())
    return act_index


def test_what_is_written_while_it_is_built_is_there_after_the_swap(
    record: Catalogue, keep: Keep, live: ActIndex
) -> None:
    before = live.ensure()
    generation = build(record, live, batch=2)
    late = keep(NEXT, 3)
    follow(record, live, before)
    assert live.search(SearchRequest(str(late[0].reference))).total == 1
    proof = swap(record, live, generation)
    assert (proof.held, proof.agrees) == (8, True)
    assert live.ensure() == generation.name != before
    assert live.search(SearchRequest(str(late[0].reference))).total == 1
    assert live.count() == 8
    assert follow(record, live, live.ensure()) == 0
    live.tidy()
    assert live.unfinished() is None


class Busy:
    """A generation during whose proof somebody writes to the record, once."""

    def __init__(self, generation: Generation, somebody: Callable[[], object]) -> None:
        self._generation = generation
        self._somebody = [somebody]

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        found = self._generation.differing(documents)
        while self._somebody:
            self._somebody.pop()()
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._generation, name)


def test_what_is_written_while_it_is_proved_is_there_from_the_swap_on(
    record: Catalogue, keep: Keep, live: ActIndex
) -> None:
    busy: Any = Busy(build(record, live), lambda: keep(NEXT, 3))
    assert swap(record, live, busy).agrees
    assert live.count() == 8
    assert follow(record, live, live.ensure()) == 0


def test_what_was_built_so_far_is_gone_on_with(
    record: Catalogue, keep: Keep, live: ActIndex
) -> None:
    told: list[int] = []
    generation = build(record, live, batch=2, tell=told.append)
    generation.close()
    keep(NEXT, 3)
    again: list[int] = []
    resumed = build(record, live, batch=2, tell=again.append)
    assert resumed.name == generation.name
    assert again[0] == told[-1], "it starts where the other ended"
    swap(record, live, resumed)
    assert live.count() == 8


def test_the_live_one_serves_while_the_other_is_built(record: Catalogue, live: ActIndex) -> None:
    seen: list[int] = []
    generation = build(record, live, batch=1, tell=lambda _: seen.append(live.count()))
    assert seen == [5] * len(seen)
    generation.close()


@pytest.mark.parametrize("lost", ["one act", "a field"])
def test_one_that_differs_from_the_record_never_serves(
    record: Catalogue, live: ActIndex, lost: str
) -> None:
    before = live.ensure()
    generation = build(record, live)
    act = next(iter(record.acts()))
    if lost == "one act":
        generation.remove([act.act_id])
    else:
        generation.put([replace(document(act), sure={"given": NameTerms(("hamid",))})])
    with pytest.raises(RebuildIncomplete, match="the old one serves") as refused:
        swap(record, live, generation)
    assert refused.value.code == ("counts_differ" if lost == "one act" else "sample_differs")
    assert live.ensure() == before
    assert live.count() == 5
    assert live.unfinished() is None


def under_load(settings: Settings, acts: int, batch: int, home: Path) -> dict[str, Any]:
    """What benchmarks/reindex_under_load.py saw: real processes, one of them killed half-way."""
    told = {
        "SIJILL_SEARCH_URL": settings.search_url or "",
        "SIJILL_SEARCH_API_KEY": settings.search_api_key or "",
        "SIJILL_SEARCH_CA_CERTS": str(settings.search_ca_certs or ""),
        "PYTHONPATH": str(ROOT),
    }
    options = ("--acts", str(acts), "--batch", str(batch), "--rounds", "1", "--home", str(home))
    done = subprocess.run(
        [sys.executable, "benchmarks/reindex_under_load.py", *options],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.fixture(params=["tantivy", "elasticsearch"])
def engine(request: pytest.FixtureRequest) -> Settings:
    """Settings that choose each engine in turn."""
    if request.param == "tantivy":
        return Settings(search_url=None)
    server: Settings = request.getfixturevalue("elasticsearch_server")
    return server


def holds(seen: dict[str, Any]) -> None:
    assert seen["refused"] == []
    assert seen["missing"] == []
    assert seen["killed_half_way"] == [True]
    assert seen["old_one_agreed"] == [True]
    assert seen["queries"] > 0
    assert seen["written_meanwhile"] > 0
    assert seen["agrees"]


def test_people_search_and_clerks_write_while_it_is_built_killed_and_built_again(
    engine: Settings, tmp_path: Path
) -> None:
    holds(under_load(engine, 2000, 100, tmp_path / "home"))


@pytest.mark.prove
def test_a_million_acts_are_reindexed_under_load(engine: Settings, tmp_path: Path) -> None:
    holds(under_load(engine, 1_000_000, 5000, tmp_path / "home"))

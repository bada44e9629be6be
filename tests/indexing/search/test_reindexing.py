"""Building anew beside the live index: proved against the record, swapped, nothing ever missing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.act import Act
from archive.catalogue import Catalogue
from archive.settings import Settings
from indexing.errors import RebuildIncomplete
from indexing.search.comparing import compare
from indexing.search.document import ActDocument, NameTerms, document
from indexing.search.following import follow
from indexing.search.index import ActIndex, Generation
from indexing.search.reindexing import build, prove, swap
from indexing.search.request import SearchRequest

Keep = Callable[..., list[Act]]
Join = Callable[[Act, Act], None]
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
    proof = prove(record, generation)
    swap(record, live, generation)
    assert (proof.held, proof.agrees) == (8, True)
    assert live.ensure() == generation.name != before
    assert live.search(SearchRequest(str(late[0].reference))).total == 1
    assert live.count() == 8
    assert follow(record, live, live.ensure()) == 0
    live.tidy()
    assert live.unfinished() is None


class Busy:
    """A generation while which is merged or compared somebody writes to the record."""

    def __init__(
        self,
        generation: Generation,
        merged: Iterable[Callable[[], object]] = (),
        compared: Iterable[Callable[[], object]] = (),
    ) -> None:
        self._generation = generation
        self._merged = iter(merged)
        self._compared = iter(compared)
        self.puts: list[int] = []

    def put(self, documents: Sequence[ActDocument]) -> None:
        self.puts.append(len(documents))
        self._generation.put(documents)

    def merge(self) -> None:
        next(self._merged, lambda: None)()
        self._generation.merge()

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        found = self._generation.differing(documents)
        next(self._compared, lambda: None)()
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._generation, name)


class Watched:
    """A record that tells how much is written to a generation while it is held still."""

    def __init__(self, record: Catalogue, generation: Any) -> None:
        self._record = record
        self._generation = generation
        self.written_held: list[int] = []

    @contextmanager
    def held_still(self) -> Iterator[None]:
        before = len(self._generation.puts)
        with self._record.held_still():
            yield
        self.written_held += self._generation.puts[before:]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)


def test_what_is_written_while_it_is_proved_is_there_from_the_swap_on(
    record: Catalogue, keep: Keep, live: ActIndex
) -> None:
    busy: Any = Busy(build(record, live), compared=[lambda: keep(NEXT, 3)])
    assert prove(record, busy).agrees
    swap(record, live, busy)
    assert live.count() == 8
    assert follow(record, live, live.ensure()) == 0


def test_what_is_written_while_it_is_merged_is_followed_before_the_record_is_held_still(
    record: Catalogue, keep: Keep, live: ActIndex
) -> None:
    busy: Any = Busy(build(record, live), merged=[lambda: keep(NEXT, 3)])
    watched: Any = Watched(record, busy)
    prove(watched, busy)
    keep("08.201.11.07/birth/1935/1@1", 2)
    swap(watched, live, busy)
    assert (sum(busy.puts), watched.written_held) == (5, [])
    assert live.count() == 10


def test_a_record_that_never_rests_is_held_still_to_prove_it(
    record: Catalogue, keep: Keep, join: Join, live: ActIndex
) -> None:
    one, other, *_ = record.acts()
    years = iter(range(1940, 1950))

    def somebody() -> None:
        keep(f"08.201.11.07/birth/{next(years)}/1@1", 2)

    busy: Any = Busy(build(record, live), compared=[lambda: join(one, other), *[somebody] * 4])
    proof = prove(record, busy)
    assert (proof.agrees, proof.unsettled, proof.held) == (True, 0, 12)
    swap(record, live, busy)
    assert live.count() == 12
    assert compare(record, live, live.ensure()).agrees


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
    prove(record, resumed)
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
        prove(record, generation)
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

"""Reindexing while people search and clerks work: is any query refused, any act ever missing?

    python benchmarks/reindex_under_load.py --acts 1000000 [--rounds 3] [--home FOLDER]

Fills a record with invented acts, then builds the index anew again and again, each time killed
once half-way (SIGKILL) and started again, while processes of their own search without a pause,
through the service and into the audit trail, and one writes: new acts, and decisions about old
ones. Prints what was seen as JSON. SIJILL_SEARCH_URL and the settings beside it choose
Elasticsearch; the index is then one of its own, and is removed.
"""

import argparse
import json
import logging
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from fastapi.testclient import TestClient

from archive.act import ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from archive.settings import Settings
from archive_api.app import create_app
from indexing.errors import IndexingError
from indexing.search.document import document
from indexing.search.open import open_index
from indexing.search.request import SearchRequest
from pipelines.search_index import agreement, follow_record
from pipelines.workshop import Workshop

ROOT = Path(__file__).parents[1]
VOLUME_ACTS = 500
OFFICE = "08.201.11.07"
_GIVEN = ("Driss", "Yidder", "Zineb", "Rkia", "Brahim", "Hamid", "Salma", "Yamna", "Idir", "Tuda")
_FAMILY = ("Alaoui", "Mansouri", "Oubella", "Bennis", "Slaoui", "Skalli", "Amrani", "Tazi")


def fill(catalogue: Catalogue, acts: int, first_year: int = 1) -> None:
    """Take in volumes of 500 invented acts each, until there are so many."""
    for place in range(0, acts, VOLUME_ACTS):
        keep(catalogue, first_year + place // VOLUME_ACTS, min(VOLUME_ACTS, acts - place))


def keep(catalogue: Catalogue, volume: int, acts: int) -> VolumeReference:
    """Keep one volume of acts numbered from 1; ``volume`` counts registers from 1."""
    part, year = divmod(volume, 150)
    reference = VolumeReference.parse(f"{OFFICE}/birth/{1920 + year}/{part + 1}@1")
    catalogue.take_in(reference, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "invented")
    drawn = random.Random(volume)
    readings = [_reading(reference, number, drawn) for number in range(1, acts + 1)]
    catalogue.keep_acts(reference, readings, {})
    return reference


def _reading(volume: VolumeReference, number: int, drawn: random.Random) -> ActReading:
    values = {
        "act_number": str(number),
        "given_name_fr": drawn.choice(_GIVEN),
        "family_name_fr": drawn.choice(_FAMILY),
        "father_given_fr": drawn.choice(_GIVEN),
        "birth_date": f"{volume.register.year}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
    }
    fields = {
        name: FieldReading(value, value, 0.95, (value,), "p1.jpg") for name, value in values.items()
    }
    return ActReading(
        register=volume.register,
        copy=1,
        number=ActNumber(number),
        ordinal=number,
        form="invented",
        fields=fields,
        pages=(("p1.jpg", None),),
    )


def search_on(settings: Settings, seed: int, over: Event, told: "Queue[dict[str, Any]]") -> None:
    """Look for acts that were there from the start, by reference and by name, until it is over.

    Searches go the way people's do, through the service and into the audit trail.
    """
    # One line a request would stand among the figures.
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)
    drawn = random.Random(seed)
    catalogue = Catalogue.open(settings)
    known = [str(act.reference) for act in catalogue.sample(catalogue.last_change(), 200, 100)]
    seen: dict[str, Any] = {"queries": 0, "refused": [], "missing": [], "slowest_ms": 0.0}
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        while not over.is_set():
            reference = drawn.choice(known)
            found = _searched(client, reference, seen)
            if found is not None and reference not in found:
                seen["missing"].append(reference)
            name = drawn.choice(_FAMILY)
            if _searched(client, name, seen) == []:
                seen["missing"].append(name)
    told.put(seen)


def _searched(client: TestClient, text: str, seen: dict[str, Any]) -> list[str] | None:
    """References of the acts that the service finds, None where it refuses to look."""
    began = time.perf_counter()
    answer = client.get("/v1/search", params={"text": text})
    seen["slowest_ms"] = max(seen["slowest_ms"], (time.perf_counter() - began) * 1000)
    seen["queries"] += 1
    if answer.status_code != 200:
        seen["refused"].append(f"{answer.status_code} {answer.text}")
        return None
    return [hit["reference"] for hit in answer.json()["hits"]]


def write_on(settings: Settings, over: Event, told: "Queue[dict[str, Any]]") -> None:
    """Keep new volumes and confirm acts, each to be found from the moment it was indexed."""
    seen: dict[str, Any] = {"written": 0, "refused": [], "missing": []}
    promised: list[tuple[str, str]] = []
    with Workshop(settings) as workshop:
        # A home that was measured before holds the volumes written then.
        held = workshop.catalogue.count_volumes()
        for volume in _until(over):
            register = keep(workshop.catalogue, 100_000 + held + volume, 20).register
            follow_record(workshop)
            act = workshop.catalogue.act(f"{register}/1")
            assert act is not None
            verified = workshop.catalogue.verify(act.act_id, {}, "invented", act.version)
            try:
                workshop.index.put([document(verified)])
            except IndexingError as error:
                seen["refused"].append(str(error))
                continue
            promised += [(f"{register}/1", "verified"), (f"{register}/20", "accepted")]
            seen["written"] += 21
            for reference, state in [promised[-2], random.choice(promised)]:
                hits = workshop.index.search(SearchRequest(reference)).hits
                if reference not in [hit.reference for hit in hits if _shows(hit.state, state)]:
                    seen["missing"].append(reference)
        for reference, _ in promised:
            if not workshop.index.search(SearchRequest(reference)).hits:
                seen["missing"].append(reference)
    told.put(seen)


def _shows(state: str, wanted: str) -> bool:
    return wanted != "verified" or state == wanted


def _until(over: Event) -> Iterator[int]:
    volume = 0
    while not over.is_set():
        volume += 1
        yield volume


def reindexing(settings: Settings, batch: int) -> subprocess.Popen[bytes]:
    """A process that builds the index anew in batches of so many acts."""
    code = (
        "from archive.settings import Settings\n"
        "from pipelines.search_index import reindex\n"
        "from pipelines.workshop import Workshop\n"
        "with Workshop(Settings()) as workshop:\n"
        f"    reindex(workshop, batch={batch}, settle_seconds=2)\n"
    )
    return subprocess.Popen([sys.executable, "-c", code], env=_environment(settings), cwd=ROOT)


def kill_half_way(settings: Settings, batch: int) -> tuple[bool, bool]:
    """Start to build, kill it once some batches are in.

    Returns whether it was killed unfinished, and whether the index then agrees with the record.
    """
    with Workshop(settings) as workshop:
        before = workshop.index.ensure()
        last = workshop.catalogue.last_change()
        process = reindexing(settings, batch)
        while process.poll() is None:
            begun = workshop.index.unfinished()
            if begun is not None and workshop.catalogue.index_position(begun.name) > last // 4:
                process.send_signal(signal.SIGKILL)
                process.wait()
                break
            time.sleep(0.01)
        follow_record(workshop)
        begun = workshop.index.unfinished()
        killed = process.returncode == -signal.SIGKILL and begun is not None
        return killed and workshop.index.ensure() == before, agreement(workshop).agrees


def measure(settings: Settings, rounds: int, batch: int) -> dict[str, Any]:
    """Everything seen while the index was built ``rounds`` times, each killed once half-way."""
    context = multiprocessing.get_context("spawn")
    over, told = context.Event(), context.Queue()
    with Workshop(settings) as workshop:
        follow_record(workshop)
    searching = [
        context.Process(target=search_on, args=(settings, seed, over, told)) for seed in (1, 2)
    ]
    writing = context.Process(target=write_on, args=(settings, over, told))
    for process in (*searching, writing):
        process.start()
    kills, seconds = [], []
    for _ in range(rounds):
        kills.append(kill_half_way(settings, batch))
        began = time.perf_counter()
        assert reindexing(settings, batch).wait() == 0, "the build failed: see above"
        seconds.append(round(time.perf_counter() - began, 1))
    over.set()
    seen = [told.get(timeout=600) for _ in (*searching, writing)]
    for process in (*searching, writing):
        process.join()
    with Workshop(settings) as workshop:
        follow_record(workshop)
        end = agreement(workshop)
    return {
        "killed_half_way": [killed for killed, _ in kills],
        "old_one_agreed": [agreed for _, agreed in kills],
        "seconds_to_finish": seconds,
        "queries": sum(one.get("queries", 0) for one in seen),
        "slowest_query_ms": round(max(one.get("slowest_ms", 0.0) for one in seen), 1),
        "written_meanwhile": sum(one.get("written", 0) for one in seen),
        "refused": [message for one in seen for message in one["refused"]][:20],
        "missing": [reference for one in seen for reference in one["missing"]][:20],
        "held": end.held,
        "agrees": end.agrees and not end.waiting,
    }


def _environment(settings: Settings) -> dict[str, str]:
    told = {
        "SIJILL_HOME": str(settings.home),
        "SIJILL_SEARCH_URL": settings.search_url or "",
        "SIJILL_SEARCH_INDEX": settings.search_index,
        "SIJILL_SEARCH_API_KEY": settings.search_api_key or "",
        "SIJILL_SEARCH_CA_CERTS": str(settings.search_ca_certs or ""),
    }
    return {**os.environ, **told}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--batch", type=int, default=5000)
    parser.add_argument("--home", type=Path, help="a folder to keep; else one for this run alone")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder)
        settings = Settings(home=home, search_index=f"load-{uuid4().hex}")
        catalogue = Catalogue.open(settings)
        if not catalogue.last_change():
            fill(catalogue, given.acts)
        catalogue.close()
        try:
            seen = measure(settings, given.rounds, given.batch)
        finally:
            drop = getattr(open_index(settings), "drop", None)
            if drop is not None:
                drop()
    engine = "Elasticsearch" if settings.search_url else "tantivy"
    sys.stdout.write(json.dumps({"engine": engine, "acts": given.acts, **seen}, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""Filling an engine with invented acts in steps that can be stopped, and what it takes."""

import json
import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from search_acts import Acts

from archive.settings import Settings
from indexing.search.collection import without_cycle_search
from indexing.search.document import document
from indexing.search.index import ActIndex, Generation
from indexing.search.open import open_index

BATCH = 5000
ALIAS = "bench-search"
STARTER = Path(__file__).parents[1] / "deploy" / "elasticsearch"


@dataclass(slots=True)
class Progress:
    """How far an engine is filled, and what that took so far.

    Attributes:
        seconds: wall time from acts to documents that are kept; work: processor time of this
            process; documents: the part of it that keys and documents took; server: processor
            time of a server. Making up the acts is not counted.
        memory: most memory of this process at once, in bytes.
    """

    acts: int = 0
    seconds: float = 0.0
    work: float = 0.0
    documents: float = 0.0
    server: float = 0.0
    memory: int = 0
    published: bool = False

    @classmethod
    def of(cls, path: Path) -> "Progress":
        """The progress kept in a file, none where there is no such file."""
        return cls(**json.loads(path.read_text("utf-8"))) if path.exists() else cls()

    def keep(self, path: Path) -> None:
        """Write it to a file, in one step."""
        written = path.with_suffix(".new")
        written.write_text(json.dumps(asdict(self)), encoding="utf-8")
        written.replace(path)


def settings_of(engine: str, home: Path, told: Mapping[str, str]) -> Settings:
    """Settings of "tantivy" in ``home``, or of the Elasticsearch that ``told`` names."""
    given = {name.removeprefix("SIJILL_").lower(): value for name, value in told.items()}
    if engine == "tantivy":
        given = {}
    return Settings.model_validate({"home": home, **given, "search_index": f"{ALIAS}-{home.name}"})


def start_elasticsearch() -> dict[str, str]:
    """Settings of a running Elasticsearch, started where none is named; {} where none can be."""
    names = ("SIJILL_SEARCH_URL", "SIJILL_SEARCH_API_KEY", "SIJILL_SEARCH_CA_CERTS")
    if os.environ.get(names[0]):
        return {name: os.environ[name] for name in names if name in os.environ}
    started = subprocess.run([STARTER, "start"], check=False, capture_output=True, text=True)
    return dict(line.split("=", 1) for line in started.stdout.splitlines() if "=" in line)


def fill(settings: Settings, acts: Acts, count: int, kept: Path, until: float) -> Progress:
    """Fill a generation up to ``count`` acts and publish it, or as far as the clock lets it.

    ``kept`` is the file that tells a later run where to go on; ``until`` is compared with
    ``time.monotonic`` after each batch.
    """
    index, progress = open_index(settings), Progress.of(kept)
    if progress.published:
        return progress
    generation = index.unfinished() if progress.acts else None
    if generation is None:
        generation, progress = index.begin(), Progress()
    while progress.acts < count and time.monotonic() < until:
        last = min(count, progress.acts + BATCH)
        batch = list(acts.stream(progress.acts, last))

        def put() -> None:
            begun = time.process_time()
            with without_cycle_search():
                documents = [document(act) for act in batch]  # noqa: B023  # called at once
                progress.documents += time.process_time() - begun
                generation.put(documents)

        _clocked(put, progress, settings)
        progress.acts = last
        progress.keep(kept)
    if progress.acts == count:
        _clocked(partial(_publish, index, generation), progress, settings)
        index.tidy()
        progress.published = True
        progress.keep(kept)
    generation.close()
    return progress


def sizes(settings: Settings) -> dict[str, float]:
    """Bytes on disk, and of a server its memory: what its heap holds and what it takes in all."""
    if settings.search_url is None:
        folder = settings.search_dir
        held = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
        return {"disk_bytes": sum(held), "files": len(held)}
    client = _client(settings)
    stats = client.indices.stats(index=settings.search_index, metric="store,segments")
    totals = stats["_all"]["total"]
    node = next(iter(client.nodes.stats(metric="jvm,process")["nodes"].values()))
    told = next(iter(client.nodes.info(metric="process,jvm")["nodes"].values()))
    return {
        "disk_bytes": totals["store"]["size_in_bytes"],
        "files": totals["segments"]["count"],
        "heap_used_bytes": node["jvm"]["mem"]["heap_used_in_bytes"],
        "heap_most_bytes": node["jvm"]["mem"]["heap_max_in_bytes"],
        "memory_bytes": _resident(told["process"]["id"]),
    }


def drop(settings: Settings) -> None:
    """Take the benchmark's index out of a server."""
    index: Any = open_index(settings)
    index.drop()


def server_seconds(settings: Settings) -> float:
    """Processor seconds that the server has used since it started; 0 where there is none."""
    if settings.search_url is None:
        return 0.0
    nodes = _client(settings).nodes.stats(metric="process")["nodes"].values()
    used: int = sum(node["process"]["cpu"]["total_in_millis"] for node in nodes)
    return used / 1000


def _publish(index: ActIndex, generation: Generation) -> None:
    generation.merge()
    index.publish(generation)


def _clocked(work: Callable[[], object], progress: Progress, settings: Settings) -> None:
    served, wall, cpu = server_seconds(settings), time.perf_counter(), time.process_time()
    work()
    progress.seconds += time.perf_counter() - wall
    progress.work += time.process_time() - cpu
    progress.server += server_seconds(settings) - served
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    progress.memory = max(progress.memory, memory)


def _client(settings: Settings) -> Any:
    from elasticsearch import Elasticsearch

    trusted: dict[str, Any] = (
        {} if settings.search_ca_certs is None else {"ca_certs": str(settings.search_ca_certs)}
    )
    return Elasticsearch(str(settings.search_url), api_key=settings.search_api_key, **trusted)


def _resident(pid: int) -> int:
    """Bytes of memory that a process of this machine has; 0 where it cannot be told."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) * 1024 for one in lines if one.startswith("VmRSS")), 0)

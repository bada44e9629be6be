"""Speed, size and recall of both search engines among invented acts, in one run.

    python benchmarks/search_benchmark.py [--acts 1000000] [--home FOLDER] [--minutes N]

Fills tantivy and Elasticsearch (started by ``deploy/elasticsearch`` where SIJILL_SEARCH_URL names
none) with the same acts, one writer each, then puts the same questions to both, one after another.
What was filled stays in FOLDER and in Elasticsearch: a run that was stopped, or that ``--minutes``
ended, goes on where it was. ``--forget`` removes it all. Prints a table; ``--picture`` draws one.
"""

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from search_acts import Acts, hide_held_out  # noqa: E402
from search_engines import (  # noqa: E402
    drop,
    fill,
    server_seconds,
    settings_of,
    sizes,
    start_elasticsearch,
)
from search_figures import draw, table  # noqa: E402
from search_questions import EXACT, KINDS, RANKED, Question, Questions  # noqa: E402

from archive.settings import Settings  # noqa: E402
from indexing.search.index import ActIndex  # noqa: E402
from indexing.search.open import open_index  # noqa: E402
from indexing.search.suggesting import suggest  # noqa: E402

ENGINES = ("tantivy", "elasticsearch")
WARM_UP = 20
TOP = 10


def filled(settings: Settings, home: Path, count: int, seed: int, until: float) -> dict[str, Any]:
    """Fill one engine, as far as the clock lets it; what that took."""
    hide_held_out(home)
    engine = "tantivy" if settings.search_url is None else "elasticsearch"
    progress = fill(settings, Acts(seed), count, home / f"{engine}.json", until)
    told = {"rate": progress.acts / progress.seconds if progress.seconds else 0.0}
    return {**asdict(progress), **told}


def asked(settings: Settings, home: Path, count: int, seed: int, number: int) -> dict[str, Any]:
    """Put ``number`` questions of each kind to one engine: times, recall, and what it found."""
    hide_held_out(home)
    acts, index = Acts(seed), open_index(settings)
    kinds: dict[str, Any] = {}
    for kind in KINDS:
        # Each kind draws its own: they stay the same when another kind is added.
        questions = list(Questions(acts, count, hash_of(kind, seed)).of(kind, number))
        for question in questions[:WARM_UP]:
            answer(index, kind, question)
        kinds[kind] = measured(settings, index, kind, questions, acts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"kinds": kinds, "process_memory_bytes": memory, **sizes(settings)}


def hash_of(kind: str, seed: int) -> int:
    """A seed of its own for each kind."""
    return seed * 1000 + list(KINDS).index(kind)


def measured(
    settings: Settings, index: ActIndex, kind: str, questions: Sequence[Question], acts: Acts
) -> dict[str, Any]:
    """Times in milliseconds, recall where answers are judged, the ids of each answer."""
    times, found = [], []
    served, cpu = server_seconds(settings), time.process_time()
    for question in questions:
        begun = time.perf_counter()
        found.append(answer(index, kind, question))
        times.append(1000 * (time.perf_counter() - begun))
    work = time.process_time() - cpu + server_seconds(settings) - served
    cuts = quantiles(times, n=100, method="inclusive")
    told: dict[str, Any] = {
        "questions": len(questions),
        **{f"p{part}_ms": round(cuts[part - 1], 3) for part in (50, 95, 99)},
        "work_ms": round(1000 * work / len(questions), 3),
        "found": found,
    }
    return told | (recall(questions, found, acts) if kind in (*RANKED, *EXACT) else {})


def answer(index: ActIndex, kind: str, question: Question) -> list[str]:
    """Ids of the first ten acts found."""
    if kind == "as one types":
        return [hit.act_id for hit in suggest(index, question.request.text).hits]
    return [hit.act_id for hit in index.search(question.request).hits[:TOP]]


def recall(
    questions: Sequence[Question], found: Sequence[Sequence[str]], acts: Acts
) -> dict[str, Any]:
    """Share of questions answered by the first act and by the first ten, by kind of name."""
    rows: dict[str, list[tuple[bool, bool]]] = {"": [], "_held_out": []}
    for question, ids in zip(questions, found, strict=True):
        right = [question.is_answered(acts, int(one)) for one in ids]
        rows["_held_out" if question.held_out else ""].append((any(right[:1]), any(right)))
    every = [one for of in rows.values() for one in of]
    told: dict[str, Any] = {"held_out": len(rows["_held_out"])}
    for name, of in (("", every), ("_known", rows[""]), ("_held_out", rows["_held_out"])):
        if of:
            told[f"recall_1{name}"] = round(mean(first for first, _ in of), 4)
            told[f"recall_10{name}"] = round(mean(ten for _, ten in of), 4)
    return told


def overlap(one: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """By kind, the share of the first ten that both engines found; 1 where both found nothing."""
    for kind in KINDS:
        pairs = zip(one["kinds"][kind]["found"], other["kinds"][kind]["found"], strict=True)
        shares = [len({*a} & {*b}) / max(len(a), len(b)) if a or b else 1.0 for a, b in pairs]
        yield kind, round(mean(shares), 4)


def in_own_process(task: partial[dict[str, Any]]) -> dict[str, Any]:
    """Run a task in a process of its own, so that its memory is its alone."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(task).result()


def run(given: argparse.Namespace) -> dict[str, Any] | None:
    """Fill and ask; None where the time was over before all was filled."""
    home = given.home / f"{given.acts}-{given.seed}"
    home.mkdir(parents=True, exist_ok=True)
    server = start_elasticsearch() if "elasticsearch" in given.engines else {}
    engines = [one for one in given.engines if one == "tantivy" or server]
    if len(engines) < len(given.engines):
        sys.stderr.write("Elasticsearch could not be started: see deploy/elasticsearch start\n")
    for name, value in server.items():
        sys.stderr.write(f"{name}={'…' if 'KEY' in name else value}\n")
    until = time.monotonic() + 60 * given.minutes if given.minutes else float("inf")
    told: dict[str, Any] = {}
    for engine in engines:
        settings = settings_of(engine, home, server)
        if given.forget:
            (home / f"{engine}.json").unlink(missing_ok=True)
            shutil.rmtree(settings.search_dir) if engine == "tantivy" else drop(settings)
            continue
        rest = (home, given.acts, given.seed)
        told[engine] = {"index": in_own_process(partial(filled, settings, *rest, until))}
        sys.stderr.write(f"{engine}: {told[engine]['index']}\n")
    if given.forget or not all(one["index"]["published"] for one in told.values()):
        return None
    for engine in engines:
        settings = settings_of(engine, home, server)
        told[engine] |= in_own_process(partial(asked, settings, *rest, given.questions))
    return {"acts": given.acts, "seed": given.seed, "load": os.getloadavg()[1], "engines": told}


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=300, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path, default=Path("data/bench-search"))
    parser.add_argument("--engines", type=lambda told: told.split(","), default=list(ENGINES))
    parser.add_argument("--minutes", type=float, help="stop filling after so long; run again")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    parser.add_argument("--picture", type=Path, help="where to draw them, a PNG")
    parser.add_argument("--forget", action="store_true", help="remove what was filled, no more")
    given = parser.parse_args()
    figures = run(given)
    if figures is None:
        sys.stderr.write("not all is filled: run the same again\n" if not given.forget else "")
        return
    both = list(figures["engines"].values())
    figures["overlap"] = dict(overlap(*both)) if len(both) == len(ENGINES) else {}
    for one in both:
        for of in one["kinds"].values():
            del of["found"]
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if given.picture:
        draw(figures, given.picture)
    sys.stdout.write(table(figures))


if __name__ == "__main__":
    main()

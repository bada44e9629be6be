"""Watching inbox and outbox without Dagster's daemon: the sensors' logic in one small loop each.

``sijill serve`` starts it beside the API as ``python -m pipelines.watching``.
"""

import json
import logging
import os
import signal
from pathlib import Path
from threading import Event
from types import FrameType
from typing import NoReturn

import dagster as dg

from archive.errors import CatalogueUnavailable
from archive.settings import Settings
from pipelines.following import record_followed
from pipelines.inbox import arrivals, left_half_way, sweep
from pipelines.processes import collect_rarely
from pipelines.running import RunEnd, open_instance, run_delivery, run_volume
from pipelines.workshop import Workshop

_log = logging.getLogger("sijill.inbox")
_SECONDS = 2.0


def main() -> None:
    """Watch until the process that started this one ends."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    settings = Settings()
    parent = os.getppid()
    over = _ended_by_signals()
    collect_rarely()
    with (
        open_instance(settings) as instance,
        Workshop(settings) as workshop,
        record_followed(settings),
    ):
        try:
            _log.info("watching %s", settings.inbox)
            sweep(settings)
            resume(instance, workshop)
            while os.getppid() == parent and not over.is_set():
                look_once(instance, workshop)
                over.wait(_SECONDS)
        except (KeyboardInterrupt, dg.DagsterExecutionInterruptedError):
            _log.info("stopped; what is half-way goes on at the next start")


def resume(instance: dg.DagsterInstance, workshop: Workshop) -> None:
    """Go on with the volumes that a stopped process left half-way."""
    for left in left_half_way(workshop.catalogue):
        _log.info("going on with %s", left.volume)
        _tell(run_volume(instance, workshop, left.volume))


def look_once(instance: dg.DagsterInstance, workshop: Workshop) -> int:
    """Run every delivery that has arrived since the last look; returns how many there were."""
    memory = workshop.settings.home / "inbox-seen.json"
    seen = _remembered(memory)
    count = 0
    for arrival in arrivals(workshop.settings, seen):
        _log.info("delivery %s: %s", arrival.path.name, arrival.volume or "no volume named")
        try:
            _tell(run_delivery(instance, workshop, arrival.path))
        except CatalogueUnavailable as error:
            _log.warning("%s; trying again", error)
            break
        seen[str(arrival.path)] = arrival.state
        _remember(memory, seen)
        count += 1
    return count


def _ended_by_signals() -> Event:
    """Let both signals end the watcher, even where its shell had it ignore SIGINT.

    The event outlives an interrupt that Python swallows, as it does in a finalizer. At its import
    and after each run, Dagster gives SIGTERM the handler that SIGINT has.
    """
    over = Event()

    def end(number: int, frame: FrameType | None) -> NoReturn:
        over.set()
        signal.default_int_handler(number, frame)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    return over


def _tell(end: RunEnd) -> None:
    for problem in end.problems:
        _log.error("%s: %s", end.volume, problem)
    if not end.problems:
        _log.info("%s: run ended", end.volume or "refused")


def _remembered(memory: Path) -> dict[str, str]:
    if not memory.exists():
        return {}
    seen: dict[str, str] = json.loads(memory.read_text(encoding="utf-8"))
    return {path: state for path, state in seen.items() if Path(path).exists()}


def _remember(memory: Path, seen: dict[str, str]) -> None:
    written = memory.with_suffix(".part")
    written.write_text(json.dumps(seen), encoding="utf-8")
    written.replace(memory)


if __name__ == "__main__":
    main()

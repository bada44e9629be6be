"""Processes that read pages: they load ``ocr`` and the vault, nothing else of the archive."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import connection
from typing import Self

from archive.errors import MasterCorrupt, MasterMissing
from ocr.errors import EngineMissing
from pipelines.errors import ReadersLost

_log = logging.getLogger(__name__)

_ATTEMPTS = 2
_DEATHS = 8
_STOPS_EVERYTHING = (EngineMissing, MasterMissing, MasterCorrupt)


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to read: a frame of a master, at the resolution its file states, if any."""

    sha256: str
    frame: int
    dpi: int | None
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page read: its ALTO document, None when no attempt succeeded."""

    task: PageTask
    alto: bytes | None


class PageReaders:
    """A pool of reading processes, started at the first page and kept for the next volume.

    Args:
        workers: how many read at the same time.
        vault_url: where they fetch masters themselves, so that no scan goes through a pipe.
    """

    def __init__(self, workers: int, vault_url: str) -> None:
        self._workers = workers
        self._vault_url = vault_url
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes; pages not begun are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def read(self, tasks: Iterable[PageTask]) -> Iterator[PageRead]:
        """Read pages and yield each as it is done, in no fixed order.

        A page that fails twice comes back without a document and does not hold up the others.

        Raises:
            EngineMissing, MasterMissing, MasterCorrupt: an operator must act first.
            ReadersLost: the processes died again and again.
        """
        waiting = deque(tasks)
        running: dict[Future[bytes], PageTask] = {}
        deaths = 0
        while waiting or running:
            try:
                self._fill(waiting, running)
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    read = _result(running[future], future)
                    task = running.pop(future)
                    if read is None:
                        waiting.append(replace(task, attempt=task.attempt + 1))
                    else:
                        yield read
            except BrokenProcessPool as error:
                suspects, running = list(running.values()), {}
                for suspect in suspects:
                    deaths += 1
                    self._renew(deaths, error)
                    yield self._read_alone(suspect)

    def _fill(self, waiting: deque[PageTask], running: dict[Future[bytes], PageTask]) -> None:
        while waiting and len(running) < self._workers:
            # Taken off the queue last: a pool that breaks on submit must not lose the page.
            running[self._submit(waiting[0])] = waiting[0]
            waiting.popleft()

    def _read_alone(self, task: PageTask) -> PageRead:
        """Read a page that was under way when a process died: alone, to know the culprit."""
        last_chance = replace(task, attempt=_ATTEMPTS)
        try:
            future = self._submit(last_chance)
            wait([future])
            return _result(last_chance, future) or PageRead(task, None)
        except BrokenProcessPool:
            _log.warning("page %d of %s kills its reader", task.frame, task.sha256)
            self._kill()
            return PageRead(task, None)

    def _submit(self, task: PageTask) -> Future[bytes]:
        return self._started().submit(
            _read_frame, self._vault_url, task.sha256, task.frame, task.dpi
        )

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Told before they start: numpy would otherwise begin a thread for each core in each.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            # Spawned, not forked: Dagster's threads hold locks that a fork would copy shut.
            self._pool = ProcessPoolExecutor(
                self._workers, multiprocessing.get_context("spawn"), initializer=_begin
            )
        return self._pool

    def _kill(self) -> None:
        """End a broken pool. A reader that died may have held the lock the others wait for."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.kill()
        self.close()

    def _renew(self, deaths: int, error: BrokenProcessPool) -> None:
        self._kill()
        if deaths > _DEATHS:
            raise ReadersLost(
                f"the reading processes died {deaths} times: give them more memory or set "
                "SIJILL_WORKERS to 1"
            ) from error


def _result(task: PageTask, future: Future[bytes]) -> PageRead | None:
    """What a finished page gave; None when it should be tried once more."""
    failure = future.exception()
    if failure is None:
        return PageRead(task, future.result())
    if isinstance(failure, (BrokenProcessPool, *_STOPS_EVERYTHING)):
        raise failure
    place = f"page {task.frame} of {task.sha256}, attempt {task.attempt}"
    _log.warning("%s failed: %r", place, failure, exc_info=failure)
    return PageRead(task, None) if task.attempt >= _ATTEMPTS else None


def _read_frame(vault_url: str, sha256: str, frame: int, dpi: int | None) -> bytes:
    """Read one page, in a reading process, and return its ALTO document."""
    from ocr.alto import to_alto
    from ocr.scan_reading import read_frame as read

    return to_alto(read(_master(vault_url, sha256), frame, dpi), sha256)


@lru_cache(maxsize=1)
def _master(vault_url: str, sha256: str) -> bytes:
    # Frames of one file follow one another: a long PDF is fetched once per process.
    from archive.vault import Vault

    return Vault(vault_url).get(sha256)


def _begin() -> None:
    """Set a reading process up: one thread each, and an end when its parent is killed."""
    import cv2

    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)

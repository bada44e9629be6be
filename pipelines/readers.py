"""Processes that read pages: they load ``ocr`` and the vault, nothing else of the archive."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing import connection
from typing import Self

from archive.errors import MasterCorrupt, MasterMissing
from ocr.errors import EngineMissing
from pipelines.errors import ReadersLost
from pipelines.page_tasks import ComingPage, PageRead, PageTask, read_coming, read_kept

_log = logging.getLogger(__name__)

_ATTEMPTS = 2
_DEATHS = 8
_STOPS_EVERYTHING = (EngineMissing, MasterMissing, MasterCorrupt)
# Pages read before anybody asked for them: enough to keep readers busy, little to hold.
_MOST_AHEAD = 32


class PageReaders:
    """A pool of reading processes, started at the first page and kept for the next volume.

    Whenever the pages asked for leave readers idle, they go on with the pages told to
    ``look_ahead``, whose readings are handed out when they are asked for.

    Args:
        workers: how many read at the same time.
        vault_url: where they fetch masters themselves, so that no scan goes through a pipe.
    """

    def __init__(self, workers: int, vault_url: str) -> None:
        self._workers = workers
        self._vault_url = vault_url
        self._pool: ProcessPoolExecutor | None = None
        # Guards all below, which the thread that looks ahead shares with the one that asks.
        self._changed = threading.Condition(threading.RLock())
        self._ahead: dict[PageTask, tuple[ComingPage, Future[bytes]]] = {}
        self._asked: set[PageTask] = set()
        self._waiting = self._under_way = 0
        self._closed = False
        self._looking: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes; pages not begun are dropped."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._looking is not None:
            self._looking.join()
            self._looking = None
        self._stop()
        self._closed = False

    def look_ahead(self, pages: Iterable[ComingPage]) -> None:
        """Read these pages, in their order, whenever no page that was asked for waits.

        One that cannot be read this way is read again when it is asked for.
        """
        self._looking = threading.Thread(target=self._look_ahead, args=(pages,), daemon=True)
        self._looking.start()

    def read(self, tasks: Iterable[PageTask]) -> Iterator[PageRead]:
        """Read pages and yield each as it is done, in no fixed order.

        A page that fails twice comes back without a document and does not hold up the others.

        Raises:
            EngineMissing, MasterMissing, MasterCorrupt: an operator must act first.
            ReadersLost: the processes died again and again.
        """
        waiting = deque(tasks)
        running = self._adopted(waiting)
        deaths = 0
        try:
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
                    self._renew(deaths := deaths + 1, error)
                    for number, suspect in enumerate(suspects):
                        if number:
                            self._renew(deaths := deaths + 1, error)
                        yield self._read_alone(suspect)
        finally:
            self._still_waiting(0)

    def _adopted(self, waiting: deque[PageTask]) -> dict[Future[bytes], PageTask]:
        """Take the pages that were read ahead, or are being, off the queue."""
        with self._changed:
            self._asked.update(waiting)
            # What failed ahead may have been in want of its master: that was no attempt.
            found = {
                self._ahead.pop(task)[1]: replace(task, attempt=0)
                for task in list(waiting)
                if task in self._ahead
            }
        for task in found.values():
            waiting.remove(replace(task, attempt=1))
        return found

    def _fill(self, waiting: deque[PageTask], running: dict[Future[bytes], PageTask]) -> None:
        while waiting and sum(not future.done() for future in running) < self._workers:
            # Taken off the queue last: a pool that breaks on submit must not lose the page.
            running[self._submit(waiting[0])] = waiting[0]
            waiting.popleft()
        self._still_waiting(len(waiting))

    def _still_waiting(self, count: int) -> None:
        with self._changed:
            self._waiting = count
            self._changed.notify_all()

    def _look_ahead(self, pages: Iterable[ComingPage]) -> None:
        for page in pages:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._has_room())
                if self._closed:
                    return
                if page.task in self._asked or page.task in self._ahead:
                    continue
                try:
                    self._ahead[page.task] = (page, self._submitted(read_coming, page))
                except BrokenProcessPool:
                    continue  # it is renewed, and the page read, once the page is asked for

    def _has_room(self) -> bool:
        # One page more than there are readers, so that none waits for the next.
        busy = self._under_way > self._workers or len(self._ahead) >= _MOST_AHEAD
        return not self._waiting and not busy

    def forget(self, delivery: str) -> None:
        """Drop what was read ahead of a delivery and nobody asked for: it was not taken in."""
        with self._changed:
            for task, (page, future) in list(self._ahead.items()):
                if page.delivery == delivery:
                    future.cancel()
                    del self._ahead[task]
            self._changed.notify_all()

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
        return self._submitted(read_kept, self._vault_url, task)

    def _submitted(self, read: Callable[..., bytes], *told: object) -> Future[bytes]:
        with self._changed:
            future = self._started().submit(read, *told)
            self._under_way += 1
        future.add_done_callback(self._ended)
        return future

    def _ended(self, _: Future[bytes]) -> None:
        with self._changed:
            self._under_way -= 1
            self._changed.notify_all()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Told before they start: numpy would otherwise begin a thread for each core in each.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            # Spawned, not forked: Dagster's threads hold locks that a fork would copy shut.
            self._pool = ProcessPoolExecutor(
                self._workers, multiprocessing.get_context("spawn"), initializer=_begin
            )
        return self._pool

    def _stop(self) -> None:
        """End the pool; pages not begun are dropped, and what was read ahead is lost."""
        with self._changed:
            pool, self._pool = self._pool, None
            self._ahead.clear()
        if pool is not None:
            # Not while guarded: ending waits for pages that end, which are told above.
            pool.shutdown(cancel_futures=True)

    def _kill(self) -> None:
        """End a broken pool. A reader that died may have held the lock the others wait for."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.kill()
        self._stop()

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

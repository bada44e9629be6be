"""The inbox: which deliveries have arrived whole, and which volumes were left half-way.

It empties itself: what the archive holds is removed, what was refused is moved to a folder beside
it once nobody has corrected it for an hour. Readings resume from the vault alone.
"""

import hashlib
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue import Catalogue
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from archive.settings import Settings
from pipelines.delivery_files import find_deliveries
from pipelines.intake import IntakeOutcome, inbox_id, peek

_log = logging.getLogger("sijill.inbox")
_QUIET_SECONDS = 2.0
_TO_CORRECT_SECONDS = 3600.0
_REFUSED = "refused"
_DONE = ".done-"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery in the inbox.

    Attributes:
        state: changes whenever any of its files does; equal means judged already.
        volume: None when its manifest names none.
    """

    path: Path
    state: str
    volume: VolumeReference | None


def arrivals(settings: Settings, seen: dict[str, str]) -> Iterator[Arrival]:
    """Deliveries whose files have been quiet for two seconds and whose state is not in ``seen``.

    Those in ``seen`` that have lain unchanged for an hour are moved out of the inbox.

    Args:
        seen: state by path of the deliveries judged before; the caller adds to it.
    """
    if not settings.inbox.is_dir():
        return
    now = time.time()
    for path in find_deliveries(settings.inbox):
        if path == settings.inbox:
            continue
        try:
            state, latest = _state(path)
        except FileNotFoundError:
            # It is leaving the inbox, or not all there yet.
            continue
        if seen.get(str(path)) == state:
            if now - latest >= _TO_CORRECT_SECONDS:
                _set_aside(path, settings)
        elif now - latest >= _QUIET_SECONDS:
            yield Arrival(path, state, peek(path, settings))


def put_away(path: Path, settings: Settings) -> None:
    """Remove a delivery whose masters are held from the inbox; leave it when it lies elsewhere.

    It leaves by one rename; what a killed process leaves of it is hidden, and removed later.
    """
    if settings.inbox not in path.absolute().parents:
        return
    sweep(settings)
    with _left_in_place(path):
        path.rename(settings.inbox / f"{_DONE}{path.name}")
    sweep(settings)
    _remove_empty(path.absolute().parent, settings.inbox)


def sweep(settings: Settings) -> None:
    """Remove what was put away and is still there because its remover was killed."""
    for done in settings.inbox.glob(f"{_DONE}*"):
        if done.is_dir() and not done.is_symlink():
            shutil.rmtree(done, ignore_errors=True)
        else:
            done.unlink(missing_ok=True)


def settled(path: Path, settings: Settings, catalogue: Catalogue) -> IntakeOutcome | None:
    """What became of a delivery that has left the inbox since; None to judge it now.

    A step that is tried again, or a second watcher, must not refuse it for being gone.
    """
    delivery_id = inbox_id(path, settings)
    if delivery_id is None or path.exists():
        return None
    known = catalogue.delivery(delivery_id)
    if known is None:
        return None
    status, volume = known.status, known.volume
    return IntakeOutcome(delivery_id, known.name, status, volume, known.findings, already=True)


@dataclass(frozen=True, slots=True)
class HalfWay:
    """A volume whose run stopped, and the instant its delivery's status was last written."""

    volume: VolumeReference
    since: str


def left_half_way(catalogue: Catalogue) -> list[HalfWay]:
    """Volumes taken in whose reading did not come to its end, oldest first."""
    under_way = (DeliveryStatus.TAKEN, DeliveryStatus.READING)
    found = {
        delivery.volume: HalfWay(delivery.volume, delivery.updated_at)
        for delivery in reversed(catalogue.deliveries())
        if delivery.volume is not None and delivery.status in under_way
    }
    return list(found.values())


def _set_aside(path: Path, settings: Settings) -> None:
    """Move a delivery that the archive did not take to the folder beside the inbox."""
    folder = settings.home / _REFUSED
    folder.mkdir(parents=True, exist_ok=True)
    target, times = folder / path.name, 1
    while target.exists():
        times += 1
        target = folder / f"{path.name}.{times}"
    with _left_in_place(path):
        shutil.move(path, target)
        _log.info("%s was not corrected: moved to %s", path.name, target)
    _remove_empty(path.parent, settings.inbox)


@contextmanager
def _left_in_place(path: Path) -> Iterator[None]:
    """Go on without moving what the system does not let us move."""
    try:
        yield
    except FileNotFoundError:
        _log.info("%s has left the inbox already", path.name)
    except OSError as error:
        _log.warning("%s stays in the inbox: %s", path.name, error)


def _remove_empty(folder: Path, inbox: Path) -> None:
    """Remove the folders that a delivery lay in, up to the inbox, as far as nothing is left."""
    with suppress(OSError):
        while folder != inbox:
            folder.rmdir()
            folder = folder.parent


def _state(path: Path) -> tuple[str, float]:
    """A short name of how the delivery's files look from outside, and when one last changed."""
    files = [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]
    looks = [(str(file), file.lstat()) for file in files]
    text = "\n".join(f"{name} {look.st_size} {look.st_mtime_ns}" for name, look in looks)
    latest = max(max(look.st_mtime, look.st_ctime) for _, look in looks)
    return hashlib.sha256(text.encode()).hexdigest()[:16], latest

"""The inbox: which deliveries have arrived whole, and which volumes were left half-way."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.catalogue import Catalogue
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from archive.settings import Settings
from pipelines.delivery_files import find_deliveries
from pipelines.intake import peek

_QUIET_SECONDS = 2.0


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

    Args:
        seen: state by path of the deliveries judged before; the caller adds to it.
    """
    if not settings.inbox.is_dir():
        return
    now = time.time()
    for path in find_deliveries(settings.inbox):
        if path == settings.inbox:
            continue
        state, latest = _state(path)
        if seen.get(str(path)) != state and now - latest >= _QUIET_SECONDS:
            yield Arrival(path, state, peek(path, settings))


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


def _state(path: Path) -> tuple[str, float]:
    """A short name of how the delivery's files look from outside, and when one last changed."""
    files = [path, *sorted(path.rglob("*"))] if path.is_dir() else [path]
    looks = [(str(file), file.lstat()) for file in files]
    text = "\n".join(f"{name} {look.st_size} {look.st_mtime_ns}" for name, look in looks)
    latest = max(max(look.st_mtime, look.st_ctime) for _, look in looks)
    return hashlib.sha256(text.encode()).hexdigest()[:16], latest

"""Deliveries being followed: where each stands, asked of the record once a second at most.

Everybody who follows the same delivery is told from the same look. Speed is measured from the pages
that were seen to be read, so that pages read before, or by another delivery, do not count.
"""

import hashlib
import json
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TypeVar

from archive.catalogue import Catalogue
from archive.errors import VolumeUnknown
from archive.records import Delivery, DeliveryStatus, VolumeProgress

_FRESH_SECONDS = 0.9
_MEASURED_SECONDS = 300.0
_LEAST_SAMPLES = 3
_STALLED = 4.0
"""How many times longer than usual a page may take before the time left is no longer known."""

_MOST = 256
_T = TypeVar("_T")
_ENDS = (DeliveryStatus.REFUSED, DeliveryStatus.DONE, DeliveryStatus.FAILED)
_UNHELD = (DeliveryStatus.WAITING, DeliveryStatus.REFUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """Where a delivery stands.

    Attributes:
        progress: None before its volume is held.
        seconds_left: until its pages are read, None while that is not known.
    """

    delivery: Delivery
    progress: VolumeProgress | None
    seconds_left: float | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.delivery.status in _ENDS

    @property
    def mark(self) -> str:
        """Another one whenever there is something else to show."""
        minutes = None if self.seconds_left is None else round(self.seconds_left / 60)
        shown = [
            self.delivery.status.value,
            self.delivery.updated_at,
            None if self.progress is None else asdict(self.progress),
            minutes,
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:16]


class _Pace:
    """Instants at which more pages were seen to be read."""

    def __init__(self) -> None:
        self._read: int | None = None
        self._samples: deque[tuple[float, int]] = deque(maxlen=64)

    def see(self, now: float, read: int) -> None:
        """Note how many pages are read now."""
        if self._read is not None and read > self._read:
            self._samples.append((now, read))
        # What was read before the first look says nothing about speed.
        self._read = read
        while self._samples and now - self._samples[0][0] > _MEASURED_SECONDS:
            self._samples.popleft()

    def seconds_left(self, now: float, pages: int) -> float | None:
        """Until so many pages are read, None while too little was seen."""
        if len(self._samples) < _LEAST_SAMPLES or self._read is None or pages <= self._read:
            return None
        (began, first), (latest, last) = self._samples[0], self._samples[-1]
        a_page = (latest - began) / (last - first)
        since = now - latest
        if since > _STALLED * max(a_page, 1.0):
            return None
        return max(0.0, (pages - last) * a_page - since)


class Followed:
    """What was seen of deliveries lately, shared by all who follow them.

    Args:
        clock: seconds that never go back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._looks: OrderedDict[str, tuple[float, Look]] = OrderedDict()
        self._paces: OrderedDict[str, _Pace] = OrderedDict()
        self._asking: dict[str, Lock] = {}

    def fresh(self, delivery_id: str) -> Look | None:
        """The last look when it is younger than a second; asks nothing."""
        with self._lock:
            at, look = self._looks.get(delivery_id, (0.0, None))
        return look if look is not None and self._clock() - at < _FRESH_SECONDS else None

    def look(self, catalogue: Catalogue, delivery_id: str) -> Look | None:
        """Where a delivery stands, None when there is none of this id."""
        with self._lock:
            asking = self._asking.setdefault(delivery_id, Lock())
        # Whoever comes while another asks takes what that one is told.
        with asking:
            look = self.fresh(delivery_id) or self._ask(catalogue, delivery_id)
        with self._lock:
            self._asking.pop(delivery_id, None)
        return look

    def _ask(self, catalogue: Catalogue, delivery_id: str) -> Look | None:
        delivery = catalogue.delivery(delivery_id)
        if delivery is None:
            return None
        progress = _progress(catalogue, delivery)
        now = self._clock()
        with self._lock:
            pace = _kept(self._paces, delivery_id, _Pace())
            left = None
            if progress is not None and delivery.status is DeliveryStatus.READING:
                pace.see(now, progress.pages_read)
                left = pace.seconds_left(now, progress.pages)
            look = Look(delivery, progress, left)
            self._looks.pop(delivery_id, None)
            _kept(self._looks, delivery_id, (now, look))
        return look


def _kept(latest: OrderedDict[str, _T], key: str, new: _T) -> _T:
    """The value of a key, ``new`` when there is none; the oldest keys are forgotten."""
    found = latest.setdefault(key, new)
    latest.move_to_end(key)
    while len(latest) > _MOST:
        latest.popitem(last=False)
    return found


def _progress(catalogue: Catalogue, delivery: Delivery) -> VolumeProgress | None:
    if delivery.volume is None or delivery.status in _UNHELD:
        return None
    try:
        return catalogue.progress(delivery.volume)
    except VolumeUnknown:
        return None

"""Which act of the record a new reading is a reading of, and which number it then holds. Pure.

The place on an unchanged scan tells most: a number read wrongly the first time must not move an
act's history to its neighbour. The number comes next, and joins the two originals of a register;
the place on a page that was scanned again comes last, and only where no number speaks against it.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.act import ActReading
from archive.box import Box
from archive.history import History, Missed, Read, What
from archive.register import ActNumber, ActReference, VolumeReference

_SAME_PLACE = 0.5
"""Share of the two boxes' union that their overlap must reach."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event to append: ``known`` is the act's history so far, empty for a new act."""

    known: History
    what: What


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an act begins: its page, that page's scan, its rank among the acts begun there."""

    page: str
    scan: str
    rank: int
    box: Box | None

    def overlaps(self, other: "_Place") -> float:
        """1 for the same region, 0 for another; rank decides where a region is missing."""
        if self.box is None or other.box is None:
            return float(self.rank == other.rank)
        return _overlap(self.box, other.box)


@dataclass(frozen=True, slots=True)
class _Slot:
    """An act of the record, as a new reading of one original may meet it."""

    known: History
    place: _Place | None
    numbers: frozenset[ActNumber]


def plan(
    volume: VolumeReference,
    known: Iterable[History],
    readings: Sequence[ActReading],
    scans: Mapping[str, str],
) -> list[Step]:
    """The events that one structuring of a volume adds, in the volume's order, missed acts last.

    Args:
        known: every act of the register.
        readings: every act found in the volume.
        scans: by page name, ``VolumePage.scan`` of the page in force.
    """
    known = sorted(known, key=lambda history: history.act_id)
    ordered = sorted(readings, key=lambda reading: reading.ordinal)
    places = _places(ordered, scans)
    slots = _slots(volume.copy, known)
    met = _match(ordered, places, slots)
    ids = {history.act_id for history in known}
    histories = []
    for index, reading in enumerate(ordered):
        if index not in met:
            met[index] = History(new_id(volume, reading, ids), volume.register)
            ids.add(met[index].act_id)
        histories.append(met[index])
    numbers = _numbers(histories, ordered, known)
    steps = [
        Step(history, Read(reading, number, _scans(reading, scans)))
        for history, reading, number in zip(histories, ordered, numbers, strict=True)
    ]
    found = {history.act_id for history in histories}
    for slot in slots:
        latest = slot.known.reads.get(volume.copy)
        if latest is None or slot.known.act_id in found:
            continue
        now = {page: scans[page] for page in latest.scans if page in scans}
        if slot.known.missed.get(volume.copy) != now:
            steps.append(Step(slot.known, Missed(volume.copy, now)))
    return [step for step in steps if _says_more(step, volume.copy)]


def new_id(volume: VolumeReference, reading: ActReading, taken: Iterable[str]) -> str:
    """Id of an act met for the first time: from its number, or from its place when there is none.

    Ids say nothing to a reader: they go to indexes and logs, and a number may be corrected later.
    """
    page = reading.pages[0][0] if reading.pages else ""
    place = f"{volume}/{page}/{reading.ordinal}"
    names = [place, *(f"{place}/{again}" for again in range(2, 100))]
    if reading.number is not None:
        names.insert(0, str(ActReference(volume.register, reading.number)))
    ids = (hashlib.sha256(name.encode()).hexdigest()[:32] for name in names)
    return next(act_id for act_id in ids if act_id not in taken)


def _says_more(step: Step, copy: int) -> bool:
    """Whether the event tells anything the history does not say yet."""
    if isinstance(step.what, Missed):
        return True
    before = step.known.reads.get(copy)
    same = before == step.what and step.known.number == getattr(step.what, "number", None)
    return not same or copy in step.known.missed


def _scans(reading: ActReading, scans: Mapping[str, str]) -> dict[str, str]:
    """Scans of the pages a reading mentions, of those known."""
    pages = [page for page, _ in reading.pages]
    pages += [field.page for field in reading.fields.values() if field.page is not None]
    return {page: scans[page] for page in pages if page in scans}


def _places(readings: Sequence[ActReading], scans: Mapping[str, str]) -> list[_Place]:
    ranks: Counter[str] = Counter()
    places = []
    for reading in readings:
        page, box = reading.pages[0] if reading.pages else ("", None)
        places.append(_Place(page, scans.get(page, ""), ranks[page], box))
        ranks[page] += 1
    return places


def _slots(copy: int, known: Sequence[History]) -> list[_Slot]:
    read = [history.reads[copy] for history in known if copy in history.reads]
    read.sort(key=lambda item: item.reading.ordinal)
    places = {
        id(item): _Place(place.page, item.scan, place.rank, place.box)
        for item, place in zip(read, _places([item.reading for item in read], {}), strict=True)
    }
    slots = []
    for history in known:
        latest = history.reads.get(copy)
        numbers = {history.number, latest.reading.number if latest else None} - {None}
        place = places[id(latest)] if latest else None
        slots.append(_Slot(history, place, frozenset(n for n in numbers if n is not None)))
    return slots


def _match(
    readings: Sequence[ActReading], places: Sequence[_Place], slots: Sequence[_Slot]
) -> dict[int, History]:
    by_page: dict[str, list[_Slot]] = defaultdict(list)
    by_number: dict[ActNumber, list[_Slot]] = defaultdict(list)
    for slot in slots:
        if slot.place is not None:
            by_page[slot.place.page].append(slot)
        for number in slot.numbers:
            by_number[number].append(slot)
    met: dict[int, History] = {}
    taken: set[str] = set()
    for rule in (_same_reading, _same_place_and_number, _same_place, _same_number, _same_page):
        for index, (reading, place) in enumerate(zip(readings, places, strict=True)):
            if index in met:
                continue
            there = by_number[reading.number] if reading.number else []
            near = (*by_page[place.page], *there)
            free = [slot for slot in near if slot.known.act_id not in taken]
            best = max(free, key=lambda slot: rule(reading, place, slot), default=None)
            if best is not None and rule(reading, place, best) >= _SAME_PLACE:
                met[index] = best.known
                taken.add(best.known.act_id)
    return met


_Rule = Callable[[ActReading, _Place, _Slot], float]


def _same_reading(reading: ActReading, _place: _Place, slot: _Slot) -> float:
    latest = slot.known.reads.get(reading.copy)
    if latest is None or latest.reading != reading:
        return 0.0
    return 0.9 if reading.copy in slot.known.missed else 1.0


def _same_place(_reading: ActReading, place: _Place, slot: _Slot) -> float:
    if slot.place is None or not place.scan or slot.place.scan != place.scan:
        return 0.0
    return place.overlaps(slot.place) if slot.place.page == place.page else 0.0


def _same_number(reading: ActReading, _place: _Place, slot: _Slot) -> float:
    if reading.number is None or reading.number not in slot.numbers:
        return 0.0
    return 1.0 if reading.number == slot.known.number else 0.9


def _same_place_and_number(reading: ActReading, place: _Place, slot: _Slot) -> float:
    return _same_place(reading, place, slot) if _same_number(reading, place, slot) else 0.0


def _same_page(reading: ActReading, place: _Place, slot: _Slot) -> float:
    if slot.place is None or slot.place.page != place.page:
        return 0.0
    contradicted = reading.number and slot.numbers and reading.number not in slot.numbers
    return 0.0 if contradicted else place.overlaps(slot.place)


def _overlap(one: Box, other: Box) -> float:
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / (one.width * one.height + other.width * other.height - shared)


def _numbers(
    histories: Sequence[History], readings: Sequence[ActReading], known: Sequence[History]
) -> list[ActNumber | None]:
    """Number each act holds after this reading: a person's first, then the lowest copy's free one.

    Acts that keep the number they hold go first, so that a stranger cannot take it from them.
    """
    moving = {history.act_id for history in histories if not history.verified}
    held = {history.number for history in known if history.act_id not in moving} - {None}
    wanted = [
        [history.number] if history.verified else _read_numbers(history, reading)
        for history, reading in zip(histories, readings, strict=True)
    ]
    result: list[ActNumber | None] = [
        history.number if history.verified else None for history in histories
    ]
    keeps = [
        bool(w) and history.number == w[0] for history, w in zip(histories, wanted, strict=True)
    ]
    for index in sorted(range(len(histories)), key=lambda index: not keeps[index]):
        if histories[index].verified:
            continue
        result[index] = next((number for number in wanted[index] if number not in held), None)
        held.add(result[index])
    return result


def _read_numbers(history: History, reading: ActReading) -> list[ActNumber]:
    by_copy = {copy: read.reading.number for copy, read in history.reads.items()}
    by_copy[reading.copy] = reading.number
    return [number for _, number in sorted(by_copy.items()) if number is not None]

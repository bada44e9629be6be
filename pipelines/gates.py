"""The gates that look at scans: each file hashed, decoded to its end, its pages judged."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import digest_of
from ocr.quality import PageQuality, look, resolution_code, sheets_seen_twice
from ocr.scan import FrameInfo, Pixels, ScanError, inspect
from pipelines.delivery_files import DeliveryFiles

_SHEET_INCHES = 11.7


@dataclass(frozen=True, slots=True)
class JudgedFrame:
    """One frame of a sound scan: what its header says and what its pixels show."""

    info: FrameInfo
    quality: PageQuality

    def findings(self, page: str) -> tuple[Finding, ...]:
        """What is noted about the page of this name; none of it keeps the page out."""
        notes = []
        if self.quality.blank:
            notes.append(Finding("page_blank", page=page))
        if self.quality.blurred:
            notes.append(Finding("page_blurred", page=page))
        if code := resolution_code(self.info):
            # Without a stated resolution the sheet is taken to be A4.
            long_side = max(self.info.width, self.info.height)
            dpi = self.info.dpi or round(long_side / _SHEET_INCHES)
            notes.append(Finding(code, {"dpi": dpi}, page=page))
        return tuple(notes)


@dataclass(frozen=True, slots=True)
class JudgedScan:
    """One file: its frames when it is sound, what speaks against it when it is not."""

    name: str
    frames: tuple[JudgedFrame, ...]
    against: tuple[Finding, ...] = ()


def hash_scans(files: DeliveryFiles) -> dict[str, str]:
    """SHA-256 of every scan by name, before anything else touches the bytes."""
    return {name: digest_of(files.read(name)) for name in files.scans}


def judge_scans(files: DeliveryFiles, names: Sequence[str], settings: Settings) -> list[JudgedScan]:
    """Judge scans in order, as many at a time as pages are read; each is held only meanwhile."""

    def judge(name: str) -> JudgedScan:
        return judge_scan(files.read(name), name, settings.max_megapixels)

    with ThreadPoolExecutor(settings.workers) as pool:
        return list(pool.map(judge, names))


def judge_scan(data: bytes, name: str, max_megapixels: int) -> JudgedScan:
    """Decode one file to its end and judge every frame of it."""
    qualities: dict[int, PageQuality] = {}

    def observe(index: int, preview: Pixels) -> None:
        qualities[index] = look(preview)

    try:
        info = inspect(data, name, max_megapixels, observe)
    except ScanError as error:
        return JudgedScan(name, (), (Finding(error.code, error.params, page=name),))
    frames = (JudgedFrame(frame, qualities[index]) for index, frame in enumerate(info.frames))
    return JudgedScan(name, tuple(frames))


def held_elsewhere(
    volume: VolumeReference, digests: Mapping[str, str], catalogue: Catalogue
) -> tuple[Finding, ...]:
    """One finding for every other volume that holds scans of this delivery, byte for byte.

    A scan shows one paper, which stands in one original of one register: either volume is not
    what its manifest says, or one of the two was given the other's files.

    Args:
        digests: SHA-256 by file name, in the order of the volume.
    """
    shared: dict[VolumeReference, list[str]] = {}
    for name, digest in digests.items():
        for holder in dict.fromkeys(held for held, _ in catalogue.holders(digest)):
            if holder != volume:
                shared.setdefault(holder, []).append(name)
    return tuple(
        Finding("scan_held_elsewhere", {"volume": str(holder), "count": len(names)}, page=names[0])
        for holder, names in shared.items()
    )


def sheet_findings(
    names: Sequence[str], qualities: Sequence[PageQuality]
) -> Mapping[str, tuple[Finding, ...]]:
    """By page name, the earlier page that seems to show the same sheet; a person decides."""
    pairs = sheets_seen_twice([quality.sheet for quality in qualities])
    found: dict[str, tuple[Finding, ...]] = {}
    for first, second in pairs:
        finding = Finding("sheet_twice", {"first": names[first]}, page=names[second])
        found[names[second]] = (*found.get(names[second], ()), finding)
    return found

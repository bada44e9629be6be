"""Intake: a delivery is judged whole, then taken in whole or refused with every reason.

Masters reach the vault before one catalogue transaction names them, so that a run killed at any
moment leaves at most bytes in the vault that nothing points at, and going again completes it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive.catalogue import Catalogue
from archive.delivery import Manifest, ManifestReading, compare_files, page_name, read_manifest
from archive.errors import VolumeHeld
from archive.finding import Finding, Severity
from archive.offices import office
from archive.records import DeliveryStatus, VolumePage
from archive.register import VolumeReference
from archive.settings import Settings
from archive.vault import Vault, digest_of
from pipelines.delivery_files import DeliveryFiles, opened_delivery
from pipelines.errors import DeliveryUnreadable
from pipelines.gates import JudgedScan, hash_scans, held_elsewhere, judge_scans, sheet_findings

_BYTES_PER_PIXEL = 4
_AFTER_ALL = 1_000_000
"""Ordinal that no volume reaches."""


@dataclass(frozen=True, slots=True)
class IntakeOutcome:
    """What became of one delivery.

    Attributes:
        status: ``refused``, or ``taken`` when its volume is held now.
        already: the very same bytes were held before; nothing changed.
        volume: None when the manifest names none.
        findings: of the delivery, then of its pages.
    """

    delivery_id: str
    name: str
    status: DeliveryStatus
    volume: VolumeReference | None
    findings: tuple[Finding, ...]
    pages: int = 0
    already: bool = False


def peek(path: Path, settings: Settings) -> VolumeReference | None:
    """The volume a delivery says it is, None when it cannot be told; judges nothing else."""
    try:
        with opened_delivery(path, max_bytes(settings)) as files:
            return read_manifest(files.manifest(), _is_office).volume
    except DeliveryUnreadable:
        return None


def receive(path: Path, settings: Settings, catalogue: Catalogue, vault: Vault) -> IntakeOutcome:
    """Judge a delivery; take it in when nothing speaks against it, else record its refusal."""
    try:
        with opened_delivery(path, max_bytes(settings)) as files:
            return _Receiving(path, settings, catalogue, vault, files).outcome()
    except DeliveryUnreadable as error:
        delivery_id = inbox_id(path, settings) or digest_of(str(path.resolve()).encode())[:16]
        outcome = IntakeOutcome(
            delivery_id, path.name, DeliveryStatus.REFUSED, None, error.findings
        )
        return record(outcome, catalogue)


def record(outcome: IntakeOutcome, catalogue: Catalogue) -> IntakeOutcome:
    """Write an outcome into the catalogue, under the name the delivery was first known by."""
    known = catalogue.delivery(outcome.delivery_id)
    finished = known is not None and known.status in (DeliveryStatus.READING, DeliveryStatus.DONE)
    if outcome.already and finished:
        return outcome
    catalogue.record_delivery(
        outcome.delivery_id,
        known.name if known is not None else outcome.name,
        outcome.status,
        outcome.volume,
        outcome.findings,
    )
    return outcome


class _Receiving:
    """One delivery on its way through the gates."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        catalogue: Catalogue,
        vault: Vault,
        files: DeliveryFiles,
    ) -> None:
        self._name = path.name
        self._settings, self._catalogue = settings, catalogue
        self._vault, self._files = vault, files
        content = files.manifest()
        self._reading: ManifestReading = read_manifest(content, _is_office)
        self._digests = hash_scans(files)
        self._id = inbox_id(path, settings) or _content_id(content, self._digests)

    def outcome(self) -> IntakeOutcome:
        """Pass every gate, then take the delivery in or refuse it."""
        manifest = self._reading.manifest
        against = list(self._reading.findings)
        if self._reading.pages:
            against += compare_files(self._reading.pages, self._digests)
        if manifest is not None and not against:
            if self._held_just_so(manifest):
                return self._already()
            against += self._against_volume(manifest)
        listed = [name for name in self._reading.pages if name in self._digests]
        scans = judge_scans(self._files, listed or list(self._digests), self._settings)
        against += [finding for scan in scans for finding in scan.against]
        pages = _volume_pages(scans, self._digests)
        against += _names_twice(pages)
        if against or manifest is None:
            return self._end(DeliveryStatus.REFUSED, tuple(against))
        return self._take_in(manifest, pages)

    def _held_just_so(self, manifest: Manifest) -> bool:
        """Whether every page file of the delivery is held already, in this order."""
        if self._catalogue.volume(manifest.volume) is None:
            return False
        pages = self._catalogue.pages(manifest.volume, include_replaced=True)
        held = iter(dict.fromkeys((_file_name(page), page.sha256) for page in pages))
        return all((name, self._digests[name]) in held for name in manifest.pages)

    def _against_volume(self, manifest: Manifest) -> list[Finding]:
        held = self._catalogue.volume(manifest.volume) is not None
        if held == manifest.supplement:
            return []
        code = "volume_held" if held else "volume_not_held"
        return [Finding(code, {"volume": str(manifest.volume)})]

    def _take_in(self, manifest: Manifest, pages: Sequence[VolumePage]) -> IntakeOutcome:
        changed = self._keep_masters(manifest.pages)
        if changed:
            return self._end(DeliveryStatus.REFUSED, changed)
        notes = [] if manifest.volume.register.kind.holds_acts else [Finding("kind_kept_as_scans")]
        digests = {name: self._digests[name] for name in manifest.pages}
        notes += held_elsewhere(manifest.volume, digests, self._catalogue)
        try:
            if manifest.supplement:
                self._catalogue.supplement(manifest.volume, _placed(pages), self._id)
            else:
                self._catalogue.take_in(manifest.volume, pages, self._id)
        except VolumeHeld:
            # Somebody else took it in since the gates were passed.
            against = Finding("volume_held", {"volume": str(manifest.volume)})
            return self._end(DeliveryStatus.REFUSED, (against,))
        findings = (*notes, *(finding for page in pages for finding in page.findings))
        return self._end(DeliveryStatus.TAKEN, findings, len(pages))

    def _keep_masters(self, names: Sequence[str]) -> tuple[Finding, ...]:
        """Put every file into the vault; findings for those that changed since they were judged."""
        changed = []
        for name in names:
            data = self._files.read(name)
            if digest_of(data) == self._digests[name]:
                self._vault.put(data)
            else:
                changed.append(Finding("delivery_changed", page=name))
        return tuple(changed)

    def _already(self) -> IntakeOutcome:
        outcome = IntakeOutcome(
            self._id,
            self._name,
            DeliveryStatus.TAKEN,
            self._reading.volume,
            (Finding("already_taken_in"),),
            len(self._reading.pages),
            already=True,
        )
        return record(outcome, self._catalogue)

    def _end(
        self, status: DeliveryStatus, findings: tuple[Finding, ...], pages: int = 0
    ) -> IntakeOutcome:
        volume = self._reading.volume
        outcome = IntakeOutcome(self._id, self._name, status, volume, findings, pages)
        return record(outcome, self._catalogue)


def refused(outcome: IntakeOutcome) -> tuple[Finding, ...]:
    """The findings that a delivery was refused for."""
    return tuple(f for f in outcome.findings if f.severity is Severity.REFUSE)


def _volume_pages(scans: Sequence[JudgedScan], digests: dict[str, str]) -> list[VolumePage]:
    frames = [
        (scan.name, index, len(scan.frames), frame)
        for scan in scans
        for index, frame in enumerate(scan.frames)
    ]
    names = [page_name(name, index, count) for name, index, count, _ in frames]
    twice = sheet_findings(names, [frame.quality for *_, frame in frames])
    return [
        VolumePage(
            name=names[place],
            ordinal=place + 1,
            sha256=digests[name],
            frame=index,
            width=frame.info.width,
            height=frame.info.height,
            dpi=frame.info.dpi,
            findings=(*frame.findings(names[place]), *twice.get(names[place], ())),
        )
        for place, (name, index, _, frame) in enumerate(frames)
    ]


def _placed(pages: Sequence[VolumePage]) -> Sequence[VolumePage]:
    """A supplement's pages; those with new names go after the volume's last page."""
    return [replace(page, ordinal=_AFTER_ALL + page.ordinal) for page in pages]


def _names_twice(pages: Sequence[VolumePage]) -> list[Finding]:
    names = [page.name for page in pages]
    return [Finding("page_name_twice", page=name) for name in set(names) if names.count(name) > 1]


def _file_name(page: VolumePage) -> str:
    return page.name.removesuffix(f"#{page.frame + 1}")


def _content_id(manifest: bytes | None, digests: dict[str, str]) -> str:
    """The same delivery has the same id wherever it lies; a corrected one has another."""
    listed = "".join(f"\n{name}\0{digest}" for name, digest in sorted(digests.items()))
    return hashlib.sha256((manifest or b"") + listed.encode()).hexdigest()[:16]


def inbox_id(path: Path, settings: Settings) -> str | None:
    """Deliveries in the inbox carry their id as their name: the upload gave it to them."""
    if path.absolute().parent != settings.inbox:
        return None
    return path.stem if path.suffix.lower() == ".zip" else path.name


def _is_office(code: str) -> bool:
    return office(code) is not None


def max_bytes(settings: Settings) -> int:
    """What one file of a delivery may unpack to: its most megapixels, uncompressed."""
    return settings.max_megapixels * 1_000_000 * _BYTES_PER_PIXEL

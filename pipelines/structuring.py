"""Structuring a volume: its pages as read become acts in the record."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.finding import Finding, Severity
from archive.records import KeptActs
from archive.register import VolumeReference
from pipelines.reading import page_findings, pages_read
from pipelines.workshop import Workshop


@dataclass(frozen=True, slots=True)
class StructuredVolume:
    """What structuring kept, what each page was found to be, and what was found on the way."""

    kept: KeptActs
    page_kinds: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Findings about the volume that wait for a person."""
        return tuple(f for f in self.findings if f.severity is Severity.REVIEW)


def keep_structure(workshop: Workshop, volume: VolumeReference) -> StructuredVolume:
    """Structure a volume from its pages' readings and keep its acts in one transaction.

    Volumes of kinds without a form description keep their pages as scans and yield no act.
    """
    # Loads the closed worlds (communes, names), which reading pages does without.
    from indexing.confidence.acceptance import Thresholds
    from indexing.structuring import structure_volume

    told = workshop.settings
    thresholds = Thresholds(told.sure, told.sure_mention, told.sure_fields)
    pages = pages_read(workshop, volume)
    readable = [(name, page) for name, page in pages if page is not None]
    structure = structure_volume(volume, readable, thresholds)
    acts, kinds = structure.acts, structure.page_kinds
    findings = (*page_findings(pages), *structure.findings)
    kept = workshop.catalogue.keep_acts(volume, acts, kinds, findings)
    workshop.progress.structured(volume, kept)
    return StructuredVolume(kept, kinds, findings)

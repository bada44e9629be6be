"""Fixity: every master hashed again, and the audit chain followed from its first entry."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.progress import Progress

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.vault import Vault
from pipelines.printing import print_json, say
from pipelines.workshop import Workshop


@dataclass(frozen=True, slots=True)
class FixityReport:
    """Masters checked, digests of those missing or changed, and the first broken audit entry."""

    checked: int
    missing: tuple[str, ...]
    corrupt: tuple[str, ...]
    audit_break: str | None

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.corrupt or self.audit_break)


def check_fixity(
    catalogue: Catalogue, vault: Vault, tell: Callable[[int, int], None]
) -> FixityReport:
    """Check what the vault holds and what the catalogue says it should hold.

    Args:
        tell: called with the masters checked so far and their total.
    """
    held = set(vault.digests())
    named = {
        page.sha256
        for record in catalogue.volumes()
        for page in catalogue.pages(record.volume, include_replaced=True)
    }
    named |= catalogue.supporting_documents()
    corrupt = []
    for done, digest in enumerate(sorted(held), start=1):
        if not vault.verify(digest):
            corrupt.append(digest)
        tell(done, len(held))
    broken = catalogue.check_audit()
    return FixityReport(
        checked=len(held),
        missing=tuple(sorted(named - held)),
        corrupt=tuple(corrupt),
        audit_break=None if broken is None else f"entry {broken.seq}: {broken.reason}",
    )


def fixity(settings: Settings, as_json: bool) -> bool:
    """Check an installation, show what is wrong, and say whether it is whole."""
    with Workshop(settings) as workshop, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("masters", total=None)
        report = check_fixity(
            workshop.catalogue,
            workshop.vault,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        print_json(asdict(report))
        return report.whole
    say(f"{report.checked} masters checked")
    for word, digests in (("missing", report.missing), ("corrupt", report.corrupt)):
        for digest in digests:
            say(f"{word}: {digest}")
    say(f"audit: {report.audit_break or 'whole'}")
    return report.whole

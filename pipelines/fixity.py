"""Fixity: every master hashed again, and the audit chain followed from its first entry."""

from collections.abc import Callable
from dataclasses import dataclass

from archive.catalogue import Catalogue
from archive.vault import Vault


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

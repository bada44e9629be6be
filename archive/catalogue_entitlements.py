"""The catalogue's list of who may ask for which paper, with dates of validity."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from archive.catalogue_dated import DatedRows, in_force, require_not_past, today
from archive.errors import ListRefused
from archive.issuing.asked import ApplicantCapacity
from archive.issuing.entitlement import Entitlement
from archive.issuing.paper import PaperKind
from archive.issuing.validity import ListEntry
from archive.store import Store
from archive.tables_requests import entitlements


def _read(row: Mapping[str, Any]) -> Entitlement:
    told = {field.name: row[field.name] for field in fields(Entitlement)}
    told |= {"kind": PaperKind(told["kind"]), "capacity": ApplicantCapacity(told["capacity"])}
    # Older records gave a holder the full copy without; entries are never rewritten.
    told["needs_proof"] = told["needs_proof"] or told["kind"] is PaperKind.FULL_COPY
    return Entitlement(**told)


_ENTITLEMENTS = DatedRows(
    entitlements,
    "entitlement",
    ("kind", "capacity", "needs_proof"),
    ("kind", "capacity"),
    _read,
)


class Entitlements(Store):
    """Who may ask for extracts and extracts for abroad; full copies are by law."""

    def entitlements(self, day: date | None = None) -> list[Entitlement]:
        """The entitlements of a day, or of every day, by kind of paper."""
        return in_force(self.entitlement_entries(), day)

    def entitlement_entries(self) -> list[ListEntry[Entitlement]]:
        """Every entitlement with who entered and who ended it."""
        with self._reading() as connection:
            return _ENTITLEMENTS.entries(connection)

    def entitle(self, given: Entitlement, actor: str | None = None) -> Entitlement:
        """Enter that a capacity gives a right to a kind of paper from a day on.

        Raises:
            ListRefused: the day is over.
        """
        columns = entitlements.c
        same = (columns.kind == given.kind.value) & (columns.capacity == given.capacity.value)
        with self._writing(actor) as tx:
            require_not_past(tx, given.from_day)
            return _ENTITLEMENTS.enter(tx, given, given, same).value

    def end_entitlement(
        self, number: int, until_day: date | None = None, actor: str | None = None
    ) -> Entitlement:
        """Let an entitlement hold until the day before, today when no day is given.

        Raises:
            ListRefused: there is none of this number, it is over, it is by law, or the day is over.
        """
        with self._writing(actor) as tx:
            entry = _ENTITLEMENTS.numbered(tx, number)
            until = until_day or today(tx)
            if entry is None or (entry.until_day is not None and entry.until_day <= until):
                raise ListRefused("entitlement_over", f"entitlement {number} does not go on")
            if entry.value.kind is PaperKind.FULL_COPY:
                raise ListRefused("entitlement_by_law", f"entitlement {number} is given by law")
            require_not_past(tx, until)
            return _ENTITLEMENTS.end(tx, entry, max(until, entry.from_day)).value

"""Officers who sign papers, and their delegations: for which office, on which days. Pure.

How a capacity is printed, and what the law says of it, stands in ``capacities.json``.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path

from archive.issuing.errors import OfficerNotDelegated
from archive.issuing.paper import SigningOfficer
from archive.issuing.validity import holds, overlaps


class Capacity(Enum):
    """In which quality an officer signs (decree 2-99-665, arts 1 and 2)."""

    OFFICER = "officer"
    DELEGATE = "delegate"
    CONSUL = "consul"
    DIPLOMAT = "diplomat"

    @property
    def printed(self) -> Mapping[str, str]:
        """How papers print it, by language."""
        entry = _capacities()[self.value]
        return {"fr": str(entry["fr"]), "ar": str(entry["ar"])}

    @property
    def has_one_office(self) -> bool:
        """Whether who has it signs for one office at a time."""
        return bool(_capacities()[self.value]["one_office"])


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who may sign papers.

    Attributes:
        account: name of the account they sign in with, which the record names as who issued.
        name_ar, name_fr: as papers print them.
        signing_key: label of the officer's own key on the token, None for the archive's.
    """

    officer_id: str
    account: str
    name_ar: str
    name_fr: str
    capacity: Capacity
    signing_key: str | None = None

    def __post_init__(self) -> None:
        if not (self.name_ar.strip() and self.name_fr.strip()):
            raise ValueError(f"officer {self.account!r} needs a name in both scripts")

    @property
    def printed(self) -> SigningOfficer:
        """Name and capacity as papers print them."""
        capacity = self.capacity.printed
        return SigningOfficer(self.name_ar, self.name_fr, capacity["ar"], capacity["fr"])


@dataclass(frozen=True, slots=True)
class Delegation:
    """The days on which an officer signs for an office.

    Attributes:
        from_day: the first of them; until_day: the first day after them, None for no end.
        decision: number and date of the decision, which the prosecutor and the ministry have with
            a specimen of the signature.
        automatic: whether papers of verified acts that are asked electronically are signed in the
            officer's name without a click.
        number: its number in the record, 0 before it is there.
    """

    officer_id: str
    office_code: str
    from_day: date
    until_day: date | None
    decision: str
    automatic: bool = False
    number: int = 0

    def __post_init__(self) -> None:
        if not self.decision.strip():
            raise ValueError(f"the delegation for {self.office_code} names no decision")
        if self.until_day is not None and self.until_day < self.from_day:
            raise ValueError(f"a delegation from {self.from_day} cannot end {self.until_day}")


def may_sign(
    delegations: Iterable[Delegation], officer_id: str, office_code: str, day: date
) -> Delegation:
    """The delegation under which an officer signs for an office on a day.

    Raises:
        OfficerNotDelegated: none holds.
    """
    for one in delegations:
        if (one.officer_id, one.office_code) == (officer_id, office_code) and holds(one, day):
            return one
    raise OfficerNotDelegated(office_code, day)


def delegated_elsewhere(
    delegations: Iterable[Delegation], officer: Officer, asked: Delegation
) -> Delegation | None:
    """The delegation that keeps an officer from having another as well, None when nothing does."""
    if not officer.capacity.has_one_office:
        return None
    for one in delegations:
        is_elsewhere = one.officer_id == officer.officer_id and one.office_code != asked.office_code
        if is_elsewhere and overlaps(one, asked.from_day, asked.until_day):
            return one
    return None


@cache
def _capacities() -> Mapping[str, Mapping[str, object]]:
    path = Path(__file__).with_name("capacities.json")
    loaded: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded

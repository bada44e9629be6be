"""Search orders: acts that somebody asks for and whose volume is not in the archive. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.act import FIELD_NAMES
from archive.register import ActNumber, Kind, RegisterReference


class SearchState(StrEnum):
    """Where a search order stands; ``CANCELLED``: nobody asks for the act any more."""

    OPEN = "open"
    FOUND = "found"
    NOT_FOUND = "not_found"
    CANCELLED = "cancelled"


class NotFound(StrEnum):
    """Why an office's search ended without the act."""

    NOT_IN_REGISTER = "not_in_register"
    REGISTER_MISSING = "register_missing"
    REGISTER_UNREADABLE = "register_unreadable"
    OTHER_OFFICE = "other_office"


@dataclass(frozen=True, slots=True)
class Sought:
    """The act that is looked for.

    Attributes:
        number: None where nobody knows it.
        known: what is known of its people and dates, by field name.

    Raises:
        ValueError: a register of that office, kind and year cannot be, or holds no acts; a field is
            none of an act's.
    """

    office_code: str
    kind: Kind
    year: int
    number: ActNumber | None = None
    known: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        RegisterReference(self.office_code, self.kind, self.year)
        if not self.kind.holds_acts:
            raise ValueError(f"registers of {self.kind.value} hold no acts that papers are made of")
        if unknown := self.known.keys() - set(FIELD_NAMES):
            raise ValueError(f"{', '.join(sorted(unknown))}: no field of an act")

    @property
    def registers(self) -> str:
        """What the references of all parts of its register begin with."""
        return f"{self.office_code}/{self.kind.value}/{self.year}/"


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """One search order.

    Attributes:
        order: its number in the archive.
        request: number of the request that waits for the act.
        act_id: the act, once it is found.
        why: why it was not found.
        opened_at, closed_at: ISO instants, UTC; opened_by, closed_by: who.
        delivered: references of the volumes of its register taken in since it was opened.
    """

    order: int
    request: str
    sought: Sought
    state: SearchState
    opened_at: str
    opened_by: str
    act_id: str | None = None
    why: NotFound | None = None
    closed_at: str | None = None
    closed_by: str | None = None
    delivered: tuple[str, ...] = ()

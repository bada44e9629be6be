"""What an act, or one that is not there, lacks before a paper may be signed from it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.act import Act, ActState
from archive.held_registers import RegisterHeld
from archive.register import ActNumber


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper can be made from the act as it stands."""


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """The machine accepted the act: an officer confirms it beside its picture first."""


@dataclass(frozen=True, slots=True)
class InReview:
    """The machine is not sure of the act: it waits to be verified."""


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """Another act stands for this one: ``standing`` is its id, and gives the papers."""

    standing: str


@dataclass(frozen=True, slots=True)
class Annulled:
    """A court annulled the act: it gives no paper any more."""


@dataclass(frozen=True, slots=True)
class NoNumber:
    """The act has no number by which a paper could name it: an officer enters it."""


Readiness = Ready | ToConfirm | InReview | SecondCopy | Annulled | NoNumber


def certifiable(act: Act) -> Readiness:
    """What ``act`` lacks; ``Ready`` just where ``snapshot`` freezes it, and in the same order."""
    if act.standing_act is not None:
        return SecondCopy(act.standing_act)
    if act.state is ActState.TO_REVIEW:
        return InReview()
    if act.state is ActState.ACCEPTED:
        return ToConfirm()
    if act.annulled:
        return Annulled()
    return NoNumber() if act.number is None else Ready()


@dataclass(frozen=True, slots=True)
class NotScanned:
    """No volume of the archive can hold the act: it is to be fetched and scanned."""


@dataclass(frozen=True, slots=True)
class BeingRead:
    """A volume that may hold the act has been delivered, and is not read to its end."""


@dataclass(frozen=True, slots=True)
class NotInRegister:
    """The register that should hold the act was read without it: a person looks there."""


Absence = NotScanned | BeingRead | NotInRegister


def absence(number: ActNumber | None, parts: Sequence[RegisterHeld], is_read: bool) -> Absence:
    """Why an act is not found.

    Numbers run through all parts of a year's register: a number between two parts that are held
    stands in one that is not.

    Args:
        number: None where nobody knows it.
        parts: what is held of the office's register of that kind and year.
        is_read: whether every delivered volume of it has been read to its end.
    """
    if parts and not is_read:
        return BeingRead()
    spans = [(part.first, part.last) for part in parts]
    known = [(first, last) for first, last in spans if first is not None and last is not None]
    if number is None:
        may_hold = bool(known)
    else:
        may_hold = any(first <= number.number <= last for first, last in known)
    return NotInRegister() if may_hold else NotScanned()

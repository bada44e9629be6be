"""What can go wrong with the archive: one class per reaction a caller can have."""

from collections.abc import Mapping
from dataclasses import dataclass


class ArchiveError(Exception):
    """Base of every error the archive raises on purpose."""


class MasterMissing(ArchiveError):
    """No master with this digest is in the vault: restore it from a copy."""


class MasterCorrupt(ArchiveError):
    """A master's bytes no longer match its digest: restore it from a copy."""


class CatalogueUnavailable(ArchiveError):
    """The database did not answer or stayed locked: the same call may pass later."""


class CatalogueNewer(ArchiveError):
    """A newer Sijill migrated this catalogue: run that version or a later one."""


class VolumeHeld(ArchiveError):
    """The archive already holds this original of the register; nothing was changed.

    Attributes:
        source: id of the delivery it came from, so that a repeated delivery can be told apart.
    """

    def __init__(self, volume: str, source: str) -> None:
        super().__init__(
            f"volume {volume} is already held (delivery {source}): "
            "add pages to it, or deliver it as another copy"
        )
        self.source = source


class VolumeUnknown(ArchiveError):
    """No such volume was taken in: deliver it first."""


class ActUnknown(ArchiveError):
    """The catalogue holds no act of this id."""


class ActChanged(ArchiveError):
    """Somebody else changed the act since it was read: read it again and decide again.

    Attributes:
        version: the act's version now.
    """

    def __init__(self, act_id: str, expected: int, version: int) -> None:
        super().__init__(
            f"act {act_id} is at version {version}, not {expected}: read it again before deciding"
        )
        self.version = version


class NumberTaken(ArchiveError):
    """Another act of the register holds this number: one of the two must be corrected.

    Attributes:
        holder: id of the act that holds it.
    """

    def __init__(self, reference: str, holder: str) -> None:
        super().__init__(f"{reference} is already act {holder}: correct the number of one of them")
        self.holder = holder


class PairUnknown(ArchiveError):
    """Nobody spoke of this pair of acts: only a suspected pair can be decided."""


class PairSettled(ArchiveError):
    """The pair is not as the decision wants it: decided already, or with nothing to take back."""


class PairChanged(ArchiveError):
    """Somebody else decided about the pair meanwhile: look again and decide again.

    Attributes:
        version: the pair's version now.
    """

    def __init__(self, pair: str, expected: int, version: int) -> None:
        super().__init__(f"pair {pair} is at version {version}, not {expected}: look at it again")
        self.version = version


class PairContradicted(ArchiveError):
    """Joining the pair would make acts one that a person told apart: take one of the two back.

    Attributes:
        pair: name of the pair that was told apart.
        one, other: references of its acts, ids of acts without a number.
    """

    def __init__(self, pair: str, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} were told apart (pair {pair}): take that back first")
        self.pair = pair
        self.one = one
        self.other = other


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one decided value: a stable code to word for people, and a message."""

    code: str
    message: str


class DecisionInvalid(ArchiveError):
    """A decision names no field of an act or gives it a value of the wrong shape.

    Attributes:
        problems: what is wrong, by field name.
    """

    def __init__(self, problems: Mapping[str, Fault]) -> None:
        super().__init__("; ".join(f"{name}: {fault.message}" for name, fault in problems.items()))
        self.problems = problems

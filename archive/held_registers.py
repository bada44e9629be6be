"""What the archive holds of each register, and sums of it by place and year. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.register import RegisterReference


@dataclass(frozen=True, slots=True)
class RegisterHeld:
    """One register: its acts by state, and its numbers.

    Attributes:
        first, last: lowest and highest number, None while no act has one.
        missing: numbers between the first that must be there and the last that no act holds.
    """

    register: RegisterReference
    to_review: int = 0
    accepted: int = 0
    verified: int = 0
    first: int | None = None
    last: int | None = None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Sums over registers."""

    registers: int = 0
    to_review: int = 0
    accepted: int = 0
    verified: int = 0
    missing: int = 0

    @property
    def acts(self) -> int:
        """All acts."""
        return self.to_review + self.accepted + self.verified

    def __add__(self, other: "Held") -> "Held":
        return Held(
            self.registers + other.registers,
            self.to_review + other.to_review,
            self.accepted + other.accepted,
            self.verified + other.verified,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class HeldByYear:
    """Sums of a place, and those of each year."""

    whole: Held = Held()
    years: dict[int, Held] = field(default_factory=dict)


def missing_numbers(numbers: Iterable[int], part: int) -> list[tuple[int, int]]:
    """Numbers that a register should hold and does not, as ranges, both ends included.

    Numbers run through the year from 1 (decree 2-99-665, art. 12): a first part begins with 1, a
    later one wherever the part before ended.
    """
    held = sorted(set(numbers))
    if not held:
        return []
    expected = 1 if part == 1 else held[0]
    gaps = []
    for number in held:
        if number > expected:
            gaps.append((expected, number - 1))
        expected = number + 1
    return gaps


def whole_sequence(first: int, last: int, part: int) -> int:
    """How many numbers a register has when none is missing."""
    return last if part == 1 else last - first + 1


def province_of(office_code: str) -> str:
    """The code of an office's province: the first two parts of its own."""
    return ".".join(office_code.split(".")[:2])

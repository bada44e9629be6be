"""Registers and the references that name them and their acts.

A reference is ``office/kind/year/part`` for a register and adds the act number for an act, as in
``08.201.11.07/birth/1933/1/66`` or ``…/66bis``. The serial number restarts each year and runs
through every part of the year's register (decree 2-99-665, art. 12).
"""

import re
from dataclasses import dataclass
from enum import Enum

FIRST_YEAR = 1915
LAST_YEAR = 2100

_OFFICE = re.compile(r"\d{2}(\.\d{1,3}){2,4}(-\d{1,2})?")
_NUMBER = re.compile(r"([1-9]\d{0,5})\s*(bis|ter)?", re.IGNORECASE)


class Kind(Enum):
    """Kinds of volumes: only births and deaths hold acts that Sijill structures.

    The others are kept as scans (foreigners' registers 1915-2002, registers of judgments).
    """

    BIRTH = "birth"
    DEATH = "death"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    JUDGMENT = "judgment"

    @property
    def holds_acts(self) -> bool:
        """Whether volumes of this kind are structured into acts (law 37-99, art. 1)."""
        return self in (Kind.BIRTH, Kind.DEATH)


@dataclass(frozen=True, slots=True, order=True)
class ActNumber:
    """An act's number in its year, 1 to 999999, with the suffix of an inserted act (bis, ter)."""

    number: int
    suffix: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 999_999:
            raise ValueError(f"act number {self.number} is not between 1 and 999999")
        if self.suffix not in ("", "bis", "ter"):
            raise ValueError(f"act number suffix {self.suffix!r} is not bis or ter")

    @classmethod
    def parse(cls, text: str) -> "ActNumber":
        """Read "66", "66bis" or "66 bis"; raises ValueError for anything else."""
        match = _NUMBER.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is not an act number: write it as 66 or 66bis")
        return cls(int(match[1]), (match[2] or "").lower())

    def __str__(self) -> str:
        return f"{self.number}{self.suffix}"


@dataclass(frozen=True, slots=True)
class RegisterReference:
    """One register: an office's acts of one kind and year, in one part (1 upwards).

    Raises:
        ValueError: the office code is not shaped like an HCP code (``08.201.11.07``, with ``-2``
            for a second bureau), the year is outside 1915-2100, or the part is below 1.
    """

    office_code: str
    kind: Kind
    year: int
    part: int = 1

    def __post_init__(self) -> None:
        if _OFFICE.fullmatch(self.office_code) is None:
            raise ValueError(f"office code {self.office_code!r} is not shaped like 08.201.11.07")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}")
        if self.part < 1:
            raise ValueError(f"part {self.part} is below 1")

    @classmethod
    def parse(cls, text: str) -> "RegisterReference":
        """Read ``office/kind/year[/part]``; raises ValueError when it is anything else."""
        pieces = text.strip().split("/")
        if len(pieces) not in (3, 4):
            raise ValueError(f"{text!r} is not a register reference: office/kind/year/part")
        part = int(pieces[3]) if len(pieces) == 4 else 1
        return cls(pieces[0], Kind(pieces[1]), int(pieces[2]), part)

    def __str__(self) -> str:
        return f"{self.office_code}/{self.kind.value}/{self.year}/{self.part}"


@dataclass(frozen=True, slots=True)
class VolumeReference:
    """One original of a register: ``copy`` 1 is the office's, 2 the court's (two originals)."""

    register: RegisterReference
    copy: int = 1

    def __post_init__(self) -> None:
        if self.copy < 1:
            raise ValueError(f"copy {self.copy} is below 1")

    @classmethod
    def parse(cls, text: str) -> "VolumeReference":
        """Read a register reference, optionally followed by ``@copy``."""
        register, _, copy = text.partition("@")
        return cls(RegisterReference.parse(register), int(copy) if copy else 1)

    def __str__(self) -> str:
        return f"{self.register}@{self.copy}"


@dataclass(frozen=True, slots=True)
class ActReference:
    """One act: its register and its number. Unique in the whole archive."""

    register: RegisterReference
    number: ActNumber

    @classmethod
    def parse(cls, text: str) -> "ActReference":
        """Read ``office/kind/year/part/number``; raises ValueError when it is anything else."""
        register, _, number = text.strip().rpartition("/")
        return cls(RegisterReference.parse(register), ActNumber.parse(number))

    def __str__(self) -> str:
        return f"{self.register}/{self.number}"

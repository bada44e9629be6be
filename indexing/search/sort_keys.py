"""Keys that put documents in an order that never shifts: by reference, or among equal ones."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from archive.register import ActNumber, Kind, RegisterReference

_KINDS = tuple(Kind)
_LAST_NUMBER = 999_999
_TIE_BITS = 62


@dataclass(frozen=True, slots=True)
class SortKeys:
    """Where a document stands among others.

    Attributes:
        by_reference: text that sorts by office, year, kind, part and number; unique.
        office, act: whole numbers below 2**62 in the same order, the first of the office alone,
            the second within the office. Documents may share them.
        tie: whole number below 2**62 that orders documents of equal rank, drawn from the id.
    """

    by_reference: str
    office: int
    act: int
    tie: int


def sort_keys(
    document_id: str, register: RegisterReference, number: ActNumber | None, ordinal: int = 0
) -> SortKeys:
    """The keys of a document; one without a number comes after the numbered, by ``ordinal``."""
    office = _office(register.office_code)
    act = _packed(
        (register.year, 12),
        (_KINDS.index(register.kind), 3),
        (min(register.part, 1023), 10),
        (_LAST_NUMBER + 1 if number is None else number.number, 20),
        (0 if number is None else ("", "bis", "ter").index(number.suffix), 2),
        (min(ordinal, 4095) if number is None else 0, 12),
    )
    digest = blake2b(document_id.encode("utf-8", "replace"), digest_size=8).digest()
    tie = int.from_bytes(digest) >> (64 - _TIE_BITS)
    return SortKeys(f"{office:016x}.{act:016x}.{document_id}", office, act, tie)


def packed_numbers(by_reference: str) -> tuple[int, int]:
    """``office`` and ``act`` of a ``by_reference`` key.

    Raises:
        ValueError: it is no such key.
    """
    match = re.match(r"([0-9a-f]{16})\.([0-9a-f]{16})\.", by_reference)
    if match is None:
        raise ValueError(f"{by_reference!r} is not a key of a document")
    return int(match[1], 16), int(match[2], 16)


@lru_cache(maxsize=4096)
def _office(code: str) -> int:
    place, _, bureau = code.partition("-")
    pieces = [int(piece) for piece in place.split(".")]
    padded = [*pieces, *[0] * (5 - len(pieces))]
    return _packed(*((piece, 10) for piece in padded), (int(bureau or 0), 7))


def _packed(*values: tuple[int, int]) -> int:
    packed = 0
    for value, bits in values:
        packed = packed << bits | value
    return packed

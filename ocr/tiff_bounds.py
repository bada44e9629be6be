"""Whether a TIFF's parts all lie inside the file; Pillow only warns when some do not.

Layout: TIFF 6.0, section 2. BigTIFF files are left to the decoder.
"""

import struct
from collections.abc import Iterator

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_INTEGERS = {1: "B", 3: "H", 4: "I"}
_DATA = ((273, 279), (324, 325))
"""Tags of offsets and byte counts: of strips, of tiles."""


def ends_early(data: bytes) -> bool:
    """Whether a classic TIFF points beyond its last byte: it was cut while being copied."""
    order = "<" if data.startswith(b"II") else ">"
    try:
        if struct.unpack_from(f"{order}H", data, 2)[0] != 42:
            return False
        return any(end > len(data) for end in _ends(data, order))
    except struct.error:
        return True


def _ends(data: bytes, order: str) -> Iterator[int]:
    """Where each directory, value and piece of pixel data ends; struct.error beyond the file."""
    (place,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while place and place not in seen:
        seen.add(place)
        (count,) = struct.unpack_from(f"{order}H", data, place)
        numbers: dict[int, tuple[int, ...]] = {}
        for entry in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, length = struct.unpack_from(f"{order}HHI", data, entry)
            size = _SIZES.get(kind, 0) * length
            inline = size <= 4
            at = entry + 8 if inline else struct.unpack_from(f"{order}I", data, entry + 8)[0]
            yield at + size
            if kind in _INTEGERS and at + size <= len(data):
                numbers[tag] = struct.unpack_from(f"{order}{length}{_INTEGERS[kind]}", data, at)
        for offsets, counts in _DATA:
            # Lists of unequal length are the decoder's to refuse.
            pieces = zip(numbers.get(offsets, ()), numbers.get(counts, ()), strict=False)
            yield from (start + length for start, length in pieces)
        (place,) = struct.unpack_from(f"{order}I", data, place + 2 + 12 * count)

"""CBOR of the plain kind that seals are made of, told from any other before it is decoded. Pure.

What a stranger sends may be nested without end, announce more than it holds, or carry tags that
make a decoder work: of all that nothing reaches the decoder.
"""

MOST_ITEMS = 4096
DEEPEST = 8

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = range(8)
_SIMPLE_VALUES = (20, 21, 22)  # false, true, null
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
COSE_SIGN1 = 18
CWT = 61
_TAGS = (COSE_SIGN1, CWT)


class NotPlain(ValueError):
    """The bytes are not exactly one item of plain CBOR."""


def require_plain(data: bytes) -> None:
    """Pass over one item: numbers, bytes, text, arrays, maps, truth values, tags of COSE alone.

    Raises:
        NotPlain: anything else, more than MOST_ITEMS items, deeper than DEEPEST, or bytes after it.
    """
    at = items = 0
    waiting = [1]
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            continue
        waiting[-1] -= 1
        major, value, at = _head(data, at)
        items += 1
        within = _within(major, value)
        if major in (_BYTES, _TEXT):
            at += value
        if at > len(data) or within > len(data) - at:
            raise NotPlain("more is announced than there is")
        waiting.append(within)
        if items > MOST_ITEMS or len(waiting) > DEEPEST + 1:
            raise NotPlain("too many items, or one too deep in another")
    if at != len(data):
        raise NotPlain("something follows the item")


def _within(major: int, value: int) -> int:
    """How many items an item holds."""
    if major == _TAG and value not in _TAGS:
        raise NotPlain(f"tag {value} is none of COSE's")
    if major == _SIMPLE and value not in _SIMPLE_VALUES:
        raise NotPlain("a simple value or a float")
    return {_ARRAY: value, _MAP: 2 * value, _TAG: 1}.get(major, 0)


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type and argument of the item at a place, and where its content begins."""
    if at >= len(data):
        raise NotPlain("it is cut short")
    major, short = divmod(data[at], 32)
    at += 1
    if short < 24:
        return major, short, at
    width = _WIDTHS.get(short)
    if width is None or major == _SIMPLE or at + width > len(data):
        raise NotPlain("an item of unknown length, or cut short")
    return major, int.from_bytes(data[at : at + width], "big"), at + width

"""Base45 (RFC 9285): bytes as letters that a QR code stores in its dense alphanumeric mode."""

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

_VALUES = {letter: value for value, letter in enumerate(LETTERS)}
_BASE = 45


class NotBase45(ValueError):
    """The text is no base45: a letter outside its alphabet, a group too large or cut short."""


def encode(data: bytes) -> str:
    """Two bytes as three letters, the least first; a last single byte as two."""
    letters = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, least = divmod(value, _BASE)
            letters.append(LETTERS[least])
    return "".join(letters)


def decode(text: str) -> bytes:
    """The bytes that ``encode`` made the text from.

    Raises:
        NotBase45: no bytes are encoded so.
    """
    try:
        values = [_VALUES[letter] for letter in text]
    except KeyError as error:
        raise NotBase45("a letter is outside the alphabet") from error
    if len(values) % 3 == 1:
        raise NotBase45("the last letter stands alone")
    data = bytearray()
    for at in range(0, len(values), 3):
        group = values[at : at + 3]
        value = sum(digit * _BASE**place for place, digit in enumerate(group))
        try:
            data += value.to_bytes(len(group) - 1, "big")
        except OverflowError as error:
            raise NotBase45(f"the group of letters at {at} stands for no bytes") from error
    return bytes(data)

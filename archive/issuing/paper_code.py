"""The code printed on a paper, by which anyone asks whether it still holds."""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, which a reader takes for others."""

_DRAWN = 15
_GROUP = 4
_MEANT = str.maketrans("OIL", "011")
_BETWEEN = str.maketrans("", "", " -\u00a0\u2010\u2011\u2013\u2066\u2069\u200e\u200f")


def new_code() -> str:
    """A code nobody can guess (75 bits), its last letter a check: ``7K3Q-0M2D-VX9A-41TF``."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(_DRAWN))
    return grouped(drawn + check_letter(drawn))


def check_letter(letters: str) -> str:
    """The letter after these by Luhn's rule over 32 letters: one wrong letter always shows."""
    total = 0
    for place, letter in enumerate(reversed(letters)):
        doubled = LETTERS.index(letter) * (2 if place % 2 == 0 else 1)
        total += doubled // len(LETTERS) + doubled % len(LETTERS)
    return LETTERS[-total % len(LETTERS)]


def typed_code(text: str) -> str | None:
    """The code that somebody typed, however it was grouped; None when it cannot be one."""
    letters = text.translate(_BETWEEN).strip().upper().translate(_MEANT)
    if len(letters) != _DRAWN + 1 or set(letters) - set(LETTERS):
        return None
    return grouped(letters) if check_letter(letters[:-1]) == letters[-1] else None


def grouped(letters: str) -> str:
    """Letters in fours, as they are printed."""
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))

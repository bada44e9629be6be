"""Passwords kept as argon2id hashes (RFC 9106); the only module that imports argon2."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106's second recommended parameters: 64 MiB, three passes.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4)
_NOBODYS = (
    "$argon2id$v=19$m=65536,t=3,p=4$sR2NGgxr2rfz8KYjCFj3Tw$"
    "fXpeis4Q9qJFmP2xOtT8fJAWS5e7XRzMPXLN+gjPjxk"
)


def hash_of(password: str) -> str:
    """What is kept of a password, its own salt and parameters in it."""
    return _HASHER.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; None takes as long and is never right."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False

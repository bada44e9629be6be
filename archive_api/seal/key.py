"""What seals are signed with, and the numbers that CWT (RFC 8392) gives to two instants. Pure."""

import hashlib
from dataclasses import dataclass

EXPIRES_AT = 4
ISSUED_AT = 6

_KID_BYTES = 8


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """A public key on P-256: its two coordinates, 32 bytes each."""

    x: bytes
    y: bytes

    @property
    def kid(self) -> bytes:
        """What seals name the key by: the first 8 bytes of its uncompressed point's SHA-256."""
        return hashlib.sha256(b"\x04" + self.x + self.y).digest()[:_KID_BYTES]


@dataclass(frozen=True, slots=True, repr=False)
class SealKey:
    """A key that signs seals, or lists of keys; ``secret`` is its private number, 32 bytes."""

    public: PublicPoint
    secret: bytes

    @property
    def kid(self) -> bytes:
        """What its seals name it by."""
        return self.public.kid

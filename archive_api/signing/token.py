"""python-pkcs11: an officer's key that never leaves its token, or a hardware security module.

python-pkcs11 tells the library that one thread alone will call it (``C_Initialize`` with nothing),
and lets several: with two, SoftHSM ends the process. So one call is made at a time, in one session.
Once the token was away the session is given up, and the next signature opens a new one.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import pkcs11
from pkcs11 import Attribute, Mechanism, ObjectClass, exceptions
from pkcs11.util.ec import encode_ecdsa_signature

from archive_api.signing.port import SigningError

_PIN_REFUSED = (
    exceptions.PinIncorrect,
    exceptions.PinInvalid,
    exceptions.PinLenRange,
    exceptions.PinExpired,
    exceptions.PinLocked,
)


_TURNS = Lock()
"""Held by whoever calls a library: one for all tokens of this process."""

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where a key lies.

    Attributes:
        library: the PKCS#11 library of the token's maker.
        token, key: labels of the token, and of the key and its certificate on it.
        pin: of the token, None where it has a reader of its own.
    """

    library: Path
    token: str
    key: str
    pin: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Opened:
    session: Any
    key: Any


class TokenKey:
    """A key on P-256 on a token; threads take turns.

    Raises:
        SigningError: the token is not there, refuses the PIN or holds no such key.
    """

    def __init__(self, place: TokenPlace) -> None:
        self._place = place
        self._opened: _Opened | None = None
        self._away = False
        with self._turn() as opened:
            self._certificate = _certificate(opened.session, place)

    @property
    def certificate(self) -> bytes:
        """The certificate of the key (DER), read once."""
        return self._certificate

    def signature(self, message: bytes) -> bytes:
        """The ECDSA signature of a message with SHA-256 (DER); SigningError when there is none."""
        digest = hashlib.sha256(message).digest()
        with self._turn() as opened:
            # Some tokens know no mechanism that hashes too, SoftHSM among them.
            made = opened.key.sign(digest, mechanism=Mechanism.ECDSA)
        return bytes(encode_ecdsa_signature(made))

    def close(self) -> None:
        """Close the session."""
        with _TURNS:
            opened, self._opened = self._opened, None
            if opened is not None:
                _close(opened)

    @contextmanager
    def _turn(self) -> Iterator[_Opened]:
        """The session, to be used by nobody else; given up where the token fails it."""
        if not _TURNS.acquire(timeout=_PATIENCE):
            raise SigningError("token_removed", "the token does not answer")
        try:
            if self._opened is None:
                self._opened = self._open()
            yield self._opened
        except exceptions.PKCS11Error as error:
            self._opened, self._away = None, True
            raise SigningError("token_removed", type(error).__name__) from error
        finally:
            _TURNS.release()

    def _open(self) -> _Opened:
        if self._away:
            # What a library knew of a token that was away it does not forget otherwise.
            try:
                pkcs11.lib(str(self._place.library)).reinitialize()
            except RuntimeError as error:
                raise SigningError("token_missing", type(error).__name__) from error
        self._away = True
        opened = _open(self._place)
        self._away = False
        return opened


def _open(place: TokenPlace) -> _Opened:
    try:
        token = pkcs11.lib(str(place.library)).get_token(token_label=place.token)
        try:
            session = token.open(user_pin=place.pin)
        except exceptions.UserAlreadyLoggedIn:
            # The PIN holds for the whole process: it is asked with the first session.
            session = token.open()
        found = session.get_objects(
            {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: place.key}
        )
        keys = list(found)
    except _PIN_REFUSED as error:
        raise SigningError("token_pin_refused", type(error).__name__) from error
    except RuntimeError as error:
        said = f"token {place.token}: {type(error).__name__}"
        raise SigningError("token_missing", said) from error
    if len(keys) != 1:
        said = f"token {place.token} holds {len(keys)} keys with the label {place.key}"
        raise SigningError("token_missing", said)
    return _Opened(session, keys[0])


def _certificate(session: Any, place: TokenPlace) -> bytes:
    found = session.get_objects(
        {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: place.key}
    )
    held = [bytes(each[Attribute.VALUE]) for each in found]
    if len(held) != 1:
        said = f"token {place.token} holds {len(held)} certificates with the label {place.key}"
        raise SigningError("token_missing", said)
    return held[0]


def _close(opened: _Opened) -> None:
    try:
        opened.session.close()
    except exceptions.PKCS11Error:
        return

"""The keys that seal papers, in a folder: made at first use, replaced, revoked, and their list.

``root.pem`` signs the list of keys and nothing else; where it is kept elsewhere, ``list.cose`` is
what it signed there. ``KID.pem`` seals papers while the key is in use; when it is replaced, the
file goes and the key stays in ``keys.json``, which names every key that ever sealed.
The only module of the seal that imports ``cryptography``.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from archive_api.seal.cose import sign
from archive_api.seal.key import PublicPoint, SealKey
from archive_api.seal.trust import TrustedKey, TrustList, list_claims, trust_list

ROOT, KEYS, SIGNED_LIST = "root.pem", "keys.json", "list.cose"
LIST_DAYS = 30
"""How long a list of keys may be used before a newer one should be fetched."""

_UNDER_WAY = timedelta(minutes=10)
"""What is being sealed when a key is replaced is still sealed in time."""

_TRIAL_FR, _TRIAL_AR = "Clé d'essai", "مفتاح تجريبي"
_SIZE = 32


class SealKeyMissing(Exception):
    """There is no key to seal or to sign the list with; the message says what to do."""


class KeyFolder:
    """The keys of one archive.

    Args:
        folder: where they are; made when it is not there.
        address: where papers of this archive are checked online.
        days: how long a key made from now on seals.
        now: the instant, UTC.
    """

    def __init__(
        self,
        folder: Path,
        address: str,
        days: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder, self._address, self._days, self._now = folder, address, days, now

    def current(self) -> SealKey:
        """The key that seals now; the first is made at first use, the next when it ends.

        Raises:
            SealKeyMissing: it ended, and the root key to say so to the world is not here.
        """
        kid, keys = self._read()
        key = keys.get(kid)
        if key is None or self._now() >= key.until or key.revoked is not None:
            if keys and not (self._folder / ROOT).exists():
                raise SealKeyMissing(
                    "the key that seals papers has ended: make one by `sijill seal-keys --new`, "
                    "sign the list where the root key is, and put it here as list.cose"
                )
            kid = self.renew(kid).kid
        return _loaded(self._folder / f"{kid.hex()}.pem")

    def trusted(self) -> TrustList:
        """The list of every key of this archive, as it is now; empty before the first paper."""
        now = self._now()
        _, keys = self._read()
        shown = [replace(key, address=self._address) for key in keys.values()]
        return trust_list(shown, now, now + timedelta(days=LIST_DAYS))

    def signed_list(self) -> bytes:
        """The same, signed by the root key: a COSE_Sign1 message.

        Raises:
            SealKeyMissing: the root key is elsewhere, and no list that it signed was put here.
        """
        if not (self._folder / KEYS).exists():
            self.current()
        if (self._folder / ROOT).exists():
            return sign(list_claims(self.trusted()), self.root())
        try:
            return (self._folder / SIGNED_LIST).read_bytes()
        except FileNotFoundError as error:
            raise SealKeyMissing(
                f"neither {ROOT} nor {SIGNED_LIST} is in {self._folder}: sign the list where the "
                "root key is, and put it here"
            ) from error

    def root(self) -> SealKey:
        """The key that signs the list."""
        return _loaded(self._folder / ROOT)

    def renew(
        self,
        replaced: bytes | None = None,
        holder: tuple[str, str] | None = None,
        offices: tuple[str, ...] | None = None,
    ) -> TrustedKey:
        """Make a new key and seal by it from now on; the one before verifies, and seals no more.

        Args:
            replaced: the key to replace; nothing is done when another took its place meanwhile.
            holder: who the key belongs to, in Arabic and French; the same as before without it.
            offices: whose papers it seals; the same as before without it.
        """
        with self._locked():
            kid, keys = self._read()
            if replaced is not None and replaced != kid:
                return keys[kid]
            if not keys and not (self._folder / ROOT).exists():
                _write(self._folder / ROOT, _pem(_made()))
            before = keys.get(kid)
            made = self._new_key(before, holder, offices)
            if before is not None and before.revoked is None:
                keys[kid] = replace(before, until=min(before.until, self._now() + _UNDER_WAY))
            self._keep(made.kid, {**keys, made.kid: made})
            (self._folder / f"{kid.hex()}.pem").unlink(missing_ok=True)
            return made

    def revoke(self, kid: bytes, since: datetime, stolen: bool) -> None:
        """Say that a key is not to be believed from an instant on, or never when it was stolen.

        Raises:
            KeyError: there is no such key.
        """
        with self._locked():
            current, keys = self._read()
            keys[kid] = replace(keys[kid], revoked=since, stolen=stolen)
            self._keep(current, keys)
            (self._folder / f"{kid.hex()}.pem").unlink(missing_ok=True)

    def _new_key(
        self,
        before: TrustedKey | None,
        holder: tuple[str, str] | None,
        offices: tuple[str, ...] | None,
    ) -> TrustedKey:
        now, made = self._now(), _made()
        _write(self._folder / f"{_point(made).kid.hex()}.pem", _pem(made))
        if holder is None:
            known = (before.holder_ar, before.holder_fr) if before else (_TRIAL_AR, _TRIAL_FR)
            holder = known
        # From the day's beginning: a paper may be dated a moment before its key was made.
        since = datetime.combine(now.date() - timedelta(days=1), time(), UTC)
        return TrustedKey(
            kid=_point(made).kid,
            public=_point(made),
            holder_ar=holder[0],
            holder_fr=holder[1],
            since=since,
            until=now.replace(microsecond=0) + timedelta(days=self._days),
            offices=offices if offices is not None else before.offices if before else (),
        )

    def _read(self) -> tuple[bytes, dict[bytes, TrustedKey]]:
        try:
            kept = json.loads((self._folder / KEYS).read_text("utf-8"))
        except FileNotFoundError:
            return b"", {}
        keys = [_from_json(entry) for entry in kept["keys"]]
        return bytes.fromhex(kept["current"]), {key.kid: key for key in keys}

    def _keep(self, current: bytes, keys: Mapping[bytes, TrustedKey]) -> None:
        kept = {"current": current.hex(), "keys": [_as_json(key) for key in keys.values()]}
        _write(self._folder / KEYS, json.dumps(kept, ensure_ascii=False, indent=1).encode())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / ".lock").open("wb") as file:
            flock(file, LOCK_EX)
            yield


def _made() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _point(key: ec.EllipticCurvePrivateKey) -> PublicPoint:
    numbers = key.public_key().public_numbers()
    return PublicPoint(numbers.x.to_bytes(_SIZE, "big"), numbers.y.to_bytes(_SIZE, "big"))


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _loaded(path: Path) -> SealKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise SealKeyMissing(f"{path} is not there: put the key back from a backup") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise SealKeyMissing(f"{path} is no key on P-256")
    secret = key.private_numbers().private_value.to_bytes(_SIZE, "big")
    return SealKey(_point(key), secret)


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, for its owner alone."""
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _as_json(key: TrustedKey) -> dict[str, Any]:
    return {
        "kid": key.kid.hex(),
        "x": key.public.x.hex(),
        "y": key.public.y.hex(),
        "holder_ar": key.holder_ar,
        "holder_fr": key.holder_fr,
        "offices": list(key.offices),
        "since": key.since.isoformat(),
        "until": key.until.isoformat(),
        "revoked": None if key.revoked is None else key.revoked.isoformat(),
        "stolen": key.stolen,
    }


def _from_json(entry: Mapping[str, Any]) -> TrustedKey:
    revoked = entry["revoked"]
    return TrustedKey(
        kid=bytes.fromhex(entry["kid"]),
        public=PublicPoint(bytes.fromhex(entry["x"]), bytes.fromhex(entry["y"])),
        holder_ar=entry["holder_ar"],
        holder_fr=entry["holder_fr"],
        since=datetime.fromisoformat(entry["since"]),
        until=datetime.fromisoformat(entry["until"]),
        offices=tuple(entry["offices"]),
        revoked=None if revoked is None else datetime.fromisoformat(revoked),
        stolen=entry["stolen"],
    )

"""The signer and the trusted roots that the settings describe.

Without a real authority in the settings papers are signed under the embedded one, and are
specimens; no setting says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from archive.settings import Settings
from archive_api.signing.port import Signer, SigningError, SigningKey, SigningOrder

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from archive_api.signing.checked import TrustedRoots

ASKED_AT_ONCE = 4
"""Certificates that authorities are asked about at the same time."""


def now() -> datetime:
    """The instant."""
    return datetime.now(UTC)


def open_signer(settings: Settings, clock: Callable[[], datetime] = now) -> Signer:
    """The signer of this archive; keys and certificates are read when it first signs."""
    return _OpenedAtFirst(settings, clock)


class Signers:
    """The signers of one archive: its own, and those of officers with a key of theirs on the token.

    Args:
        settings: which key and authority; without, the embedded ones.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = now) -> None:
        self._settings, self._clock = settings, clock
        self._lock = Lock()
        self._opened: dict[str | None, Signer] = {}

    def of(self, key: str | None) -> Signer:
        """The signer of a key by its label, of the archive's without one."""
        with self._lock:
            if key not in self._opened:
                mine = {} if key is None else {"signing_key": key}
                settings = self._settings.model_copy(update=mine)
                self._opened[key] = open_signer(settings, self._clock)
            return self._opened[key]

    def close(self) -> None:
        """Give back what the signers hold open."""
        with self._lock:
            opened, self._opened = self._opened, {}
        for signer in opened.values():
            signer.close()


def trusted_roots(settings: Settings) -> TrustedRoots:
    """What the papers of this archive, and those it believes, may end at.

    Raises:
        SigningError: a file that the settings name cannot be read.
    """
    from cryptography.hazmat.primitives.serialization import Encoding

    from archive_api.signing import specimen_authority
    from archive_api.signing.checked import TrustedRoots

    files = [path for path in (settings.signing_chain, settings.signing_trusted) if path]
    held = [each for path in files for each in _certificates(path)]
    roots = [each.public_bytes(Encoding.DER) for each in held if each.subject == each.issuer]
    roots += specimen_authority.roots(settings.authority_dir)
    return TrustedRoots(tuple(dict.fromkeys(roots)))


class _OpenedAtFirst:
    """A signer that is opened when it first signs, and again after that failed."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = Lock()
        self._signer: Signer | None = None
        self._refused: SigningError | None = None

    @property
    def is_specimen(self) -> bool:
        return not self._settings.signs_really

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        if self._refused is not None:
            raise self._refused
        try:
            return self._opened().sign(pdf, order)
        except SigningError as error:
            # A token locks itself after a few wrong PINs: it is not tried again.
            if error.code == "token_pin_refused":
                self._refused = error
            raise

    def close(self) -> None:
        with self._lock:
            signer, self._signer = self._signer, None
        if signer is not None:
            signer.close()

    def _opened(self) -> Signer:
        with self._lock:
            if self._signer is None:
                opening = _real if self._settings.signs_really else _specimen
                self._signer = opening(self._settings, self._clock)
            return self._signer


def _specimen(settings: Settings, clock: Callable[[], datetime]) -> Signer:
    from archive_api.signing.signatory import Signatory
    from archive_api.signing.specimen_authority import SpecimenAuthority

    made = SpecimenAuthority(settings.authority_dir, clock)
    return Signatory(made.officer, made.authority, clock, specimen=True)


def _real(settings: Settings, clock: Callable[[], datetime]) -> Signer:
    from concurrent.futures import ThreadPoolExecutor

    from cryptography.hazmat.primitives.serialization import Encoding

    from archive_api.signing.over_http import HttpRevocation, HttpTimeStamping
    from archive_api.signing.port import Authority
    from archive_api.signing.signatory import Signatory

    if settings.time_stamp_url is None or settings.signing_chain is None:
        said = "set SIJILL_TIME_STAMP_URL and SIJILL_SIGNING_CHAIN for a real authority"
        raise SigningError("signing_unset", said)
    chain = _certificates(settings.signing_chain)
    roots = [held for held in chain if held.subject == held.issuer]
    if not roots:
        said = f"{settings.signing_chain} (SIJILL_SIGNING_CHAIN) holds no root"
        raise SigningError("signing_unset", said)
    key = _key(settings)
    _require_real(key, chain)
    seconds = settings.signing_timeout
    authority = Authority(
        roots=tuple(held.public_bytes(Encoding.DER) for held in roots),
        between=tuple(held.public_bytes(Encoding.DER) for held in chain if held not in roots),
        time_stamping=HttpTimeStamping(settings.time_stamp_url, seconds),
        revocation=HttpRevocation(key.certificate, seconds, clock),
    )
    asking = ThreadPoolExecutor(ASKED_AT_ONCE, "sijill-signing")
    return Signatory(key, authority, clock, specimen=False, asking=asking)


def _key(settings: Settings) -> SigningKey:
    if settings.signing_pkcs12 is not None and settings.signing_library is not None:
        said = "set SIJILL_SIGNING_PKCS12 or SIJILL_SIGNING_LIBRARY, not both"
        raise SigningError("signing_unset", said)
    if settings.signing_pkcs12 is not None:
        from archive_api.signing.held_key import from_pkcs12

        return from_pkcs12(settings.signing_pkcs12, settings.signing_pin)
    from archive_api.signing.token import TokenKey, TokenPlace

    assert settings.signing_library is not None
    if settings.signing_token is None or settings.signing_key is None:
        said = "set SIJILL_SIGNING_TOKEN and SIJILL_SIGNING_KEY: which key on which token"
        raise SigningError("signing_unset", said)
    place = TokenPlace(
        settings.signing_library,
        settings.signing_token,
        settings.signing_key,
        settings.signing_pin,
    )
    return TokenKey(place)


def _require_real(key: SigningKey, chain: list[Certificate]) -> None:
    """Refuse a key or a chain of an embedded authority, this one or another's."""
    from cryptography import x509

    from archive_api.signing.mark import MARK

    holder = x509.load_der_x509_certificate(key.certificate)
    for held in (holder, *chain):
        if any(each.oid.dotted_string == MARK for each in held.extensions):
            said = f"{held.subject.rfc4514_string()} is of an embedded authority"
            raise SigningError("authority_specimen", said)


def _certificates(path: Path) -> list[Certificate]:
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        said = f"{path} holds no certificates in PEM"
        raise SigningError("signing_unset", said) from error

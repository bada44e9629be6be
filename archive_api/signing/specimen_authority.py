"""The embedded authority: made at first use, it answers OCSP and time stamps without a network.

What is signed under it is a specimen and says so.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509 import ocsp

from archive_api.signing import specimen_certificates as kinds
from archive_api.signing import time_stamp_token
from archive_api.signing.held_key import HeldKey
from archive_api.signing.port import Authority, SigningError, Standing

RENEWED = timedelta(days=1)
"""How long an answer about a certificate holds."""

_PEM = serialization.Encoding.PEM
_DER = serialization.Encoding.DER


class SpecimenAuthority:
    """An authority that lies in a folder; it stamps the time and says that nobody was revoked.

    Args:
        folder: where it lies, or is made.
        clock: what time it is, timezone-aware.

    Raises:
        SigningError: the folder holds another thing than an authority, or cannot be read.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        if not folder.is_dir():
            _make(folder, clock())
        self._held = {name: _read(folder, name) for name in kinds.ISSUERS}
        self._der = {name: held.public_bytes(_DER) for name, (held, _) in self._held.items()}

    @property
    def officer(self) -> HeldKey:
        """The key that papers are signed with."""
        return HeldKey(self._der[kinds.OFFICER], self._held[kinds.OFFICER][1])

    @property
    def authority(self) -> Authority:
        """What a signer asks."""
        return Authority((self._der[kinds.OFFICERS], self._der[kinds.TIMES]), (), self, self)

    def reply(self, request: bytes) -> bytes:
        """A time stamp of this instant."""
        _, key = self._held[kinds.TIME]

        def sign(data: bytes) -> bytes:
            return key.sign(data, ec.ECDSA(hashes.SHA256()))

        try:
            return time_stamp_token.granted(request, self._der[kinds.TIME], self._clock(), sign)
        except (ValueError, TypeError) as error:
            raise SigningError("time_stamp_refused", "what was asked is no request") from error

    def standing(self, certificate: bytes, issuer: bytes) -> Standing:
        """An OCSP response by which a certificate of this authority is good."""
        names = [name for name, held in self._der.items() if held == certificate]
        root = kinds.ISSUERS[names[0]] if names else None
        if root is None or self._der[root] != issuer:
            raise SigningError("certificate_refused", "the embedded authority did not make it")
        about, (responder, key) = self._held[names[0]][0], self._held[kinds.RESPONDERS[root]]
        now = self._clock().replace(microsecond=0)
        answer = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                cert=about,
                issuer=self._held[root][0],
                algorithm=hashes.SHA256(),
                cert_status=ocsp.OCSPCertStatus.GOOD,
                this_update=now,
                next_update=now + RENEWED,
                revocation_time=None,
                revocation_reason=None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, responder)
            .certificates([responder])
            .sign(key, hashes.SHA256())
        )
        return Standing(ocsp=(answer.public_bytes(_DER),))


def roots(folder: Path) -> list[bytes]:
    """The roots of the authority in a folder (DER); none where none was made yet."""
    if not folder.is_dir():
        return []
    return [_read(folder, name)[0].public_bytes(_DER) for name in kinds.RESPONDERS]


def _make(folder: Path, at: datetime) -> None:
    """Make an authority where there is none; where two do at once, the first one's stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    # mkdtemp gives a folder that nobody else can open.
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, (certificate, key) in kinds.made(at).items():
            _lay(making / f"{name}.pem", certificate.public_bytes(_PEM) + _pem(key))
        _settle(making)
        making.rename(folder)
        _settle(folder.parent)
    except OSError:
        # A folder that is not empty is not replaced: another process was first.
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, plain)


def _lay(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(folder: Path, name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    path = folder / f"{name}.pem"
    try:
        content = path.read_bytes()
        key = serialization.load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError) as error:
        said = f"{path} holds no certificate and key: put it back, or move {folder} away"
        raise SigningError("signing_unset", said) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SigningError("signing_unset", f"{path} holds a key of another kind than EC")
    return certificate, key

"""A key held in memory: the embedded authority's, or one from a PKCS#12 file."""

from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from archive_api.signing.port import SigningError


class HeldKey:
    """A key on P-256 with its certificate (DER)."""

    def __init__(self, certificate: bytes, key: ec.EllipticCurvePrivateKey) -> None:
        self._certificate = certificate
        self._key = key

    @property
    def certificate(self) -> bytes:
        """The certificate of the key (DER)."""
        return self._certificate

    def signature(self, message: bytes) -> bytes:
        """The ECDSA signature of a message with SHA-256 (DER)."""
        return self._key.sign(message, ec.ECDSA(hashes.SHA256()))

    def close(self) -> None:
        """Nothing is held open."""


def from_pkcs12(path: Path, password: str | None) -> HeldKey:
    """The key of a PKCS#12 file.

    Raises:
        SigningError: it cannot be read, or holds no key on P-256 with its certificate.
    """
    secret = None if password is None else password.encode()
    try:
        key, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), secret)
    except (OSError, ValueError) as error:
        said = f"{path} (SIJILL_SIGNING_PKCS12) cannot be opened with SIJILL_SIGNING_PIN"
        raise SigningError("signing_unset", said) from error
    if certificate is None or not isinstance(key, ec.EllipticCurvePrivateKey):
        said = f"{path} (SIJILL_SIGNING_PKCS12) holds no EC key with its certificate"
        raise SigningError("signing_unset", said)
    if key.public_key() != certificate.public_key():
        raise SigningError("certificate_refused", f"{path}: the certificate is of another key")
    return HeldKey(certificate.public_bytes(Encoding.DER), key)

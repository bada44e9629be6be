"""The certificates of the embedded authority: those of officers, and those of time stamps.

Their names say SPÉCIMEN and نموذج, and each carries the mark. The two have roots of their own:
where one authority speaks of officer and time stamp alike, pyhanko takes each answer that is about
the other for a fault, once answers are a day old.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

from archive_api.signing.mark import MARK

OFFICERS, OFFICER, OFFICERS_STATUS = "officers", "officer", "officers-status"
TIMES, TIME, TIMES_STATUS = "times", "time", "times-status"

ISSUERS = {
    OFFICERS: OFFICERS,
    OFFICER: OFFICERS,
    OFFICERS_STATUS: OFFICERS,
    TIMES: TIMES,
    TIME: TIMES,
    TIMES_STATUS: TIMES,
}
"""What the authority consists of, each with who made it; the roots made themselves."""

RESPONDERS = {OFFICERS: OFFICERS_STATUS, TIMES: TIMES_STATUS}
"""Who answers for a root."""

LASTS = timedelta(days=20 * 365)
EARLIER = timedelta(hours=1)
"""Certificates begin before they are made: a paper may be signed in the same second."""

# Latin and Arabic stand in attributes of their own: RFC 4518 allows no name that mixes directions.
_NAMES = {
    OFFICERS: ("SPÉCIMEN : autorité sans valeur", "نموذج سلطة بدون قيمة"),
    OFFICER: ("SPÉCIMEN : officier", "نموذج ضابط"),
    OFFICERS_STATUS: ("SPÉCIMEN : état des certificats", "نموذج حالة الشهادات"),
    TIMES: ("SPÉCIMEN : horodatage sans valeur", "نموذج سلطة ختم زمني بدون قيمة"),
    TIME: ("SPÉCIMEN : horodatage", "نموذج ختم زمني"),
    TIMES_STATUS: ("SPÉCIMEN : état de l'horodatage", "نموذج حالة الختم الزمني"),
}
_MARK = x509.UnrecognizedExtension(ObjectIdentifier(MARK), b"\x0c\x08SPECIMEN")

# pyhanko looks at OCSP responses of certificates alone that name a responder; nobody asks this one.
_RESPONDER = x509.AuthorityInformationAccess(
    [
        x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP,
            x509.UniformResourceIdentifier("http://specimen.invalid/"),
        )
    ]
)
_STATUS: tuple[tuple[x509.ExtensionType, bool], ...] = (
    (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), False),
    (x509.OCSPNoCheck(), False),
)
_USAGES: dict[str, tuple[tuple[x509.ExtensionType, bool], ...]] = {
    OFFICER: ((_RESPONDER, False),),
    TIME: ((_RESPONDER, False), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)),
    OFFICERS_STATUS: _STATUS,
    TIMES_STATUS: _STATUS,
}


def made(at: datetime) -> dict[str, tuple[x509.Certificate, ec.EllipticCurvePrivateKey]]:
    """A new authority: every certificate of ISSUERS with its key."""
    keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ISSUERS}
    return {name: (_certificate(name, keys, at), keys[name]) for name in ISSUERS}


def _certificate(
    name: str, keys: Mapping[str, ec.EllipticCurvePrivateKey], at: datetime
) -> x509.Certificate:
    issuer = ISSUERS[name]
    ours, theirs = keys[name].public_key(), keys[issuer].public_key()
    end = x509.BasicConstraints(ca=name == issuer, path_length=0 if name == issuer else None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(_name(issuer))
        .public_key(ours)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - EARLIER)
        .not_valid_after(at + LASTS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ours), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(theirs), critical=False)
        .add_extension(end, critical=True)
        .add_extension(_key_usage(name), critical=True)
        .add_extension(_MARK, critical=False)
    )
    for extension, critical in _USAGES.get(name, ()):
        builder = builder.add_extension(extension, critical)
    return builder.sign(keys[issuer], hashes.SHA256())


def _name(name: str) -> x509.Name:
    latin, arabic = _NAMES[name]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "MA"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sijill SPÉCIMEN"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, arabic),
            x509.NameAttribute(NameOID.COMMON_NAME, latin),
        ]
    )


def _key_usage(name: str) -> x509.KeyUsage:
    root = ISSUERS[name] == name
    return x509.KeyUsage(
        digital_signature=not root,
        content_commitment=name == OFFICER,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=root,
        crl_sign=root,
        encipher_only=False,
        decipher_only=False,
    )

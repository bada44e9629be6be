"""Time-stamp tokens of RFC 3161 made with a key on P-256, for the embedded authority."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509

SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})
POLICY = "2.25.329800735698586629295641978511506172918"
"""The policy under which a specimen's time stamps are given: none that anybody relies on."""


def granted(
    request: bytes, certificate: bytes, at: datetime, sign: Callable[[bytes], bytes]
) -> bytes:
    """The reply to a request: a token of this instant, signed under this certificate (DER).

    Raises:
        ValueError: the request is none.
    """
    asked = tsp.TimeStampReq.load(request, strict=True)
    stamp: dict[str, Any] = {
        "version": "v1",
        "policy": POLICY,
        "message_imprint": asked["message_imprint"],
        "serial_number": secrets.randbits(63),
        "gen_time": at.replace(microsecond=0),
        "ordering": False,
    }
    if asked["nonce"].native is not None:
        stamp["nonce"] = asked["nonce"]
    holder = x509.Certificate.load(certificate)
    reply = {
        "status": {"status": "granted"},
        "time_stamp_token": {
            "content_type": "signed_data",
            "content": _signed(tsp.TSTInfo(stamp).dump(), holder, sign),
        },
    }
    data = tsp.TimeStampResp(reply).dump()
    assert isinstance(data, bytes)
    return data


def _signed(
    stamp: bytes, holder: x509.Certificate, sign: Callable[[bytes], bytes]
) -> cms.SignedData:
    attributes = cms.CMSAttributes(
        [
            _attribute("content_type", "tst_info"),
            _attribute("message_digest", hashlib.sha256(stamp).digest()),
            _attribute("signing_certificate_v2", _naming(holder)),
        ]
    )
    issuer = {"issuer": holder.issuer, "serial_number": holder.serial_number}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", issuer),
        "digest_algorithm": SHA256,
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": sign(attributes.dump()),
    }
    return cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [SHA256],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(stamp),
            },
            "certificates": [cms.CertificateChoices("certificate", holder)],
            "signer_infos": [signer],
        }
    )


def _attribute(kind: str, value: Any) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": kind, "values": [value]})


def _naming(holder: x509.Certificate) -> tsp.SigningCertificateV2:
    named = {
        "hash_algorithm": SHA256,
        "cert_hash": hashlib.sha256(holder.dump()).digest(),
        "issuer_serial": {
            "issuer": [x509.GeneralName("directory_name", holder.issuer)],
            "serial_number": holder.serial_number,
        },
    }
    return tsp.SigningCertificateV2({"certs": [named]})

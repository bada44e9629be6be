"""The last time stamp of a paper, byte for byte.

It covers every byte of the paper but its own, and parts of a token are signed by nobody: versions,
names of algorithms, certificates beside it, the zeros after it. So the token is written anew from
what was proven, and compared.
"""

import re
from collections.abc import Collection, Iterator
from itertools import product

from asn1crypto import algos, cms, core, x509

_WRITTEN = re.compile(rb"<((?:[0-9A-F]{2})+)>")


def is_as_made(written: bytes, proven: Collection[bytes]) -> bool:
    """Whether the token is exactly what its own signature, and the paper, vouch for.

    Args:
        written: the value of ``/Contents`` as it stands in the file, with its angle brackets.
        proven: certificates (DER) that lie in the part of the paper that the token covers.
    """
    digits = _WRITTEN.fullmatch(written)
    if digits is None:
        return False
    data = bytes.fromhex(digits[1].decode("ascii"))
    try:
        token = cms.ContentInfo.load(data)
        length = len(token.dump())
        if data[length:].strip(b"\0"):
            return False
        return any(data[:length] == again for again in _written_anew(token, proven))
    except (ValueError, TypeError, KeyError, AttributeError):
        return False


def _written_anew(token: cms.ContentInfo, proven: Collection[bytes]) -> Iterator[bytes]:
    """The token as it may be written, in the ways authorities differ in."""
    signed = token["content"]
    (signer,) = signed["signer_infos"]
    holders = [choice.chosen for choice in signed["certificates"]]
    certificates = [holder.dump() for holder in holders]
    if not set(certificates) <= set(proven):
        return
    stamp = signed["encap_content_info"]["content"].parsed.dump()
    content = _sequence(cms.ContentType("tst_info").dump(), _tlv(0xA0, _tlv(0x04, stamp)))
    digests = _algorithms(algos.DigestAlgorithm, signer["digest_algorithm"])
    signings = _algorithms(algos.SignedDigestAlgorithm, signer["signature_algorithm"])
    attributes = _tlv(0xA0, signer["signed_attrs"].untag().contents)
    tail = core.OctetString(signer["signature"].native).dump()
    names = [name for holder in holders for name in _names(holder)]
    for around, name, digest, signing in product(digests, names, digests, signings):
        by = _sequence(name, digest, attributes, signing, tail)
        body = _sequence(
            b"\x02\x01\x03",
            _tlv(0x31, around),
            content,
            _tlv(0xA0, b"".join(certificates)),
            _tlv(0x31, by),
        )
        yield _sequence(cms.ContentType("signed_data").dump(), _tlv(0xA0, body))


def _names(holder: x509.Certificate) -> Iterator[bytes]:
    """The version of a signer, and its certificate named: by issuer and number, or by its key."""
    # Names are compared without regard to case, so the one in the token may not be believed.
    number = core.Integer(holder.serial_number).dump()
    yield b"\x02\x01\x01" + _sequence(holder.issuer.dump(), number)
    if holder.key_identifier is not None:
        yield b"\x02\x01\x03" + _tlv(0x80, holder.key_identifier)


def _algorithms(kind: type[core.Sequence], used: core.Sequence) -> list[bytes]:
    """An algorithm as it may be written: without parameters, with none of them, or its own."""
    oid = used["algorithm"].dump()
    ways = [_sequence(oid), _sequence(oid, b"\x05\x00")]
    if used["algorithm"].native == "rsassa_pss":
        ways = [kind({"algorithm": "rsassa_pss", "parameters": used["parameters"]}).dump()]
    return ways


def _sequence(*parts: bytes) -> bytes:
    return _tlv(0x30, b"".join(parts))


def _tlv(tag: int, content: bytes) -> bytes:
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content

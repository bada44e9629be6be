"""cwt: claims signed and opened as CWT in COSE_Sign1 with ES256. Alone imports ``cwt`` and CBOR.

The protected header holds algorithm and key id and nothing else, the unprotected one nothing: what
could be changed on the way is not there. Nothing of a message is decoded before it is known to be
plain, nor believed before its signature is right.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2
from cwt import COSE, COSEKey, VerifyError

from archive_api.seal import base45
from archive_api.seal.key import PublicPoint, SealKey
from archive_api.seal.plain_cbor import COSE_SIGN1, NotPlain, require_plain
from archive_api.seal.refusal import Refusal, SealRefused

ES256 = -7
ALGORITHM, KEY_ID = 1, 4
SIGNATURE = 64

MOST_BYTES = 8_000
"""Bytes that a message may have once inflated: far more than any seal has."""

_EC2, _P256 = 2, 1
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Message:
    """A message in parts, its signature not looked at yet."""

    data: bytes
    kid: bytes


def sign(claims: Mapping[int, Any], key: SealKey) -> bytes:
    """The COSE_Sign1 message (tag 18) of claims; the same claims have the same payload."""
    signing = _key(key.public, key.kid, key.secret)
    headers = {ALGORITHM: ES256, KEY_ID: key.kid}
    payload = cbor2.dumps(dict(sorted(claims.items())))
    message = COSE.new().encode_and_sign(payload, signing, protected=headers)
    assert isinstance(message, bytes)
    return message


def parted(data: bytes) -> Message:
    """A message before its signature is looked at: whose key it names.

    Raises:
        SealRefused: it is altered, or of another making than ours.
    """
    try:
        require_plain(data)
        tag = cbor2.loads(data)
        if not isinstance(tag, cbor2.CBORTag) or tag.tag != COSE_SIGN1:
            raise SealRefused(Refusal.FORGED)
        protected, unprotected, payload, signature = tag.value
        require_plain(protected)
        require_plain(payload)
        headers = cbor2.loads(protected)
        if headers != {ALGORITHM: ES256, KEY_ID: headers[KEY_ID]} or unprotected != {}:
            raise SealRefused(Refusal.FORGED)
        if not isinstance(headers[KEY_ID], bytes) or len(signature) != SIGNATURE:
            raise SealRefused(Refusal.FORGED)
    except (NotPlain, cbor2.CBORDecodeError, ValueError, TypeError, KeyError) as error:
        raise SealRefused(Refusal.ALTERED) from error
    return Message(data, headers[KEY_ID])


def opened(message: Message, public: PublicPoint) -> dict[int, Any]:
    """The claims of a message that the key of ``public`` signed.

    Raises:
        SealRefused: another key signed it, or what it signed are no claims.
    """
    try:
        payload = COSE.new().decode(message.data, _key(public, message.kid))
    except (VerifyError, ValueError) as error:
        raise SealRefused(Refusal.FORGED) from error
    claims = cbor2.loads(payload)
    if not isinstance(claims, dict):
        raise SealRefused(Refusal.ALTERED)
    return claims


def packed(message: bytes) -> str:
    """A message as text: deflated (zlib), then base45."""
    return base45.encode(zlib.compress(message, _LEVEL))


def unpacked(text: str) -> bytes:
    """The message that ``packed`` made the text from.

    Raises:
        SealRefused: it was altered, or would inflate to more than MOST_BYTES.
    """
    inflating = zlib.decompressobj()
    try:
        message = inflating.decompress(base45.decode(text), MOST_BYTES)
    except (base45.NotBase45, zlib.error) as error:
        raise SealRefused(Refusal.ALTERED) from error
    if not inflating.eof or inflating.unused_data:
        raise SealRefused(Refusal.ALTERED)
    return message


def _key(public: PublicPoint, kid: bytes, secret: bytes | None = None) -> Any:
    params: dict[int, Any] = {1: _EC2, 2: kid, 3: ES256, -1: _P256, -2: public.x, -3: public.y}
    return COSEKey.new(params if secret is None else {**params, -4: secret})

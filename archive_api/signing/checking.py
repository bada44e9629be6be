"""pyhanko: signed papers checked offline, by what lies in them and the roots that are trusted.

More is asked than that a signature holds: one officer's signature, time stamps after it, the last
of which covers every byte of the file, and nothing else since.
"""

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.decode_limits import (
    DEFAULT_PURPOSE_LIMITS,
    DecodeLimits,
    DecodePurpose,
    DocumentDecodeBudget,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel
from pyhanko.sign.general import SigningError as CmsError
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from archive_api.signing.believing import believed
from archive_api.signing.checked import CheckedPaper, PaperRefusal, PaperRefused, TrustedRoots
from archive_api.signing.outermost_token import is_as_made

MOST_BYTES = 32_000_000
"""A full copy with its facsimile has under one million."""

_DIGEST = "message_digest"

MOST_SIGNATURES = 12
"""The officer's and time stamps: one more some years later, and so on."""


# They say in the log what is refused here with its reason, a line for each part of a hostile file.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_MIB = 2**20
# A paper has some hundred objects, and nothing but lists of the revoked is long.
_INFLATED = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=8 * _MIB),
    per_purpose={
        **DEFAULT_PURPOSE_LIMITS,
        DecodePurpose.XREF_STREAM: StreamDecodeLimits(max_output_size=_MIB),
        DecodePurpose.OBJECT_STREAM: StreamDecodeLimits(max_output_size=4 * _MIB),
    },
    document_budget=DocumentDecodeBudget(base_allowance=32 * _MIB, max_ratio=1),
)
_NOTHING_SINCE = ModificationLevel.LTA_UPDATES
_BROKEN = (
    StopIteration,
    *(PdfError, CmsError, SignatureValidationError, ValueError, LookupError, TypeError),
    *(AttributeError, AssertionError, ArithmeticError, RecursionError, NotImplementedError),
    *(zlib.error, struct.error, MemoryError),
)
"""What pyhanko and asn1crypto raise over files that are none, seen in tests with altered ones."""


def check(
    pdf: bytes, trusted: TrustedRoots, at: datetime, kept_since: datetime | None = None
) -> CheckedPaper:
    """What a paper says, as it left the archive.

    Args:
        pdf: the file.
        trusted: what its certificates may end at.
        at: when it is checked; timezone-aware.
        kept_since: since when the file is known to be the same, as by its hash in the archive's
            record; then it holds even once the certificate of its last time stamp ran out.

    Raises:
        PaperRefused: it is no such paper, and why.
    """
    signature, stamps, proven = _read(pdf)
    with _as(PaperRefusal.ALTERED):
        _require_whole(pdf, signature, stamps, proven)
        _require_nothing_since(signature)
        return believed(signature, stamps, proven, trusted, at, kept_since)


def check_made_here(pdf: bytes, trusted: TrustedRoots, at: datetime) -> CheckedPaper:
    """As ``check``, for a paper signed a moment ago: it is known what was written after it.

    To find that out of a paper takes as long as all the rest.
    """
    signature, stamps, proven = _read(pdf)
    with _as(PaperRefusal.ALTERED):
        _require_whole(pdf, signature, stamps, proven)
        signature.compute_integrity_info(skip_diff=True)
        return believed(signature, stamps, proven, trusted, at, None)


def _read(
    pdf: bytes,
) -> tuple[EmbeddedPdfSignature, Sequence[EmbeddedPdfSignature], Sequence[x509.Certificate]]:
    """The officer's signature, the time stamps after it, the certificates that they cover."""
    if len(pdf) > MOST_BYTES:
        raise PaperRefused(PaperRefusal.TOO_LARGE, f"{len(pdf)} bytes")
    if not pdf.startswith(b"%PDF-"):
        raise PaperRefused(PaperRefusal.NOT_A_PAPER, "no PDF")
    with _as(PaperRefusal.NOT_A_PAPER):
        reader = PdfFileReader(io.BytesIO(pdf), strict=True, decode_limits=_INFLATED)
        fields = reader.embedded_signatures
    signature, stamps = _parted(fields)
    with _as(PaperRefusal.ALTERED):
        return signature, stamps, list(DocumentSecurityStore.read_dss(reader).load_certs())


def _parted(
    fields: Sequence[EmbeddedPdfSignature],
) -> tuple[EmbeddedPdfSignature, Sequence[EmbeddedPdfSignature]]:
    """The officer's signature and the time stamps after it."""
    if not fields:
        raise PaperRefused(PaperRefusal.UNSIGNED)
    signature, *stamps = fields
    if signature.sig_object_type != "/Sig":
        raise PaperRefused(PaperRefusal.UNSIGNED, "it has time stamps alone")
    if not stamps:
        raise PaperRefused(PaperRefusal.NOT_STAMPED)
    if any(stamp.sig_object_type != "/DocTimeStamp" for stamp in stamps):
        raise PaperRefused(PaperRefusal.ADDED_TO, "somebody else signed it too")
    if len(fields) > MOST_SIGNATURES:
        raise PaperRefused(PaperRefusal.NOT_A_PAPER, f"{len(fields)} signatures")
    return signature, stamps


def _require_whole(
    pdf: bytes,
    signature: EmbeddedPdfSignature,
    stamps: Sequence[EmbeddedPdfSignature],
    proven: Sequence[x509.Certificate],
) -> None:
    """Refuse what has other bytes than were signed and stamped."""
    for covered in (signature, *stamps):
        if not _matches(covered):
            raise PaperRefused(PaperRefusal.ALTERED, f"{covered.field_name} is of other bytes")
    last = stamps[-1]
    if last.evaluate_signature_coverage() is not SignatureCoverageLevel.ENTIRE_FILE:
        raise PaperRefused(PaperRefusal.ADDED_TO, "something follows the last time stamp")
    _, before, after, _ = (int(number) for number in last.byte_range)
    if not is_as_made(pdf[before:after], [held.dump() for held in proven]):
        raise PaperRefused(PaperRefusal.ALTERED, "the last time stamp is not as it was made")


def _require_nothing_since(signature: EmbeddedPdfSignature) -> None:
    """Refuse what was added to between the signature and a time stamp."""
    signature.compute_integrity_info(DEFAULT_DIFF_POLICY)
    since = signature.diff_result
    if not isinstance(since, DiffResult) or since.modification_level > _NOTHING_SINCE:
        raise PaperRefused(PaperRefusal.ADDED_TO, "more than time stamps was added")


def _matches(covered: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that a signature or time stamp covers are those it was made of."""
    signed, digest = covered.signed_data, covered.compute_digest()
    if covered.sig_object_type == "/DocTimeStamp":
        imprint = signed["encap_content_info"]["content"].parsed["message_imprint"]
        return bool(imprint["hashed_message"].native == digest)
    attributes = covered.signer_info["signed_attrs"]
    said = [each["values"][0].native for each in attributes if each["type"].native == _DIGEST]
    return said == [digest]


@contextmanager
def _as(refusal: PaperRefusal) -> Iterator[None]:
    """Refuse what cannot be read for one reason."""
    try:
        yield
    except _BROKEN as error:
        raise PaperRefused(refusal, type(error).__name__) from error

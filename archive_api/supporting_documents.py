"""Papers that show a legal ground, as people send them: what they are, and the vault they go to."""

from archive.errors import Fault, MentionInvalid
from archive.legal_ground import SupportingDocument
from archive.vault import Vault

LARGEST = 20_000_000
"""Bytes one paper may have: a colour scan of a few sheets."""

_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
MEDIA_TYPES = tuple(_BEGINNINGS.values())


def kept(vault: Vault, data: bytes) -> SupportingDocument:
    """Keep a paper in the vault.

    Raises:
        MentionInvalid: it is too large, or neither a PDF nor a JPEG or PNG picture.
    """
    if len(data) > LARGEST:
        fault = Fault("document_size", f"has more than {LARGEST} bytes")
        raise MentionInvalid({"document": fault})
    media_type = media_type_of(data)
    if media_type is None:
        fault = Fault("document_type", f"is none of {', '.join(MEDIA_TYPES)}")
        raise MentionInvalid({"document": fault})
    return SupportingDocument(vault.put(data), media_type)


def media_type_of(data: bytes) -> str | None:
    """What a paper is by its first bytes, whatever it was called; None for anything else."""
    return next((kind for start, kind in _BEGINNINGS.items() if data.startswith(start)), None)

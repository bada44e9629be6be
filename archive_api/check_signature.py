"""The signature of a PDF, looked at by what signing trusts here."""

from collections.abc import Callable
from datetime import datetime

from archive.settings import Settings
from archive_api.checking import Signature
from archive_api.signing.checked import CheckedPaper, PaperRefused, TrustedRoots

_PDF, _SEEN = b"%PDF-", 1024
"""Readers of PDF forgive as many bytes before the first: so must not whoever checks one."""

Check = Callable[[bytes, TrustedRoots, datetime, datetime | None], CheckedPaper]


def signature_of(
    data: bytes, settings: Settings, at: datetime, check: Check, kept_since: datetime | None = None
) -> Signature:
    """What the signature of a file came to, None for a picture.

    Args:
        check: looks at a PDF; raises PaperRefused.
        kept_since: since when the archive has had this very file, None when it never had.
    """
    if _PDF not in data[:_SEEN]:
        return None
    # cryptography is loaded only where a PDF is there to be checked.
    from archive_api.signing.opening import trusted_roots

    try:
        return check(data, trusted_roots(settings), at, kept_since)
    except PaperRefused as error:
        return error.refusal

"""Why a scan file cannot be taken as it is: a stable code per reason.

The codes are those of the findings that a delivery's refusal shows.
"""

from typing import ClassVar

from ocr.errors import OcrError


class ScanError(OcrError):
    """A scan file cannot be taken; the delivery must be corrected, trying again cannot help.

    Attributes:
        code: code of the finding shown to people.
        params: values the finding's texts name, the file's name apart.
    """

    code: ClassVar[str]

    def __init__(self, message: str, **params: str | int) -> None:
        super().__init__(message)
        self.params = params


class ScanEmpty(ScanError):
    """The file has no bytes."""

    code = "scan_empty"


class ScanNotImage(ScanError):
    """The bytes are of no image or PDF, whatever the file is named."""

    code = "scan_not_image"


class ScanFormatUnsupported(ScanError):
    """The bytes are of an image that no register is delivered in (GIF, WebP, BMP ...)."""

    code = "scan_format_unsupported"


class ScanTruncated(ScanError):
    """The header is sound but pixels are missing or unreadable."""

    code = "scan_truncated"


class ScanTooLarge(ScanError):
    """The header announces more megapixels than the settings allow; nothing was decoded."""

    code = "scan_too_large"


class PdfEncrypted(ScanError):
    """The PDF opens only with a password."""

    code = "pdf_encrypted"


class PdfDamaged(ScanError):
    """The PDF cannot be parsed, ends early or holds no page."""

    code = "pdf_damaged"

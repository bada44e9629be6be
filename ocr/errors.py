"""Errors of reading, one class per reaction the caller can have."""


class OcrError(Exception):
    """Base of all errors raised by ``ocr``."""


class EngineMissing(OcrError):
    """The recognition engine or one of its languages is not installed; the message says which."""


class EngineFailed(OcrError):
    """The engine stopped on an image; trying again may pass."""

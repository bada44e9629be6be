"""Tesseract as anyone would run it on a page, to measure ours against: no layout, both languages.

``ocr.tesseract`` is what reads for Sijill; this is the yardstick of ``sijill evaluate --plain``.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import cv2

from ocr.errors import EngineFailed, EngineMissing
from ocr.paper import Colour

PLAIN_OPTIONS = ("-l", "ara+fra")
_TIMEOUT = 600


def plain_text(image: Colour) -> str:
    """What ``tesseract PAGE - -l ara+fra`` prints for a page.

    Raises:
        EngineMissing: Tesseract is not installed.
        EngineFailed: it stopped or took over ten minutes.
    """
    with tempfile.TemporaryDirectory(prefix="sijill-plain-") as folder:
        path = Path(folder) / "page.png"
        cv2.imwrite(str(path), image, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        try:
            told = subprocess.run(
                ["tesseract", str(path), "-", *PLAIN_OPTIONS],
                capture_output=True,
                check=True,
                timeout=_TIMEOUT,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except FileNotFoundError as error:
            raise EngineMissing("tesseract is not installed: install tesseract-ocr") from error
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise EngineFailed(f"plain tesseract failed on a page: {error}") from error
    return told.stdout.decode("utf-8", errors="replace")

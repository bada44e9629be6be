"""Files of strangers read in a process of its own, with bounded memory and time.

Decoders of PDF and pictures are written in C++: what breaks them must not break the service, nor
see what the service knows.
"""

import json
import os
import subprocess
import sys

SECONDS = 25
"""A little more than the process gives itself."""

_KNOWN = ("PATH", "PYTHONPATH", "LANG")


class FileUnreadable(Exception):
    """The file could not be read: damaged, of another kind, too large, or made to take long."""


def codes_apart(data: bytes) -> list[str]:
    """The texts of the QR codes of a PDF or a picture; FileUnreadable when it cannot be read."""
    environment = {name: os.environ[name] for name in _KNOWN if name in os.environ}
    command = [sys.executable, "-m", "archive_api.seal.reading"]
    try:
        told = subprocess.run(
            command, input=data, capture_output=True, check=True, timeout=SECONDS, env=environment
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise FileUnreadable("the file could not be read") from error
    codes: list[str] = json.loads(told.stdout)
    return codes

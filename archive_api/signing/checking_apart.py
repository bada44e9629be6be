"""Papers checked in a process of their own, that is ended when one takes too long.

Whoever has a paper checked may be anybody, and a file can be made that keeps a reader of PDFs busy
for minutes. Without this the program that serves everybody would be.
"""

import base64
import json
import os
import select
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from archive_api.signing.checked import (
    CheckedPaper,
    CheckUnfinished,
    PaperRefusal,
    PaperRefused,
    TrustedRoots,
)

MOST_SECONDS = 10.0
"""How long a check may take; a paper takes a tenth of a second, the first one a second."""

MOST_MEMORY = 2**30
_ROOT = Path(__file__).parents[2]
_LENGTH = 8


class CheckingApart:
    """Checks papers in another process, one at a time.

    Args:
        seconds: how long one may take.
    """

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def check(
        self, pdf: bytes, trusted: TrustedRoots, at: datetime, kept_since: datetime | None = None
    ) -> CheckedPaper:
        """As ``checking.check``.

        Raises:
            CheckUnfinished: it took longer, or those before it did: a genuine paper may meet that
                on a machine that is busy, so nothing is said against the paper.
        """
        asked = {
            "roots": [base64.b64encode(root).decode() for root in trusted.roots],
            "at": at.isoformat(),
            "kept_since": kept_since.isoformat() if kept_since else None,
        }
        if not self._turn.acquire(timeout=self._seconds):
            raise CheckUnfinished("others are checked")
        try:
            return _told(self._answered(json.dumps(asked).encode(), pdf))
        finally:
            self._turn.release()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _answered(self, *parts: bytes) -> Any:
        until = time.monotonic() + self._seconds
        if self._process is None or self._process.poll() is not None:
            self._process = _started()
        process = self._process
        assert process.stdin is not None and process.stdout is not None
        try:
            for part in parts:
                data = len(part).to_bytes(_LENGTH, "big") + part
                _written(process.stdin.fileno(), data, until)
            size = int.from_bytes(_read(process.stdout.fileno(), _LENGTH, until), "big")
            return json.loads(_read(process.stdout.fileno(), size, until))
        except (TimeoutError, EOFError, BrokenPipeError) as error:
            self.close()
            raise CheckUnfinished(type(error).__name__) from error


def _started() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "archive_api.signing.checking_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
    )
    assert process.stdin is not None
    os.set_blocking(process.stdin.fileno(), False)
    return process


def _written(handle: int, data: bytes, until: float) -> None:
    rest = memoryview(data)
    while rest:
        _, ready, _ = select.select([], [handle], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        rest = rest[os.write(handle, rest) :]


def _read(handle: int, length: int, until: float) -> bytes:
    data = b""
    while len(data) < length:
        ready, _, _ = select.select([handle], [], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        more = os.read(handle, length - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def answer_of(paper: CheckedPaper) -> dict[str, Any]:
    """A checked paper as it is told from one process to the other."""
    said = asdict(paper)
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in said.items()
    }


def _told(answer: dict[str, Any]) -> CheckedPaper:
    if "refusal" in answer:
        raise PaperRefused(PaperRefusal(answer["refusal"]), str(answer["said"]))
    times = {name: datetime.fromisoformat(answer[name]) for name in ("signed_at", "stamped_at")}
    return CheckedPaper(**{**answer, **times})

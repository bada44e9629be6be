"""What public checking works with: the record, the keys that are trusted, and how often to ask."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Protocol

from fastapi import Depends, Request

from archive.settings import Settings
from archive.vault import digest_of
from archive_api.asking_rate import AskingRate
from archive_api.check_signature import signature_of
from archive_api.checking import (
    Checked,
    PaperStatus,
    ShownFile,
    check_code,
    check_file,
    check_seal,
)
from archive_api.opened import Opened
from archive_api.problems import Problem
from archive_api.seal.reading_apart import FileUnreadable, codes_apart
from archive_api.seal.trust import TrustList
from archive_api.signing.checked import CheckUnfinished
from archive_api.signing.checking_apart import CheckingApart

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1_000_000
FILE_CHECKS = 5
"""A file costs its address as much as so many codes."""

_TOGETHER = 2
_WAIT_SECONDS = 15.0


class Keys(Protocol):
    """The keys that seal papers, as far as anyone may ask."""

    def trusted(self) -> TrustList:
        """The list of keys, as it is now."""

    def signed_list(self) -> bytes:
        """The same, signed by the root key."""


class FileReads:
    """How many files of strangers are read together."""

    def __init__(self, together: int = _TOGETHER, wait_seconds: float = _WAIT_SECONDS) -> None:
        self._free, self._wait = threading.BoundedSemaphore(together), wait_seconds

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn; Problem check_busy when it does not come."""
        if not self._free.acquire(timeout=self._wait):
            raise Problem("check_busy")
        try:
            yield
        finally:
            self._free.release()


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """Where anyone may ask about papers, as one request sees it."""

    settings: Settings
    record: PaperStatus
    visitor: str
    rate: AskingRate
    reads: FileReads
    apart: CheckingApart

    def code(self, code: str) -> Checked:
        """What the record says under a code; Problem code_invalid when it cannot be one."""
        self.rate.count(self.visitor)
        try:
            return check_code(code, self.record)
        except ValueError as error:
            raise Problem("code_invalid") from error

    def seal(self, text: str) -> Checked:
        """What the text of a seal says, and the record."""
        self.rate.count(self.visitor)
        return check_seal(text, self.keys().trusted(), datetime.now(UTC), self.record)

    def file(self, data: bytes) -> Checked:
        """What a PDF or a picture shows.

        Raises:
            Problem: file_unreadable when it is neither, check_unfinished when it took too long.
        """
        self.rate.count(self.visitor, FILE_CHECKS)
        if len(data) > MOST_BYTES:
            raise Problem("upload_too_large", limit=MOST_MEGABYTES)
        now = datetime.now(UTC)
        with self.reads.one():
            try:
                codes = codes_apart(data)
            except FileUnreadable as error:
                raise Problem("file_unreadable") from error
            signature = partial(signature_of, data, self.settings, now, self.apart.check)
            file = ShownFile(tuple(codes), digest_of(data), signature)
            trusted, address = self.keys().trusted(), self.settings.address
            try:
                return check_file(file, trusted, now, self.record, address)
            except CheckUnfinished as error:
                raise Problem("check_unfinished") from error

    def keys(self) -> Keys:
        """The keys that seal papers here."""
        # cwt and cryptography are loaded with the first paper.
        from archive_api.seal.key_folder import KeyFolder

        settings = self.settings
        return KeyFolder(Path(settings.seal_dir), settings.address, settings.seal_key_days)


def paper_record(archive: Opened) -> PaperStatus:
    """The record that is asked about papers."""
    return archive.catalogue


def _check_desk(
    request: Request, archive: Opened, record: Annotated[PaperStatus, Depends(paper_record)]
) -> CheckDesk:
    state = request.app.state
    visitor = "" if request.client is None else request.client.host
    return CheckDesk(archive.settings, record, visitor, state.asked, state.file_reads, state.apart)


OnCheckDesk = Annotated[CheckDesk, Depends(_check_desk)]

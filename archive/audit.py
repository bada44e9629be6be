"""The audit chain: each entry's hash covers its content and the hash of the entry before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archive.codec import canonical

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit trail.

    Attributes:
        seq: 1, 2, 3 … without a gap.
        at: ISO instant, UTC.
        actor: who did it.
        action: what was done, as ``act.verified`` or ``search``.
        subject: what it was done to: an act id, a volume, a delivery.
        detail: JSON text; for an event the SHA-256 of its content stands under ``event``.
        previous: hash of the entry before.
        hash: SHA-256 over all of the above.
    """

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class AuditBreak:
    """The first place where the audit trail is not what was written: which entry, and why."""

    seq: int
    reason: str


def sealed(entry: AuditEntry) -> AuditEntry:
    """The entry with its hash."""
    return replace(entry, hash=entry_hash(entry))


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the canonical JSON of everything in the entry but its own hash."""
    content = [
        entry.seq,
        entry.at,
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
        entry.previous,
    ]
    return content_hash(canonical(content))


def content_hash(text: str) -> str:
    """SHA-256 of a text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(
    entries: Iterable[tuple[AuditEntry, str | None]], head: tuple[int, str]
) -> AuditBreak | None:
    """Where a trail first fails, None when it is whole.

    Args:
        entries: every entry by ascending ``seq``, with the text of the event it stands for.
        head: number and hash of the last entry ever written, kept apart from the chain: without
            it the loss of the newest entries would go unseen.
    """
    seq, previous = 0, GENESIS
    for entry, content in entries:
        seq += 1
        if entry.seq != seq:
            return AuditBreak(seq, f"entry {seq} is missing: the next one is {entry.seq}")
        if entry.previous != previous:
            return AuditBreak(seq, f"entry {seq} does not follow the entry before it")
        if entry.hash != entry_hash(entry):
            return AuditBreak(seq, f"entry {seq} was altered after it was written")
        promised = json.loads(entry.detail).get("event")
        if promised != (None if content is None else content_hash(content)):
            return AuditBreak(seq, f"the event of entry {seq} was altered, removed or put in")
        previous = entry.hash
    if (seq, previous) != head:
        return AuditBreak(seq + 1, f"the trail ends at entry {seq}, its head says {head[0]}")
    return None

"""The margin of an act: every mention it ever bore, which are in force, and what they changed.

Pure. A mention is never taken away: a later one replaces it, or it is withdrawn, and either can
itself be withdrawn, which puts the earlier one in force again. So each stands here exactly once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from archive.legal_ground import LegalGround, SupportingDocument
from archive.mention import Mention


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a mention changes; ``old`` and ``new`` are empty where a field says nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class MentionEntered:
    """An officer's mention, approved by a second person.

    Attributes:
        proposal: id of the proposal it comes from, which is the mention's own id from here on.
        replaces: id of the mention that it takes out of force.
        reason: why it replaces another; empty when it does not.
    """

    mention: Mention
    ground: LegalGround
    proposal: str
    documents: tuple[SupportingDocument, ...] = ()
    changes: tuple[Change, ...] = ()
    replaces: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MentionWithdrawn:
    """A mention that should not be in the margin was taken out of force.

    Attributes:
        entry: id of that mention.
    """

    entry: str
    ground: LegalGround
    proposal: str
    documents: tuple[SupportingDocument, ...] = ()
    reason: str = ""


Amendment: TypeAlias = MentionEntered | MentionWithdrawn


@dataclass(frozen=True, slots=True)
class MarginEntry:
    """One mention of the margin.

    Attributes:
        id: stable within the act: from its content when it was read, else its proposal's.
        entered: how it was entered, None when it was read in the margin.
        replaced_by: id of the mention that took it out of force.
        withdrawn: how it was withdrawn.
    """

    id: str
    mention: Mention
    entered: MentionEntered | None = None
    replaced_by: str | None = None
    withdrawn: MentionWithdrawn | None = None

    @property
    def in_force(self) -> bool:
        """Whether papers and the act's state follow it."""
        return self.replaced_by is None and self.withdrawn is None


def margin(
    read: Sequence[Mention], amendments: Sequence[Amendment] = ()
) -> tuple[MarginEntry, ...]:
    """The mentions read and entered, in that order, each once."""
    entered = [one for one in amendments if isinstance(one, MentionEntered)]
    withdrawn = {one.entry: one for one in amendments if isinstance(one, MentionWithdrawn)}
    replaced_by = {
        one.replaces: one.proposal
        for one in entered
        if one.replaces is not None and one.proposal not in withdrawn
    }
    named = [(name, mention, None) for name, mention in _named(read)]
    return tuple(
        MarginEntry(name, mention, by, replaced_by.get(name), withdrawn.get(name))
        for name, mention, by in (*named, *((one.proposal, one.mention, one) for one in entered))
    )


def corrected(entries: Sequence[MarginEntry], before: str | None = None) -> dict[str, str]:
    """Values that the mentions in force changed, by field.

    A mention that replaces another changes values at that one's turn, not after those entered
    since.

    Args:
        before: id of a mention at whose turn to stop; None for all.
    """
    if not any(entry.entered is not None for entry in entries):
        return {}
    order = {entry.id: at for at, entry in enumerate(entries)}
    replaces = {
        entry.id: entry.entered.replaces
        for entry in entries
        if entry.entered is not None and entry.entered.replaces in order
    }

    def turn(name: str | None) -> int:
        while (earlier := replaces.get(name or "")) is not None:
            name = earlier
        return order.get(name or "", len(order))

    values: dict[str, str] = {}
    for entry in sorted((one for one in entries if one.in_force), key=lambda one: turn(one.id)):
        if turn(entry.id) >= turn(before):
            break
        changes = entry.entered.changes if entry.entered is not None else ()
        values |= {change.field: change.new for change in changes}
    return values


def _named(read: Sequence[Mention]) -> list[tuple[str, Mention]]:
    """Mentions read, each with its id; those that say the same are told apart by their order."""
    seen: dict[str, int] = {}
    named = []
    for mention in read:
        said = (mention.type.value, mention.date, mention.text_ar, mention.text_fr)
        digest = sha256("\x1f".join(part or "" for part in said).encode()).hexdigest()[:16]
        seen[digest] = seen.get(digest, 0) + 1
        again = "" if seen[digest] == 1 else f"-{seen[digest]}"
        named.append((f"read-{digest}{again}", mention))
    return named

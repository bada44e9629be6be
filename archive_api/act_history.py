"""An act's history as people read it: who did what when and why, and what changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.act import Act, ActState
from archive.history import Event, History, Merged, Missed, Read, Unmerged, Verified
from archive.legal_ground import LegalGround
from archive.margin import MentionEntered, MentionWithdrawn
from archive.proposal import Proposal
from archive.review_events import FirstRead, SecondRead


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A field before and after; "" where it says nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event.

    Attributes:
        at: ISO instant, UTC.
        kind: a key of the page's texts.
        actor: account of who did it; of an approved mention, of who approved.
        proposer: account of who asked for a mention.
        margin: whether a person found the margin otherwise than it was read.
        read: how many fields a first reading gave.
        asked: fields that somebody else must read, or that two persons differ in.
        hidden: whether what was read is kept from those who may have to read it again.
        other: id of the other act that it was about.
        entry: id of the mention that it was about.
    """

    at: str
    actor: str
    kind: str
    changes: tuple[ValueChange, ...] = ()
    reason: str = ""
    copy: int | None = None
    engine: str = ""
    read: int | None = None
    asked: tuple[str, ...] = ()
    hidden: bool = False
    other: str | None = None
    entry: str | None = None
    proposer: str | None = None
    margin: bool = False
    ground: LegalGround | None = None


def history_lines(
    act: Act, events: Sequence[Event], proposals: Mapping[str, Proposal]
) -> list[HistoryLine]:
    """Every event of an act, oldest first.

    Args:
        proposals: by id, those that the act's mentions come from.
    """
    lines = []
    history = History(act.act_id, act.register)
    before: dict[str, str] = {}
    for event in events:
        was_read = bool(history.reads)
        stood = history.act().mentions if was_read else ()
        history = history.after(event.what)
        after = _values(history.act())
        line = _line(act, event, _changes(before, after), proposals, was_read)
        what = event.what
        margin = isinstance(what, Verified | FirstRead) and what.mentions != stood
        lines.append(replace(line, margin=margin))
        before = after
    return lines


def _line(
    act: Act,
    event: Event,
    changes: tuple[ValueChange, ...],
    proposals: Mapping[str, Proposal],
    was_read: bool,
) -> HistoryLine:
    at, actor, kind = event.at, event.actor, event.kind
    match event.what:
        case Read(reading) if was_read:
            copy, engine = reading.copy, reading.engine
            return HistoryLine(at, actor, "read_again", changes, copy=copy, engine=engine)
        case Read(reading):
            copy, engine = reading.copy, reading.engine
            return HistoryLine(at, actor, kind, copy=copy, engine=engine, read=len(changes))
        case Missed(copy):
            return HistoryLine(at, actor, kind, copy=copy)
        case FirstRead() | SecondRead() | Verified():
            return _word(act, event, changes)
        case Merged(standing, second, reason) | Unmerged(standing, second, reason):
            other = standing if second == act.act_id else second
            return HistoryLine(at, actor, kind, reason=reason, other=other)
        case MentionEntered() | MentionWithdrawn():
            return _amendment(event, event.what, proposals)
        case _:
            return HistoryLine(at, actor, kind, changes)


def _word(act: Act, event: Event, changes: tuple[ValueChange, ...]) -> HistoryLine:
    at, actor, kind, what = event.at, event.actor, event.kind, event.what
    if isinstance(what, Verified):
        return HistoryLine(at, actor, kind, changes)
    asked: tuple[str, ...] = ()
    said: Mapping[str, str] = {}
    if isinstance(what, FirstRead):
        asked, said = what.asked, what.decisions
    elif isinstance(what, SecondRead):
        asked, said = what.disputed, what.values
    if act.state is not ActState.VERIFIED:
        # Whoever reads the act again must not know what the others read.
        return HistoryLine(at, actor, kind, asked=asked, hidden=True)
    read = {name: field.value or "" for name, field in act.reading.fields.items()}
    changed = _changes({name: read.get(name, "") for name in said}, said)
    return HistoryLine(at, actor, kind, changed, asked=asked)


def _amendment(
    event: Event, what: MentionEntered | MentionWithdrawn, proposals: Mapping[str, Proposal]
) -> HistoryLine:
    proposal = proposals.get(what.proposal)
    line = HistoryLine(
        event.at,
        event.actor,
        event.kind,
        reason=what.reason,
        proposer=None if proposal is None else proposal.proposed_by,
        ground=what.ground,
    )
    if isinstance(what, MentionWithdrawn):
        return replace(line, entry=what.entry)
    changes = tuple(ValueChange(one.field, one.old, one.new) for one in what.changes)
    return replace(line, entry=what.proposal, changes=changes)


def _values(act: Act) -> dict[str, str]:
    values = {name: field.value or "" for name, field in act.fields.items()}
    if act.number is not None:
        values["act_number"] = str(act.number)
    return values


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ValueChange, ...]:
    return tuple(
        ValueChange(name, before.get(name, ""), after.get(name, ""))
        for name in dict.fromkeys((*before, *after))
        if before.get(name, "") != after.get(name, "")
    )

"""The log of proposals: events appended with their audit entries, proposals derived from them."""

from sqlalchemy import Connection, Row, insert, select, update

from archive.proposal import Proposal, ProposalEvent, ProposalWhat, begun
from archive.proposal_codec import (
    proposal_event_of,
    proposal_event_text,
    proposal_from,
    proposal_text,
)
from archive.store import Writing
from archive.tables import audit, proposal_events, proposals


def append_proposal(tx: Writing, known: Proposal | None, name: str, what: ProposalWhat) -> Proposal:
    """Append one event to a proposal's log and keep the proposal that follows from it."""
    version = 1 if known is None else known.version + 1
    event = ProposalEvent(name, version, what, tx.actor, tx.at)
    proposal = begun(event) if known is None else known.after(event)
    content = proposal_event_text(what)
    seq = tx.log(f"proposal.{event.kind}", name, content, version=version)
    tx.flush()
    row = {
        "state": proposal.state.value,
        "version": version,
        "content": proposal_text(proposal),
    }
    if known is None:
        new = {
            "proposal": name,
            "act_id": proposal.asked.act_id,
            "proposed_by": proposal.proposed_by,
            "asked": seq,
        }
        tx.connection.execute(insert(proposals).values(**new, **row))
    else:
        here = proposals.c.proposal == name
        tx.connection.execute(update(proposals).where(here).values(**row))
    said = {"seq": seq, "proposal": name, "version": version, "kind": event.kind}
    tx.connection.execute(insert(proposal_events).values(**said, content=content))
    return proposal


def proposal_named(connection: Connection, name: str) -> Proposal | None:
    """One proposal by its id, None when there is none."""
    query = select(proposals).where(proposals.c.proposal == name)
    row = connection.execute(query).one_or_none()
    return None if row is None else proposal_of_row(row)


def proposal_events_of(connection: Connection, name: str) -> list[ProposalEvent]:
    """A proposal's events, oldest first."""
    joined = proposal_events.join(audit, audit.c.seq == proposal_events.c.seq)
    query = select(*proposal_events.c, audit.c.actor, audit.c.at).select_from(joined)
    query = query.where(proposal_events.c.proposal == name).order_by(proposal_events.c.seq)
    return [
        ProposalEvent(
            row.proposal,
            row.version,
            proposal_event_of(row.kind, row.content),
            row.actor,
            row.at,
            row.seq,
        )
        for row in connection.execute(query)
    ]


def proposal_of_row(row: Row[tuple[object, ...]]) -> Proposal:
    """The proposal that a row of ``proposals`` keeps."""
    data = row._mapping
    return proposal_from(
        data["proposal"], data["proposed_by"], data["state"], data["version"], data["content"]
    )

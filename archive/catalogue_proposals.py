"""The catalogue's proposals: mentions and corrections that a second person approves.

What is approved enters the act's own log in the transaction that says it is approved.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, func, select

from archive.act import Act
from archive.catalogue_log import append, history_of
from archive.catalogue_proposal_log import (
    append_proposal,
    proposal_events_of,
    proposal_named,
    proposal_of_row,
)
from archive.errors import (
    ActChanged,
    MentionRefused,
    ProposalChanged,
    ProposalSettled,
    ProposalUnknown,
)
from archive.history import History
from archive.margin import MentionEntered
from archive.matching import Step
from archive.mention_drafting import (
    Draft,
    proposed,
    refuse_moved_values,
    refuse_not_in_force,
    refuse_told_already,
    refuse_unready,
)
from archive.proposal import (
    Approved,
    Proposal,
    ProposalEvent,
    ProposalState,
    Refused,
    TakenBack,
)
from archive.store import Store
from archive.tables import proposals


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decides about a proposal, and what they saw.

    Attributes:
        version: of the proposal as seen.
        act_version: of its act as seen; an approval alone is held to it.
        reason: in the person's own words; empty for an approval.
    """

    proposal: str
    actor: str
    version: int
    act_version: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Some proposals of a list, and where the list goes on: None at its end."""

    proposals: tuple[Proposal, ...]
    next: int | None


class Proposals(Store):
    """Proposals of mentions and corrections, with everything that was said of each."""

    def propose(
        self,
        act_id: str,
        draft: Draft,
        actor: str,
        expected_version: int,
        proposal: str | None = None,
    ) -> Proposal:
        """Ask for a mention to be entered, a value corrected, a mention replaced or withdrawn.

        Args:
            expected_version: of the act as the officer saw it.
            proposal: an id that the form was given; proposed twice under it is proposed once.

        Raises:
            ActUnknown: there is no such act.
            ActChanged: the act is at another version by now.
            MentionInvalid: something filled in is missing or wrong, by input.
            MentionRefused: the act takes no such mention as things stand.
        """
        name = proposal or uuid4().hex
        with self._writing(actor) as tx:
            held = proposal_named(tx.connection, name)
            if held is not None and (held.asked.act_id, held.proposed_by) == (act_id, actor):
                return held
            if held is not None:
                raise ProposalSettled(f"proposal {name} is there already")
            history = _seen(tx.connection, act_id, expected_version)
            asked = proposed(history.act(), draft, name, date.fromisoformat(tx.at[:10]))
            return append_proposal(tx, None, name, asked)

    def approve(self, ruling: Ruling) -> Act:
        """Enter what was proposed in the act; approving again as the same person changes nothing.

        Raises:
            ProposalUnknown, ProposalChanged: it is not there, or not as it was seen.
            ProposalSettled: it was ended otherwise.
            ActChanged: the act is at another version than the person saw.
            MentionRefused: it is the person's own, or the act takes no such mention any more.
        """
        with self._writing(ruling.actor) as tx:
            proposal = _named(tx.connection, ruling.proposal)
            approved = proposal.state is ProposalState.APPROVED
            if approved and proposal.decided_by == ruling.actor:
                return history_of(tx.connection, proposal.asked.act_id).act()
            _refuse_settled(proposal, ruling)
            _refuse_own(proposal, ruling)
            history = _seen(tx.connection, proposal.asked.act_id, ruling.act_version)
            act, amendment = history.act(), proposal.asked.amendment
            refuse_unready(act)
            gone = amendment.replaces if isinstance(amendment, MentionEntered) else amendment.entry
            refuse_not_in_force(act, gone)
            refuse_moved_values(act, amendment)
            refuse_told_already(act, amendment)
            append_proposal(tx, proposal, proposal.id, Approved(act.version))
            append(tx, None, [Step(history, amendment)])
        return history.after(amendment).act()

    def refuse(self, ruling: Ruling) -> Proposal:
        """End a proposal as a second person, with a reason.

        Raises:
            ProposalUnknown, ProposalChanged, ProposalSettled, MentionRefused: as ``approve``.
        """
        with self._writing(ruling.actor) as tx:
            proposal = _to_end(tx.connection, ruling)
            _refuse_own(proposal, ruling)
            return append_proposal(tx, proposal, proposal.id, Refused(ruling.reason))

    def take_back(self, ruling: Ruling) -> Proposal:
        """End a proposal as the person who made it.

        Raises:
            ProposalUnknown, ProposalChanged, ProposalSettled: as ``approve``.
            MentionRefused: it is another person's.
        """
        with self._writing(ruling.actor) as tx:
            proposal = _to_end(tx.connection, ruling)
            if proposal.proposed_by != ruling.actor:
                message = f"proposal {proposal.id} is another person's"
                raise MentionRefused("proposal_of_another", message)
            return append_proposal(tx, proposal, proposal.id, TakenBack(ruling.reason))

    def proposal(self, name: str) -> Proposal | None:
        """One proposal by its id, None when there is none."""
        with self._reading() as connection:
            return proposal_named(connection, name)

    def proposals(
        self,
        state: ProposalState = ProposalState.OPEN,
        by: str | None = None,
        but: str | None = None,
        after: int = 0,
        limit: int = 50,
    ) -> ProposalPage:
        """Some proposals in a state, the oldest first.

        Args:
            by: only this person's; but: all but this person's.
            after: 0 for the head of the list, or where the last page went on.
        """
        query = _some(state, by, but).where(proposals.c.asked > after)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(proposals.c.asked).limit(limit + 1)).all()
        goes_on = rows[limit - 1].asked if len(rows) > limit else None
        return ProposalPage(tuple(proposal_of_row(row) for row in rows[:limit]), goes_on)

    def count_proposals(self, by: str | None = None, but: str | None = None) -> int:
        """How many open proposals ``proposals`` lists."""
        query = _some(ProposalState.OPEN, by, but).with_only_columns(func.count())
        with self._reading() as connection:
            return int(connection.execute(query).scalar_one())

    def proposals_of(self, act_id: str) -> list[Proposal]:
        """Every proposal about an act, the latest first."""
        query = select(proposals).where(proposals.c.act_id == act_id)
        with self._reading() as connection:
            rows: Sequence[Row[tuple[object, ...]]] = connection.execute(
                query.order_by(proposals.c.asked.desc())
            ).all()
        return [proposal_of_row(row) for row in rows]

    def supporting_documents(self) -> set[str]:
        """SHA-256 of every paper that was sent with a proposal, whatever became of it."""
        with self._reading() as connection:
            rows = connection.execute(select(proposals)).all()
        named = (proposal_of_row(row).asked.amendment.documents for row in rows)
        return {document.sha256 for documents in named for document in documents}

    def proposal_history(self, name: str) -> list[ProposalEvent]:
        """Everything said of a proposal, oldest first; empty for an unknown one."""
        with self._reading() as connection:
            return proposal_events_of(connection, name)


def _to_end(connection: Connection, ruling: Ruling) -> Proposal:
    proposal = _named(connection, ruling.proposal)
    _refuse_settled(proposal, ruling)
    if not ruling.reason.strip():
        raise MentionRefused("reason_missing", "say why the proposal ends")
    return proposal


def _refuse_settled(proposal: Proposal, ruling: Ruling) -> None:
    if proposal.state is not ProposalState.OPEN:
        raise ProposalSettled(f"proposal {proposal.id} is {proposal.state.value}")
    if proposal.version != ruling.version:
        raise ProposalChanged(proposal.id, ruling.version, proposal.version)


def _refuse_own(proposal: Proposal, ruling: Ruling) -> None:
    if proposal.proposed_by == ruling.actor:
        message = f"proposal {proposal.id} is your own: a second person decides about it"
        raise MentionRefused("proposal_own", message)


def _seen(connection: Connection, act_id: str, version: int) -> History:
    history = history_of(connection, act_id)
    if history.version != version:
        raise ActChanged(act_id, version, history.version)
    return history


def _named(connection: Connection, name: str) -> Proposal:
    found = proposal_named(connection, name)
    if found is None:
        raise ProposalUnknown(f"no proposal has the id {name!r}")
    return found


def _some(state: ProposalState, by: str | None, but: str | None) -> Select[tuple[object, ...]]:
    query = select(proposals).where(proposals.c.state == state.value)
    if by is not None:
        query = query.where(proposals.c.proposed_by == by)
    return query if but is None else query.where(proposals.c.proposed_by != but)

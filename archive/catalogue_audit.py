"""The catalogue's audit trail: every write and every logged read, in one chain."""

from collections.abc import Iterator

from sqlalchemy import Connection, FromClause, func, select

from archive.audit import AuditBreak, AuditEntry, first_break
from archive.store import Store
from archive.tables import (
    act_events,
    audit,
    audit_head,
    duplicate_events,
    proposal_events,
    volume_events,
)
from archive.tables_requests import request_events

_BATCH = 1000
_LOGS = (act_events, volume_events, duplicate_events, proposal_events, request_events)


class Audit(Store):
    """Every write and every logged read, in one chain."""

    def log_read(self, actor: str, action: str, subject: str, acts: int | None = None) -> None:
        """Note that somebody saw personal data: who, how (``act.seen``, ``search``), of what.

        The trail can never be rewritten: name acts and volumes here, never a person.

        Args:
            acts: how many acts were shown, where they are not named one by one.
        """
        with self._writing(actor) as tx:
            if acts is None:
                tx.log(action, subject)
            else:
                tx.log(action, subject, acts=acts)

    def audit_entries(self, after: int = 0, subject: str | None = None) -> Iterator[AuditEntry]:
        """Entries numbered above ``after``, oldest first, fetched as they are consumed."""
        while batch := self._entries(after, subject):
            yield from batch
            after = batch[-1].seq

    def check_audit(self) -> AuditBreak | None:
        """The first entry or event that is not what was written, None when all is whole.

        Reads the whole trail; what is written meanwhile is left for the next check.
        """
        with self._reading(snapshot=True) as connection:
            seq, digest = connection.execute(select(audit_head.c.seq, audit_head.c.hash)).one()
            found = first_break(_trail(connection), (seq, digest))
            for events in _LOGS:
                last = connection.execute(select(func.max(events.c.seq))).scalar_one() or 0
                if found is None and last > seq:
                    found = AuditBreak(last, f"event {last} has no audit entry")
        return found

    def _entries(self, after: int, subject: str | None) -> list[AuditEntry]:
        query = select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(_BATCH)
        if subject is not None:
            query = query.where(audit.c.subject == subject)
        with self._reading() as connection:
            return [AuditEntry(*row) for row in connection.execute(query)]


def _trail(connection: Connection) -> Iterator[tuple[AuditEntry, str | None]]:
    """Every entry with the text of its event, in batches, whatever the length of the trail."""
    content = func.coalesce(*(log.c.content for log in _LOGS))
    joined: FromClause = audit
    for log in _LOGS:
        joined = joined.outerjoin(log, log.c.seq == audit.c.seq)
    query = select(*audit.c, content).select_from(joined).order_by(audit.c.seq).limit(_BATCH)
    after = -1
    while rows := connection.execute(query.where(audit.c.seq > after)).all():
        for *columns, text in rows:
            yield AuditEntry(*columns), text
        after = rows[-1][0]

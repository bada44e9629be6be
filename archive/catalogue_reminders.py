"""The catalogue's reminders: it is told once that a request falls due, and once that it is late."""

from datetime import date

from sqlalchemy import and_, or_, select, update

from archive.catalogue_webhooks import note_event
from archive.issuing.webhook import EventKind
from archive.store import Store
from archive.tables_requests import requests


class Reminders(Store):
    """Reminders by request."""

    def remind(self, day: date, limit: int = 100) -> int:
        """Tell of requests that the office owes and that fall due or are late on a day; how many.

        Each is told of once as ``request.due_soon`` and once as ``request.overdue``.
        """
        columns, today = requests.c, day.isoformat()
        is_late = columns.due_on < today
        untold = or_(
            and_(is_late, columns.reminded_of.is_distinct_from(EventKind.OVERDUE.value)),
            and_(columns.remind_on <= today, columns.reminded_of.is_(None)),
        )
        due = select(columns.number, columns.state, columns.waiting, columns.due_on)
        due = due.where(columns.awaits_us.is_(True), untold)
        due = due.order_by(columns.due_on, columns.number).limit(limit)
        with self._reading() as connection:
            if connection.execute(due.limit(1)).first() is None:
                return 0
        with self._writing() as tx:
            rows = tx.connection.execute(due).all()
            for row in rows:
                kind = EventKind.OVERDUE if row.due_on < today else EventKind.DUE_SOON
                note_event(tx, kind, row.number, row.state, row.waiting)
                tx.log(kind.value, row.number)
                here = columns.number == row.number
                tx.connection.execute(update(requests).where(here).values(reminded_of=kind.value))
        return len(rows)

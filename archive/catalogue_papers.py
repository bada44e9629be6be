"""The catalogue's papers: reserved with their number, issued once signed, and whether they hold.

A paper is reserved in one transaction with the snapshot it is made from, set and signed outside of
any, and issued in another: whatever stops in between, the same order goes on with the same number,
and nothing is issued twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.catalogue_log import events_where, history_of
from archive.errors import ActChanged, OrderTaken, PaperOutdated, PaperUnknown
from archive.history import Event, fold
from archive.issuing.paper import (
    IssuedPaper,
    PaperKind,
    PaperLanguage,
    PaperState,
    PublicStatus,
    Revocation,
)
from archive.issuing.paper_code import new_code
from archive.issuing.snapshot import ActSnapshot, says_now, snapshot_from_text
from archive.morocco import in_morocco
from archive.register import ActReference
from archive.store import Store, Writing
from archive.tables import acts
from archive.tables_issuing import paper_numbers, papers, snapshots


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """What is to be issued.

    Attributes:
        key: names the order: asked again under it, the same paper goes on.
        act_id, taken: the act and what it said when it was frozen.
        officer: the account of who signs.
    """

    key: str
    act_id: str
    taken: ActSnapshot
    kind: PaperKind
    language: PaperLanguage
    officer: str
    specimen: bool
    request: str | None = None


class Papers(Store):
    """Papers by serial and by code."""

    def reserve_paper(self, asked: AskedPaper) -> IssuedPaper:
        """The paper of an order with its number and its code, not issued yet.

        Raises:
            ActChanged: the act is at another version than was frozen.
            OrderTaken: the order was for another act, kind or language.
            PaperOutdated: it is issued already, see ``paper_of``; or its request ended before.
        """
        with self._writing(asked.officer) as tx:
            version = history_of(tx.connection, asked.act_id).version
            if version != asked.taken.version:
                raise ActChanged(asked.act_id, asked.taken.version, version)
            held = _of_order(tx.connection, asked.key)
            if held is not None:
                require_same(held, asked.key, asked.act_id, asked.kind, asked.language)
            if held is not None and (held.pdf_sha256 or held.revoked):
                raise PaperOutdated(f"order {asked.key} is over: its paper is {held.serial}")
            _keep_snapshot(tx, asked)
            if held is not None:
                anew = {
                    "act_version": version,
                    "snapshot_sha256": asked.taken.sha256,
                    "officer": asked.officer,
                    "specimen": asked.specimen,
                    "at": tx.at,
                }
                here = papers.c.serial == held.serial
                tx.connection.execute(update(papers).where(here).values(**anew))
                return _found(tx.connection, held.serial)
            return _reserved(tx, asked)

    def issue_paper(
        self, reserved: IssuedPaper, pdf_sha256: str, actor: str | None = None
    ) -> IssuedPaper:
        """A reserved paper was signed and its file is in the vault: it is issued.

        Args:
            reserved: the paper as it was reserved for this file.

        Raises:
            PaperUnknown: no paper has its serial.
            PaperOutdated: its act was changed meanwhile, it was reserved again, or another file was
                issued under it.
        """
        serial = reserved.serial
        with self._writing(actor) as tx:
            paper = _found(tx.connection, serial)
            if paper.pdf_sha256 == pdf_sha256:
                return paper
            version = history_of(tx.connection, paper.act_id).version
            if paper != reserved or version != paper.act_version:
                raise PaperOutdated(f"paper {serial} or its act was changed while it was signed")
            here = papers.c.serial == serial
            tx.connection.execute(update(papers).where(here).values(pdf_sha256=pdf_sha256))
            _keep_last(tx, serial, paper.at)
            told = {"act": paper.act_id, "kind": paper.kind.value, "pdf": pdf_sha256}
            tx.log("paper.issued", serial, **told)
            return _found(tx.connection, serial)

    def last_issue(self, office_code: str) -> str | None:
        """Instant of the last paper that an office issued (UTC, ISO), None before the first."""
        latest = select(func.max(paper_numbers.c.last_at))
        with self._reading() as connection:
            return connection.execute(latest.where(paper_numbers.c.office == office_code)).scalar()

    def revoke_paper(self, serial: str, why: Revocation, actor: str) -> IssuedPaper:
        """Withdraw a paper that should not have been issued; again changes nothing.

        Raises:
            PaperUnknown: no paper was issued under this serial.
        """
        with self._writing(actor) as tx:
            paper = _found(tx.connection, serial)
            if not paper.pdf_sha256:
                raise PaperUnknown(f"paper {serial} was not issued")
            if paper.revoked is None:
                revoke(tx, serial, why)
            return _found(tx.connection, serial)

    def paper(self, serial: str) -> IssuedPaper:
        """One paper; PaperUnknown when none has this serial."""
        with self._reading() as connection:
            return _found(connection, serial)

    def paper_of(self, key: str) -> IssuedPaper | None:
        """The paper of an order, reserved or issued."""
        with self._reading() as connection:
            return _of_order(connection, key)

    def papers_of(self, act_id: str) -> list[IssuedPaper]:
        """The papers issued from an act, first to last."""
        here = (papers.c.act_id == act_id, papers.c.pdf_sha256.is_not(None))
        query = select(papers).where(*here).order_by(papers.c.at, papers.c.serial)
        with self._reading() as connection:
            return [_paper(row) for row in connection.execute(query)]

    def snapshot_of(self, paper: IssuedPaper) -> ActSnapshot:
        """What a paper was made from."""
        with self._reading() as connection:
            return _snapshot(connection, paper)

    def paper_status(self, code: str) -> tuple[IssuedPaper, PublicStatus] | None:
        """An issued paper by its code and whether it still holds, None for a code never issued."""
        here = (papers.c.code == code, papers.c.pdf_sha256.is_not(None))
        with self._reading(snapshot=True) as connection:
            row = connection.execute(select(papers).where(*here)).one_or_none()
            if row is None:
                return None
            paper = _paper(row)
            events = events_where(connection, acts.c.act_id == paper.act_id)[paper.act_id]
            return paper, _status(paper, _snapshot(connection, paper), events)


def revoke(tx: Writing, serial: str, why: Revocation) -> None:
    """Note that an issued paper is withdrawn."""
    gone = {"revoked": why.value, "revoked_at": tx.at}
    here = papers.c.serial == serial
    tx.connection.execute(update(papers).where(here).values(**gone))
    tx.log("paper.revoked", serial, why=why.value)


def require_same(
    held: IssuedPaper, key: str, act_id: str, kind: PaperKind, language: PaperLanguage
) -> None:
    """Refuse to go on with an order under which another paper was asked.

    Raises:
        OrderTaken: of another act, kind or language.
    """
    if (held.act_id, held.kind, held.language) != (act_id, kind, language):
        raise OrderTaken(f"order {key} is for paper {held.serial}: give another a key of its own")


def _keep_snapshot(tx: Writing, asked: AskedPaper) -> None:
    here = snapshots.c.sha256 == asked.taken.sha256
    if tx.connection.execute(select(snapshots.c.sha256).where(here)).one_or_none() is None:
        row = {"sha256": asked.taken.sha256, "act_id": asked.act_id, "body": asked.taken.text}
        tx.connection.execute(insert(snapshots).values(**row))


def _reserved(tx: Writing, asked: AskedPaper) -> IssuedPaper:
    office, year = asked.taken.office.code, in_morocco(datetime.fromisoformat(tx.at)).year
    number = _next_number(tx, office, year)
    serial = f"{office}/{year}/{number:06}"
    row = {
        "serial": serial,
        "code": new_code(),
        "order_key": asked.key,
        "kind": asked.kind.value,
        "language": asked.language.value,
        "act_id": asked.act_id,
        "reference": str(asked.taken.reference),
        "act_version": asked.taken.version,
        "snapshot_sha256": asked.taken.sha256,
        "officer": asked.officer,
        "specimen": asked.specimen,
        "request": asked.request,
        "at": tx.at,
    }
    tx.connection.execute(insert(papers).values(**row))
    tx.log("paper.reserved", serial, act=asked.act_id, snapshot=asked.taken.sha256)
    return _found(tx.connection, serial)


def _next_number(tx: Writing, office: str, year: int) -> int:
    """Papers are numbered by office and year, without a gap (decree 2-22-04)."""
    here = (paper_numbers.c.office == office, paper_numbers.c.year == year)
    last = tx.connection.execute(select(paper_numbers.c.last).where(*here)).scalar_one_or_none()
    if last is None:
        tx.connection.execute(insert(paper_numbers).values(office=office, year=year, last=1))
        return 1
    tx.connection.execute(update(paper_numbers).where(*here).values(last=last + 1))
    return int(last) + 1


def _keep_last(tx: Writing, serial: str, at: str) -> None:
    """Note an issue, unless a later one is known."""
    office, year, _ = serial.split("/")
    here = (paper_numbers.c.office == office, paper_numbers.c.year == int(year))
    later = func.coalesce(paper_numbers.c.last_at, "") < at
    tx.connection.execute(update(paper_numbers).where(*here, later).values(last_at=at))


def _status(paper: IssuedPaper, taken: ActSnapshot, events: Sequence[Event]) -> PublicStatus:
    if paper.revoked is not None:
        return PublicStatus(PaperState.REVOKED, paper.revoked_at, revoked=paper.revoked)
    told: tuple[str, ...] = ()
    since, annulled = None, False
    for version in range(taken.version + 1, len(events) + 1):
        act = fold(paper.act_id, paper.reference.register, events[:version]).act()
        now = says_now(act, taken)
        told, annulled = now.changes_since(taken), now.annulled
        if act.standing_act is not None:
            told = (*told, "joined")
        # What was changed and changed back holds again.
        since = (since or events[version - 1].at) if told else None
    if annulled:
        return PublicStatus(PaperState.ANNULLED, since, told)
    return PublicStatus(PaperState.CHANGED if told else PaperState.CURRENT, since, told)


def _snapshot(connection: Connection, paper: IssuedPaper) -> ActSnapshot:
    here = snapshots.c.sha256 == paper.snapshot_sha256
    text: str = connection.execute(select(snapshots.c.body).where(here)).scalar_one()
    return snapshot_from_text(text)


def _of_order(connection: Connection, key: str) -> IssuedPaper | None:
    row = connection.execute(select(papers).where(papers.c.order_key == key)).one_or_none()
    return None if row is None else _paper(row)


def _found(connection: Connection, serial: str) -> IssuedPaper:
    row = connection.execute(select(papers).where(papers.c.serial == serial)).one_or_none()
    if row is None:
        raise PaperUnknown(f"no paper has the serial {serial!r}")
    return _paper(row)


def _paper(row: Row[tuple[object, ...]]) -> IssuedPaper:
    told = dict(row._mapping)
    del told["order_key"]
    told["kind"] = PaperKind(told["kind"])
    told["language"] = PaperLanguage(told["language"])
    told["reference"] = ActReference.parse(told["reference"])
    told["pdf_sha256"] = told["pdf_sha256"] or ""
    told["revoked"] = told["revoked"] and Revocation(told["revoked"])
    return IssuedPaper(**told)

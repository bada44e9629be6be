"""The catalogue's acts: events appended, the act they add up to derived in the same transaction."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select, update

from archive.act import Act, ActReading, ActState
from archive.catalogue_log import append, events_where, histories, history_of
from archive.catalogue_volumes import require_volume, volume_pages
from archive.codec import findings_to_json, number_from_json
from archive.decisions import check_decisions
from archive.errors import ActChanged, ActUnknown, DecisionInvalid, Fault, NumberTaken
from archive.event_codec import act_of
from archive.finding import Finding
from archive.history import Event, Read, Verified, confirmed_values
from archive.matching import Step, plan
from archive.records import KeptActs, VolumePage, VolumeStatus
from archive.register import ActNumber, ActReference, RegisterReference, VolumeReference
from archive.store import Store, Writing
from archive.tables import acts, pages, volumes

_BATCH = 500


class Acts(Store):
    """Acts by id and by reference, with their whole history."""

    def keep_acts(
        self,
        volume: VolumeReference,
        readings: Sequence[ActReading],
        page_kinds: Mapping[str, str],
        findings: Sequence[Finding] = (),
        actor: str | None = None,
    ) -> KeptActs:
        """Keep what one structuring of a whole volume found, all of it or nothing.

        Keeping the same again adds no event. Acts found before and not now stay, with a finding.

        Args:
            page_kinds: by page name, what each page was found to be.
            findings: about the volume; they replace those of its last structuring.

        Raises:
            VolumeUnknown: the volume was never taken in.
            ValueError: a reading is of another volume.
        """
        for reading in readings:
            if (reading.register, reading.copy) != (volume.register, volume.copy):
                raise ValueError(f"act {reading.ordinal} was read in another volume than {volume}")
        with self._writing(actor) as tx:
            require_volume(tx.connection, volume)
            current = volume_pages(tx.connection, volume)
            scans = {page.name: page.scan for page in current}
            known = histories(tx.connection, volume.register)
            steps = plan(volume, known, readings, scans)
            append(tx, volume, steps)
            _keep_structure(tx, volume, current, page_kinds, tuple(findings))
        reads = [step for step in steps if isinstance(step.what, Read)]
        new = sum(step.known.version == 0 for step in reads)
        return KeptActs(
            new=new,
            changed=len(reads) - new,
            unchanged=len(readings) - len(reads),
            missed=len(steps) - len(reads),
        )

    def verify(
        self, act_id: str, decisions: Mapping[str, str], actor: str, expected_version: int
    ) -> Act:
        """Confirm an act as a person: as it stands, or with these values instead of the read ones.

        Every value and mention of the act is the person's from here on: no reading changes them.

        Args:
            decisions: by field name; "" says that the act leaves the field empty.
            expected_version: the version the person saw.

        Raises:
            ActUnknown: there is no such act.
            ActChanged: the act is at another version by now.
            DecisionInvalid: a value has the wrong shape, or the act would have no number.
            NumberTaken: another act of the register holds the number.
        """
        check_decisions(decisions)
        with self._writing(actor) as tx:
            history = history_of(tx.connection, act_id)
            if history.version != expected_version:
                raise ActChanged(act_id, expected_version, history.version)
            act = history.act()
            confirmed = confirmed_values(act, decisions)
            number = confirmed_number(tx.connection, act, confirmed)
            what = Verified(dict(decisions), confirmed, act.mentions, number)
            append(tx, None, [Step(history, what)])
        return history.after(what).act()

    def act(self, reference: ActReference | str) -> Act | None:
        """One act, by its reference, the reference's text or its id; None when there is none."""
        where: ColumnElement[bool] = acts.c.act_id == reference
        if isinstance(reference, ActReference) or "/" in reference:
            register, _, number = str(reference).rpartition("/")
            where = (acts.c.register == register) & (acts.c.number == number)
        with self._reading() as connection:
            row = connection.execute(select(acts).where(where)).one_or_none()
        return None if row is None else _act(row)

    def acts(
        self,
        register: RegisterReference | None = None,
        state: ActState | str | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Act]:
        """Acts by register and number, those without a number last, fetched as consumed.

        Args:
            after: id of the act to go on from, exclusive.
            limit: how many at most.

        Raises:
            ActUnknown: no act has the id ``after``.
        """
        query = select(acts).order_by(acts.c.sort_key)
        if register is not None:
            query = query.where(acts.c.register == str(register))
        if state is not None:
            query = query.where(acts.c.state == ActState(state).value)
        key = "" if after is None else self._sort_key(after)
        return self._pages_of(query, key, limit)

    def history(self, act_id: str) -> list[Event]:
        """An act's events, oldest first; empty for an id the catalogue does not know."""
        with self._reading() as connection:
            return events_where(connection, acts.c.act_id == act_id).get(act_id, [])

    def acts_ever_on(self, volume: VolumeReference, page: str, scan: str) -> set[str]:
        """Ids of the acts that any reading, the latest or an older one, saw on a scan of a page.

        Args:
            scan: ``VolumePage.scan``; readings of the page whose scan is unknown count too.
        """
        with self._reading() as connection:
            found = events_where(connection, acts.c.register == str(volume.register))
        return {
            event.act_id
            for events in found.values()
            for event in events
            if isinstance(event.what, Read) and event.what.reading.copy == volume.copy
            if page in (name for name, _ in event.what.reading.pages)
            if event.what.scans.get(page, scan) == scan
        }

    def _pages_of(self, query: Select[tuple[object]], key: str, limit: int | None) -> Iterator[Act]:
        while limit is None or limit > 0:
            size = _BATCH if limit is None else min(limit, _BATCH)
            with self._reading() as connection:
                rows = connection.execute(query.where(acts.c.sort_key > key).limit(size)).all()
            for row in rows:
                yield _act(row)
            if len(rows) < size:
                return
            key = rows[-1].sort_key
            limit = None if limit is None else limit - size

    def _sort_key(self, act_id: str) -> str:
        query = select(acts.c.sort_key).where(acts.c.act_id == act_id)
        with self._reading() as connection:
            key = connection.execute(query).scalar_one_or_none()
        if key is None:
            raise ActUnknown(f"no act has the id {act_id!r}")
        return str(key)


def _keep_structure(
    tx: Writing,
    volume: VolumeReference,
    current: Sequence[VolumePage],
    page_kinds: Mapping[str, str],
    findings: tuple[Finding, ...],
) -> None:
    """Note what each page is and what was found about the volume, if it says anything new."""
    kinds = [
        {"b_name": page.name, "kind": page_kinds[page.name]}
        for page in current
        if page.name in page_kinds and page.kind != page_kinds[page.name]
    ]
    values = {
        "status": VolumeStatus.STRUCTURED.value,
        "structure_findings": findings_to_json(findings),
    }
    here = volumes.c.volume == str(volume)
    row = tx.connection.execute(
        select(volumes.c.status, volumes.c.structure_findings).where(here)
    ).one()
    if not kinds and dict(row._mapping) == values:
        return
    mine = (pages.c.volume == str(volume)) & ~pages.c.replaced
    tx.execute_many(update(pages).where(mine & (pages.c.name == bindparam("b_name"))), kinds)
    tx.connection.execute(update(volumes).where(here).values(**values))
    codes = [finding.code for finding in findings]
    tx.log("volume.structured", str(volume), pages=len(kinds), findings=codes)


def confirmed_number(connection: Connection, act: Act, confirmed: Mapping[str, str]) -> ActNumber:
    """The number an act is confirmed with; refused when there is none, or another act's."""
    if not confirmed.get("act_number"):
        message = "is unknown: an act is confirmed with its number"
        raise DecisionInvalid({"act_number": Fault("act_number_missing", message)})
    number = ActNumber.parse(confirmed["act_number"])
    same = (acts.c.register == str(act.register)) & (acts.c.number == str(number))
    holder = connection.execute(
        select(acts.c.act_id).where(same, acts.c.act_id != act.act_id)
    ).scalar_one_or_none()
    if holder is not None:
        raise NumberTaken(str(ActReference(act.register, number)), holder)
    return number


def _act(row: Row[tuple[object, ...]]) -> Act:
    data = row._mapping
    number = number_from_json(data["number"])
    return act_of(data["act_id"], number, data["state"], data["version"], data["content"])

"""The catalogue's outbox: from its changes, search indexes follow acts and volumes kept as scans.

Numbers ascend in the order of commits: nothing appears later below one already seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, or_, select

from archive.act import Act
from archive.codec import number_from_json
from archive.event_codec import act_of
from archive.register import Kind, VolumeReference
from archive.store import Store, write_transaction
from archive.tables import act_events, acts, index_positions, pages, volume_events

_BATCH = 1000
_STANDS = acts.c.standing_act.is_(None)
# The same where few rows are wanted in the order of changes: by the index of standing acts every
# act would be sorted for each of them.
_STANDS_BY_CHANGE = func.coalesce(acts.c.standing_act, "") == ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something an index should show as it now stands; an act comes up at its latest event only.

    Attributes:
        seq: number of the change.
        act_id: the act changed, None where pages of a volume did.
        act: the act now, None where none is to be found any more: it became another's second copy.
        volume: the volume kept as scans whose pages changed, None where an act did.
    """

    seq: int
    act_id: str | None = None
    act: Act | None = None
    volume: VolumeReference | None = None


@dataclass(frozen=True, slots=True)
class Findable:
    """How many acts and pages of volumes kept as scans an index should show at a change.

    Attributes:
        settled: those to be found that nothing changed since: it shows each.
        unsettled: those changed since: it may show any of them, as they were when it looked.
    """

    settled: int
    unsettled: int


class Outbox(Store):
    """What changed since an index last looked, and how far each index is."""

    def changes_since(self, seq: int) -> Iterator[tuple[int, str]]:
        """Acts changed after ``seq`` as (seq, act id), ascending; an act may come up repeatedly."""
        columns = select(act_events.c.seq, act_events.c.act_id).order_by(act_events.c.seq)
        while True:
            query = columns.where(act_events.c.seq > seq).limit(_BATCH)
            with self._reading() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            for seq, act_id in rows:
                yield seq, act_id

    def changed(self, seq: int, limit: int) -> list[Change]:
        """The first ``limit`` changes after ``seq``, ascending; empty when there is none."""
        found = _latest().where(act_events.c.seq > seq).order_by(act_events.c.seq).limit(limit)
        scanned = select(volume_events.c.seq, volume_events.c.volume).where(
            volume_events.c.seq > seq, _kept_as_scans(volume_events.c.volume)
        )
        # One snapshot: a change seen by the second query alone would step over one before it.
        with self._reading(snapshot=True) as connection:
            changes = [_change(row) for row in connection.execute(found)]
            changes += [
                Change(row.seq, volume=VolumeReference.parse(row.volume))
                for row in connection.execute(scanned.order_by(volume_events.c.seq).limit(limit))
            ]
        return sorted(changes, key=lambda change: change.seq)[:limit]

    def last_change(self) -> int:
        """Number of the latest change to any act, 0 when there was none."""
        with self._reading() as connection:
            return connection.execute(select(func.max(act_events.c.seq))).scalar_one() or 0

    def waiting(self, seq: int) -> int:
        """How many changes come after ``seq``, an act counted once for each."""
        of_acts = select(func.count()).where(act_events.c.seq > seq)
        of_volumes = select(func.count()).where(
            volume_events.c.seq > seq, _kept_as_scans(volume_events.c.volume)
        )
        with self._reading(snapshot=True) as connection:
            return sum(connection.execute(query).scalar_one() for query in (of_acts, of_volumes))

    def findable(self, seq: int) -> Findable:
        """How many acts and pages an index that followed to change ``seq`` should show."""
        all_acts = select(func.count()).select_from(acts).where(_STANDS)
        later = select(act_events.c.act_id).where(act_events.c.seq > seq).distinct().subquery()
        of_later = select(func.count(), func.count().filter(_STANDS))
        of_later = of_later.select_from(later.join(acts, acts.c.act_id == later.c.act_id))
        touched = select(volume_events.c.volume).where(volume_events.c.seq > seq)
        of_pages = select(func.count(), func.count().filter(pages.c.volume.in_(touched)))
        of_pages = of_pages.where(~pages.c.replaced, _kept_as_scans(pages.c.volume))
        with self._reading(snapshot=True) as connection:
            standing = connection.execute(all_acts).scalar_one()
            changed, changed_standing = connection.execute(of_later).one()
            scanned, changed_pages = connection.execute(of_pages).one()
        settled = standing - changed_standing + scanned - changed_pages
        return Findable(settled, changed + changed_pages)

    def sample(self, seq: int, evenly: int, newest: int) -> list[Act]:
        """The same acts whoever asks: some spread evenly over the changes to ``seq``, the newest.

        Acts changed after ``seq`` are left out.
        """
        known = _latest().where(_STANDS_BY_CHANGE, act_events.c.seq <= seq)
        found: dict[int, Change] = {}
        with self._reading(snapshot=True) as connection:
            for place in range(evenly):
                from_here = known.where(act_events.c.seq >= seq * place // evenly)
                _collect(connection, from_here.order_by(act_events.c.seq).limit(1), found)
            _collect(connection, known.order_by(act_events.c.seq.desc()).limit(newest), found)
        return [change.act for change in found.values() if change.act is not None]

    def index_position(self, name: str) -> int:
        """The last change that the index of this name holds, 0 when it holds none."""
        query = select(index_positions.c.seq).where(index_positions.c.name == name)
        with self._reading() as connection:
            return connection.execute(query).scalar_one_or_none() or 0

    def set_index_position(self, name: str, seq: int) -> None:
        """Note how far the index of this name is."""
        with self._writing() as tx:
            tx.connection.execute(delete(index_positions).where(index_positions.c.name == name))
            tx.connection.execute(insert(index_positions).values(name=name, seq=seq))

    @contextmanager
    def held_still(self) -> Iterator[None]:
        """Let nobody write to the record while the block runs, which itself may only read."""
        with write_transaction(self._engine):
            yield


def _latest() -> Select[tuple[object, ...]]:
    """The latest event of each act, with the act as it stands."""
    same = acts.c.act_id == act_events.c.act_id
    now = acts.c.number, acts.c.state, acts.c.version, acts.c.content, acts.c.standing_act
    query = select(act_events.c.seq, act_events.c.act_id, *now)
    latest = acts.c.version == act_events.c.version
    return query.select_from(act_events.join(acts, same)).where(latest)


def _collect(
    connection: Connection, query: Select[tuple[object, ...]], found: dict[int, Change]
) -> None:
    for row in connection.execute(query):
        found.setdefault(row.seq, _change(row))


def _change(row: Row[tuple[object, ...]]) -> Change:
    data = row._mapping
    if data["standing_act"] is not None:
        return Change(data["seq"], data["act_id"])
    number = number_from_json(data["number"])
    act = act_of(data["act_id"], number, data["state"], data["version"], data["content"])
    return Change(data["seq"], data["act_id"], act)


def _kept_as_scans(volume: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a volume's text is of a register without structured acts."""
    return or_(*(volume.contains(f"/{kind.value}/") for kind in Kind if not kind.holds_acts))

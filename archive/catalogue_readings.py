"""The catalogue's page readings, and how far each volume is."""

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, select

from archive.records import VolumeProgress
from archive.register import VolumeReference
from archive.store import Store
from archive.tables import act_volumes, acts, pages, readings


class Readings(Store):
    """Which engine read which page, and under which key of the vault its reading lies."""

    def keep_reading(
        self, page_sha256: str, frame: int, engine: str, key: str, actor: str | None = None
    ) -> None:
        """Note a page's reading, already in the vault; noting the same again changes nothing."""
        if self.reading_key(page_sha256, frame, engine) == key:
            return
        with self._writing(actor) as tx:
            tx.connection.execute(delete(readings).where(_is(page_sha256, frame, engine)))
            row = {"sha256": page_sha256, "frame": frame, "engine": engine, "key": key}
            tx.connection.execute(insert(readings).values(**row))
            tx.log("page.read", f"{page_sha256}:{frame}", engine=engine, key=key)

    def reading_key(self, page_sha256: str, frame: int, engine: str) -> str | None:
        """Key of a page's reading by this engine, None when it did not read the page yet."""
        query = select(readings.c.key).where(_is(page_sha256, frame, engine))
        with self._reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def progress(self, volume: VolumeReference) -> VolumeProgress:
        """How far a volume is; all zero for one the archive does not hold."""
        same_page = and_(readings.c.sha256 == pages.c.sha256, readings.c.frame == pages.c.frame)
        in_force = and_(pages.c.volume == str(volume), ~pages.c.replaced)
        counted = select(func.count()).select_from(pages).where(in_force)
        states = (
            select(acts.c.state, func.count())
            .join(act_volumes, act_volumes.c.act_id == acts.c.act_id)
            .where(act_volumes.c.volume == str(volume))
            .group_by(acts.c.state)
        )
        with self._reading() as connection:
            total = connection.execute(counted).scalar_one()
            read = connection.execute(counted.where(exists().where(same_page))).scalar_one()
            found = {str(state): int(count) for state, count in connection.execute(states)}
        return VolumeProgress(
            pages=total,
            pages_read=read,
            acts=sum(found.values()),
            accepted=found.get("accepted", 0),
            to_review=found.get("to_review", 0),
            verified=found.get("verified", 0),
        )


def _is(sha256: str, frame: int, engine: str) -> ColumnElement[bool]:
    return and_(readings.c.sha256 == sha256, readings.c.frame == frame, readings.c.engine == engine)

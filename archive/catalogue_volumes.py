"""The catalogue's volumes: taken in once, their pages added to and replaced, never removed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Row, func, insert, select, update

from archive.catalogue_held import recount
from archive.codec import (
    Json,
    canonical,
    finding_to_json,
    findings_from_json,
    findings_to_json,
)
from archive.errors import VolumeHeld, VolumeUnknown
from archive.finding import Finding
from archive.records import VolumePage, VolumeRecord, VolumeStatus
from archive.register import RegisterReference, VolumeReference
from archive.store import Store, Writing
from archive.tables import pages, volume_events, volumes


class Volumes(Store):
    """Volumes by their reference, and the pages of each."""

    def take_in(
        self,
        volume: VolumeReference,
        new_pages: Sequence[VolumePage],
        source: str,
        findings: Sequence[Finding] = (),
        actor: str | None = None,
    ) -> None:
        """Take a volume in, whole; its masters must be in the vault already.

        Raises:
            VolumeHeld: the archive holds this original; nothing was changed.
            ValueError: two pages have the same name.
        """
        _refuse_doubles(new_pages)
        with self._writing(actor) as tx:
            held = find_volume(tx.connection, volume)
            if held is not None:
                raise VolumeHeld(str(volume), held.source)
            row = {
                "volume": str(volume),
                "sort_key": f"{register_key(volume.register)}@{volume.copy:04}",
                "register": str(volume.register),
                "status": VolumeStatus.TAKEN.value,
                "source": source,
                "intake_findings": findings_to_json(tuple(findings)),
                "structure_findings": "[]",
                "taken_at": tx.at,
            }
            tx.connection.execute(insert(volumes).values(**row))
            _append(tx, volume, "taken", new_pages, source)
            tx.execute_many(insert(pages), [_page_row(volume, page) for page in new_pages])
            recount(tx, [volume.register])

    def supplement(
        self,
        volume: VolumeReference,
        new_pages: Sequence[VolumePage],
        source: str = "",
        actor: str | None = None,
    ) -> None:
        """Add pages to a volume, or replace those of the same name; the old ones are kept.

        A replacing page takes the place of the old one; an added one is put at its ordinal and
        moves the later ones on. Pages that the volume already holds just so change nothing.

        Raises:
            VolumeUnknown: the volume was never taken in.
            ValueError: two pages have the same name.
        """
        _refuse_doubles(new_pages)
        with self._writing(actor) as tx:
            require_volume(tx.connection, volume)
            current = volume_pages(tx.connection, volume)
            scans = {page.name: (page.sha256, page.frame) for page in current}
            changed = [
                page for page in new_pages if scans.get(page.name) != (page.sha256, page.frame)
            ]
            if not changed:
                return
            _append(tx, volume, "supplemented", changed, source)
            mine = (pages.c.volume == str(volume)) & ~pages.c.replaced
            gone = mine & pages.c.name.in_([page.name for page in changed])
            tx.connection.execute(update(pages).where(gone).values(replaced=True))
            tx.execute_many(insert(pages), [_page_row(volume, page) for page in changed])
            for page in _in_order(current, changed):
                place = mine & (pages.c.name == page.name)
                tx.connection.execute(update(pages).where(place).values(ordinal=page.ordinal))

    def volumes(self) -> list[VolumeRecord]:
        """Every volume held, by office, kind, year, part and copy."""
        with self._reading() as connection:
            rows = connection.execute(select(volumes).order_by(volumes.c.sort_key)).all()
        return [_volume(row) for row in rows]

    def volumes_of(self, register: RegisterReference) -> list[VolumeRecord]:
        """The originals held of one register, by copy."""
        query = select(volumes).where(volumes.c.register == str(register))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(volumes.c.sort_key)).all()
        return [_volume(row) for row in rows]

    def last_volumes(self, limit: int) -> list[VolumeRecord]:
        """The volumes taken in last, newest first."""
        query = select(volumes).order_by(volumes.c.taken_at.desc(), volumes.c.sort_key)
        with self._reading() as connection:
            rows = connection.execute(query.limit(limit)).all()
        return [_volume(row) for row in rows]

    def count_volumes(self) -> int:
        """How many volumes are held."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(volumes)).scalar_one()

    def volume(self, volume: VolumeReference) -> VolumeRecord | None:
        """One volume, None when the archive does not hold it."""
        with self._reading() as connection:
            return find_volume(connection, volume)

    def pages(self, volume: VolumeReference, include_replaced: bool = False) -> list[VolumePage]:
        """A volume's pages in order; with the replaced ones, those right before their successor."""
        with self._reading() as connection:
            return volume_pages(connection, volume, include_replaced)

    def holders(self, sha256: str) -> list[tuple[VolumeReference, str]]:
        """Volumes and page names that show the master of this digest, replaced pages too."""
        query = select(pages.c.volume, pages.c.name).where(pages.c.sha256 == sha256)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(pages.c.volume, pages.c.id)).all()
        return [(VolumeReference.parse(volume), name) for volume, name in rows]


def register_key(register: RegisterReference) -> str:
    """A register's place in the order of the whole archive, as text."""
    return f"{register.office_code}/{register.kind.value}/{register.year}/{register.part:04}"


def find_volume(connection: Connection, volume: VolumeReference) -> VolumeRecord | None:
    """One volume as recorded, None when the archive does not hold it."""
    row = connection.execute(select(volumes).where(volumes.c.volume == str(volume))).one_or_none()
    return None if row is None else _volume(row)


def require_volume(connection: Connection, volume: VolumeReference) -> None:
    """Raise VolumeUnknown when the archive does not hold the volume."""
    if find_volume(connection, volume) is None:
        raise VolumeUnknown(f"volume {volume} was never taken in: deliver it first")


def volume_pages(
    connection: Connection, volume: VolumeReference, include_replaced: bool = False
) -> list[VolumePage]:
    """A volume's pages in order."""
    query = select(pages).where(pages.c.volume == str(volume))
    if not include_replaced:
        query = query.where(~pages.c.replaced)
    rows = connection.execute(query.order_by(pages.c.ordinal, pages.c.id)).all()
    return [_page(row) for row in rows]


def _refuse_doubles(new_pages: Sequence[VolumePage]) -> None:
    names = Counter(page.name for page in new_pages)
    doubles = [name for name, times in names.items() if times > 1]
    if doubles:
        raise ValueError(f"pages {', '.join(sorted(doubles))} are given twice: name each once")


def _append(
    tx: Writing, volume: VolumeReference, kind: str, new_pages: Sequence[VolumePage], source: str
) -> None:
    """Write a volume event: its audit entry first, which it points at."""
    content = canonical({"source": source, "pages": [_page_json(page) for page in new_pages]})
    seq = tx.log(f"volume.{kind}", str(volume), content, pages=len(new_pages), source=source)
    tx.flush()
    tx.connection.execute(
        insert(volume_events).values(seq=seq, volume=str(volume), kind=kind, content=content)
    )


def _in_order(current: Sequence[VolumePage], changed: Sequence[VolumePage]) -> list[VolumePage]:
    """Pages in force after ``changed`` came in, numbered from 1."""
    ordered = list(current)
    names = {page.name for page in current}
    for page in sorted(changed, key=lambda page: page.ordinal):
        if page.name not in names:
            ordered.insert(page.ordinal - 1, page)
    return [replace(page, ordinal=place) for place, page in enumerate(ordered, start=1)]


def _page_json(page: VolumePage) -> Json:
    return {
        "name": page.name,
        "ordinal": page.ordinal,
        "sha256": page.sha256,
        "frame": page.frame,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "findings": [finding_to_json(finding) for finding in page.findings],
    }


def _page_row(volume: VolumeReference, page: VolumePage) -> Json:
    findings = findings_to_json(page.findings)
    row = {**_page_json(page), "volume": str(volume), "findings": findings}
    return {**row, "kind": page.kind, "replaced": False}


def _page(row: Row[tuple[object, ...]]) -> VolumePage:
    data = dict(row._mapping)
    del data["id"], data["volume"]
    return VolumePage(**{**data, "findings": findings_from_json(data["findings"])})


def _volume(row: Row[tuple[object, ...]]) -> VolumeRecord:
    data = row._mapping
    intake = findings_from_json(data["intake_findings"])
    return VolumeRecord(
        volume=VolumeReference.parse(data["volume"]),
        status=VolumeStatus(data["status"]),
        source=data["source"],
        findings=(*intake, *findings_from_json(data["structure_findings"])),
        taken_at=data["taken_at"],
    )

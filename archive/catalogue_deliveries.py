"""The catalogue's deliveries: what came in, where it stands, why it was refused."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, delete, func, insert, select

from archive.codec import findings_from_json, findings_to_json
from archive.finding import Finding
from archive.records import Delivery, DeliveryStatus
from archive.register import VolumeReference
from archive.store import Store
from archive.tables import audit, deliveries

_LATEST = 100


class Deliveries(Store):
    """Deliveries, by id; the latest record of one is the one that counts."""

    def record_delivery(
        self,
        delivery_id: str,
        name: str,
        status: DeliveryStatus | str,
        volume: VolumeReference | None = None,
        findings: Sequence[Finding] = (),
        actor: str | None = None,
    ) -> Delivery:
        """Write where a delivery stands; recording the same again changes nothing.

        Raises:
            ValueError: ``status`` is not a ``DeliveryStatus``.
        """
        with self._writing(actor) as tx:
            found = tx.connection.execute(
                select(deliveries).where(deliveries.c.delivery_id == delivery_id)
            ).one_or_none()
            row = {
                "delivery_id": delivery_id,
                "name": name,
                "status": DeliveryStatus(status).value,
                "volume": None if volume is None else str(volume),
                "findings": findings_to_json(tuple(findings)),
            }
            if found is not None and all(found._mapping[key] == row[key] for key in row):
                return _delivery(found)
            tx.connection.execute(delete(deliveries).where(deliveries.c.delivery_id == delivery_id))
            tx.connection.execute(insert(deliveries).values(**row, updated_at=tx.at))
            codes = [finding.code for finding in findings]
            tx.log(f"delivery.{row['status']}", delivery_id, volume=row["volume"], findings=codes)
        return Delivery(delivery_id, name, DeliveryStatus(status), volume, tuple(findings), tx.at)

    def deliveries(self, limit: int | None = None) -> list[Delivery]:
        """Every delivery, or so many of them, the one recorded last first."""
        newest = deliveries.c.updated_at.desc()
        query = select(deliveries).order_by(newest, "delivery_id").limit(limit)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [_delivery(row) for row in rows]

    def count_deliveries(self, statuses: Collection[DeliveryStatus]) -> int:
        """How many deliveries stand at one of these."""
        wanted = deliveries.c.status.in_([status.value for status in statuses])
        with self._reading() as connection:
            query = select(func.count()).select_from(deliveries).where(wanted)
            return int(connection.execute(query).scalar_one())

    def offices_delivered_by(self, actor: str, limit: int = 5) -> list[str]:
        """Codes of the offices whose volumes a person delivered at the desk, the latest first."""
        query = (
            select(deliveries.c.volume)
            .join(audit, audit.c.subject == deliveries.c.delivery_id)
            .where(audit.c.action == f"delivery.{DeliveryStatus.WAITING.value}")
            .where(audit.c.actor == actor, deliveries.c.volume.is_not(None))
            .order_by(audit.c.seq.desc())
            .limit(_LATEST)
        )
        with self._reading() as connection:
            volumes = connection.execute(query).scalars().all()
        codes = (VolumeReference.parse(volume).register.office_code for volume in volumes)
        return list(dict.fromkeys(codes))[:limit]

    def delivery(self, delivery_id: str) -> Delivery | None:
        """One delivery, None when there is none of this id."""
        with self._reading() as connection:
            row = connection.execute(
                select(deliveries).where(deliveries.c.delivery_id == delivery_id)
            ).one_or_none()
        return None if row is None else _delivery(row)


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    data = row._mapping
    return Delivery(
        delivery_id=data["delivery_id"],
        name=data["name"],
        status=DeliveryStatus(data["status"]),
        volume=None if data["volume"] is None else VolumeReference.parse(data["volume"]),
        findings=findings_from_json(data["findings"]),
        updated_at=data["updated_at"],
    )

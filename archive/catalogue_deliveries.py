"""The catalogue's deliveries: what came in, where it stands, why it was refused."""

from collections.abc import Sequence

from sqlalchemy import Row, delete, insert, select

from archive.codec import findings_from_json, findings_to_json
from archive.finding import Finding
from archive.records import Delivery, DeliveryStatus
from archive.register import VolumeReference
from archive.store import Store
from archive.tables import deliveries


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

    def deliveries(self) -> list[Delivery]:
        """Every delivery, the one recorded last first."""
        newest = deliveries.c.updated_at.desc()
        with self._reading() as connection:
            rows = connection.execute(select(deliveries).order_by(newest, "delivery_id")).all()
        return [_delivery(row) for row in rows]

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

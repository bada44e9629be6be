import pytest

from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import DeliveryStatus
from archive.register import VolumeReference


def test_a_delivery_is_followed_to_its_end(catalogue: Catalogue, volume: VolumeReference) -> None:
    assert catalogue.delivery("d1") is None
    for status in ("waiting", "taken", "reading", "done"):
        catalogue.record_delivery("d1", "oct-1933.zip", status, volume)
    delivery = catalogue.delivery("d1")
    assert delivery is not None
    assert (delivery.status, delivery.volume) == (DeliveryStatus.DONE, volume)
    actions = [entry.action for entry in catalogue.audit_entries(subject="d1")]
    assert actions == [f"delivery.{status}" for status in ("waiting", "taken", "reading", "done")]


def test_a_refused_delivery_keeps_its_reasons(catalogue: Catalogue) -> None:
    reasons = (Finding("number_taken", {"number": "6"}), Finding("copies_disagree", {"copy": 2}))
    catalogue.record_delivery("d1", "رسوم 1933", "refused", None, reasons)
    delivery = catalogue.delivery("d1")
    assert delivery is not None
    assert delivery.findings == reasons
    assert delivery.volume is None
    assert delivery.name == "رسوم 1933"


def test_deliveries_come_newest_first(catalogue: Catalogue) -> None:
    for delivery_id in ("a", "b", "c"):
        catalogue.record_delivery(delivery_id, delivery_id, "waiting")
    catalogue.record_delivery("a", "a", "failed")
    assert [delivery.delivery_id for delivery in catalogue.deliveries()] == ["a", "c", "b"]


def test_recording_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    first = catalogue.record_delivery("d1", "x", "waiting")
    assert catalogue.record_delivery("d1", "x", "waiting") == first
    assert len(list(catalogue.audit_entries())) == 1


def test_an_unknown_status_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="lost"):
        catalogue.record_delivery("d1", "x", "lost")
    assert catalogue.deliveries() == []


def test_only_so_many_deliveries_may_be_asked_for(catalogue: Catalogue) -> None:
    for delivery_id in ("a", "b", "c"):
        catalogue.record_delivery(delivery_id, delivery_id, "waiting")
    assert [delivery.delivery_id for delivery in catalogue.deliveries(2)] == ["c", "b"]


def test_the_offices_a_person_delivered_for_come_latest_first(catalogue: Catalogue) -> None:
    for place, (code, actor) in enumerate(
        [("08.201.11.07", "amina"), ("04.481.01.07", "amina"), ("01.573.01.01", "driss")]
    ):
        volume = VolumeReference.parse(f"{code}/birth/1933/1")
        catalogue.record_delivery(f"d{place}", "1933", "waiting", volume, actor=actor)
        catalogue.record_delivery(f"d{place}", "1933", "done", volume, actor="sijill")
    assert catalogue.offices_delivered_by("amina") == ["04.481.01.07", "08.201.11.07"]
    assert catalogue.offices_delivered_by("amina", limit=1) == ["04.481.01.07"]
    assert catalogue.offices_delivered_by("rkia") == []

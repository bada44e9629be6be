"""A volume through its assets, in this process, on a Dagster instance of its own."""

from pathlib import Path

import dagster as dg
import pytest

from archive.errors import CatalogueUnavailable, VolumeUnknown
from archive.records import DeliveryStatus
from archive.register import VolumeReference
from indexing.search.counting import Counts
from ocr.alto import to_alto
from ocr.born_digital import read_born_digital
from ocr.scan_reading import engine_key
from pipelines.definitions import defs
from pipelines.failures import PermanentFailure, told_apart
from pipelines.reading import reading_key
from pipelines.running import open_instance, run_delivery, run_volume
from pipelines.search_index import follow_record, is_behind, reindex
from pipelines.workshop import Workshop

PDF = Path(__file__).parents[2] / "samples" / "deliveries" / "bilingual-table-pdf"
PDF_VOLUME = VolumeReference.parse("01.573.01.05/birth/2005/1@1")
VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def workshop(settings):
    with Workshop(settings) as opened:
        yield opened


@pytest.fixture
def instance(settings):
    with open_instance(settings) as opened:
        yield opened


@pytest.fixture
def held_with_readings(deliver, workshop):
    """The born-digital sample, taken in, its readings kept as if read before: no OCR is needed."""
    assert deliver(PDF).volume == PDF_VOLUME
    data = (PDF / "register.pdf").read_bytes()
    for page in workshop.catalogue.pages(PDF_VOLUME):
        key = reading_key(page.sha256, page.frame, engine_key())
        alto = to_alto(read_born_digital(data, page.frame), page.name)
        workshop.vault.put_derived(key, alto)
    return PDF_VOLUME


def materialized(instance, asset):
    event = instance.get_latest_materialization_event(dg.AssetKey(asset))
    return {name: value.value for name, value in event.asset_materialization.metadata.items()}


def test_definitions_load_and_every_asset_is_a_volumes():
    graph = defs.resolve_asset_graph()
    keys = graph.get_all_asset_keys()
    names = {key.to_user_string() for key in keys}
    assert names == {"intake", "page_readings", "acts", "review_gate", "search_index"}
    assert {graph.get(key).partitions_def.name for key in keys} == {"volumes"}
    assert [sensor.name for sensor in defs.sensors] == ["inbox", "outbox"]


def test_a_volume_held_goes_through_to_the_index(instance, workshop, held_with_readings):
    end = run_volume(instance, workshop, held_with_readings)
    assert end.problems == ()
    assert instance.has_dynamic_partition("volumes", str(PDF_VOLUME))
    progress = workshop.catalogue.progress(PDF_VOLUME)
    assert progress.acts > 0
    assert progress.pages_read == progress.pages == 2
    assert materialized(instance, "page_readings") == {"pages": 2, "newly_read": 0}
    assert materialized(instance, "acts")["new"] == progress.acts
    assert workshop.index.count() == progress.acts
    statuses = [delivery.status for delivery in workshop.catalogue.deliveries()]
    assert statuses == [DeliveryStatus.DONE]


def test_going_again_changes_nothing(instance, workshop, held_with_readings):
    run_volume(instance, workshop, held_with_readings)
    entries = len(list(workshop.catalogue.audit_entries()))
    before = [act.version for act in workshop.catalogue.acts()]
    assert run_delivery(instance, workshop, PDF).problems == ()
    assert [act.version for act in workshop.catalogue.acts()] == before
    assert materialized(instance, "acts")["unchanged"] == len(before)
    assert materialized(instance, "search_index")["written"] == 0
    assert len(list(workshop.catalogue.audit_entries())) == entries


def test_a_refused_delivery_ends_its_run_without_a_problem_of_ours(instance, workshop, folder):
    end = run_delivery(instance, workshop, folder("bad", {"0001.jpg": b"no scan"}))
    assert end.problems == ()
    assert end.volume == VOLUME
    assert workshop.catalogue.volumes() == []
    assert instance.get_dynamic_partitions("volumes") == []
    assert workshop.catalogue.deliveries()[0].status is DeliveryStatus.REFUSED


def test_a_refused_second_delivery_leaves_its_volume_its_partition(
    instance, workshop, held_with_readings, folder
):
    run_volume(instance, workshop, held_with_readings)
    office, year = PDF_VOLUME.register.office_code, PDF_VOLUME.register.year
    run_delivery(instance, workshop, folder("bad", {"1.jpg": b""}, office_code=office, year=year))
    assert instance.get_dynamic_partitions("volumes") == [str(PDF_VOLUME)]


def test_a_delivery_that_names_no_volume_is_refused_without_a_partition(
    instance, workshop, folder, scan
):
    path = folder("nameless", {"0001.jpg": scan(1)}, kind="wedding")
    assert run_delivery(instance, workshop, path).volume is None
    assert instance.get_dynamic_partitions("volumes") == []
    assert workshop.catalogue.deliveries()[0].status is DeliveryStatus.REFUSED


def test_a_volume_nobody_delivered_fails_for_good_and_says_what_to_do(instance, workshop):
    (problem,) = run_volume(instance, workshop, VOLUME).problems
    assert "not held" in problem


def test_pages_of_a_kind_without_acts_are_found_as_scans(instance, workshop, folder, small):
    path = folder("weddings", {"1.png": small(1)}, kind="marriage")
    assert run_delivery(instance, workshop, path).problems == ()
    assert workshop.index.count() == 1
    assert reindex(workshop, settle_seconds=0) == Counts(acts=0, pages=1)
    assert [act.act_id for act in workshop.catalogue.acts()] == []


def test_only_what_can_pass_is_tried_again():
    with pytest.raises(dg.RetryRequested), told_apart():
        raise CatalogueUnavailable("busy")
    with pytest.raises(PermanentFailure) as failure, told_apart():
        raise VolumeUnknown("never came")
    assert failure.value.allow_retries is False
    with pytest.raises(ZeroDivisionError), told_apart():
        raise ZeroDivisionError


def test_the_index_follows_the_record_and_can_be_built_anew(instance, workshop, held_with_readings):
    run_volume(instance, workshop, held_with_readings)
    acts = list(workshop.catalogue.acts())
    assert not is_behind(workshop)
    assert reindex(workshop, settle_seconds=0) == Counts(acts=len(acts), pages=0)
    assert follow_record(workshop) == 0
    numbered = next(act for act in acts if act.number is not None)
    workshop.catalogue.verify(numbered.act_id, {}, "officer", numbered.version)
    assert is_behind(workshop)
    assert follow_record(workshop) == 1
    assert workshop.index.count() == len(acts)

"""The inbox: what has arrived, what is still on its way, and how it becomes runs."""

import os
import shutil
import time

import dagster as dg
import pytest

from archive.records import DeliveryStatus
from archive.register import VolumeReference
from pipelines.assets import take_delivery
from pipelines.inbox import arrivals, left_half_way, put_away
from pipelines.running import open_instance
from pipelines.sensors import inbox
from pipelines.watching import look_once, resume
from pipelines.workshop import Workshop

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def drop(settings):
    """Puts a delivery into the inbox as if it had been lying there for a minute."""

    def put(path, name=None):
        target = settings.inbox / (name or path.name)
        shutil.copytree(path, target)
        for file in [*target.rglob("*"), target]:
            os.utime(file, (time.time() - 60,) * 2)
        return target

    return put


@pytest.fixture
def wait_until_quiet(monkeypatch):
    """Time enough passes for files just written to count as quiet."""
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 60)


def test_an_inbox_that_is_not_there_holds_nothing(settings):
    assert list(arrivals(settings, {})) == []


def test_a_delivery_still_being_written_is_left_alone(settings, drop, folder, scan):
    drop(folder("a", {"1.jpg": scan(1)}))
    # Its change time is now, whatever its modification time says.
    assert list(arrivals(settings, {})) == []


@pytest.mark.usefixtures("wait_until_quiet")
def test_a_delivery_arrives_once_until_its_files_change(settings, drop, folder, scan):
    target = drop(folder("a", {"1.jpg": scan(1)}))
    (arrival,) = arrivals(settings, {})
    assert (arrival.path, arrival.volume) == (target, VOLUME)
    seen = {str(arrival.path): arrival.state}
    assert list(arrivals(settings, seen)) == []
    (target / "1.jpg").write_bytes(scan(2))
    assert len(list(arrivals(settings, seen))) == 1


@pytest.mark.usefixtures("wait_until_quiet")
def test_what_is_hidden_is_still_being_uploaded(settings, drop, folder, scan):
    drop(folder("a", {"1.jpg": scan(1)}), ".part-a")
    assert list(arrivals(settings, {})) == []


@pytest.mark.usefixtures("wait_until_quiet")
def test_the_watcher_runs_what_arrived_and_remembers_it(settings, drop, folder, small, catalogue):
    catalogue.record_delivery("20330101T000000-ab", "register.zip", DeliveryStatus.WAITING)
    drop(folder("good", {"1.png": small(1)}), "20330101T000000-ab")
    drop(folder("bad", {"1.png": b""}, year=1934), "bad")
    with open_instance(settings) as instance, Workshop(settings) as workshop:
        assert look_once(instance, workshop) == 2
        assert look_once(instance, workshop) == 0
    found = {delivery.delivery_id: delivery for delivery in catalogue.deliveries()}
    assert found["20330101T000000-ab"].status is DeliveryStatus.DONE
    assert found["20330101T000000-ab"].name == "register.zip"
    assert found["bad"].status is DeliveryStatus.REFUSED
    # What is held has left the inbox; what is refused can be corrected where it lies.
    assert [path.name for path in settings.inbox.iterdir()] == ["bad"]


def test_what_nobody_corrected_is_moved_beside_the_inbox_and_looked_at_no_more(
    settings, drop, folder, catalogue, monkeypatch
):
    drop(folder("bad", {"1.png": b""}), "clerk/bad")
    now = time.time
    with open_instance(settings) as instance, Workshop(settings) as workshop:
        monkeypatch.setattr(time, "time", lambda: now() + 60)
        assert look_once(instance, workshop) == 1
        monkeypatch.setattr(time, "time", lambda: now() + 7200)
        assert look_once(instance, workshop) == 0
    assert list(settings.inbox.iterdir()) == []
    assert (settings.home / "refused" / "bad" / "batch.json").exists()
    assert [delivery.status for delivery in catalogue.deliveries()] == [DeliveryStatus.REFUSED]


def test_only_what_lies_in_the_inbox_is_removed(settings, folder, scan):
    elsewhere = folder("a", {"1.jpg": scan(1)})
    put_away(elsewhere, settings)
    assert (elsewhere / "1.jpg").exists()


def test_a_delivery_gone_from_the_inbox_is_not_refused_for_that(
    settings, deliver, drop, folder, scan, catalogue
):
    target = drop(folder("a", {"1.jpg": scan(1)}))
    assert deliver(target).status is DeliveryStatus.TAKEN
    put_away(target, settings)
    with Workshop(settings) as workshop:
        assert take_delivery(workshop, str(target)).volume == VOLUME
    assert catalogue.delivery("a").status is DeliveryStatus.TAKEN


def test_a_volume_left_half_way_is_gone_on_with(settings, deliver, folder, small, catalogue):
    deliver(folder("half", {"1.png": small(1)}))
    assert [left.volume for left in left_half_way(catalogue)] == [VOLUME]
    with open_instance(settings) as instance, Workshop(settings) as workshop:
        resume(instance, workshop)
    assert left_half_way(catalogue) == []
    assert catalogue.progress(VOLUME).pages_read == 1


@pytest.mark.usefixtures("wait_until_quiet")
def test_the_sensor_asks_for_a_run_per_delivery_and_only_once(
    settings, drop, folder, scan, monkeypatch
):
    monkeypatch.setenv("SIJILL_HOME", str(settings.home))
    drop(folder("good", {"1.jpg": scan(1)}))
    drop(folder("nameless", {"1.jpg": scan(2)}, kind="wedding"))
    with open_instance(settings) as instance:
        first = inbox(dg.build_sensor_context(instance=instance))
        second = inbox(dg.build_sensor_context(instance=instance, cursor=first.cursor))
    assert [(run.job_name, run.partition_key) for run in first.run_requests] == [
        ("volume", str(VOLUME)),
        ("unnamed_delivery", None),
    ]
    assert list(first.dynamic_partitions_requests[0].partition_keys) == [str(VOLUME)]
    assert not second.run_requests


def test_the_sensor_goes_on_with_a_volume_left_half_way(
    settings, deliver, folder, scan, monkeypatch
):
    monkeypatch.setenv("SIJILL_HOME", str(settings.home))
    deliver(folder("half", {"1.jpg": scan(1)}))
    with open_instance(settings) as instance:
        (run,) = inbox(dg.build_sensor_context(instance=instance)).run_requests
    assert run.partition_key == str(VOLUME)
    assert run.run_key.startswith(f"go-on:{VOLUME}:")

"""kill -9 in the middle of an ingest, then the same command again: as if nothing had happened.

The moments are drawn from a fixed seed, which the test's name shows; the long proof draws ten.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.records import DeliveryStatus
from archive.settings import Settings
from archive.vault import Vault
from ocr.scan_reading import engine_key
from pipelines.reading import reading_key

SAMPLES = Path(__file__).parents[2] / "samples" / "deliveries"
ONE = SAMPLES / "bilingual-table-2003-2015"


@pytest.fixture
def finish(sijill):
    """Runs a command to its end and gives what it printed; it must succeed."""

    def run(*arguments, home):
        process = sijill(*arguments, home=home)
        out, err = process.communicate(timeout=900)
        assert process.returncode == 0, err
        return out

    return run


@pytest.fixture
def undisturbed(finish, tmp_path):
    """The export of an ingest that nobody disturbed, and how long it took."""

    def run(deliveries):
        home = tmp_path / "undisturbed"
        began = time.monotonic()
        finish("ingest", deliveries, home=home)
        return finish("export", "--format", "jsonl", home=home), time.monotonic() - began

    return run


def finished_readings(home):
    """Page readings that are noted in the record, with the instant each was written."""
    settings = Settings.at(home)
    if not (home / "catalogue.sqlite").exists():
        return {}
    catalogue, vault, engine = Catalogue.open(settings), Vault(settings.vault_url), engine_key()
    found = {}
    for record in catalogue.volumes():
        for page in catalogue.pages(record.volume):
            key = reading_key(page.sha256, page.frame, engine)
            if catalogue.reading_key(page.sha256, page.frame, engine) is not None:
                assert vault.get_derived(key) is not None
                found[key] = (home / "vault" / "derived" / key).stat().st_mtime_ns
    catalogue.close()
    return found


def assert_as_if_undisturbed(home, deliveries, expected, finish):
    before = finished_readings(home)
    report = json.loads(finish("ingest", "--json", deliveries, home=home))
    after = finished_readings(home)
    assert {key: after[key] for key in before} == before, "a finished page was read again"
    assert report["pages_read"] == len(after) - len(before)
    assert finish("export", "--format", "jsonl", home=home) == expected
    catalogue = Catalogue.open(Settings.at(home))
    assert catalogue.check_audit() is None
    catalogue.close()


def test_killed_after_its_first_page(sijill, finish, undisturbed, tmp_path):
    expected, _ = undisturbed(ONE)
    assert expected
    home = tmp_path / "killed"
    process = sijill("ingest", ONE, home=home)
    for line in process.stderr:
        if " page 1 of 2" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(finished_readings(home)) >= 1
    assert_as_if_undisturbed(home, ONE, expected, finish)


@pytest.fixture
def watching(tmp_path):
    """Starts the inbox watcher on a home, what it says going to a file of this test."""

    @contextmanager
    def start(home):
        with (tmp_path / "watching.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "pipelines.watching"],
                cwd=SAMPLES.parents[1],
                stderr=log,
                env={**os.environ, "SIJILL_HOME": str(home)},
            )
            try:
                yield process
            finally:
                process.kill()
                process.wait()

    return start


def wait_until(told, process):
    while not told():
        assert process.poll() is None
        time.sleep(0.1)


def test_what_has_left_the_inbox_is_read_on_after_a_kill(watching, folder, small, tmp_path):
    settings = Settings.at(tmp_path / "home")
    delivered = settings.inbox / "a"
    shutil.copytree(folder("a", {f"{place}.png": small(place) for place in range(4)}), delivered)
    with watching(settings.home) as process:
        wait_until(lambda: not delivered.exists(), process)
    catalogue = Catalogue.open(settings)
    assert catalogue.delivery("a").status in (DeliveryStatus.TAKEN, DeliveryStatus.READING)
    with watching(settings.home) as process:
        wait_until(lambda: catalogue.delivery("a").status is DeliveryStatus.DONE, process)
    volume = catalogue.delivery("a").volume
    assert catalogue.progress(volume).pages_read == 4
    assert list(settings.inbox.iterdir()) == []
    catalogue.close()


@pytest.mark.prove
def test_killed_at_ten_moments(sijill, finish, undisturbed, tmp_path):
    expected, seconds = undisturbed(SAMPLES)
    moments = random.Random(1956)
    for _ in range(10):
        home = tmp_path / "killed"
        process = sijill("ingest", SAMPLES, home=home)
        time.sleep(moments.uniform(0.5, seconds))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert_as_if_undisturbed(home, SAMPLES, expected, finish)
        shutil.rmtree(home)

"""A volume's pages: each read once, its reading kept, and nothing lost between vault and record."""

import pytest

from archive.records import DeliveryStatus
from archive.register import VolumeReference
from ocr.scan_reading import engine_key
from pipelines.reading import page_findings, pages_read, read_volume, reading_key
from pipelines.workshop import Workshop

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def workshop(settings):
    with Workshop(settings) as opened:
        yield opened


@pytest.fixture
def volume(deliver, folder, small):
    outcome = deliver(folder("small", {"1.png": small(1), "2.png": small(2)}))
    assert outcome.status is DeliveryStatus.TAKEN
    return VOLUME


def test_a_volume_is_read_once(workshop, volume):
    first, second = read_volume(workshop, volume), read_volume(workshop, volume)
    assert (first.pages, first.new, first.unread) == (2, 2, ())
    assert (second.pages, second.new) == (2, 0)
    assert [name for name, page in pages_read(workshop, volume) if page] == ["1.png", "2.png"]
    assert workshop.catalogue.progress(volume).pages_read == 2


def test_a_reading_whose_note_was_lost_is_noted_and_not_read_again(workshop, volume):
    read_volume(workshop, volume)
    page = workshop.catalogue.pages(volume)[0]
    key = reading_key(page.sha256, page.frame, engine_key())
    kept = workshop.vault.get_derived(key)
    workshop.catalogue.keep_reading(page.sha256, page.frame, engine_key(), "elsewhere.xml")
    assert read_volume(workshop, volume).new == 0
    assert workshop.catalogue.reading_key(page.sha256, page.frame, engine_key()) == key
    assert workshop.vault.get_derived(key) == kept


def test_pages_nobody_could_read_are_told_by_name():
    assert [(f.code, f.page) for f in page_findings([("a.jpg", None)])] == [
        ("page_unread", "a.jpg")
    ]

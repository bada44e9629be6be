"""Pages of deliveries that come next: which they are, and how their readings are handed out."""

import time

import pytest

from ocr.alto import from_alto
from pipelines.page_tasks import ComingPage, PageTask
from pipelines.readers import PageReaders
from pipelines.reading import reading_key
from pipelines.reading_ahead import coming_pages


@pytest.fixture
def readers(settings):
    with PageReaders(1, settings.vault_url) as opened:
        yield opened


def told(pages):
    return [(page.name, page.task.frame, page.task.dpi) for page in pages]


def test_pages_come_in_the_order_of_their_manifests(folder, small, settings, vault):
    first = folder("first", {"b.png": small(1), "a.png": small(2)}, pages=["b.png", "a.png"])
    second = folder("second", {"c.png": small(3)}, year=1951)
    found = coming_pages([first, second], settings, vault)
    assert [name for name, *_ in told(found)] == ["b.png", "a.png", "c.png"]


def test_what_was_read_before_does_not_come_again(folder, small, settings, vault):
    path = folder("one", {"a.png": small(1), "b.png": small(2)})
    first, second = coming_pages([path], settings, vault)
    from ocr.scan_reading import engine_key

    vault.put_derived(reading_key(first.task.sha256, 0, engine_key()), b"<alto/>")
    assert list(coming_pages([path], settings, vault)) == [second]


def test_of_a_delivery_that_will_be_refused_nothing_is_read_ahead(folder, small, settings, vault):
    unsound = folder("unsound", {"a.png": small(1)[:100]})
    missing = folder("missing", {"a.png": small(1)}, pages=["a.png", "b.png"])
    unnamed = folder("unnamed", {"a.png": small(1)}, kind="diary")
    gone = missing.parent / "gone"
    assert list(coming_pages([unsound, missing, unnamed, gone], settings, vault)) == []


def test_a_page_read_ahead_is_handed_out_without_its_master(
    folder, small, settings, vault, readers
):
    (page,) = coming_pages([folder("one", {"a.png": small(1)})], settings, vault)
    readers.look_ahead([page])
    wait_until(lambda: readers._ahead)
    # Its master is not in the vault: only what was read ahead can answer.
    (read,) = readers.read([page.task])
    assert from_alto(read.alto).width == 300


def test_what_failed_ahead_is_read_from_the_vault(small, vault, readers, tmp_path):
    task = PageTask(vault.put(small(1)), 0, 150)
    readers.look_ahead([ComingPage(task, str(tmp_path / "gone"), "a.png", 1_000_000)])
    wait_until(lambda: readers._ahead)
    (read,) = readers.read([task])
    assert from_alto(read.alto).width == 300


def test_forgotten_pages_make_room_for_others(folder, small, settings, vault, readers, monkeypatch):
    monkeypatch.setattr("pipelines.readers._MOST_AHEAD", 1)
    refused = folder("refused", {"a.png": small(1)})
    taken = folder("taken", {"b.png": small(2)}, year=1951)
    first, second = coming_pages([refused, taken], settings, vault)
    readers.look_ahead([first, second])
    wait_until(lambda: first.task in readers._ahead)
    readers.forget(str(refused))
    wait_until(lambda: second.task in readers._ahead)
    assert first.task not in readers._ahead


def wait_until(true):
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)

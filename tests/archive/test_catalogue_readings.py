from collections.abc import Callable

from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.records import VolumePage, VolumeProgress
from archive.register import VolumeReference


def test_a_page_read_by_an_engine_is_known_by_its_bytes(held: Catalogue) -> None:
    held.keep_reading("ab" * 32, 0, "reader 1", "alto/1.xml")
    assert held.reading_key("ab" * 32, 0, "reader 1") == "alto/1.xml"
    assert held.reading_key("ab" * 32, 1, "reader 1") is None
    assert held.reading_key("ab" * 32, 0, "reader 2") is None


def test_noting_a_reading_again_changes_nothing_and_a_new_key_replaces(held: Catalogue) -> None:
    held.keep_reading("ab" * 32, 0, "reader 1", "alto/1.xml")
    before = list(held.audit_entries())
    held.keep_reading("ab" * 32, 0, "reader 1", "alto/1.xml")
    assert list(held.audit_entries()) == before
    held.keep_reading("ab" * 32, 0, "reader 1", "alto/2.xml")
    assert held.reading_key("ab" * 32, 0, "reader 1") == "alto/2.xml"


def test_progress_counts_pages_and_acts_of_this_original(
    held: Catalogue,
    volume: VolumeReference,
    make_page: Callable[..., VolumePage],
    make_reading: Callable[..., ActReading],
) -> None:
    assert held.progress(volume) == VolumeProgress(3, 0, 0, 0, 0, 0)
    for engine in ("reader 1", "reader 2"):
        held.keep_reading(make_page(1).sha256, 0, engine, "alto/1.xml")
    held.keep_acts(volume, [make_reading(66, 1), make_reading(67, 2, sure=False)], {})
    assert held.progress(volume) == VolumeProgress(3, 1, 2, 1, 1, 0)
    first = next(iter(held.acts()))
    held.verify(first.act_id, {}, "amina", 1)
    assert held.progress(volume) == VolumeProgress(3, 1, 2, 0, 1, 1)
    court = VolumeReference(volume.register, 2)
    held.take_in(court, [make_page(1, scan="c")], source="delivery-2")
    held.keep_acts(court, [make_reading(67, 1, copy=2)], {})
    assert held.progress(court) == VolumeProgress(1, 0, 1, 0, 1, 0)

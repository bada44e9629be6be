from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.catalogue import Catalogue
from archive.errors import VolumeHeld, VolumeUnknown
from archive.finding import Finding
from archive.records import VolumePage, VolumeStatus
from archive.register import VolumeReference

MakePage = Callable[..., VolumePage]


def names(catalogue: Catalogue, volume: VolumeReference) -> list[str]:
    pages = catalogue.pages(volume)
    assert [page.ordinal for page in pages] == list(range(1, len(pages) + 1))
    return [page.name for page in pages]


def test_a_volume_comes_back_as_it_was_taken_in(
    catalogue: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    note = Finding("reading_differs", page="p2.jpg")
    pages = [make_page(1), replace(make_page(2), dpi=None, findings=(note,))]
    catalogue.take_in(volume, pages, source="d1", findings=[note])
    assert catalogue.pages(volume) == pages
    record = catalogue.volume(volume)
    assert record is not None
    assert (record.volume, record.source, record.findings) == (volume, "d1", (note,))
    assert record.status is VolumeStatus.TAKEN


def test_the_same_original_is_held_once_and_the_other_beside_it(
    held: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    with pytest.raises(VolumeHeld) as caught:
        held.take_in(volume, [make_page(9)], source="delivery-2")
    assert caught.value.source == "delivery-1"
    assert len(held.pages(volume)) == 3
    court = VolumeReference(volume.register, 2)
    held.take_in(court, [make_page(1, scan="c")], source="delivery-2")
    assert [record.volume for record in held.volumes()] == [volume, court]


def test_a_volume_is_taken_in_whole_or_not_at_all(
    catalogue: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    with pytest.raises(ValueError, match="given twice"):
        catalogue.take_in(volume, [make_page(1), make_page(1)], source="d1")
    assert catalogue.volumes() == []
    assert list(catalogue.audit_entries()) == []


def test_volumes_come_in_the_order_of_the_shelves(
    catalogue: Catalogue, make_page: MakePage
) -> None:
    shelves = [f"08.201.11.07/birth/1933/{part}@{copy}" for part in (2, 10) for copy in (1, 2)]
    for text in reversed(shelves):
        catalogue.take_in(VolumeReference.parse(text), [make_page(1)], source="d")
    assert [str(record.volume) for record in catalogue.volumes()] == shelves


def test_a_replaced_page_is_kept_behind_the_new_one(
    held: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    held.supplement(volume, [make_page(2, scan="better")], source="delivery-2")
    assert names(held, volume) == ["p1.jpg", "p2.jpg", "p3.jpg"]
    assert held.pages(volume)[1].sha256 == make_page(2, scan="better").sha256
    everything = held.pages(volume, include_replaced=True)
    assert [(page.name, page.replaced) for page in everything] == [
        ("p1.jpg", False),
        ("p2.jpg", True),
        ("p2.jpg", False),
        ("p3.jpg", False),
    ]


def test_added_pages_move_the_later_ones_on(
    held: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    held.supplement(volume, [make_page(2, name="p1b.jpg"), make_page(5, name="p4.jpg")])
    assert names(held, volume) == ["p1.jpg", "p1b.jpg", "p2.jpg", "p3.jpg", "p4.jpg"]


def test_supplementing_with_what_is_there_changes_nothing(
    held: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    before = list(held.audit_entries())
    held.supplement(volume, [make_page(2)])
    assert list(held.audit_entries()) == before


def test_an_unknown_volume_cannot_be_supplemented(
    catalogue: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    with pytest.raises(VolumeUnknown, match=str(volume)):
        catalogue.supplement(volume, [make_page(1)])


def test_the_holders_of_a_scan_are_known_by_its_bytes(
    held: Catalogue, volume: VolumeReference, make_page: MakePage
) -> None:
    held.supplement(volume, [make_page(2, scan="better")])
    assert held.holders(make_page(2).sha256) == [(volume, "p2.jpg")]
    assert held.holders("f" * 64) == []

"""An index that follows the record shows what the record holds, wherever it was stopped."""

from collections.abc import Callable, Iterable, Sequence

import pytest

from archive.act import Act
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.records import VolumePage
from archive.register import VolumeReference
from indexing.search.document import ActDocument, document
from indexing.search.following import follow
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest

Keep = Callable[..., list[Act]]
VOLUME = "08.201.11.07/birth/1933/1@1"
WEDDINGS = VolumeReference.parse("08.201.11.07/marriage/1933/1@1")


def caught_up(record: Catalogue, index: ActIndex, batch: int = 500) -> int:
    return follow(record, index, index.ensure(), batch)


def shown(index: ActIndex, text: str) -> list[str]:
    return [hit.state for hit in index.search(SearchRequest(text)).hits]


def test_what_is_kept_and_decided_is_found(
    record: Catalogue, keep: Keep, act_index: ActIndex
) -> None:
    first = keep(VOLUME, 7)[0]
    assert caught_up(record, act_index, batch=2) == 7
    assert act_index.count() == 7
    assert caught_up(record, act_index) == 0
    record.verify(first.act_id, {}, "amina", first.version)
    assert caught_up(record, act_index) == 1
    assert shown(act_index, str(first.reference)) == ["verified"]


def test_pages_kept_as_scans_are_found_too(record: Catalogue, act_index: ActIndex) -> None:
    pages = [VolumePage(f"{n}.jpg", n, f"{n}" * 64, 0, 100, 100, 300) for n in (1, 2)]
    record.take_in(WEDDINGS, pages, "delivery")
    assert caught_up(record, act_index) == 1
    assert act_index.count() == 2


def test_a_second_copy_is_taken_out_and_comes_back(
    record: Catalogue, keep: Keep, act_index: ActIndex
) -> None:
    one, other = keep(VOLUME, 2)
    caught_up(record, act_index)
    pair = Pair.of(one.act_id, other.act_id)
    facts = {act.act_id: {"number": "1"} for act in (one, other)}
    record.keep_compared([Compared(pair, ("same_person",), facts)])
    record.join(Decision(pair.name, "seen both", "amina", 1, {}), one.act_id)
    caught_up(record, act_index)
    assert shown(act_index, str(other.reference)) == []
    assert len(shown(act_index, str(one.reference))) == 1
    record.undo(Decision(pair.name, "seen again", "amina", 2, {}))
    caught_up(record, act_index)
    assert len(shown(act_index, str(other.reference))) == 1


class Unplugged(Exception):
    """Somebody pulled the plug."""


class Failing:
    """Lets so many batches through to an index, then fails."""

    def __init__(self, index: ActIndex, batches: int) -> None:
        self.index = index
        self.left = batches

    def put(self, documents: Sequence[ActDocument]) -> None:
        if not self.left:
            raise Unplugged
        self.left -= 1
        self.index.put(documents)

    def remove(self, ids: Iterable[str]) -> None:
        self.index.remove(ids)


def test_stopped_anywhere_it_goes_on_where_it_stood(
    record: Catalogue, keep: Keep, act_index: ActIndex
) -> None:
    keep(VOLUME, 7)
    name = act_index.ensure()
    with pytest.raises(Unplugged):
        follow(record, Failing(act_index, 2), name, 2)
    assert act_index.count() == 4
    assert follow(record, act_index, name, 2) == 3
    assert act_index.count() == 7


def test_a_writer_that_comes_late_never_undoes_a_later_version(
    record: Catalogue, keep: Keep, act_index: ActIndex
) -> None:
    first = keep(VOLUME, 2)[0]
    verified = record.verify(first.act_id, {}, "amina", first.version)
    act_index.put([document(verified)])
    act_index.put([document(first)])
    assert shown(act_index, str(first.reference)) == ["verified"]
    act_index.put([document(verified)])
    assert act_index.count() == 1


def test_writing_again_after_taking_out_shows_it_again(act_index: ActIndex, keep: Keep) -> None:
    first = keep(VOLUME, 1)[0]
    for _ in range(2):
        act_index.put([document(first)])
        assert len(shown(act_index, str(first.reference))) == 1
        act_index.remove([first.act_id])
        assert act_index.count() == 0

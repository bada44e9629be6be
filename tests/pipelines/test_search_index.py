"""The commands around the index: one builder at a time, and what is wrong told by its code."""

import json
import time

import pytest

from archive.act import ActReading, FieldReading
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from indexing.search.counting import Counts
from pipelines.checking import check
from pipelines.errors import UnderWay
from pipelines.following import Follower, record_followed
from pipelines.search_index import agreement, follow_record, is_behind, reindex
from pipelines.workshop import Workshop

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")
WEDDINGS = VolumeReference.parse("08.201.11.07/marriage/1933/1@1")


@pytest.fixture
def workshop(settings):
    """An installation whose record holds three acts and a page kept as a scan."""
    with Workshop(settings) as opened:
        page = VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)
        for volume in (VOLUME, WEDDINGS):
            opened.catalogue.take_in(volume, [page], "invented")
        given = FieldReading("Yidder", "Yidder", 0.9, ("Yidder",), "p1.jpg")
        readings = [
            ActReading(VOLUME.register, 1, ActNumber(n), n, "test", {"given_name_fr": given}, ())
            for n in (1, 2, 3)
        ]
        opened.catalogue.keep_acts(VOLUME, readings, {})
        yield opened


def test_an_empty_index_is_behind_until_it_has_followed(workshop):
    assert is_behind(workshop)
    assert follow_record(workshop) == 4
    assert not is_behind(workshop)
    assert follow_record(workshop) == 0


def test_a_removed_folder_is_filled_again(workshop, settings):
    follow_record(workshop)
    for generation in settings.search_dir.iterdir():
        generation.rename(settings.home / generation.name)
    assert is_behind(workshop)
    follow_record(workshop)
    assert workshop.index.count() == 4


def test_building_anew_shows_acts_and_pages(workshop):
    told = []
    assert reindex(workshop, told.append, settle_seconds=0) == Counts(acts=3, pages=1)
    assert told[-1] == workshop.catalogue.last_change()
    assert not is_behind(workshop)
    assert agreement(workshop).agrees


def test_two_processes_never_build_at_once(workshop, settings):
    with Workshop(settings) as other, other.alone("reindex"):
        with pytest.raises(UnderWay, match="let it end"):
            reindex(workshop, settle_seconds=0)
        assert follow_record(workshop) == 4, "the live one is followed meanwhile"
    assert reindex(workshop, settle_seconds=0).acts == 3


class Merging:
    """An index whose generations have something happen while they are merged."""

    def __init__(self, index, happens):
        self._index = index
        self._happens = happens
        self.merges = 0

    def begin(self):
        generation = self._index.begin()
        merge = generation.merge

        def merging():
            self.merges += 1
            self._happens()
            merge()

        generation.merge = merging
        return generation

    def __getattr__(self, name):
        return getattr(self._index, name)


def test_a_merge_that_takes_long_holds_up_nobody(workshop, settings):
    follow_record(workshop)

    def meanwhile():
        with Workshop(settings) as other, other.alone("search", wait=False):
            act = next(iter(other.catalogue.acts()))
            other.catalogue.log_read("amina", "search", act.act_id)
            other.catalogue.verify(act.act_id, {}, "amina", act.version)

    merging = Merging(workshop.index, meanwhile)
    vars(workshop)["index"] = merging
    assert reindex(workshop, settle_seconds=0) == Counts(acts=3, pages=1)
    assert merging.merges == 1
    assert agreement(workshop).agrees
    assert not is_behind(workshop)


def test_check_tells_what_waits_and_what_differs(workshop, settings, capsys):
    assert not check(settings, as_json=False)
    assert "4 changes wait" in capsys.readouterr().out
    follow_record(workshop)
    assert check(settings, as_json=False)
    assert "nothing waits" in capsys.readouterr().out
    act = next(iter(workshop.catalogue.acts()))
    workshop.index.remove([act.act_id])
    assert not check(settings, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["held"], told["expected"], told["agrees"]) == (3, 4, False)
    assert told["differing"] == {act.act_id: ["id"]}


def test_an_index_that_does_not_answer_is_told_once_and_followed_once_it_does(
    workshop, settings, caplog
):
    (settings.home / "search").write_text("no folder")
    follower = Follower(workshop)
    assert [follower.look_once() for _ in range(3)] == [0, 0, 0]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "index_unwritable" in caplog.text
    (settings.home / "search").unlink()
    caplog.set_level("INFO")
    assert follower.look_once() == 4
    assert "answers again" in caplog.text


def test_the_record_is_followed_beside_other_work(workshop, settings):
    with record_followed(settings, seconds=0.01):
        while workshop.index.count() < 4:
            time.sleep(0.01)
    assert not is_behind(workshop)

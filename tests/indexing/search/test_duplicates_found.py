from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.act import Act, ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from indexing.search.duplicates_found import lead_to_standing
from indexing.search.index import Hit, SearchResults

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue of three acts, the second a second copy of the first."""
    opened = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    opened.take_in(VOLUME, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "first")
    readings = [
        ActReading(
            VOLUME.register,
            1,
            ActNumber(number),
            number,
            "test",
            {"given_name_fr": FieldReading(name, name, 0.9)},
            (("p1.jpg", None),),
        )
        for number, name in enumerate(("Yidder", "Ydder", "Zineb"), start=1)
    ]
    opened.keep_acts(VOLUME, readings, {})
    one, other, _ = opened.acts()
    pair = Pair.of(one.act_id, other.act_id)
    opened.keep_compared([Compared(pair, ("same_number",), {one.act_id: {}, other.act_id: {}})])
    opened.join(Decision(pair.name, "one", "amina", 1, {}), stands=one.act_id)
    yield opened
    opened.close()


def hit(act: Act, score: float) -> Hit:
    return Hit(act.act_id, str(act.reference), score, "birth", 1933, "08.201.11.07")


def test_a_second_copy_gives_its_place_to_the_act_that_stands(catalogue: Catalogue) -> None:
    one, other, third = catalogue.acts()
    found = SearchResults(9, (hit(other, 3.0), hit(third, 2.0)), next="more")
    led = lead_to_standing(found, catalogue)
    assert [(seen.act_id, seen.score) for seen in led.hits] == [(one.act_id, 3), (third.act_id, 2)]
    assert (led.hits[0].names, led.hits[0].reference) == (("Yidder",), str(one.reference))
    assert (led.total, led.next) == (9, "more")


def test_an_act_found_twice_is_shown_once_at_its_better_place(catalogue: Catalogue) -> None:
    one, other, third = catalogue.acts()
    for first, second in ((one, other), (other, one)):
        found = SearchResults(3, (hit(first, 3.0), hit(third, 2.0), hit(second, 1.0)))
        led = lead_to_standing(found, catalogue)
        assert [(seen.act_id, seen.score) for seen in led.hits] == [
            (one.act_id, 3),
            (third.act_id, 2),
        ]
        assert led.total == 2


def test_pages_and_acts_that_stand_are_left_as_found(catalogue: Catalogue) -> None:
    one, _, third = catalogue.acts()
    page = Hit("page:x", "x", 1.0, "marriage", 1933, "08.201.11.07", type="page", page="p1.jpg")
    found = SearchResults(3, (hit(third, 3.0), hit(one, 2.0), page))
    assert lead_to_standing(found, catalogue) == found
    assert lead_to_standing(SearchResults(0, ()), catalogue) == SearchResults(0, ())

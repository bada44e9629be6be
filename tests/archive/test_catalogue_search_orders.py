from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.catalogue_search_orders import cancel_search_orders
from archive.errors import ActUnknown, SearchOrderSettled, SearchOrderUnknown
from archive.issuing.readiness import BeingRead, NotInRegister, NotScanned
from archive.issuing.search_order import NotFound, SearchState, Sought
from archive.records import VolumePage
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference

MakeReading = Callable[..., ActReading]
FIRST, SECOND = "D-2026-000001-A", "D-2026-000002-B"
OFFICE = "08.201.11.07"
ACT_66 = Sought(OFFICE, Kind.BIRTH, 1933, ActNumber(66))
SOME_IDDER = Sought(OFFICE, Kind.BIRTH, 1933, known={"given_name_fr": "Idder"})


@pytest.fixture
def take_in(
    catalogue: Catalogue, make_page: Callable[..., VolumePage]
) -> Callable[[str], VolumeReference]:
    """Takes a volume of a page in: ``take_in("08.201.11.07/birth/1933/2@1")``."""

    def taken(text: str) -> VolumeReference:
        volume = VolumeReference.parse(text)
        catalogue.take_in(volume, [make_page(1, scan=text)], source=text)
        return volume

    return taken


@pytest.fixture
def read_in(
    catalogue: Catalogue, make_reading: MakeReading
) -> Callable[[VolumeReference, int | None], None]:
    """Reads one act in a volume."""

    def read(volume: VolumeReference, number: int | None) -> None:
        reading = replace(make_reading(number), register=volume.register, copy=volume.copy)
        catalogue.keep_acts(volume, [reading], {})

    return read


def test_an_order_says_what_is_sought_for_whom_and_since_when(catalogue: Catalogue) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66, "dounia")
    assert (order.state, order.sought, order.request) == (SearchState.OPEN, ACT_66, FIRST)
    assert (order.opened_by, order.closed_at, order.act_id) == ("dounia", None, None)
    assert catalogue.search_order(order.order) == order
    assert catalogue.search_order_of(FIRST) == order
    assert catalogue.search_order_of(SECOND) is None


def test_a_request_that_asks_again_has_one_order(catalogue: Catalogue) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66)
    assert catalogue.open_search_order(FIRST, ACT_66) == order
    assert catalogue.open_search_order(SECOND, ACT_66) != order
    assert catalogue.count_search_orders()[SearchState.OPEN] == 2


def test_the_trail_tells_of_an_order_without_naming_anybody(catalogue: Catalogue) -> None:
    order = catalogue.open_search_order(FIRST, SOME_IDDER, "dounia")
    (entry,) = [one for one in catalogue.audit_entries() if one.action == "search_order.opened"]
    assert (entry.subject, entry.actor) == (str(order.order), "dounia")
    assert "Idder" not in entry.detail


def test_an_order_closes_once_its_volume_is_delivered_and_its_act_read(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66)
    second_part = take_in(f"{OFFICE}/birth/1933/2@1")
    waiting = catalogue.search_order(order.order)
    assert (waiting.state, waiting.delivered) == (SearchState.OPEN, (str(second_part),))
    read_in(second_part, 66)
    found = catalogue.search_order(order.order)
    act = catalogue.act(f"{second_part.register}/66")
    assert act is not None
    assert (found.state, found.act_id) == (SearchState.FOUND, act.act_id)
    assert found.closed_at is not None and found.closed_by == "sijill"


@pytest.mark.parametrize(
    ("other", "number"),
    [
        (f"{OFFICE}/birth/1933/1@1", 67),
        (f"{OFFICE}/birth/1933/1@1", None),
        (f"{OFFICE}/birth/1934/1@1", 66),
        (f"{OFFICE}/death/1933/1@1", 66),
        (f"{OFFICE}-2/birth/1933/1@1", 66),
        ("08.201.11.09/birth/1933/1@1", 66),
    ],
)
def test_another_act_closes_nothing(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
    other: str,
    number: int | None,
) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66)
    read_in(take_in(other), number)
    assert catalogue.search_order(order.order).state is SearchState.OPEN


def test_an_order_closes_when_a_person_enters_the_acts_number(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66)
    read_in(take_in(f"{OFFICE}/birth/1933/1@1"), None)
    (act,) = catalogue.acts()
    catalogue.verify(act.act_id, {"act_number": "66"}, "amina", 1)
    found = catalogue.search_order(order.order)
    assert (found.state, found.act_id, found.closed_by) == (SearchState.FOUND, act.act_id, "amina")


def test_an_order_for_an_act_that_came_meanwhile_is_found_at_once(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    read_in(take_in(f"{OFFICE}/birth/1933/1@1"), 66)
    order = catalogue.open_search_order(FIRST, ACT_66)
    (act,) = catalogue.acts()
    assert (order.state, order.act_id) == (SearchState.FOUND, act.act_id)


def test_everybody_who_waits_for_the_act_is_served(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    for request in (FIRST, SECOND):
        catalogue.open_search_order(request, ACT_66)
    catalogue.open_search_order("D-2026-000003-C", replace(ACT_66, number=ActNumber(66, "bis")))
    read_in(take_in(f"{OFFICE}/birth/1933/1@1"), 66)
    assert catalogue.count_search_orders()[SearchState.FOUND] == 2
    assert catalogue.count_search_orders()[SearchState.OPEN] == 1


def test_without_a_number_a_person_says_which_act_it_is(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    order = catalogue.open_search_order(FIRST, SOME_IDDER)
    volume = take_in(f"{OFFICE}/birth/1933/1@1")
    read_in(volume, 66)
    waiting = catalogue.search_order(order.order)
    assert (waiting.state, waiting.delivered) == (SearchState.OPEN, (str(volume),))
    (act,) = catalogue.acts()
    found = catalogue.find_sought(order.order, act.act_id, "amina")
    assert (found.state, found.act_id, found.closed_by) == (SearchState.FOUND, act.act_id, "amina")
    with pytest.raises(ActUnknown):
        catalogue.find_sought(catalogue.open_search_order(SECOND, SOME_IDDER).order, "nobody")


def test_volumes_that_were_there_before_are_not_news(
    catalogue: Catalogue, take_in: Callable[[str], VolumeReference]
) -> None:
    take_in(f"{OFFICE}/birth/1933/1@1")
    order = catalogue.open_search_order(FIRST, ACT_66)
    assert order.delivered == ()


def test_what_an_office_does_not_find_ends_with_a_reason(catalogue: Catalogue) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66).order
    ended = catalogue.give_up_search(order, NotFound.REGISTER_MISSING, "amina")
    assert (ended.state, ended.why) == (SearchState.NOT_FOUND, NotFound.REGISTER_MISSING)
    with pytest.raises(SearchOrderSettled):
        catalogue.give_up_search(order, NotFound.OTHER_OFFICE)
    with pytest.raises(SearchOrderUnknown):
        catalogue.give_up_search(99, NotFound.OTHER_OFFICE)
    # The request may have it looked for once more.
    again = catalogue.open_search_order(FIRST, ACT_66)
    assert again.order != order
    assert catalogue.search_order_of(FIRST) == again


def test_a_request_that_ends_is_searched_for_no_more(catalogue: Catalogue) -> None:
    order = catalogue.open_search_order(FIRST, ACT_66).order
    for _ in range(2):
        with catalogue._writing("dounia") as tx:
            cancel_search_orders(tx, FIRST)
    assert catalogue.search_order(order).state is SearchState.CANCELLED


def test_orders_are_listed_oldest_first_by_state_and_office(catalogue: Catalogue) -> None:
    deaths = Sought(OFFICE, Kind.DEATH, 1940, ActNumber(7))
    bureau = replace(ACT_66, office_code=f"{OFFICE}-2")
    one, two, three = (
        catalogue.open_search_order(request, sought)
        for request, sought in ((FIRST, ACT_66), (SECOND, deaths), ("D-2026-000003-C", bureau))
    )
    assert catalogue.search_orders() == [one, two, three]
    assert catalogue.search_orders(after=one.order, limit=1) == [two]
    assert catalogue.search_orders(office=OFFICE) == [one, two]
    ended = catalogue.give_up_search(two.order, NotFound.NOT_IN_REGISTER)
    assert catalogue.search_orders() == [one, three]
    assert catalogue.search_orders((SearchState.NOT_FOUND,)) == [ended]
    assert catalogue.count_search_orders(OFFICE) == {
        SearchState.OPEN: 1,
        SearchState.FOUND: 0,
        SearchState.NOT_FOUND: 1,
        SearchState.CANCELLED: 0,
    }


def test_why_an_act_is_not_there_follows_from_what_is_held(
    catalogue: Catalogue,
    take_in: Callable[[str], VolumeReference],
    read_in: Callable[[VolumeReference, int | None], None],
) -> None:
    assert catalogue.absence(ACT_66) == NotScanned()
    take_in(f"{OFFICE}-2/birth/1933/1@1")
    assert catalogue.absence(ACT_66) == NotScanned()
    volume = take_in(f"{OFFICE}/birth/1933/1@1")
    assert catalogue.absence(ACT_66) == BeingRead()
    read_in(volume, 70)
    assert catalogue.absence(ACT_66) == NotScanned()
    assert catalogue.absence(replace(ACT_66, number=ActNumber(70))) == NotInRegister()
    assert catalogue.absence(SOME_IDDER) == NotInRegister()
    assert catalogue.register_held(RegisterReference(OFFICE, Kind.BIRTH, 1933)).first == 70

"""Registers counted in the transaction that changes their acts, on both databases."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from archive.account import Right
from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.errors import (
    ActChanged,
    ActNotWaiting,
    DecisionInvalid,
    NumberTaken,
    PairChanged,
    PairContradicted,
    PairSettled,
    PairUnknown,
    ReopenRefused,
)
from archive.held_registers import Held, HeldByYear, RegisterHeld
from archive.migrations import upgrade
from archive.records import VolumePage
from archive.register import Kind, VolumeReference
from archive.store import open_engine

MakeReading = Callable[..., ActReading]
MakePage = Callable[..., VolumePage]


def test_a_register_is_counted_as_its_acts_are_read_and_verified(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    register = volume.register
    assert held.register_held(register) == RegisterHeld(register)
    readings = [make_reading(2, 1), make_reading(3, 2), make_reading(6, 3, sure=False)]
    held.keep_acts(volume, readings, {})
    assert held.register_held(register) == RegisterHeld(register, 1, 2, 0, 2, 6, 3)
    assert held.missing_numbers(register) == [(1, 1), (4, 5)]
    first = next(iter(held.acts(register)))
    held.verify(first.act_id, {"act_number": "1"}, "amina", first.version)
    assert held.register_held(register) == RegisterHeld(register, 1, 1, 1, 1, 6, 3)


def test_a_volume_taken_in_is_held_before_it_is_read(
    held: Catalogue, volume: VolumeReference
) -> None:
    ((code, found),) = held.held_by_place().items()
    assert volume.register.office_code.startswith(code)
    assert found.whole == Held(registers=1)
    assert [one.register for one in held.registers_held()] == [volume.register]


def test_sums_follow_the_codes_of_regions_provinces_and_offices(
    held: Catalogue, make_page: MakePage, volume: VolumeReference
) -> None:
    for place, year in (("08.201.11.08", 1950), ("08.999.01.01", 1951), ("09.541.04.69", 1952)):
        held.take_in(VolumeReference.parse(f"{place}/death/{year}/1@1"), [make_page(1)], place)
    assert held.held_by_place().keys() == {"08", "09"}
    assert held.held_by_place("08").keys() == {"08.201", "08.999"}
    offices = held.held_by_place("08.201")
    assert "08.201.11.08" in offices
    assert offices["08.201.11.08"].years == {1950: Held(registers=1)}
    assert held.held_by_place("08.20") == {}


def test_a_bureau_belongs_to_its_commune(held: Catalogue, make_page: MakePage) -> None:
    bureau = VolumeReference.parse("08.201.11.07-2/birth/1960/1@1")
    held.take_in(bureau, [make_page(1)], "bureau")
    assert bureau.register in [one.register for one in held.registers_held("08.201.11.07")]
    assert list(held.registers_held("08.201.11.0")) == []


REFUSED = (
    *(ActChanged, ActNotWaiting, DecisionInvalid, NumberTaken, ReopenRefused),
    *(PairChanged, PairContradicted, PairSettled, PairUnknown),
)
STEPS = st.one_of(
    st.tuples(st.just("read"), st.lists(st.sampled_from((1, 2, 3, 5, 8, None)), max_size=4)),
    st.tuples(st.just("verify"), st.tuples(st.integers(0, 5), st.integers(1, 9))),
    st.tuples(st.just("reopen"), st.integers(0, 5)),
    st.tuples(st.sampled_from(("join", "undo")), st.sampled_from(list(combinations(range(4), 2)))),
)


# Each example has a year of its own in one catalogue: for shrinking there are not years enough.
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, max_size=8))
def test_after_any_events_the_counts_are_those_of_the_acts(
    catalogue: Catalogue,
    make_reading: MakeReading,
    make_page: MakePage,
    steps: list[tuple[str, object]],
) -> None:
    year = 1920 + catalogue.count_volumes()
    part = 1 + year % 2
    volume = VolumeReference.parse(f"08.201.11.07/birth/{year}/{part}@1")
    catalogue.take_in(volume, [make_page(1)], f"delivery-{year}")
    for what, about in steps:
        with suppress(*REFUSED):
            happen(catalogue, volume, make_reading, what, about)
        assert catalogue.register_held(volume.register) == counted(catalogue, volume)
    held = catalogue.register_held(volume.register)
    sums = Held(1, held.to_review, held.accepted, held.verified, held.missing)
    for code in ("08", "08.201"):
        place = code.rpartition(".")[0]
        assert catalogue.held_by_place(place)[code].years[year] == sums
    assert catalogue.held_by_place("08.201")["08.201.11.07"].years[year] == sums
    assert catalogue.held_by_kind("08.201.11.07")["birth"].years[year] == sums


def happen(
    catalogue: Catalogue, volume: VolumeReference, make: MakeReading, what: str, about: object
) -> None:
    """One step, which the catalogue may refuse."""
    acts = list(catalogue.acts(volume.register))
    match what, about:
        case "read", list(numbers):
            known = [number for n, number in enumerate(numbers) if number not in numbers[:n]]
            readings = [
                replace(make(number, at, sure=at != 2), register=volume.register)
                for at, number in enumerate(known, start=1)
            ]
            catalogue.keep_acts(volume, readings, {})
        case "verify", (int(at), int(number)) if at < len(acts):
            act = acts[at]
            catalogue.review(
                act.act_id,
                {"act_number": str(number)},
                "amina",
                act.version,
                rights=(Right.ARBITRATE,),
            )
        case "reopen", int(at) if at < len(acts):
            catalogue.reopen(acts[at].act_id, "amina", acts[at].version)
        case (("join" | "undo"), (int(at), int(to))) if to < len(acts):
            pair = Pair.of(acts[at].act_id, acts[to].act_id)
            catalogue.keep_compared([Compared(pair, ("same_person",), {})])
            found = catalogue.pair(pair.name)
            if found is None:
                # Other joinings made the two one already: there is nothing to decide.
                assert acts[at].standing_act or acts[to].standing_act
                return
            decided = Decision(pair.name, "seen both", "amina", found.version, {})
            if what == "join":
                catalogue.join(decided, stands=acts[at].act_id)
            else:
                catalogue.undo(decided)


def counted(catalogue: Catalogue, volume: VolumeReference) -> RegisterHeld:
    """What a register holds, from its acts one by one."""
    acts = list(catalogue.acts(volume.register))
    states = [act.state.value for act in acts if act.standing_act is None]
    numbers = {act.number.number for act in acts if act.number is not None}
    missing = catalogue.missing_numbers(volume.register)
    return RegisterHeld(
        volume.register,
        *(states.count(state) for state in ("to_review", "accepted", "verified")),
        min(numbers, default=None),
        max(numbers, default=None),
        sum(last - first + 1 for first, last in missing),
    )


def test_a_catalogue_from_before_is_counted_when_it_is_opened(
    database_url: str,
    held: Catalogue,
    volume: VolumeReference,
    make_reading: MakeReading,
    make_page: MakePage,
) -> None:
    readings = [make_reading(3, 1), make_reading("3bis", 2), make_reading(6, 3, sure=False)]
    held.keep_acts(volume, [*readings, make_reading(None, 4)], {})
    held.take_in(VolumeReference.parse("09.541.04.69/death/1952/2@1"), [make_page(1)], "other")
    before = held.registers_held(), held.held_by_place(), held.held_by_place("08")
    held.close()
    engine = open_engine(database_url)
    revision = "UPDATE alembic_version SET version_num = "
    with engine.begin() as connection:
        now = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        for statement in (
            *(f"DROP TABLE {name}" for name in ("held_registers", "held_years", "field_outcomes")),
            "DROP INDEX ix_acts_register_state_standing_act",
            "DROP INDEX ix_volumes_taken_at_sort_key",
            f"{revision} '0005'",
        ):
            connection.execute(text(statement))
    upgrade(engine, "0007")
    with engine.begin() as connection:
        connection.execute(text(f"{revision} '{now}'"))
    engine.dispose()
    again = Catalogue.open(database_url)
    assert (again.registers_held(), again.held_by_place(), again.held_by_place("08")) == before
    assert before[1]["08"] == HeldByYear(Held(1, 2, 2, 0, 4), {1933: Held(1, 2, 2, 0, 4)})
    again.close()


def test_registers_are_told_a_page_at_a_time(held: Catalogue, make_page: MakePage) -> None:
    for year in (1950, 1951, 1952):
        for kind in ("birth", "death"):
            other = VolumeReference.parse(f"08.201.11.08/{kind}/{year}/1@1")
            held.take_in(other, [make_page(1)], str(other))
    found = held.registers_held("08.201.11.08", limit=4)
    rest = held.registers_held("08.201.11.08", after=found[-1].register)
    assert [one.register.year for one in (*found, *rest)] == [1950, 1951, 1952] * 2
    (one,) = held.registers_held("08.201.11.08", Kind.DEATH, 1951)
    assert str(one.register) == "08.201.11.08/death/1951/1"
    assert len(list(held.every_register_held())) == 7
    assert held.registers_held("%") == held.registers_held("08.201.11.0_") == []

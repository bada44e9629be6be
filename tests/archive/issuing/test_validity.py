"""Entries of lists follow one another: on every day the last word that begins by then holds."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.validity import holds, is_withdrawn, overlaps, succession

FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Entry:
    from_day: date
    until_day: date | None
    says: int = 0


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def entered(entries: list[Entry], new: Entry) -> list[Entry]:
    found = succession(entries, new.from_day, new.until_day)
    ended = [replace(one, until_day=new.from_day) if one in found.ended else one for one in entries]
    return [*ended, replace(new, until_day=found.until_day)]


def test_an_entry_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    entry = Entry(day(3), day(5))
    assert [holds(entry, day(n)) for n in range(2, 7)] == [False, True, True, False, False]
    assert holds(Entry(day(3), None), day(9999))


def test_an_entry_ended_on_its_first_day_never_held() -> None:
    assert is_withdrawn(Entry(day(3), day(3)))
    assert not is_withdrawn(Entry(day(3), day(4)))
    assert not overlaps(Entry(day(3), day(3)), day(0), None)


def test_what_is_entered_ahead_ends_what_is_entered_before_it() -> None:
    entries = entered([Entry(day(0), None, 1)], Entry(day(20), None, 2))
    entries = entered(entries, Entry(day(10), None, 3))
    assert [(one.from_day, one.until_day) for one in entries] == [
        (day(0), day(10)),
        (day(20), None),
        (day(10), day(20)),
    ]


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_on_every_day_one_entry_holds_and_it_is_the_last_entered_that_begins_by_then(
    begins: list[int],
) -> None:
    entries: list[Entry] = []
    told: dict[int, int] = {}
    for says, number in enumerate(begins):
        entries = entered(entries, Entry(day(number), None, says))
        told[number] = says
    for number in range(35):
        known = [begin for begin in told if begin <= number]
        wanted = [told[max(known)]] if known else []
        assert [one.says for one in entries if holds(one, day(number))] == wanted


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_entries_overlap_when_a_day_is_in_both(a: int, b: int, c: int, d: int) -> None:
    one, other = Entry(day(a), day(a + b)), Entry(day(c), day(c + d))
    both = any(holds(one, day(n)) and holds(other, day(n)) for n in range(20))
    assert (overlaps(one, other.from_day, other.until_day) and d > 0) == both

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.audit import GENESIS, AuditEntry, content_hash, first_break, sealed
from archive.codec import canonical

Trail = list[tuple[AuditEntry, str | None]]


def trail_of(contents: Sequence[str | None]) -> Trail:
    trail: Trail = []
    previous = GENESIS
    for seq, content in enumerate(contents, start=1):
        detail = {} if content is None else {"event": content_hash(content)}
        entry = sealed(
            AuditEntry(seq, f"t{seq}", "amina", "act.read", "a", canonical(detail), previous)
        )
        trail.append((entry, content))
        previous = entry.hash
    return trail


def head_of(trail: Trail) -> tuple[int, str]:
    return (trail[-1][0].seq, trail[-1][0].hash) if trail else (0, GENESIS)


trails = st.lists(st.none() | st.text(max_size=5), min_size=2, max_size=6).map(trail_of)


@given(st.lists(st.none() | st.text(max_size=5), max_size=6).map(trail_of))
def test_a_trail_as_written_is_whole(trail: Trail) -> None:
    assert first_break(trail, head_of(trail)) is None


@given(trails, st.data())
@pytest.mark.parametrize("column", ["at", "actor", "action", "subject", "detail", "hash"])
def test_an_altered_entry_is_the_first_break(
    column: str, trail: Trail, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(trail) - 1))
    entry, content = trail[at]
    altered = [*trail]
    altered[at] = (replace(entry, **{column: getattr(entry, column) + " "}), content)
    found = first_break(altered, head_of(trail))
    assert found is not None
    assert found.seq == at + 1


@given(trails, st.data())
def test_a_deleted_entry_is_found_even_at_the_end(trail: Trail, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(trail) - 1))
    found = first_break([*trail[:at], *trail[at + 1 :]], head_of(trail))
    assert found is not None
    assert found.seq == at + 1


@given(trails, st.data())
def test_swapped_entries_are_found_even_renumbered(trail: Trail, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(trail) - 2))
    (one, text), (two, other) = trail[at], trail[at + 1]
    swapped = [*trail]
    swapped[at] = (sealed(replace(two, seq=one.seq, previous=one.previous)), other)
    swapped[at + 1] = (sealed(replace(one, seq=two.seq, previous=swapped[at][0].hash)), text)
    found = first_break(swapped, head_of(trail))
    assert found is not None
    assert found.seq >= at + 1


def test_an_entry_rewritten_with_its_hash_breaks_the_next_one() -> None:
    trail = trail_of([None, None, None])
    forged = sealed(replace(trail[0][0], actor="nobody"))
    found = first_break([(forged, None), *trail[1:]], head_of(trail))
    assert found is not None
    assert found.seq == 2


@pytest.mark.parametrize("content", ["another text", None])
def test_an_event_that_is_not_the_one_logged_is_found(content: str | None) -> None:
    trail = trail_of(["one", "two", "three"])
    trail[1] = (trail[1][0], content)
    found = first_break(trail, head_of(trail))
    assert found is not None
    assert found.seq == 2


def test_an_event_put_under_an_entry_of_none_is_found() -> None:
    trail = trail_of([None])
    assert first_break([(trail[0][0], "slipped in")], head_of(trail)) is not None

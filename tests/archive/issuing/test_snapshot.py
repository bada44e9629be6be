from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import FIELD_NAMES, Act, ActReading, ActState
from archive.box import Box
from archive.issuing.errors import ActAnnulled, ActIsSecondCopy, ActNotVerified, ActWithoutNumber
from archive.issuing.snapshot import (
    ActRegion,
    ActSnapshot,
    says_now,
    snapshot,
    snapshot_from_json,
    snapshot_to_json,
)
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import ActReference

DAY = date(2026, 11, 22)
HOLDER = office("08.201.11.07")
assert HOLDER is not None
DEATH = Mention(MentionType.DEATH, "1990-05-03", text_fr="Décédé à Fès")


@pytest.fixture
def make_act(make_reading: Callable[..., ActReading]) -> Callable[..., Act]:
    """A verified act: ``make_act(66, given_name_ar="خديجة")``."""

    def make(
        number: int | None = 66, mentions: tuple[Mention, ...] = (DEATH,), **fields: str
    ) -> Act:
        values = {"given_name_ar": "خديجة", "sex": "F", **fields}
        reading = make_reading(number, box=(1, 2, 3, 4), **values)
        known = reading.register, reading.number, ActState.VERIFIED
        return Act("a", *known, reading, reading.fields, mentions, (), 2)

    return make


def taken(act: Act) -> ActSnapshot:
    return snapshot(act, HOLDER, DAY)


@pytest.mark.parametrize("state", [ActState.ACCEPTED, ActState.TO_REVIEW])
def test_the_machines_word_gives_no_snapshot(make_act: Callable[..., Act], state: ActState) -> None:
    with pytest.raises(ActNotVerified):
        taken(replace(make_act(), state=state))


def test_an_act_without_a_number_gives_no_snapshot(make_act: Callable[..., Act]) -> None:
    with pytest.raises(ActWithoutNumber):
        taken(make_act(None))


def test_a_second_copy_names_the_act_that_gives_papers(make_act: Callable[..., Act]) -> None:
    with pytest.raises(ActIsSecondCopy, match="act b"):
        taken(replace(make_act(), standing_act="b"))


def test_a_snapshot_keeps_what_the_act_says_and_cannot_be_changed(
    make_act: Callable[..., Act],
) -> None:
    one = taken(make_act())
    assert one.values["given_name_ar"] == "خديجة"
    assert one.death_mentions == (DEATH,)
    with pytest.raises(FrozenInstanceError):
        one.version = 9  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.values["sex"] = "M"  # type: ignore[index]


def test_what_two_originals_both_bear_is_said_once_and_not_how_it_was_read(
    make_act: Callable[..., Act],
) -> None:
    read = replace(DEATH, confidence=0.7, page="0002.png")
    other = replace(DEATH, text_fr="Décédée à Taza")
    assert taken(make_act(mentions=(read, DEATH, other))).mentions == (DEATH, other)


def test_fields_the_act_does_not_say_are_absent(make_act: Callable[..., Act]) -> None:
    act = make_act()
    silent = replace(act.fields["sex"], value=None)
    assert "sex" not in taken(replace(act, fields={**act.fields, "sex": silent})).values


def test_what_is_frozen_alike_hashes_alike(make_act: Callable[..., Act]) -> None:
    one = taken(make_act())
    assert one.sha256 == taken(make_act()).sha256
    assert one.sha256 != taken(make_act(sex="M")).sha256
    assert one.sha256 != snapshot(make_act(), HOLDER, date(2026, 11, 23)).sha256


values = st.dictionaries(st.sampled_from(sorted(FIELD_NAMES)), st.text(min_size=1, max_size=20))
mentions = st.builds(
    Mention,
    type=st.sampled_from(MentionType),
    date=st.none() | st.just("1965"),
    text_fr=st.none() | st.text(),
    text_ar=st.none() | st.text(),
)
regions = st.builds(
    ActRegion,
    page=st.text(min_size=1),
    scan=st.none() | st.text(),
    box=st.none() | st.builds(Box, *[st.integers(1, 9000)] * 4),
)
snapshots = st.builds(
    ActSnapshot,
    reference=st.just(ActReference.parse("08.201.11.07/birth/1933/1/66bis")),
    office=st.just(replace(HOLDER, former=(), valid_from=None, valid_to=None)),
    at=st.dates(),
    version=st.integers(1, 99),
    values=values,
    current=values,
    mentions=st.lists(mentions, max_size=3).map(tuple),
    regions=st.lists(regions, max_size=2).map(tuple),
)


@given(snapshots)
def test_a_snapshot_comes_back_from_its_json(one: ActSnapshot) -> None:
    again = snapshot_from_json(snapshot_to_json(one))
    assert again == one
    assert again.sha256 == one.sha256


def test_what_changed_since_is_told_by_kind(make_act: Callable[..., Act]) -> None:
    before = taken(make_act())
    assert before.changes_since(before) == ()
    assert taken(replace(make_act(), version=7)).changes_since(before) == ()
    assert taken(make_act(mentions=())).changes_since(before) == ("mention",)
    assert taken(make_act(sex="M")).changes_since(before) == ("correction",)
    assert taken(make_act(67, mentions=())).changes_since(before) == ("correction", "mention")


def test_an_act_that_a_court_annulled_gives_no_paper(make_act: Callable[..., Act]) -> None:
    annulled = make_act(mentions=(Mention(MentionType.ANNULMENT, "2020-01-02"),))
    with pytest.raises(ActAnnulled):
        taken(annulled)
    assert says_now(annulled, taken(make_act())).annulled

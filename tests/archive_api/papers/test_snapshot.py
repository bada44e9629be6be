from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from archive.act import Act, ActReading, ActState
from archive.offices import office
from archive_api.papers.errors import ActNotVerified, ActWithoutNumber
from archive_api.papers.snapshot import snapshot

DAY = date(2026, 11, 22)


def act_of(reading: ActReading, state: ActState = ActState.VERIFIED) -> Act:
    fields, mentions = reading.fields, reading.mentions
    return Act("a", reading.register, reading.number, state, reading, fields, mentions, (), 2)


@pytest.mark.parametrize("state", [ActState.ACCEPTED, ActState.TO_REVIEW])
def test_the_machines_word_gives_no_snapshot(
    act_reading: Callable[..., ActReading], state: ActState
) -> None:
    with pytest.raises(ActNotVerified):
        snapshot(act_of(act_reading(), state), office("04.481.01.07"), DAY)


def test_an_act_without_a_number_gives_no_snapshot(act_reading: Callable[..., ActReading]) -> None:
    with pytest.raises(ActWithoutNumber):
        snapshot(act_of(act_reading(None)), office("04.481.01.07"), DAY)


def test_a_snapshot_keeps_what_the_act_says_and_cannot_be_changed(
    act_reading: Callable[..., ActReading],
) -> None:
    act = act_of(act_reading())
    taken = snapshot(act, office("04.481.01.07"), DAY)
    assert taken.values["given_name_ar"] == "خديجة"
    assert [mention.type.value for mention in taken.death_mentions] == ["death"]
    with pytest.raises(FrozenInstanceError):
        taken.version = 9  # type: ignore[misc]
    with pytest.raises(TypeError):
        taken.values["sex"] = "M"  # type: ignore[index]


def test_fields_the_act_does_not_say_are_absent(act_reading: Callable[..., ActReading]) -> None:
    act = act_of(act_reading())
    silent = replace(act.fields["sex"], value=None)
    act = replace(act, fields={**act.fields, "sex": silent})
    assert "sex" not in snapshot(act, office("04.481.01.07"), DAY).values

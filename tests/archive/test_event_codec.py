import json
from collections.abc import Callable

import pytest

from archive.act import ActReading
from archive.event_codec import act_of, act_text, event_of, event_text
from archive.history import (
    History,
    Merged,
    Missed,
    Read,
    Unmerged,
    Verified,
    What,
    confirmed_values,
)
from archive.mention import Mention, MentionType
from archive.register import ActNumber
from archive.review_events import FirstRead, Reopened, SecondRead

MakeReading = Callable[..., ActReading]


@pytest.fixture
def events(make_reading: MakeReading) -> list[What]:
    """One event of each kind."""
    mention = Mention(MentionType.DEATH, date="1990", text_ar="توفي", confidence=0.5)
    number = ActNumber(66, "bis")
    return [
        Read(make_reading("66bis", box=(1, 2, 3, 4), sex="M"), number, {"p1.jpg": "ab:0"}),
        Read(make_reading(None), None),
        Missed(2, {"p1.jpg": "cd:0"}),
        Verified({"sex": "F"}, {"sex": "F", "residence_ar": ""}, (mention,), number),
        Merged("standing", "second", "المرأة نفسها"),
        Unmerged("standing", "second", "the mothers differ"),
        FirstRead({"sex": "F"}, {"sex": "F"}, (mention,), number, ("sex",), "amina"),
        SecondRead({"sex": "M"}, ("sex",), "brahim"),
        Reopened(number),
        Reopened(None),
    ]


def kind_of(what: What) -> str:
    return type(what).__name__.lower()


def test_every_kind_of_event_comes_back_from_its_text(events: list[What]) -> None:
    assert [event_of(kind_of(what), event_text(what)) for what in events] == events


def test_the_first_events_which_named_one_scan_are_still_read(
    make_reading: MakeReading,
) -> None:
    read = Read(make_reading(66), ActNumber(66), {"p1.jpg": "ab:0"})
    early = json.loads(event_text(read)) | {"scan": "ab:0"}
    del early["scans"]
    assert event_of("read", json.dumps(early)) == read
    assert event_of("missed", '{"copy": 2}') == Missed(2)


def test_an_event_of_a_later_version_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="annulled"):
        event_of("annulled", "{}")


def test_an_act_comes_back_with_its_decisions_laid_over(make_reading: MakeReading) -> None:
    reading = make_reading(66, given_name_fr="Idder")
    history = History("a1", reading.register).after(
        Read(reading, reading.number, {"p1.jpg": "ab:0"})
    )
    act = history.act()
    confirmed = confirmed_values(act, {"given_name_fr": "Yidder"})
    verified = history.after(Verified({}, confirmed, (), ActNumber(66))).act()
    for kept in (act, verified):
        again = act_of(kept.act_id, kept.number, kept.state.value, kept.version, act_text(kept))
        assert again == kept

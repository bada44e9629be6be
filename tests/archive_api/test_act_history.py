from collections.abc import Callable, Mapping

import pytest

from archive.act import ActReading
from archive.history import Event, Merged, Missed, Read, Unmerged, Verified, What, fold
from archive.legal_ground import GroundKind, LegalGround
from archive.margin import Change, MentionEntered, MentionWithdrawn
from archive.mention import Mention, MentionType
from archive.proposal import Proposal, Proposed
from archive.register import ActNumber
from archive.review_events import FirstRead, Reopened, SecondRead
from archive_api.act_history import HistoryLine, ValueChange, history_lines

NUMBER = ActNumber(66)
CONFIRMED = {"given_name_fr": "Khadijah", "sex": "F"}
Lines = Callable[..., list[HistoryLine]]


@pytest.fixture
def lines(act_reading: Callable[..., ActReading]) -> Lines:
    """The history of an act that was read, and then what is given happened."""
    reading = act_reading(values={"given_name_fr": "Khadija", "sex": "F"}, mentions=())

    def build(
        *happened: What, proposals: Mapping[str, Proposal] | None = None
    ) -> list[HistoryLine]:
        events = [
            Event("66", version, what, "amina", "2026-03-12T10:00:00+00:00")
            for version, what in enumerate((Read(reading, NUMBER), *happened), start=1)
        ]
        act = fold("66", reading.register, events).act()
        return history_lines(act, events, proposals or {})

    return build


def test_a_first_reading_says_how_much_was_read(lines: Lines) -> None:
    (read,) = lines()
    assert (read.kind, read.read, read.changes) == ("read", 3, ())


def test_a_later_reading_says_what_it_changed(
    lines: Lines, act_reading: Callable[..., ActReading]
) -> None:
    later = act_reading(values={"given_name_fr": "Khadouj", "sex": "F"}, mentions=())
    _, again = lines(Read(later, NUMBER))
    assert again.kind == "read_again"
    assert again.changes == (ValueChange("given_name_fr", "Khadija", "Khadouj"),)


def test_a_persons_word_is_told_as_what_it_changed_and_taken_back_as_what_came_back(
    lines: Lines,
) -> None:
    said = Verified({"given_name_fr": "Khadijah"}, CONFIRMED, (), NUMBER)
    _, verified, reopened = lines(said, Reopened(NUMBER))
    assert verified.changes == (ValueChange("given_name_fr", "Khadija", "Khadijah"),)
    assert reopened.changes == (ValueChange("given_name_fr", "Khadijah", "Khadija"),)


def test_a_margin_that_a_person_corrected_is_told(lines: Lines) -> None:
    death = (Mention(MentionType.DEATH, "1984-12-06"),)
    _, same = lines(Verified({}, CONFIRMED, (), NUMBER))
    _, other = lines(Verified({}, CONFIRMED, death, NUMBER))
    assert (same.margin, other.margin) == (False, True)


def test_what_people_read_is_hidden_until_the_act_is_decided(lines: Lines) -> None:
    first = FirstRead({"given_name_fr": "Khadijah"}, CONFIRMED, (), NUMBER, ("sex",), "amina")
    second = SecondRead({"given_name_fr": "Khadouj"}, ("given_name_fr",), "driss")
    _, one, two = lines(first, second)
    assert one.hidden and two.hidden
    assert one.changes == two.changes == ()
    assert (one.asked, two.asked) == (("sex",), ("given_name_fr",))
    decided = Verified({}, CONFIRMED, (), NUMBER)
    _, one, two, _ = lines(first, second, decided)
    assert one.changes == (ValueChange("given_name_fr", "Khadija", "Khadijah"),)
    assert two.changes == (ValueChange("given_name_fr", "Khadija", "Khadouj"),)


def test_joining_and_parting_name_the_other_act_and_why(lines: Lines) -> None:
    _, joined, parted = lines(Merged("66", "7", "même enfant"), Unmerged("66", "7", "erreur"))
    assert (joined.other, joined.reason) == ("7", "même enfant")
    assert (parted.other, parted.reason) == ("7", "erreur")


def test_an_act_not_found_again_names_the_original(lines: Lines) -> None:
    _, missed = lines(Missed(2))
    assert (missed.kind, missed.copy) == ("missed", 2)


def test_a_mention_says_who_asked_for_it_on_what_ground_and_what_it_changed(lines: Lines) -> None:
    ground = LegalGround(GroundKind.JUDGMENT, "45")
    mention = Mention(MentionType.RECTIFICATION, text_fr="Rectifié")
    change = Change("given_name_fr", "Khadijah", "Khadouj")
    entered = MentionEntered(mention, ground, "one", changes=(change,))
    withdrawn = MentionWithdrawn("one", ground, "two", reason="erreur")
    asked = Proposal("one", Proposed("66", 2, entered), "driss", "2026-03-12T10:00:00+00:00")
    said = Verified({"given_name_fr": "Khadijah"}, CONFIRMED, (), NUMBER)
    _, _, first, second = lines(said, entered, withdrawn, proposals={"one": asked})
    assert (first.actor, first.proposer, first.ground) == ("amina", "driss", ground)
    assert first.changes == (ValueChange("given_name_fr", "Khadijah", "Khadouj"),)
    assert (first.entry, second.entry) == ("one", "one")
    assert (second.reason, second.proposer) == ("erreur", None)

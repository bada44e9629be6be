from collections.abc import Callable

import pytest

from archive.act import ActReading, ActState
from archive.finding import Finding
from archive.history import Event, History, Missed, Read, Verified, What, confirmed_values, fold
from archive.mention import Mention, MentionType
from archive.register import ActNumber, VolumeReference

MakeReading = Callable[..., ActReading]


@pytest.fixture
def told(volume: VolumeReference) -> Callable[..., History]:
    """The history that these events, in order, make."""

    def tell(*whats: What) -> History:
        events = [Event("a1", at, what, "amina", "t") for at, what in enumerate(whats, start=1)]
        return fold("a1", volume.register, events)

    return tell


def read(reading: ActReading) -> Read:
    return Read(reading, reading.number)


def confirm(history: History, **decisions: str) -> Verified:
    act = history.act()
    assert act.number is not None
    return Verified(decisions, confirmed_values(act, decisions), act.mentions, act.number)


def codes(history: History) -> list[str]:
    return [finding.code for finding in history.act().findings]


def test_a_sure_reading_is_accepted_and_an_unsure_one_waits(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    assert told(read(make_reading(66))).act().state is ActState.ACCEPTED
    assert told(read(make_reading(66, sure=False))).act().state is ActState.TO_REVIEW
    assert told(read(make_reading(None))).act().state is ActState.TO_REVIEW


def test_a_newer_reading_replaces_the_older(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    act = told(read(make_reading(66, sex="M")), read(make_reading(66, sex="F"))).act()
    assert act.fields["sex"].value == "F"
    assert act.version == 2


def test_what_a_person_confirmed_survives_any_reading(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66, given_name_fr="Idder", sex="M"))
    confirmed = confirm(told(first), given_name_fr="Yidder")
    again = read(make_reading(67, given_name_fr="ldder", sex="F", residence_fr="Rabat"))
    act = told(first, confirmed, again).act()
    assert act.state is ActState.VERIFIED
    values = {name: field.value for name, field in act.fields.items()}
    assert values == {"act_number": "66", "given_name_fr": "Yidder", "sex": "M"}
    assert all(field.confidence == 1.0 for field in act.fields.values())
    assert act.reading.fields["sex"].value == "F", "the machine's word stays beside it"


def test_a_reading_that_now_contradicts_a_person_is_noted_field_by_field(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66, given_name_fr="Idder", sex="M"))
    confirmed = confirm(told(first), given_name_fr="Yidder")
    same_error = told(first, confirmed, read(make_reading(66, given_name_fr="Idder", sex="M")))
    assert codes(same_error) == [], "a person has ruled on this already"
    agrees = told(first, confirmed, read(make_reading(66, given_name_fr="Yidder", sex="M")))
    assert codes(agrees) == []
    other = told(first, confirmed, read(make_reading(66, given_name_fr="Idder", sex="F")))
    assert other.act().findings == (Finding("reading_differs", field="sex"),)


def test_a_field_confirmed_as_empty_stays_empty(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66, residence_fr="Rabat"))
    act = told(first, confirm(told(first), residence_fr=""), first).act()
    assert act.fields["residence_fr"].value is None
    assert act.fields["residence_fr"].confidence == 1.0


def test_mentions_are_confirmed_with_the_act(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66))
    reread = make_reading(66)
    mention = Mention(MentionType.MARRIAGE, date="1955")
    with_mention = Read(
        ActReading(
            **{name: getattr(reread, name) for name in reread.__slots__ if name != "mentions"},
            mentions=(mention,),
        ),
        reread.number,
    )
    assert told(first, with_mention).act().mentions == (mention,)
    verified = told(first, confirm(told(first)), with_mention)
    assert verified.act().mentions == ()
    assert verified.act().findings == (Finding("reading_differs", field="mentions"),)


def test_the_other_original_joins_and_its_differences_go_to_review(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    office = read(make_reading(66, given_name_fr="Idder", sex="M"))
    court = read(make_reading(66, copy=2, given_name_fr=" IDDER", sex="F", residence_fr="Rabat"))
    for history in (told(office, court), told(court, office)):
        act = history.act()
        assert act.reading.copy == 1
        assert act.findings == (Finding("copies_disagree", {"copy": 2}, field="sex"),)
        assert act.state is ActState.TO_REVIEW
    verified = told(office, confirm(told(office)), court)
    assert verified.act().state is ActState.VERIFIED
    assert "copies_disagree" in codes(verified)


def test_an_act_not_found_again_stays_until_it_is_found(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66))
    missed = told(first, Missed(1))
    assert missed.act().findings == (Finding("not_found_again", {"copy": 1}),)
    assert missed.act().state is ActState.TO_REVIEW
    assert told(first, Missed(1), first).act().state is ActState.ACCEPTED
    assert told(first, confirm(told(first)), Missed(1)).act().state is ActState.VERIFIED


def test_a_verified_act_stands_on_the_scan_a_person_saw_whatever_replaces_its_page(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    seen = Read(make_reading(66, sex="M", box=(1, 2, 3, 4)), ActNumber(66), {"p1.jpg": "old:0"})
    confirmed = confirm(told(seen))
    other = Read(make_reading(None, sex="F", box=(5, 6, 7, 8)), ActNumber(66), {"p1.jpg": "new:0"})
    history = told(seen, confirmed, other)
    act = history.act()
    assert (act.scans, act.reading) == (seen.scans, seen.reading)
    assert Finding("page_replaced", page="p1.jpg") in act.findings
    again = told(seen, confirmed, other, confirm(history)).act()
    assert again.scans == seen.scans, "confirming again showed the officer the old scan"
    machine = told(seen, other).act()
    assert (machine.scans, machine.reading) == (other.scans, other.reading)


def test_the_same_scan_read_better_moves_a_verified_acts_boxes(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    scans = {"p1.jpg": "old:0"}
    seen = Read(make_reading(66, sex="M"), ActNumber(66), scans)
    better = Read(make_reading(66, sex="M", box=(5, 6, 7, 8)), ActNumber(66), scans)
    act = told(seen, confirm(told(seen)), better).act()
    assert act.reading == better.reading
    assert act.findings == ()


def test_an_act_missed_on_a_new_scan_of_its_page_says_that_the_page_was_replaced(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    seen = Read(make_reading(66), ActNumber(66), {"p1.jpg": "old:0"})
    gone = told(seen, Missed(1, {"p1.jpg": "new:0"}))
    assert codes(gone) == ["not_found_again", "page_replaced"]
    assert gone.act().scans == seen.scans
    assert codes(told(seen, Missed(1, seen.scans))) == ["not_found_again"]


def test_a_number_that_another_act_holds_is_a_finding(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    act = told(Read(make_reading(66), None)).act()
    assert act.reference is None
    assert act.findings == (Finding("number_taken", {"number": "66"}),)
    assert act.state is ActState.TO_REVIEW


def test_every_finding_of_the_record_speaks_both_languages() -> None:
    for finding in (
        Finding("number_taken", {"number": "66"}),
        Finding("not_found_again", {"copy": 1}),
        Finding("copies_disagree", {"copy": 2}, field="sex"),
        Finding("reading_differs", field="sex"),
        Finding("page_replaced", page="p1.jpg"),
    ):
        assert all("{" not in finding.text(language) for language in ("fr", "ar"))


def test_the_readings_a_person_overruled_stay_as_candidates(
    told: Callable[..., History], make_reading: MakeReading
) -> None:
    first = read(make_reading(66, given_name_fr="Idder"))
    act = told(first, confirm(told(first), given_name_fr="Yidder")).act()
    assert act.fields["given_name_fr"].candidates == ("Yidder", "Idder")

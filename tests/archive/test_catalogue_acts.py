from collections.abc import Callable

import pytest

from archive.act import ActReading, ActState
from archive.catalogue import Catalogue
from archive.errors import ActChanged, ActUnknown, DecisionInvalid, NumberTaken, VolumeUnknown
from archive.finding import Finding
from archive.history import fold
from archive.records import KeptActs, VolumePage, VolumeStatus
from archive.register import ActReference, VolumeReference

MakeReading = Callable[..., ActReading]


def test_acts_are_kept_and_found_by_reference_and_by_id(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    readings = [make_reading("66bis", 1, given_name_ar="إيدر"), make_reading(None, 2, page=2)]
    assert held.keep_acts(volume, readings, {}) == KeptActs(2, 0, 0, 0)
    reference = f"{volume.register}/66bis"
    act = held.act(reference)
    assert act is not None
    assert act == held.act(ActReference.parse(reference)) == held.act(act.act_id)
    assert act.reading == readings[0]
    assert act.fields["given_name_ar"].value == "إيدر"
    nameless = list(held.acts(state="to_review"))
    assert [found.reading for found in nameless] == [readings[1]]
    assert held.act("nobody") is None
    assert held.act("no/such/reference") is None


def test_the_state_kept_is_the_state_the_events_make(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66, 1, sex="M"), make_reading(67, 2)], {})
    first = held.act(f"{volume.register}/66")
    assert first is not None
    held.verify(first.act_id, {"sex": "F"}, "amina", 1)
    held.keep_acts(volume, [make_reading(66, 1, sex="M", residence_fr="Fès")], {})
    for act in held.acts():
        events = held.history(act.act_id)
        assert [event.version for event in events] == list(range(1, act.version + 1))
        assert fold(act.act_id, act.register, events).act() == act


def test_the_same_structuring_twice_writes_nothing(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    found = [make_reading(66, 1), make_reading(66, 2, page=2), make_reading(None, 3, page=3)]
    note = [Finding("copies_disagree", {"copy": 2}, field="sex")]
    held.keep_acts(volume, found, {"p1.jpg": "acts"}, note)
    before = list(held.audit_entries())
    assert held.keep_acts(volume, found, {"p1.jpg": "acts"}, note) == KeptActs(0, 0, 3, 0)
    assert list(held.audit_entries()) == before


def test_structuring_again_counts_what_changed(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(n, n - 65, page=n - 65) for n in (66, 67, 68)], {})
    again = [make_reading(66, 1), make_reading(67, 2, page=2, sex="M")]
    again.append(make_reading(70, 4, page=3, box=(0, 0, 9, 9)))
    assert held.keep_acts(volume, again, {}) == KeptActs(new=0, changed=2, unchanged=1, missed=0)
    assert held.keep_acts(volume, again[:2], {}) == KeptActs(0, 0, 2, missed=1)
    gone = held.act(f"{volume.register}/70")
    assert gone is not None
    assert gone.state is ActState.TO_REVIEW
    assert gone.findings == (Finding("not_found_again", {"copy": 1}),)


def test_acts_trade_numbers_without_losing_either(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66, 1, page=1), make_reading(67, 2, page=2)], {})
    before = [act.act_id for act in held.acts()]
    held.keep_acts(volume, [make_reading(67, 1, page=1), make_reading(66, 2, page=2)], {})
    assert [act.act_id for act in held.acts()] == before[::-1]


def test_structuring_says_what_pages_and_volume_are(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    note = Finding("copies_disagree", {"copy": 2}, field="sex")
    held.keep_acts(volume, [], {"p1.jpg": "cover", "p3.jpg": "closing", "gone.jpg": "acts"}, [note])
    assert [page.kind for page in held.pages(volume)] == ["cover", None, "closing"]
    record = held.volume(volume)
    assert record is not None
    assert record.findings == (note,)
    assert record.status is VolumeStatus.STRUCTURED
    held.keep_acts(volume, [], {})
    record = held.volume(volume)
    assert record is not None
    assert record.findings == ()


def test_acts_of_a_volume_not_held_or_of_another_are_refused(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    court = VolumeReference(volume.register, 2)
    with pytest.raises(VolumeUnknown):
        held.keep_acts(court, [make_reading(66, copy=2)], {})
    with pytest.raises(ValueError, match="another volume"):
        held.keep_acts(volume, [make_reading(66, copy=2)], {})
    assert list(held.acts()) == []


def test_the_second_original_joins_the_acts_of_the_first(
    held: Catalogue,
    volume: VolumeReference,
    make_reading: MakeReading,
    make_page: Callable[..., VolumePage],
) -> None:
    court = VolumeReference(volume.register, 2)
    held.take_in(court, [make_page(1, scan="c")], source="delivery-2")
    held.keep_acts(volume, [make_reading(66, 1, sex="M"), make_reading(67, 2, sex="F")], {})
    joined = [make_reading(66, 1, copy=2, sex="M"), make_reading(67, 2, copy=2, sex="M")]
    assert held.keep_acts(court, joined, {}) == KeptActs(0, 2, 0, 0)
    same, other = held.acts()
    assert (same.state, same.findings) == (ActState.ACCEPTED, ())
    assert other.state is ActState.TO_REVIEW
    assert other.findings == (Finding("copies_disagree", {"copy": 2}, field="sex"),)
    assert other.reading.copy == 1


def test_a_confirmed_act_is_a_persons_word(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66, given_name_fr="ldder", sex="M")], {})
    act = held.act(f"{volume.register}/66")
    assert act is not None
    verified = held.verify(act.act_id, {"given_name_fr": "Idder"}, "amina", act.version)
    assert verified == held.act(act.act_id)
    assert verified.state is ActState.VERIFIED
    assert verified.decided == {"act_number": "66", "given_name_fr": "Idder", "sex": "M"}
    last = held.history(act.act_id)[-1]
    assert (last.kind, last.actor) == ("verified", "amina")


def test_a_corrected_number_moves_the_reference_and_keeps_the_id(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66, 1, page=1), make_reading(68, 2, page=2)], {})
    act = held.act(f"{volume.register}/66")
    assert act is not None
    with pytest.raises(NumberTaken) as caught:
        held.verify(act.act_id, {"act_number": "68"}, "amina", 1)
    assert held.act(caught.value.holder) == held.act(f"{volume.register}/68")
    held.verify(act.act_id, {"act_number": "67"}, "amina", 1)
    moved = held.act(f"{volume.register}/67")
    assert moved is not None
    assert moved.act_id == act.act_id
    assert held.act(f"{volume.register}/66") is None


def test_decisions_that_cannot_stand_change_nothing(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(None)], {})
    (act,) = held.acts()
    for decisions in ({"sex": "X", "act_number": "66"}, {}, {"soul": "x"}):
        with pytest.raises(DecisionInvalid):
            held.verify(act.act_id, decisions, "amina", 1)
    with pytest.raises(ActUnknown):
        held.verify("nobody", {}, "amina", 1)
    with pytest.raises(ActChanged) as caught:
        held.verify(act.act_id, {"act_number": "66"}, "amina", 0)
    assert caught.value.version == 1
    assert list(held.acts()) == [act]


def test_acts_come_by_number_in_pages_of_any_size(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    numbers = [10, 9, None, "9bis", 100]
    held.keep_acts(volume, [make_reading(n, at) for at, n in enumerate(numbers, 1)], {})
    acts = list(held.acts())
    assert [str(act.number) for act in acts] == ["9", "9bis", "10", "100", "None"]
    for size in (1, 2, 5, 9):
        paged, after = [], None
        while page := list(held.acts(volume.register, after=after, limit=size)):
            paged += page
            after = page[-1].act_id
        assert paged == acts
    assert list(held.acts(limit=0)) == []
    assert list(held.acts(VolumeReference.parse("08.201.11.07/birth/1934").register)) == []
    with pytest.raises(ActUnknown):
        held.acts(after="nobody")


def test_more_acts_than_one_fetch_all_come(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(n, n) for n in range(1, 1102)], {})
    assert [str(act.number) for act in held.acts()] == [str(n) for n in range(1, 1102)]
    assert len(list(held.acts(limit=1001))) == 1001

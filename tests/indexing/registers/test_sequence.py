import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.register import ActNumber
from indexing.registers.sequence import NumberReading, read_digits, read_number, settle_numbers


def settle(*texts: str, confidence: float = 0.9):
    return settle_numbers([NumberReading(text, confidence) for text in texts])


def numbers(*texts: str) -> list[str]:
    return [str(one.number) for one in settle(*texts)]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        *(("66", "66"), ("lO5", "105"), ("19V9", "1979"), ("٦٦", "66")),
        *(("66/1941", "66"), ("n", ""), ("1 204", "1204")),
    ],
)
def test_letters_that_look_like_figures_count_as_them(text, digits):
    assert read_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("66", ActNumber(66)),
        ("66 bis", ActNumber(66, "bis")),
        ("66bis", ActNumber(66, "bis")),
        ("66 BIS.", ActNumber(66, "bis")),
        ("66 b1s", ActNumber(66, "bis")),
        ("66 مكرر", ActNumber(66, "bis")),
        ("٦٦ مكرر", ActNumber(66, "bis")),
        ("66 ter", ActNumber(66, "ter")),
        ("66 bis/1941", ActNumber(66, "bis")),
        ("", None),
        ("0", None),
    ],
)
def test_a_number_is_read_with_the_mark_of_an_inserted_act(text, number):
    assert read_number(text) == number


def test_in_a_line_of_arabic_other_figures_look_like_latin_letters():
    told = ("11A", "119", "1111", "1", "117", "7171", "175", "116", "11771", "731711")
    read = [NumberReading(text, 0.6, script="ar") for text in told]
    assert [one.number for one in settle_numbers(read)] == [ActNumber(118 + n) for n in range(10)]
    (alone,) = settle_numbers([NumberReading("11A", 0.6)])
    assert alone.number == ActNumber(114)


@given(st.integers(1, 9000), st.integers(5, 40), st.data())
def test_a_run_is_found_through_a_minority_of_misread_figures(first, length, data):
    run = [str(first + step) for step in range(length)]
    wrong = data.draw(st.sets(st.integers(0, length - 1), max_size=length // 5))
    read = list(run)
    for at in wrong:
        figure = data.draw(st.integers(0, len(run[at]) - 1))
        read[at] = (
            run[at][:figure] + data.draw(st.sampled_from("0123456789x")) + run[at][figure + 1 :]
        )
    # The first and the last are told from one side alone: a misread one there may stay as read.
    assert numbers(*read)[1:-1] == run[1:-1] or {0, length - 1} & wrong


@given(st.integers(2, 9000), st.integers(2, 12), st.integers(2, 12))
def test_an_inserted_act_moves_no_other(first, before, after):
    run = [str(first + step) for step in range(before + after)]
    read = [*run[:before], f"{run[before - 1]} bis", *run[before:]]
    assert numbers(*read) == [*run[:before], f"{run[before - 1]}bis", *run[before:]]


def test_bis_and_ter_follow_one_another():
    assert numbers("65", "66", "66 bis", "66 ter", "67") == ["65", "66", "66bis", "66ter", "67"]
    sure = settle("65", "66", "66 bis", "67", "68")
    assert not any(one.inferred for one in sure)
    assert min(one.confidence for one in sure) > 0.9


def test_a_number_lost_beside_an_inserted_act_is_told_by_its_neighbours():
    assert numbers("64", "", "65 bis", "66", "67") == ["64", "65", "65bis", "66", "67"]
    assert numbers("64", "65", "65 bis", "", "67") == ["64", "65", "65bis", "66", "67"]


def test_an_inserted_act_whose_own_number_is_not_there_stays_as_read():
    assert numbers("65", "66 bis", "67") == ["65", "66bis", "67"]
    assert not settle("65", "66 bis", "67")[1].inferred


def test_both_scripts_readings_of_a_number_are_weighed():
    """Confident misreadings on one side are overruled by a run read on the other."""
    latin, arabic = ("{06", "7", "8", "109"), ("106", "107", "108", "109")
    readings = [
        NumberReading(first, 0.95, (NumberReading(second, 0.7),))
        for first, second in zip(latin, arabic, strict=True)
    ]
    settled = settle_numbers(readings)
    assert [str(one.number) for one in settled] == list(arabic)
    assert not any(one.inferred for one in settled)
    assert ActNumber(7) in settled[1].candidates


def test_a_figure_that_looks_like_none_is_told_by_the_run():
    assert numbers("LC5", "LC6", "207", "208") == ["205", "206", "207", "208"]
    assert settle("LC5", "LC6", "207", "208")[0].inferred
    assert numbers("W7") == ["None"]
    assert numbers("يل 221", "يل 222") == ["221", "222"]


def test_two_readings_at_odds_in_an_act_alone_leave_it_in_doubt():
    (alone,) = settle_numbers([NumberReading("7", 0.95, (NumberReading("107", 0.7),))])
    assert alone.confidence <= 0.6
    assert ActNumber(107) in alone.candidates


def test_a_misread_figure_is_no_inserted_act():
    assert numbers("64", "65", "66", "6bis", "68", "69")[3] == "67"


def test_a_number_that_was_not_read_is_told_by_its_neighbours_and_says_so():
    one = settle("11", "12", "", "14", "15")[2]
    assert (one.number, one.inferred) == (ActNumber(13), True)
    assert one.confidence < 0.9


def test_a_corrected_number_keeps_what_was_read_as_a_candidate():
    one = settle("11", "12", "18", "14", "15")[2]
    assert one.inferred
    assert one.candidates == (ActNumber(13), ActNumber(18))


def test_a_gap_in_the_run_stays_a_gap():
    assert numbers("11", "12", "13", "16", "17", "18") == ["11", "12", "13", "16", "17", "18"]


def test_a_jump_stays_a_jump():
    assert numbers("11", "12", "13", "240", "241", "242") == ["11", "12", "13", "240", "241", "242"]


def test_a_number_against_all_its_neighbours_is_told_by_them():
    assert numbers("11", "12", "240", "14", "15") == ["11", "12", "13", "14", "15"]


def test_numbers_that_nothing_tells_stay_unknown():
    assert settle() == []
    assert [(one.number, one.confidence) for one in settle("", "x")] == [(None, 0.0)] * 2


def test_an_act_alone_is_as_sure_as_its_reading_never_more():
    assert settle("7", confidence=0.9)[0].confidence < 0.95
    assert settle("7", confidence=0.2)[0].confidence < settle("7", confidence=0.9)[0].confidence


def test_neighbours_in_line_make_a_number_surer():
    alone = settle("7", confidence=0.7)[0].confidence
    assert settle("6", "7", "8", confidence=0.7)[1].confidence > alone


def test_two_numbers_that_cannot_both_stand_leave_one_in_doubt():
    first, second = settle("7", "900")
    assert (first.number, second.number) == (ActNumber(7), ActNumber(8))
    assert second.confidence < 0.5
    assert ActNumber(900) in second.candidates

import pytest

from archive import numbers_ar, numbers_fr
from indexing.decoding.dates import decode_time
from indexing.decoding.times import TimeCandidate


@pytest.mark.parametrize("hour", range(1, 24))
def test_an_hour_in_words_is_on_twenty_four_hours(hour):
    expected = TimeCandidate(f"{hour:02}:00", 1.0)
    assert decode_time(numbers_ar.spell(hour), "ar")[0] == expected
    assert decode_time(numbers_fr.spell(hour), "fr")[0] == expected
    assert decode_time(f"{numbers_fr.spell(hour)} heures", "fr")[0] == expected


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("minute", [1, 7, 15, 30, 42, 59])
def test_hours_and_minutes_in_words(hour, minute):
    expected = f"{hour:02}:{minute:02}"
    french = f"{numbers_fr.spell(hour) if hour else 'zéro'} heures {numbers_fr.spell(minute)}"
    assert decode_time(french, "fr")[0].time == expected
    said = numbers_ar.spell(hour) if hour else "منتصف الليل"
    assert decode_time(f"{said} والدقيقة {numbers_ar.spell(minute)}", "ar")[0].time == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("السابعة صباحا", "07:00"),
        ("على الساعة الخامسة مساء", "17:00"),
        ("الخامسة مساء والدقيقة عشرين", "17:20"),
        ("الثالثة والنصف بعد الزوال", "15:30"),
        ("الثامنة إلا ربعا", "07:45"),
        ("الحادية عشرة ليلا", "23:00"),
        ("الثانية عشرة زوالا", "12:00"),
        ("الثانية ليلا", "02:00"),
        ("منتصف الليل", "00:00"),
        ("اثني عشر", "12:00"),
        ("ثلا نة وعسرين", "23:00"),
        ("٢٠", "20:00"),
    ],
)
def test_arabic_wordings(raw, expected):
    assert decode_time(raw, "ar")[0].time == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("onze heures trente", "11:30"),
        ("onze heures et demie du soir", "23:30"),
        ("cinq heures du matin", "05:00"),
        ("dix heures moins le quart", "09:45"),
        ("vingt et une heures", "21:00"),
        ("minuit", "00:00"),
        ("midi", "12:00"),
        ("23h15", "23:15"),
        ("8 heures", "08:00"),
        ("11:05", "11:05"),
        ("dix-hult hcures", "18:00"),
        ("scize", "16:00"),
    ],
)
def test_french_wordings(raw, expected):
    assert decode_time(raw, "fr")[0].time == expected


def test_misread_wordings_are_less_sure():
    assert decode_time("seize", "fr")[0].score == 1.0
    assert 0.3 < decode_time("scize", "fr")[0].score < 0.9


@pytest.mark.parametrize("raw", ["", "فلاح", "الدار البيضاء", "25", "99:99"])
def test_what_is_no_time_is_never_sure(raw):
    assert all(one.score < 0.3 for one in decode_time(raw, "ar"))


def test_an_hour_may_have_lost_its_evening_or_its_half():
    told = [candidate.time for candidate in decode_time("trois heures du", "fr")]
    assert {"03:00", "15:00", "03:30"} <= set(told)
    assert next(c.time for c in decode_time("onze heures", "fr")) == "11:00"
    assert "11:30" in {c.time for c in decode_time("onze heures", "fr")}
    assert "16:30" in {c.time for c in decode_time("quatre heures et demie", "fr")}


def test_candidates_of_a_time_are_five_and_fall_in_score():
    found = decode_time("trois heures", "fr")
    assert len({c.time for c in found}) == len(found) <= 5
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    ("raw", "time"), [(":17h. 30", "17:30"), ("17. h 45", "17:45"), ("7 h 15.", "07:15")]
)
def test_points_beside_the_figures_of_a_clock_say_nothing(raw, time):
    assert decode_time(raw, "fr")[0].time == time

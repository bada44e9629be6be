"""A mention that stands in both scripts is one mention."""

from dataclasses import replace

from archive.box import Box
from archive.mention import Mention, MentionType
from indexing.mentions.told_once import told_once

DEATH, MARRIAGE, ERROR = MentionType.DEATH, MentionType.MARRIAGE, MentionType.MATERIAL_ERROR


def french(kind: MentionType, date: str | None, sure: float = 0.9, **told: str) -> Mention:
    return Mention(kind, date, text_fr="…", confidence=sure, **told)


def arabic(kind: MentionType, date: str | None, sure: float = 0.8, **told: str) -> Mention:
    return Mention(kind, date, text_ar="…", confidence=sure, **told)


def kinds(*mentions: Mention) -> list[tuple[MentionType, str | None]]:
    return [(one.type, one.date) for one in told_once(mentions)]


def test_the_same_mention_in_both_scripts_is_one_with_both_texts():
    (one,) = told_once([french(DEATH, "1990-03-04"), arabic(DEATH, "1990-03-04", place="وجدة")])
    assert (one.text_fr, one.text_ar, one.place, one.confidence) == ("…", "…", "وجدة", 0.9)


def test_one_date_in_both_scripts_is_one_mention_of_the_surer_type():
    assert kinds(french(ERROR, "1990-03-04"), arabic(DEATH, "1990-03-04")) == [
        (ERROR, "1990-03-04")
    ]


def test_one_type_in_both_scripts_is_one_mention_of_the_surer_date():
    told = kinds(french(DEATH, "1990-03-04", 0.5), arabic(DEATH, "1990-03-24", 0.9))
    assert told == [(DEATH, "1990-03-24")]


def test_a_whole_date_says_more_than_a_year():
    assert kinds(french(DEATH, "1990"), arabic(DEATH, "1990-03-24", 0.3)) == [(DEATH, "1990-03-24")]


def test_two_mentions_of_one_script_stay_two():
    first, second = french(MARRIAGE, "1980-01-02"), french(MARRIAGE, "1985-01-02")
    assert kinds(first, second) == [(MARRIAGE, "1980-01-02"), (MARRIAGE, "1985-01-02")]
    assert kinds(first, french(DEATH, "1980-01-02")) == [
        (MARRIAGE, "1980-01-02"), (DEATH, "1980-01-02")
    ]  # fmt: skip


def test_two_of_a_type_in_each_script_are_told_apart_by_their_dates():
    told = kinds(
        french(MARRIAGE, "1980-01-02"), french(MARRIAGE, "1985-01-02"),
        arabic(MARRIAGE, "1985-01-02"), arabic(MARRIAGE, "1980-01-02"),
    )  # fmt: skip
    assert told == [(MARRIAGE, "1980-01-02"), (MARRIAGE, "1985-01-02")]


def test_a_mention_torn_in_two_that_say_the_same_is_one():
    assert kinds(arabic(DEATH, "1990-03-04"), arabic(DEATH, "1990-03-04")) == [
        (DEATH, "1990-03-04")
    ]


def test_a_mention_of_both_scripts_stands_where_both_do():
    one = replace(french(DEATH, "1990-03-04"), page="1", box=Box(10, 10, 50, 20))
    other = replace(arabic(DEATH, "1990-03-04"), page="1", box=Box(70, 15, 40, 30))
    (joined,) = told_once([one, other])
    assert joined.box == Box(10, 10, 100, 35)
    (apart,) = told_once([one, replace(other, page="2")])
    assert (apart.page, apart.box) == ("1", Box(10, 10, 50, 20))

"""What an act says of its person beyond its text: the death that its margin tells."""

import pytest

from archive.act import Act, ActReading, ActState
from archive.export import act_to_json
from archive.mention import Mention, MentionType
from archive.register import ActNumber, RegisterReference

DEATH = Mention(MentionType.DEATH, "1990-03-04", text_fr="Décédé", confidence=0.9)
MARRIAGE = Mention(MentionType.MARRIAGE, "1955-03-04", text_fr="Marié", confidence=0.9)


@pytest.fixture
def act_with():
    def act(*mentions: Mention, register: str = "08.201.11.07/birth/1933/1") -> Act:
        volume, number = RegisterReference.parse(register), ActNumber(66)
        reading = ActReading(volume, 1, number, 3, "fr_prose_birth", {}, (("0001.jpg", None),))
        return Act("a1", volume, number, ActState.ACCEPTED, reading, {}, mentions)

    return act


def test_a_birth_act_whose_margin_tells_the_death_says_so(act_with):
    act = act_with(MARRIAGE, DEATH)
    assert act.death == DEATH
    assert act_to_json(act)["death"]["date"] == "1990-03-04"


def test_without_such_a_mention_nothing_is_said(act_with):
    assert act_with(MARRIAGE).death is None
    assert act_to_json(act_with())["death"] is None


def test_a_death_told_in_both_languages_is_the_surer_mention(act_with):
    doubtful = Mention(MentionType.DEATH, None, text_ar="توفي", confidence=0.2)
    assert act_with(doubtful, DEATH).death == DEATH


def test_a_death_act_needs_no_mention_of_it(act_with):
    assert act_with(DEATH, register="08.201.11.07/death/1990/1").death is None

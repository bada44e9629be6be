import json
from pathlib import Path

import pytest

import archive.issuing.mentions_shown as table
from archive.issuing.mentions_shown import rules, shown
from archive.issuing.paper import PaperKind
from archive.mention import Mention, MentionType
from archive.register import Kind

ACTS = (Kind.BIRTH, Kind.DEATH)
EVERY = tuple(Mention(kind, "1965-04-02") for kind in MentionType)

each_paper = pytest.mark.parametrize("paper", PaperKind)
each_act = pytest.mark.parametrize("act", ACTS)


@each_paper
@each_act
def test_each_type_of_mention_has_one_rule_and_its_reason(paper: PaperKind, act: Kind) -> None:
    written = json.loads(Path(table.__file__).with_suffix(".json").read_text("utf-8"))
    entries = written[paper.value][act.value]
    named = [name for entry in entries for name in entry["types"]]
    assert sorted(named) == sorted(kind.value for kind in MentionType)
    assert all(len(rule.reason) > 20 for rule in rules(paper, act).values())


def test_an_extract_of_a_birth_carries_the_death_mention_alone() -> None:
    (one,) = shown(EVERY, PaperKind.EXTRACT, Kind.BIRTH)
    assert one.type is MentionType.DEATH


def test_an_extract_of_a_death_carries_no_mention() -> None:
    assert shown(EVERY, PaperKind.EXTRACT, Kind.DEATH) == ()


@each_act
def test_a_full_copy_carries_every_mention_in_the_order_of_the_margin(act: Kind) -> None:
    turned = EVERY[::-1]
    assert shown(turned, PaperKind.FULL_COPY, act) == turned


def test_the_form_for_abroad_shows_events_that_have_a_symbol() -> None:
    for kind, rule in rules(PaperKind.MULTILINGUAL, Kind.BIRTH).items():
        assert rule.shown == bool(rule.symbol), kind
    symbols = {rule.symbol for rule in rules(PaperKind.MULTILINGUAL, Kind.BIRTH).values()}
    assert symbols - {""} == {"Mar", "Div", "D"}
    assert shown(EVERY, PaperKind.MULTILINGUAL, Kind.DEATH) == ()


@each_paper
@each_act
def test_only_the_form_for_abroad_writes_symbols(paper: PaperKind, act: Kind) -> None:
    coded = any(rule.symbol for rule in rules(paper, act).values())
    assert coded == (paper is PaperKind.MULTILINGUAL and act is Kind.BIRTH)


@each_paper
@each_act
def test_no_correction_stands_beside_the_value_it_corrected(paper: PaperKind, act: Kind) -> None:
    """Extracts say what holds today; a full copy, the act's own text and its margin."""
    correction = rules(paper, act)[MentionType.RECTIFICATION]
    assert correction.shown == (paper is PaperKind.FULL_COPY)

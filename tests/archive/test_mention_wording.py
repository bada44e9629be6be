import re
from pathlib import Path

import pytest

from archive.act import FIELD_NAMES
from archive.legal_ground import GroundKind
from archive.mention import MentionType
from archive.mention_wording import (
    Wording,
    changed_fields,
    grounds,
    group_names,
    withdrawal_grounds,
    wordings,
)
from archive.register import Kind

EVERY = list(wordings().values())


def test_every_type_of_mention_has_a_wording() -> None:
    assert {wording.type for wording in EVERY} == set(MentionType)


def test_every_ground_is_cited_and_lawful_for_something() -> None:
    lawful = {ground for wording in EVERY for ground in wording.grounds}
    assert grounds().keys() == set(GroundKind)
    assert lawful | set(withdrawal_grounds()) == set(GroundKind)


def test_an_error_of_the_record_only_withdraws() -> None:
    assert GroundKind.RECORD_ERROR in withdrawal_grounds()
    assert not any(GroundKind.RECORD_ERROR in wording.grounds for wording in EVERY)


@pytest.mark.parametrize(
    ("key", "ground"),
    [
        ("latin_corrected", GroundKind.AUTHORITY_DECISION),
        ("material_error", GroundKind.PROSECUTOR),
        ("rectification", GroundKind.JUDGMENT),
        ("family_name_change", GroundKind.DECREE),
    ],
)
def test_each_way_of_correcting_has_the_one_ground_of_the_law(key: str, ground: GroundKind) -> None:
    """Law 37-99, arts 35 and 36."""
    assert wordings()[key].grounds == (ground,)


@pytest.mark.parametrize("wording", EVERY, ids=lambda wording: wording.key)
def test_both_templates_name_the_blanks_of_the_wording_and_its_ground(wording: Wording) -> None:
    known = {blank.name for blank in wording.blanks} | {"ground"}
    if wording.changes:
        known |= {"field", "the_field", "of_field", "new", "old", "new_fr", "old_fr"}
    for template in wording.templates.values():
        named = set(re.findall(r"\{(\w+)\}", template))
        assert "ground" in named
        assert named <= known
        assert {blank.name for blank in wording.blanks} <= named
        assert bool(named & {"new", "new_fr"}) == bool(wording.changes)


def test_fields_that_change_are_fields_of_an_act_and_never_its_number_or_year() -> None:
    fields = [name for field in changed_fields().values() for name in field.fields]
    assert len(fields) == len(set(fields))
    assert set(FIELD_NAMES) - set(fields) == {"act_number", "year"}


def test_everything_is_named_in_both_languages() -> None:
    named = [wording.names for wording in EVERY]
    named += [ground.names for ground in grounds().values()]
    named += [field.names for field in changed_fields().values()]
    named += list(group_names().values())
    for names in named:
        assert re.search("[\u0621-\u064a]", names["ar"]), names
        assert re.search("[a-z]", names["fr"]) and not re.search("[\u0621-\u064a]", names["fr"])


def test_what_befalls_a_life_is_entered_beside_births_alone() -> None:
    beside_deaths = {wording.type for wording in EVERY if Kind.DEATH in wording.kinds}
    assert MentionType.DEATH not in beside_deaths
    assert MentionType.MARRIAGE not in beside_deaths
    assert MentionType.RECTIFICATION in beside_deaths


def test_the_table_of_the_document_is_the_data() -> None:
    told = (Path(__file__).parents[2] / "docs/mentions.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| ([\w, ]+) \| ([`\w, ]+) \| (.+) \|$", told, re.M)
    assert [row[0] for row in rows] == list(wordings())
    for key, kind, beside, lawful, changes in rows:
        wording = wordings()[key]
        assert kind == wording.type.value
        assert beside.split(", ") == sorted(one.value for one in wording.kinds)
        assert re.findall(r"`(\w+)`", lawful) == [ground.value for ground in wording.grounds]
        assert (changes == "—") == (not wording.changes)

"""From what an officer fills in to the mention that is proposed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from archive.act import Act, ActReading
from archive.errors import MentionInvalid
from archive.history import History, Read, Verified, confirmed_values
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.margin import Change, MentionEntered
from archive.mention_drafting import Draft, proposed, sketched
from archive.register import VolumeReference

MakeReading = Callable[..., ActReading]

TODAY = date(2026, 11, 23)
PAPER = (SupportingDocument("ab" * 32, "application/pdf"),)
COURT = ("المحكمة الابتدائية بتازة", "le tribunal de première instance de Taza")
JUDGMENT = LegalGround(GroundKind.JUDGMENT, "45", "1990-06-01", None, *COURT)
MARRIAGE = Draft(
    "marriage",
    LegalGround(GroundKind.MARRIAGE_ACT, "312", "1965-03-04"),
    {"party_ar": "إيطو أوعلي", "party_fr": "Itto Ouali"},
    documents=PAPER,
)
RENAMED = Draft(
    "rectification",
    JUDGMENT,
    field="family_name",
    new={"family_name_ar": "أوعلا", "family_name_fr": "Oualla"},
    documents=PAPER,
)


@pytest.fixture
def verified(volume: VolumeReference, make_reading: MakeReading) -> Act:
    """A verified act of a man, without a mention."""
    reading = make_reading(66, sex="M", family_name_ar="أوعلي", family_name_fr="Ouali")
    read = History("a1", volume.register).after(Read(reading, reading.number))
    act = read.act()
    assert act.number is not None
    return read.after(Verified({}, confirmed_values(act, {}), (), act.number)).act()


def test_a_draft_becomes_a_mention_with_what_it_changes(verified: Act) -> None:
    asked = proposed(verified, RENAMED, "p1", TODAY)
    entered = asked.amendment
    assert isinstance(entered, MentionEntered)
    assert (asked.act_version, asked.wording, asked.typed) == (2, "rectification", False)
    assert entered.changes == (
        Change("family_name_ar", "أوعلي", "أوعلا"),
        Change("family_name_fr", "Ouali", "Oualla"),
    )
    assert (entered.mention.date, entered.mention.court) == ("1990-06-01", COURT[0])


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (replace(MARRIAGE, documents=()), {"document": "blank_missing"}),
        (replace(MARRIAGE, wording="baptism"), {"wording": "wording_unknown"}),
        (replace(RENAMED, field="act_number", new={}), {"field": "blank_missing"}),
        (replace(RENAMED, field="sex", new={"sex": "X"}), {"sex": "sex_invalid"}),
        (replace(RENAMED, new={"family_name_fr": "Ouali"}), {"family_name_fr": "nothing_changes"}),
        (replace(RENAMED, new={"sex": "F"}), {"sex": "field_unknown"}),
        (
            replace(MARRIAGE, ground=replace(MARRIAGE.ground, date="2099-01-01")),
            {"ground_date": "date_ahead"},
        ),
        (
            replace(MARRIAGE, ground=replace(MARRIAGE.ground, date="1932")),
            {"ground_date": "date_before_act"},
        ),
        (replace(MARRIAGE, typed_fr="x" * 1001), {"typed_fr": "too_long"}),
        (
            Draft("", LegalGround(GroundKind.RECORD_ERROR), reason="why"),
            {"replaces": "blank_missing"},
        ),
        (
            Draft("", LegalGround(GroundKind.DECREE, "1", "1990"), documents=PAPER),
            {"replaces": "blank_missing", "ground": "ground_unlawful"},
        ),
    ],
)
def test_a_draft_names_what_is_missing_or_wrong(
    verified: Act, draft: Draft, expected: dict[str, str]
) -> None:
    with pytest.raises(MentionInvalid) as told:
        proposed(verified, draft, "p1", TODAY)
    assert {name: fault.code for name, fault in told.value.problems.items()} == expected


def test_a_draft_is_sketched_as_far_as_it_goes(verified: Act) -> None:
    """What is wrong counts as missing."""
    wrong = replace(RENAMED.ground, reference="4\u202e5", date="1990-02-31")
    texts = sketched(verified, replace(RENAMED, ground=wrong, new={"family_name_fr": "Oualla"}))
    assert "qui devient Oualla au lieu de Ouali en vertu du jugement n° … rendu" in texts.fr
    assert texts.fr.endswith("en date du …")
    sexes = replace(RENAMED, field="sex", new={"sex": "X"})
    assert "du sexe qui devient …" in sketched(verified, sexes).fr

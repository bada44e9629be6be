"""Mentions and corrections in the record: proposed by one person, approved by another."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.catalogue_proposals import Ruling
from archive.duplicate import Pair
from archive.errors import (
    ActChanged,
    ActUnknown,
    MentionRefused,
    ProposalChanged,
    ProposalSettled,
    ProposalUnknown,
    ReopenRefused,
)
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.mention import Mention, MentionType
from archive.mention_drafting import Draft
from archive.proposal import Intent, Proposal, ProposalState, proposal_of
from archive.register import VolumeReference

MakeReading = Callable[..., ActReading]

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
DEATH = Draft(
    "death",
    LegalGround(GroundKind.DEATH_ACT, "17", "2003-05-06"),
    {"date": "2003-05-04", "place_ar": "تازة", "place_fr": "Taza"},
    documents=PAPER,
)


@pytest.fixture
def verified(held: Catalogue, volume: VolumeReference, make_reading: MakeReading) -> Act:
    """A verified act of a man, with one mention read in its margin."""
    reading = make_reading(66, sex="M", family_name_ar="أوعلي", family_name_fr="Ouali")
    mention = Mention(MentionType.DIVORCE, "1970-03-04", text_ar="طلاق", confidence=0.9)
    reading = replace(reading, mentions=(mention,))
    held.keep_acts(volume, [reading, make_reading(67, 2, page=2)], {})
    return verify(held, next(iter(held.acts())))


def verify(catalogue: Catalogue, act: Act) -> Act:
    return catalogue.verify(act.act_id, {}, "amina", act.version)


def now(catalogue: Catalogue, act: Act) -> Act:
    found = catalogue.act(act.act_id)
    assert found is not None
    return found


def propose(catalogue: Catalogue, act: Act, draft: Draft, actor: str = "amina") -> Proposal:
    return catalogue.propose(act.act_id, draft, actor, now(catalogue, act).version)


def ruling(
    catalogue: Catalogue, proposal: Proposal, actor: str = "brahim", why: str = ""
) -> Ruling:
    act = catalogue.act(proposal.asked.act_id)
    assert act is not None
    return Ruling(proposal.id, actor, proposal.version, act.version, why)


def enter(catalogue: Catalogue, act: Act, draft: Draft) -> Act:
    """Proposed by one, approved by another."""
    return catalogue.approve(ruling(catalogue, propose(catalogue, act, draft)))


def test_a_proposal_changes_nothing_until_a_second_person_approves(
    held: Catalogue, verified: Act
) -> None:
    proposal = propose(held, verified, MARRIAGE)
    assert (proposal.state, proposal.intent) == (ProposalState.OPEN, Intent.ENTER)
    assert now(held, verified) == verified
    act = held.approve(ruling(held, proposal))
    assert [mention.type.value for mention in act.mentions] == ["divorce", "marriage"]
    assert act.mentions[1].date == "1965-03-04"
    assert act.margin[1].id == proposal.id
    assert now(held, verified) == act
    event = held.history(act.act_id)[-1]
    assert (event.kind, event.actor) == ("mentionentered", "brahim")
    assert held.check_audit() is None


def test_nobody_approves_or_refuses_what_is_their_own(held: Catalogue, verified: Act) -> None:
    proposal = propose(held, verified, MARRIAGE)
    for end in (held.approve, held.refuse):
        with pytest.raises(MentionRefused) as told:
            end(ruling(held, proposal, "amina", "mine"))
        assert told.value.code == "proposal_own"
    assert now(held, verified) == verified


def test_approving_again_enters_nothing_twice(held: Catalogue, verified: Act) -> None:
    proposal = propose(held, verified, MARRIAGE)
    seen = ruling(held, proposal)
    assert held.approve(seen) == held.approve(seen)
    assert len(now(held, verified).margin) == 2
    with pytest.raises(ProposalSettled):
        held.approve(replace(seen, actor="zahra"))


def test_a_form_sent_twice_proposes_once(held: Catalogue, verified: Act) -> None:
    sent = [
        held.propose(verified.act_id, MARRIAGE, "amina", verified.version, "form-1")
        for _ in range(2)
    ]
    assert sent[0] == sent[1]
    assert held.count_proposals() == 1
    with pytest.raises(ProposalSettled):
        held.propose(verified.act_id, MARRIAGE, "brahim", verified.version, "form-1")


def test_a_correction_leaves_the_text_of_the_act_and_changes_its_value_of_today(
    held: Catalogue, verified: Act
) -> None:
    act = enter(held, verified, RENAMED)
    assert act.fields == verified.fields
    assert act.current["family_name_ar"] == "أوعلا"
    assert act.current["family_name_fr"] == "Oualla"
    mention = act.mentions[-1]
    assert (mention.changed, mention.old, mention.new) == ("family_name", "أوعلي", "أوعلا")
    assert "Oualla au lieu de Ouali" in (mention.text_fr or "")


def test_a_mention_replaces_the_read_one_and_both_stay_in_the_history(
    held: Catalogue, verified: Act
) -> None:
    wrong = verified.margin[0]
    act = enter(held, verified, replace(MARRIAGE, replaces=wrong.id, reason="misread"))
    assert [mention.type.value for mention in act.mentions] == ["marriage"]
    assert [entry.mention for entry in act.superseded] == [wrong.mention]
    assert act.superseded[0].replaced_by == act.margin[1].id
    with pytest.raises(MentionRefused) as told:
        propose(held, act, replace(MARRIAGE, replaces=wrong.id, reason="again"))
    assert told.value.code == "mention_not_in_force"


def test_two_proposals_never_replace_the_same_mention(held: Catalogue, verified: Act) -> None:
    wrong = replace(MARRIAGE, replaces=verified.margin[0].id, reason="misread")
    first, second = propose(held, verified, wrong), propose(held, verified, wrong)
    held.approve(ruling(held, first))
    with pytest.raises(MentionRefused) as told:
        held.approve(ruling(held, second))
    assert told.value.code == "mention_not_in_force"
    assert len(now(held, verified).mentions) == 1


def test_a_mention_entered_in_error_is_withdrawn_and_what_it_changed_is_undone(
    held: Catalogue, verified: Act
) -> None:
    act = enter(held, verified, RENAMED)
    error = LegalGround(GroundKind.RECORD_ERROR)
    undo = Draft("", error, replaces=act.margin[-1].id, reason="another person's judgment")
    proposal = propose(held, act, undo)
    assert proposal.intent is Intent.WITHDRAW
    act = held.approve(ruling(held, proposal))
    assert act.current == verified.current
    assert [mention.type.value for mention in act.mentions] == ["divorce"]
    assert len(act.margin) == 2
    assert held.history(act.act_id)[-1].kind == "mentionwithdrawn"


def test_a_value_that_changed_since_is_not_changed_over_it(held: Catalogue, verified: Act) -> None:
    other = replace(RENAMED, new={"family_name_fr": "Oualy"})
    first, second = propose(held, verified, RENAMED), propose(held, verified, other)
    held.approve(ruling(held, first))
    with pytest.raises(MentionRefused) as told:
        held.approve(ruling(held, second))
    assert told.value.code == "mention_value_moved"


def test_a_mention_of_death_is_the_death_of_the_act(held: Catalogue, verified: Act) -> None:
    act = enter(held, verified, DEATH)
    assert act.death is not None and act.death.date == "2003-05-04"


def test_an_act_that_nobody_verified_takes_no_mention(held: Catalogue, verified: Act) -> None:
    _, other = held.acts()
    with pytest.raises(MentionRefused) as told:
        propose(held, other, MARRIAGE)
    assert told.value.code == "mention_before_verifying"


def test_a_second_copy_takes_no_mention(held: Catalogue, verified: Act) -> None:
    other = verify(held, list(held.acts())[1])
    proposal = propose(held, verified, MARRIAGE)
    pair = Pair.of(verified.act_id, other.act_id)
    held.keep_compared([Compared(pair, ("same_person",), {a: {"n": 1} for a in pair.acts})])
    held.join(Decision(pair.name, "same", "amina", 1, {}), stands=other.act_id)
    with pytest.raises(MentionRefused) as told:
        held.approve(ruling(held, proposal))
    assert told.value.code == "mention_on_second_copy"


def test_mentions_entered_survive_a_new_reading_and_a_new_verifying(
    held: Catalogue, verified: Act, volume: VolumeReference, make_reading: MakeReading
) -> None:
    act = enter(held, verified, RENAMED)
    act = enter(held, act, replace(MARRIAGE, replaces=act.margin[0].id, reason="misread"))
    read_again = make_reading(66, sex="F", family_name_ar="أوعلى", engine="reader 2")
    held.keep_acts(volume, [read_again, make_reading(67, 2, page=2)], {})
    again = verify(held, now(held, verified))
    assert again.margin == act.margin
    assert again.mentions == act.mentions
    assert again.current == act.current


def test_who_approves_has_seen_the_act_as_it_is(held: Catalogue, verified: Act) -> None:
    proposal = propose(held, verified, MARRIAGE)
    seen = ruling(held, proposal)
    verify(held, now(held, verified))
    with pytest.raises(ActChanged):
        held.approve(seen)
    assert held.approve(ruling(held, proposal)).mentions[-1].type is MentionType.MARRIAGE


def test_who_proposes_has_seen_the_act_as_it_is(held: Catalogue, verified: Act) -> None:
    with pytest.raises(ActChanged):
        held.propose(verified.act_id, MARRIAGE, "amina", verified.version - 1)
    with pytest.raises(ActUnknown):
        held.propose("none", MARRIAGE, "amina", 1)


def test_a_second_person_refuses_with_a_reason(held: Catalogue, verified: Act) -> None:
    proposal = propose(held, verified, MARRIAGE)
    with pytest.raises(MentionRefused) as told:
        held.refuse(ruling(held, proposal))
    assert told.value.code == "reason_missing"
    refused = held.refuse(ruling(held, proposal, why="the act is another person's"))
    assert (refused.state, refused.decided_by) == (ProposalState.REFUSED, "brahim")
    with pytest.raises(ProposalSettled):
        held.approve(ruling(held, refused))
    assert now(held, verified) == verified


def test_who_proposed_alone_takes_it_back(held: Catalogue, verified: Act) -> None:
    proposal = propose(held, verified, MARRIAGE)
    with pytest.raises(MentionRefused) as told:
        held.take_back(ruling(held, proposal, why="not mine"))
    assert told.value.code == "proposal_of_another"
    back = held.take_back(ruling(held, proposal, "amina", "wrong act"))
    assert (back.state, back.reason) == (ProposalState.WITHDRAWN, "wrong act")


def test_a_decision_on_another_version_or_on_nothing_is_refused(
    held: Catalogue, verified: Act
) -> None:
    seen = ruling(held, propose(held, verified, MARRIAGE))
    with pytest.raises(ProposalChanged):
        held.approve(replace(seen, version=7))
    with pytest.raises(ProposalUnknown):
        held.approve(replace(seen, proposal="none"))


def test_the_paper_own_words_stand_where_they_were_typed(held: Catalogue, verified: Act) -> None:
    act = enter(held, verified, replace(MARRIAGE, typed_ar="تزوج بالمسماة إيطو"))
    assert act.mentions[-1].text_ar == "تزوج بالمسماة إيطو"
    assert (act.mentions[-1].text_fr or "").startswith("Marié avec Itto Ouali")


def test_proposals_are_listed_oldest_first_by_who_may_decide(
    held: Catalogue, verified: Act
) -> None:
    mine = [propose(held, verified, MARRIAGE), propose(held, verified, DEATH)]
    other = propose(held, verified, RENAMED, actor="brahim")
    assert held.proposals().proposals == (*mine, other)
    assert held.proposals(by="amina").proposals == tuple(mine)
    assert held.proposals(but="amina").proposals == (other,)
    page = held.proposals(limit=2)
    assert page.next is not None
    assert held.proposals(after=page.next).proposals == (other,)
    assert (held.count_proposals(), held.count_proposals(but="brahim")) == (3, 2)
    assert held.proposals_of(verified.act_id) == [other, *reversed(mine)]
    assert held.proposal(other.id) == other
    assert held.proposal("none") is None


def test_a_proposal_is_what_its_events_add_up_to_and_they_are_in_the_trail(
    held: Catalogue, verified: Act
) -> None:
    proposal = propose(held, verified, MARRIAGE)
    held.approve(ruling(held, proposal))
    events = held.proposal_history(proposal.id)
    assert [(event.kind, event.actor) for event in events] == [
        ("proposed", "amina"),
        ("approved", "brahim"),
    ]
    assert proposal_of(events) == held.proposal(proposal.id)
    actions = [entry.action for entry in held.audit_entries()]
    assert actions[-3:] == ["proposal.proposed", "proposal.approved", "act.mentionentered"]
    assert held.check_audit() is None


def test_the_log_of_proposals_only_grows(held: Catalogue, verified: Act, database_url: str) -> None:
    propose(held, verified, MARRIAGE)
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    for statement in ("DELETE FROM proposal_events", "UPDATE proposal_events SET kind = ''"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_a_word_that_a_mention_rests_on_is_not_taken_back(held: Catalogue, verified: Act) -> None:
    act = enter(held, verified, MARRIAGE)
    with pytest.raises(ReopenRefused):
        held.reopen(act.act_id, "amina", act.version)
    assert now(held, verified) == act


def test_the_papers_of_every_proposal_are_known_for_the_vault_to_be_checked(
    held: Catalogue, verified: Act
) -> None:
    assert held.supporting_documents() == set()
    proposal = propose(held, verified, MARRIAGE)
    held.refuse(ruling(held, proposal, why="another person's"))
    assert held.supporting_documents() == {PAPER[0].sha256}


def test_what_the_margin_tells_is_not_entered_a_second_time(held: Catalogue, verified: Act) -> None:
    first, second = propose(held, verified, MARRIAGE), propose(held, verified, MARRIAGE)
    held.approve(ruling(held, first))
    for again in (
        lambda: held.approve(ruling(held, second)),
        lambda: propose(held, verified, MARRIAGE),
    ):
        with pytest.raises(MentionRefused) as told:
            again()
        assert told.value.code == "mention_told_already"
    other = replace(MARRIAGE, ground=replace(MARRIAGE.ground, reference="313"))
    assert len(enter(held, now(held, verified), other).mentions) == 3, "another act of that day"


def test_nobody_dies_twice(held: Catalogue, verified: Act) -> None:
    enter(held, verified, DEATH)
    again = replace(DEATH, blanks={**DEATH.blanks, "date": "2003-05-05"})
    with pytest.raises(MentionRefused) as told:
        propose(held, verified, again)
    assert told.value.code == "mention_told_already"
    dead = now(held, verified)
    act = enter(held, dead, replace(again, replaces=dead.margin[-1].id, reason="misread"))
    assert act.death is not None and act.death.date == "2003-05-05"


def test_one_judgment_may_change_two_fields(held: Catalogue, verified: Act) -> None:
    act = enter(held, verified, RENAMED)
    act = enter(held, act, replace(RENAMED, field="sex", new={"sex": "F"}))
    assert (act.current["sex"], act.current["family_name_fr"]) == ("F", "Oualla")

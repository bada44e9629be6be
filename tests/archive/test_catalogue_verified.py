"""Verified acts: who may still mend their transcription, and who may not. Nobody here exists."""

import pytest

from archive.account import Account, Role
from archive.act import Act
from archive.catalogue import Catalogue
from archive.errors import ActSettled
from archive.review import Outcome

CLERK = Account("driss", "Driss", frozenset({Role.CLERK}))
OFFICER = Account("zahra", "Zahra", frozenset({Role.OFFICER}))


@pytest.fixture
def verified(held: Catalogue, act: Act) -> Act:
    """The act, verified by an officer."""
    return held.verify(act.act_id, {}, "zahra", act.version)


def test_a_clerk_does_not_rewrite_a_verified_act(held: Catalogue, verified: Act) -> None:
    with pytest.raises(ActSettled):
        held.take(verified.act_id, CLERK)
    with pytest.raises(ActSettled):
        said = {"family_name_fr": "Commise"}
        held.review(verified.act_id, said, "driss", verified.version, rights=CLERK.rights)
    assert held.act(verified.act_id) == verified
    assert held.lock_on(verified.act_id) is None


def test_who_may_arbitrate_mends_it(held: Catalogue, verified: Act) -> None:
    held.take(verified.act_id, OFFICER)
    said = {"family_name_fr": "Alami"}
    done = held.review(verified.act_id, said, "zahra", verified.version, rights=OFFICER.rights)
    assert done.outcome is Outcome.VERIFIED
    assert done.act.fields["family_name_fr"].value == "Alami"

"""What verifying the samples takes a clerk who knows what the pages say. Nobody in them exists."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.account import Role
from archive.act import ActState
from archive.catalogue import Catalogue
from benchmarks.verifying_by_keyboard import keyed, truths, work
from tests.desk.conftest import Served
from tests.desk.looking import Visit

TRUTH = Path(__file__).parents[2] / "samples" / "truth"


def test_every_act_is_verified_by_keyboard_with_a_fifth_of_the_keystrokes_of_keying_it(
    samples: Served, record: Catalogue, visit: Visit
) -> None:
    known = truths(TRUTH)
    # Somebody waits for each, so that accepted acts pass through the desk too.
    for act in record.acts():
        record.hurry(act.act_id, datetime.now(UTC) + timedelta(days=1), str(act.reference))
    page = visit(samples, "/verify", roles=frozenset((Role.CLERK,)))
    worked = work(page, known, len(known))
    assert worked.pressed.keys() == known.keys()
    assert all(
        act.state is ActState.VERIFIED or record.fields_asked(act.act_id) for act in record.acts()
    )
    keying = sum(keyed(*known[reference]) for reference in worked.pressed)
    assert sum(worked.pressed.values()) <= keying / 5
    assert sum(day.keystrokes for day in record.review_trend(1)) <= sum(worked.pressed.values())

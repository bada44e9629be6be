import json
import re
from pathlib import Path

import pytest

from archive.issuing import request_codes
from archive.issuing.request_codes import Refusal, Waiting, WaitsFor
from archive.issuing.request_state import STEPS, RequestState

DATA = json.loads(
    Path(request_codes.__file__).with_name("request_codes.json").read_text(encoding="utf-8")
)


def test_every_code_has_its_entry_and_every_entry_its_code() -> None:
    assert DATA["waiting"].keys() == {code.value for code in Waiting}
    assert DATA["refusals"].keys() == {code.value for code in Refusal}


@pytest.mark.parametrize("code", [*Waiting, *Refusal])
def test_a_code_is_told_in_both_languages(code: Waiting | Refusal) -> None:
    texts = code.texts
    assert re.search("[A-Za-z]", texts["fr"]) and not re.search("[\u0621-\u064a]", texts["fr"])
    assert re.search("[\u0621-\u064a]", texts["ar"])
    assert not re.search(r"(?<=[^\xa0])[:;?!](?=\s|$)", texts["fr"])
    assert not re.search(r"\s[:؛؟!،.]", texts["ar"])


@pytest.mark.parametrize("code", Waiting)
def test_a_request_waits_where_somebody_or_time_ends_it(code: Waiting) -> None:
    assert code.states and all(STEPS[state] for state in code.states)
    by_itself = code.again_after is not None
    assert by_itself or code.waits_for is not WaitsFor.MACHINE


def test_in_every_state_that_is_not_the_last_a_request_can_wait() -> None:
    told = {state for code in Waiting for state in code.states}
    assert told == {state for state in RequestState if not state.is_final}


def test_a_person_refuses_for_their_own_reasons_only() -> None:
    by_rule = {code for code in Refusal if not code.is_by_person}
    assert by_rule == {Refusal.HOLDER_IS_DEAD, Refusal.ACT_ANNULLED}

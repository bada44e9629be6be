"""What docs/checking.md tells verifiers is what the seal does."""

import json
import re
from pathlib import Path

from archive_api.checking import Verdict
from archive_api.desk_pages import texts
from archive_api.seal import cose, plain_cbor, sealing
from archive_api.seal.claims import table
from archive_api.seal.refusal import Refusal

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs/checking.md").read_text(encoding="utf-8")
TEXTS = json.loads((ROOT / "archive_api/texts/check.json").read_text(encoding="utf-8"))


def test_every_claim_is_told_and_no_other() -> None:
    told = re.findall(r"^\| (\d+) \| `(\w+)` \|", DOCUMENT, re.M)
    assert dict(told) == {number: one["name"] for number, one in table()["claims"].items()}


def test_the_limits_told_are_the_limits() -> None:
    for limit in (cose.MOST_BYTES, sealing.LONGEST_CODE):
        assert f"{limit:,}" in DOCUMENT
    assert f"longer than {sealing.MOST_LETTERS} letters" in DOCUMENT
    assert f"limit of depth ({plain_cbor.DEEPEST})" in DOCUMENT


def test_every_verdict_and_reason_is_told_and_has_its_words() -> None:
    for verdict in Verdict:
        assert f"| `{verdict.value}` |" in DOCUMENT
    for refusal in Refusal:
        assert f"`{refusal.value}`" in DOCUMENT
    for words in TEXTS.values():
        assert set(words["verdicts"]) == {one.value for one in Verdict}
        assert set(words["refusals"]) == {one.value for one in Refusal}
    for words in texts("check.json").values():
        assert set(words["mention_types"]) == set(table()["mention_types"].values())

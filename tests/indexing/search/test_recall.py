"""Recall among invented acts, as benchmarks/search_benchmark.py measures it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LEAST = {
    "reference": 1.0,
    "number and year": 1.0,
    "same script, respelled": 0.95,
    "same script, letter misread": 0.9,
    "other script": 0.95,
    "other script, letter misread in what is asked": 0.85,
    "other script, letter misread in the act": 0.85,
    "titles, articles, order": 0.95,
    "another form of the name": 0.95,
    "three names, no years": 0.9,
}


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    home = tmp_path_factory.mktemp("bench")
    asked = ["--acts", "2000", "--questions", "60", "--engines", "tantivy", "--home", str(home)]
    kept = ["--json", str(home / "figures.json"), "--picture", str(home / "figures.png")]
    return [sys.executable, "benchmarks/search_benchmark.py", *asked, *kept]


def run(command: list[str], *more: str) -> str:
    told = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, check=True, text=True)
    return told.stdout


def test_a_run_that_was_stopped_goes_on_and_finds_nearly_every_name(command: list[str]) -> None:
    assert run(command, "--minutes", "0.000001") == ""
    assert "arithmetic for 55000000 acts" in run(command)
    home = Path(command[command.index("--home") + 1])
    figures = json.loads((home / "figures.json").read_text("utf-8"))
    tantivy = figures["engines"]["tantivy"]
    assert tantivy["index"]["acts"] == 2000
    recall = {kind: tantivy["kinds"][kind]["recall_10"] for kind in LEAST}
    assert {kind: found for kind, found in recall.items() if found < LEAST[kind]} == {}
    assert (home / "figures.png").read_bytes().startswith(b"\x89PNG")

"""The command: its exit codes, and what goes to which stream."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"


@pytest.fixture
def run(tmp_path):
    """Runs the command on a home of this test and gives (exit code, stdout, stderr)."""

    def command(*arguments):
        done = subprocess.run(
            [sys.executable, str(ROOT / "sijill.py"), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "SIJILL_HOME": str(tmp_path / "home")},
        )
        return done.returncode, done.stdout, done.stderr

    return command


@pytest.fixture
def bad(tmp_path):
    """A delivery whose only page is an empty file."""
    path = tmp_path / "bad"
    path.mkdir()
    (path / "0001.jpg").touch()
    manifest = {"kind": "birth", "office_code": "08.201.11.07", "year": 1933, "pages": ["0001.jpg"]}
    (path / "batch.json").write_text(json.dumps(manifest))
    return path


@pytest.fixture
def weddings(tmp_path):
    """A delivery of one page, of a kind that is kept as scans."""
    path = tmp_path / "weddings"
    path.mkdir()
    Image.new("L", (300, 200), 230).save(path / "1.png")
    manifest = {"kind": "marriage", "office_code": "08.201.11.07", "year": 1933, "pages": ["1.png"]}
    (path / "batch.json").write_text(json.dumps(manifest))
    return path


@pytest.mark.parametrize(
    "name",
    [
        "ingest",
        "export",
        "evaluate",
        "search",
        "serve",
        "dagster",
        "reindex",
        "duplicates",
        "fixity",
    ],
)
def test_every_command_has_help(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert "Usage" in out


def test_a_refusal_is_exit_2_with_its_findings_in_both_languages(run, bad):
    code, out, _ = run("ingest", bad)
    assert code == 2
    assert "scan_empty: Le fichier 0001.jpg est vide." in out
    assert "scan_empty: الملف 0001.jpg فارغ." in out


def test_a_refusal_as_json(run, bad):
    code, out, _ = run("ingest", "--json", bad)
    assert code == 2
    (delivery,) = json.loads(out)["deliveries"]
    assert delivery["status"] == "refused"
    assert [finding["code"] for finding in delivery["findings"]] == ["scan_empty"]


def test_an_empty_archive_exports_nothing_and_is_whole(run):
    assert run("export")[:2] == (0, "")
    assert run("fixity")[0] == 0
    assert run("reindex")[:2] == (0, "0 acts in the index\n")
    assert run("check")[0] == 0
    assert run("search", "Zineb")[0] == 1


def test_wrong_words_are_told_apart_from_failures(run, tmp_path):
    assert run("export", "--volume", "nowhere")[0] == 2
    assert run("export", "--format", "xml")[0] == 2
    assert run("search")[0] == 2
    assert run("evaluate", tmp_path)[0] == 1


@pytest.mark.parametrize("command", ["ingest", "evaluate"])
def test_a_mistyped_path_is_named_and_is_no_refusal(run, tmp_path, command):
    code, out, err = run(command, tmp_path / "nothing")
    assert (code, out) == (1, "")
    assert str(tmp_path / "nothing") in err


def test_an_archive_without_the_volumes_is_not_scored_as_nothing_right(run):
    code, out, err = run("evaluate", SAMPLES / "truth")
    assert (code, out) == (1, "")
    assert "SIJILL_HOME" in err


def test_years_that_are_no_span_are_told(run):
    code, _, err = run("evaluate", SAMPLES / "truth", "--years", "1913")
    assert code == 1
    assert "1902-1913" in err


@pytest.mark.parametrize("volume", ["08.201.11.07/birth/1933/1", "08.201.11.07/birth/1933/1@2"])
def test_a_volume_nobody_delivered_is_no_empty_export(run, volume):
    code, out, err = run("export", "--volume", volume)
    assert (code, out) == (1, "")
    assert volume in err


def test_how_to_ask_for_a_copy_is_not_lost_from_the_help(run):
    assert "@copy" in run("export", "--help")[1]


def test_pages_kept_as_scans_are_counted_and_shown_as_pages(run, weddings):
    assert run("ingest", weddings)[0] == 0
    assert run("reindex")[1] == "0 acts and 1 page in the index\n"
    code, out, _ = run("search", "--kind", "marriage", "--json")
    found = json.loads(out)
    assert (code, found["acts"], found["pages"]) == (0, 0, 1)
    (hit,) = found["hits"]
    assert (hit["type"], hit["page"]) == ("page", "1.png")
    assert hit["volume"] == "08.201.11.07/marriage/1933/1@1"
    assert "0 acts and 1 page" in run("search", "--kind", "marriage")[1]


def everything_measured(run, tmp_path):
    """Evaluate with all that it can write, and hold it against the plain scores."""
    code, out, _ = run("evaluate", "--json", SAMPLES / "truth" / "bilingual-table-pdf.json")
    scores = json.loads(out)
    assert (code, scores[0]["acts"]["of"], scores[-1]["volume"]) == (0, 2, "total")
    report, pictures = tmp_path / "told" / "report.json", tmp_path / "pictures"
    wanted = ("--report", report, "--pictures", pictures, "--plain")
    code, out, _ = run("evaluate", SAMPLES / "truth" / "bilingual-table-pdf.json", *wanted)
    told = json.loads(report.read_text("utf-8"))
    assert (code, told["volumes"], told["plain"]["total"]["of"]) == (0, scores, 40)
    assert [one["volume"] for one in told["groups"]] == ["typed and printed", "total"]
    assert told["not_held"] == []
    assert [path.name for path in pictures.iterdir()] == ["bilingual-table-pdf.jpg"]
    assert "Coverage against error, total" in out


def test_from_a_delivery_to_a_found_act(run, tmp_path, bad):
    code, out, err = run("ingest", SAMPLES / "deliveries" / "bilingual-table-pdf", bad)
    assert code == 2
    assert "bilingual-table-pdf: taken in" in out
    assert "page 2 of 2" in err
    code, out, err = run("export", "--format", "jsonl")
    acts = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert acts
    assert {"office_code", "kind", "year", "part", "act_number", "state"} <= set(acts[0])
    assert set(acts[0]["fields"]["given_name_fr"]) == {
        "value",
        "raw",
        "confidence",
        "candidates",
        "page",
        "box",
    }
    everything_measured(run, tmp_path)
    act = next(act for act in acts if act["reference"] and act["fields"]["given_name_fr"]["value"])
    code, out, _ = run("search", act["fields"]["given_name_fr"]["value"], "--json")
    assert code == 0
    assert act["reference"] in {hit["reference"] for hit in json.loads(out)["hits"]}
    register, _, number = act["reference"].rpartition("/")
    office = ("--office", act["office_code"], "--year", act["year"], "--kind", "birth")
    assert run("search", *office, "--state", act["state"], number)[0] == 0
    assert run("search", *office[:2], "--year", act["year"] + 1)[0] == 1
    name = act["fields"]["family_name_fr"]["value"]
    assert run("search", f"{name}x")[0] == 0
    assert run("search", f"{name}x", "--exact")[0] == 1
    assert run("export", "--volume", f"{register}@1")[1] == run("export")[1]
    assert run("export", "--volume", f"{register}@2")[0] == 1
    master = next(file for file in (tmp_path / "home/vault/masters").rglob("*") if file.is_file())
    master.chmod(0o644)
    master.write_bytes(b"rotten")
    code, out, _ = run("fixity")
    assert code == 1
    assert f"corrupt: {master.name}" in out

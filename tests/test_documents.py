"""What the documents say is so: links lead somewhere, settings and findings are all told."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from archive.settings import Settings
from indexing.forms import SHAPES, SLOT_TYPES

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def told(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    """Version by normal name of every package that a lock pins, hashes required."""
    entries = re.split(r"\n(?=[a-z0-9])", told(lock))[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    found = [re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", entry) for entry in entries]
    return {normal(match[1]): match[2] for match in found if match}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=!~; ]", one)[0]) for one in requirements}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_that_are_there(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_named_in_documents_are_there(document: Path) -> None:
    places = r"`((?:archive|archive_api|indexing|ocr|pipelines|deploy|docs|tests|samples)/[\w./]*)`"
    named = re.findall(places, document.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_setting_is_documented_and_no_other() -> None:
    settings = {f"SIJILL_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"^\| `(SIJILL_\w+)`", told("docs/operating.md"), re.M)) == settings


def test_the_defaults_told_are_the_defaults() -> None:
    rows = re.findall(r"^\| `SIJILL_(\w+)` \| `?([^|`]+?)`? \|", told("docs/operating.md"), re.M)
    plain = {name.lower(): default for name, default in rows if " " not in default}
    fields = Settings.model_fields
    defaults = {name: fields[name].default for name in plain}
    assert {name: "none" if d is None else str(d) for name, d in defaults.items()} == plain


def test_every_reason_to_refuse_is_told_and_all_told_exist() -> None:
    findings = json.loads(told("archive/findings.json"))
    # A review table may leave out what concerns acts, a clerk's page may not leave out a refusal.
    documented = set(
        re.findall(r"`(\w+)`", told("docs/delivery.md").partition("## What is ref")[2])
    )
    refusals = {code for code, texts in findings.items() if texts["severity"] == "refuse"}
    assert refusals <= documented
    assert documented - findings.keys() <= {"SIJILL_MAX_MEGAPIXELS", "pages"}


def test_every_type_and_shape_of_a_form_is_explained() -> None:
    page = told("docs/forms.md")
    assert [name for name in SLOT_TYPES if f"`{name}`" not in page] == []
    assert [name for name in SHAPES if f"**{name}**" not in page] == []


def test_every_dependency_is_pinned_and_hashed() -> None:
    dev = PROJECT["optional-dependencies"]["dev"]
    assert names(PROJECT["dependencies"]) <= pins("requirements.txt").keys()
    assert names(dev) <= pins("requirements-dev.txt").keys()
    assert (
        names(tomllib.loads(told("pyproject.toml"))["build-system"]["requires"])
        <= pins("requirements-build.txt").keys()
    )


def test_the_tests_run_on_the_very_versions_that_run() -> None:
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_only_one_build_of_opencv_is_installed() -> None:
    assert [name for name in pins("requirements.txt") if name.startswith("opencv")] == [
        "opencv-python"
    ]


def test_a_fresh_machine_gets_the_fonts_that_the_generator_writes_with() -> None:
    source = told("tests/generator/volumegen/sheet.py").partition("FONT_PACKAGES = (")[2]
    fonts = set(re.findall(r"fonts-[\w-]+", source.partition(")")[0]))
    rows = (line.split() for line in told("deploy/system-packages.txt").splitlines())
    listed = {row[0]: row[1] for row in rows if row[0] != "#"}
    assert set(listed.values()) == {"run", "test"}
    assert fonts and fonts <= listed.keys()

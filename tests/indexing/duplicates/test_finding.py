import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.act import ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Decision
from archive.duplicate import PairState
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from indexing.duplicates import finding as duplicate_finding
from indexing.duplicates.finding import POSITION, Found, find_duplicates

ROOT = Path(__file__).parents[3]
CHILD = {
    "sex": "M",
    "given_name_ar": "الحسن",
    "family_name_ar": "زهروني",
    "father_given_ar": "إدريس",
    "mother_given_ar": "فاطمة",
    "birth_date": "1933-03-12",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue.open(f"sqlite:///{tmp_path / 'catalogue.sqlite'}")
    yield opened
    opened.close()


def keep(catalogue: Catalogue, register: str, *children: dict[str, str]) -> None:
    """Take a volume in with acts 1, 2, 3 … of these children, or read it again."""
    volume = VolumeReference.parse(register)
    if catalogue.volume(volume) is None:
        sha256 = register.encode().hex()[-64:].rjust(64, "0")
        page = VolumePage("p1.jpg", 1, sha256, 0, 1200, 1700, 300)
        catalogue.take_in(volume, [page], source=register)
    readings = [
        ActReading(
            register=volume.register,
            copy=1,
            number=ActNumber(number),
            ordinal=number,
            form="test",
            fields={name: FieldReading(value, value, 0.9) for name, value in child.items()},
            pages=(("p1.jpg", None),),
            sure=True,
        )
        for number, child in enumerate(children, start=1)
    ]
    catalogue.keep_acts(volume, readings, {})


def filled(catalogue: Catalogue) -> None:
    twin = {**CHILD, "given_name_ar": "الحسين"}
    keep(catalogue, "04.481.01.03/birth/1933", CHILD, twin)
    again = {**CHILD, "birth_date": "1933-03-13"}
    keep(catalogue, "04.481.05.01/birth/1933", again)


def test_acts_of_one_child_are_found_and_twins_are_not(catalogue: Catalogue) -> None:
    filled(catalogue)
    found = find_duplicates(catalogue)
    assert (found.acts, found.news) == (3, 1)
    (pair,) = catalogue.pairs()
    assert pair.rules == ("same_birth",)
    said = {facts["office"] for facts in pair.facts.values()}
    assert said == {"04.481.01.03", "04.481.05.01"}


def test_only_what_changed_is_looked_at_again(catalogue: Catalogue) -> None:
    filled(catalogue)
    find_duplicates(catalogue)
    assert find_duplicates(catalogue) == Found()
    keep(catalogue, "04.481.05.01/birth/1933", {**CHILD, "given_name_ar": "خديجة", "sex": "F"})
    assert find_duplicates(catalogue).acts == 1
    assert catalogue.count_pairs()[PairState.CLEARED] == 1
    assert find_duplicates(catalogue, again=True).acts == 3
    assert list(catalogue.pairs()) == []


def test_a_decided_pair_is_asked_about_again_only_when_a_fact_changes(
    catalogue: Catalogue,
) -> None:
    filled(catalogue)
    find_duplicates(catalogue)
    (pair,) = catalogue.pairs()
    catalogue.tell_apart(Decision(pair.name, "cousins", "amina", pair.version, {}))
    assert find_duplicates(catalogue, again=True).news == 0
    keep(catalogue, "04.481.05.01/birth/1933", {**CHILD, "birth_date": "1933-03-12"})
    assert find_duplicates(catalogue).news == 1
    assert [pair.state for pair in catalogue.pairs()] == [PairState.OPEN]


def test_joining_two_acts_raises_no_new_suspicion(catalogue: Catalogue) -> None:
    filled(catalogue)
    find_duplicates(catalogue)
    (pair,) = catalogue.pairs()
    decision = Decision(pair.name, "one child", "amina", pair.version, {})
    catalogue.join(decision, stands=pair.acts[0])
    assert find_duplicates(catalogue).news == 0
    assert find_duplicates(catalogue, again=True).news == 0


def test_a_search_stopped_half_way_goes_on_where_it_was(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(catalogue)
    monkeypatch.setattr(duplicate_finding, "_BATCH", 1)

    def stop(found: Found) -> None:
        if found.acts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_duplicates(catalogue, stop)
    assert 0 < catalogue.index_position(POSITION) < catalogue.last_change()
    assert find_duplicates(catalogue).acts == 1
    assert len(list(catalogue.pairs())) == 1


def test_among_invented_people_nearly_all_is_found_and_little_else() -> None:
    command = [sys.executable, "benchmarks/duplicates_found.py", "--json"]
    asked = ["--people", "2000", "--copies", "60", "--seed", "7"]
    told = subprocess.run([*command, *asked], cwd=ROOT, capture_output=True, check=True, text=True)
    figures = json.loads(told.stdout)
    assert figures["recall"] >= 0.95
    assert figures["precision"] >= 0.9
    assert min(kind["recall"] for kind in figures["by_kind"].values()) >= 0.85
    assert min(rule["precision"] for rule in figures["by_rule"].values()) >= 0.85
    assert figures["wrong"].get("twins", 0) <= 2
    assert figures["false_suspicions_per_1000_acts"] < 5

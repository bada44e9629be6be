import io
import json

import pytest

from archive.act import ActReading, FieldReading
from archive.catalogue_duplicates import Decision
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from indexing.search.document import document
from indexing.search.open import open_index
from indexing.search.request import SearchRequest
from pipelines.duplicates import duplicates, look_for_duplicates
from pipelines.exporting import export
from pipelines.searching import search
from pipelines.workshop import Workshop

CHILD = {
    "given_name_fr": "Yidder",
    "family_name_fr": "Zahrouni",
    "father_given_fr": "Driss",
    "mother_given_fr": "Fatima",
    "birth_date": "1933-03-12",
}


@pytest.fixture
def acts(settings, catalogue):
    """One invented child entered at two offices, indexed."""
    for office in ("08.201.11.07", "08.201.11.09"):
        volume = VolumeReference.parse(f"{office}/birth/1933/1@1")
        catalogue.take_in(volume, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], office)
        fields = {name: FieldReading(value, value, 0.9) for name, value in CHILD.items()}
        reading = ActReading(
            volume.register, 1, ActNumber(1), 1, "test", fields, (("p1.jpg", None),), sure=True
        )
        catalogue.keep_acts(volume, [reading], {})
    held = list(catalogue.acts())
    open_index(settings).put([document(act) for act in held])
    return held


def exported(settings):
    """By reference of every act exported, the act it is said to be a second copy of."""
    written = io.StringIO()
    export(settings, None, written)
    acts = [json.loads(line) for line in written.getvalue().splitlines()]
    return {act["reference"]: act.get("second_copy_of") for act in acts}


def test_the_command_shows_what_waits_and_notes_who_saw_it(settings, catalogue, acts, capsys):
    duplicates(settings, again=False, limit=20, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["acts"], told["news"], told["pairs"]["open"]) == (2, 1, 1)
    assert set(told["waiting"][0]["acts"]) == {str(act.reference) for act in acts}
    assert told["waiting"][0]["rules"] == ["same_birth"]
    entry = list(catalogue.audit_entries())[-1]
    assert entry.action == "duplicates"
    assert set(entry.subject.split()) == {act.act_id for act in acts}
    duplicates(settings, again=False, limit=20, as_json=False)
    assert "1 pairs wait for a person" in capsys.readouterr().out


def test_going_again_looks_at_everything_again(settings, acts, capsys):
    with Workshop(settings) as workshop:
        assert look_for_duplicates(workshop).acts == 2
    duplicates(settings, again=True, limit=20, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["acts"], told["news"]) == (2, 0)


def test_a_search_shows_the_act_that_stands_once(settings, catalogue, acts, capsys):
    with Workshop(settings) as workshop:
        look_for_duplicates(workshop)
    (pair,) = catalogue.pairs()
    standing, second = acts
    decision = Decision(pair.name, "one child", "amina", pair.version, {})
    joined = catalogue.join(decision, stands=standing.act_id)
    for asked in (SearchRequest(text="Yidder"), SearchRequest(text=str(second.reference))):
        assert search(asked, settings, as_json=True) == 0
        hits = json.loads(capsys.readouterr().out)["hits"]
        assert [hit["act_id"] for hit in hits] == [standing.act_id]
        assert hits[0]["reference"] == str(standing.reference)
    assert exported(settings) == {
        str(standing.reference): None,
        str(second.reference): str(standing.reference),
    }
    again = Decision(pair.name, "the mothers differ", "amina", joined.version, {})
    catalogue.undo(again)
    search(SearchRequest(text="Yidder"), settings, as_json=True)
    assert len(json.loads(capsys.readouterr().out)["hits"]) == 2

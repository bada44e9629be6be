"""Every door to personal data notes which acts it showed, and never whom somebody looked for."""

import io
import json

import pytest

from archive.act import ActReading, FieldReading
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from indexing.search.document import document
from indexing.search.open import open_index
from indexing.search.request import SearchRequest
from pipelines.exporting import export
from pipelines.searching import search

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def acts(settings, catalogue):
    """Two indexed acts of invented persons."""
    catalogue.take_in(VOLUME, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "first")
    readings = [
        ActReading(
            register=VOLUME.register,
            copy=1,
            number=ActNumber(ordinal),
            ordinal=ordinal,
            form="test",
            fields={"given_name_fr": FieldReading(name, name, 0.9, (name,), "p1.jpg")},
            pages=(("p1.jpg", None),),
        )
        for ordinal, name in enumerate(("Yidder", "Zineb"), start=1)
    ]
    catalogue.keep_acts(VOLUME, readings, {})
    held = list(catalogue.acts())
    open_index(settings).put([document(act) for act in held])
    return held


def said(entry):
    return entry.subject + entry.detail


def test_a_search_by_command_notes_the_acts_shown_and_not_the_name_asked(settings, catalogue, acts):
    assert search(SearchRequest(text="Zineb"), settings, as_json=True) == 0
    entry = list(catalogue.audit_entries())[-1]
    assert (entry.action, entry.subject) == ("search", acts[1].act_id)
    assert "Zineb" not in said(entry)


@pytest.mark.parametrize("wanted", [None, str(VOLUME), str(VOLUME.register)])
def test_an_export_notes_the_volume_and_how_many_acts_were_written(
    settings, catalogue, acts, wanted
):
    written = io.StringIO()
    export(settings, wanted, written)
    begun, done = list(catalogue.audit_entries())[-2:]
    assert (begun.action, begun.subject) == ("export", wanted or "")
    assert (done.action, done.subject) == ("export.written", wanted or "")
    assert json.loads(done.detail) == {"acts": len(written.getvalue().splitlines())} == {"acts": 2}
    assert catalogue.check_audit() is None


def test_an_export_cut_short_notes_what_had_been_written(settings, catalogue, acts):
    class Full(io.StringIO):
        def write(self, text):
            if self.tell():
                raise BrokenPipeError
            return super().write(text)

    with pytest.raises(BrokenPipeError):
        export(settings, None, Full())
    assert json.loads(list(catalogue.audit_entries())[-1].detail) == {"acts": 1}

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from archive.act import FIELD_NAMES, Act, ActReading, ActState
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import Kind
from archive_api.papers import wording
from archive_api.papers.layout import Paper, PaperKind, Row, lay_out
from archive_api.papers.snapshot import PaperSnapshot, snapshot


@pytest.fixture
def taken(act_reading: Callable[..., ActReading]) -> Callable[..., PaperSnapshot]:
    def take(**changes: object) -> PaperSnapshot:
        reading = act_reading(**changes)
        act = Act(
            "a",
            reading.register,
            reading.number,
            ActState.VERIFIED,
            reading,
            reading.fields,
            reading.mentions,
        )
        found = office("04.481.01.07")
        assert found is not None
        return snapshot(act, found, date(2026, 11, 22))

    return take


def row(paper: Paper, label_fr: str) -> Row:
    return next(row for row in (*paper.reference, *paper.body) if row.label.fr == label_fr)


def test_both_papers_print_the_same_values_of_one_snapshot(
    taken: Callable[..., PaperSnapshot],
) -> None:
    one = taken()
    extract, full = lay_out(one, PaperKind.EXTRACT), lay_out(one, PaperKind.FULL_COPY)
    printed = {row.label: row.value for row in full.body}
    for line in extract.body[:-1]:
        # "Correspondant au" stands under several dates of the full copy.
        if line.label.fr != "Correspondant au":
            assert printed[line.label] == line.value


def test_both_calendars_are_printed_as_the_act_writes_them(
    taken: Callable[..., PaperSnapshot],
) -> None:
    paper = lay_out(taken(), PaperKind.EXTRACT)
    labels = [line.label.fr for line in paper.body]
    born = labels.index("Née le")
    assert paper.body[born].value.fr == (
        "quinze kaada mil trois cent cinquante et un de l'hégire (15/11/1351)"
    )
    assert labels[born + 1] == "Correspondant au"
    assert paper.body[born + 1].value.fr == ("douze mars mil neuf cent trente-trois (12/03/1933)")
    assert row(paper, "Année Hégirienne").value.fr == "1351"


def test_a_calendar_the_act_does_not_use_is_not_computed(
    taken: Callable[..., PaperSnapshot],
) -> None:
    paper = lay_out(taken(values={"birth_date": "1933-03-12", "sex": "M"}), PaperKind.FULL_COPY)
    assert row(paper, "Né le").value.fr.endswith("(12/03/1933)")
    assert all("hégire" not in line.value.fr for line in paper.body)
    assert row(paper, "Année Hégirienne").value.fr == wording.MISSING


def test_a_year_alone_is_printed_as_a_year(taken: Callable[..., PaperSnapshot]) -> None:
    father = row(lay_out(taken(), PaperKind.FULL_COPY), "Père né en")
    assert father.value.fr == "mil neuf cent trois (1903)"
    assert father.value.ar == "سنة ألف وتسعمائة وثلاثة ميلادية (1903)"


@pytest.mark.parametrize(
    ("sex", "fr", "ar"),
    [("M", "Né à", "ولد ب"), ("F", "Née à", "ولدت ب"), ("", "Né(e) à", "ولد(ت) ب")],
)
def test_labels_take_the_sex_of_the_person(
    taken: Callable[..., PaperSnapshot], sex: str, fr: str, ar: str
) -> None:
    values = {"birth_place_fr": "Settat", "sex": sex}
    assert row(lay_out(taken(values=values), PaperKind.EXTRACT), fr).label.ar == ar


def test_the_extract_carries_the_death_mention_and_no_other(
    taken: Callable[..., PaperSnapshot],
) -> None:
    paper = lay_out(taken(), PaperKind.EXTRACT)
    assert row(paper, "Mention marginale de décès").value.fr.startswith("Décédée à Amghras")
    assert not any("Mari" in line.value.fr for line in paper.body)
    assert paper.mentions == ()


def test_without_a_mention_both_papers_say_so_in_both_languages(
    taken: Callable[..., PaperSnapshot],
) -> None:
    nothing = taken(mentions=())
    extract = lay_out(nothing, PaperKind.EXTRACT)
    assert extract.body[-1].value == wording.Both("Néant", "لا شيء")
    full = lay_out(nothing, PaperKind.FULL_COPY)
    assert full.mentions == (wording.Both("Néant", "لا شيء"),)


def test_the_full_copy_carries_every_mention_once(taken: Callable[..., PaperSnapshot]) -> None:
    once = taken().mentions
    paper = lay_out(taken(mentions=(*once, once[1])), PaperKind.FULL_COPY)
    assert [mention.fr for mention in paper.mentions] == [mention.text_fr for mention in once]
    # Written in French only: the Arabic side names it and points across.
    assert paper.mentions[0].ar == "زواج بتاريخ 01/02/1955 (انظر النص الفرنسي المقابل)"


def test_a_death_act_prints_the_death_and_no_mention_of_death(
    taken: Callable[..., PaperSnapshot],
) -> None:
    values = {"death_date": "1933-05-02", "death_place_ar": "سطات", "sex": "M"}
    paper = lay_out(taken(kind=Kind.DEATH, values=values), PaperKind.EXTRACT)
    assert paper.title.fr == "EXTRAIT D'ACTE DE DÉCÈS"
    assert row(paper, "Décédé à").value == wording.Both(wording.MISSING, "سطات")
    assert row(paper, "Décédé le").value.ar.startswith("ثاني ماي سنة")
    assert not any("Mention" in line.label.fr for line in paper.body)


def test_an_act_from_a_judgment_is_transferred_not_drawn_up(
    taken: Callable[..., PaperSnapshot],
) -> None:
    values = {"judgment_fr": "n° 12, Settat", "drawn_up_date": "1934-01-05"}
    labels = [line.label.fr for line in lay_out(taken(values=values), PaperKind.FULL_COPY).body]
    assert "Transféré le" in labels
    assert "Dressé le" not in labels


def test_bis_and_ter_are_written_as_each_language_writes_them() -> None:
    from archive.register import ActNumber

    assert wording.number(ActNumber(66, "bis")) == wording.Both("66 bis", "66 مكرر")
    assert wording.number(ActNumber(66, "ter")).ar == "66 مكرر مرتين"


def test_every_mention_type_has_a_wording_in_both_languages() -> None:
    for kind in MentionType:
        printed = wording.mention(Mention(kind, "1955-02-01"))
        assert "01/02/1955" in printed.fr
        assert "01/02/1955" in printed.ar


def test_every_field_a_form_names_is_a_field_of_an_act() -> None:
    known = set(FIELD_NAMES)
    shapes = {
        "text": ("{}_fr", "{}_ar"),
        "person": ("{}_given_fr", "{}_given_ar", "{}_family_fr", "{}_family_ar"),
    }
    for form in wording.forms()["rows"].values():
        for shape in shapes.get(form.get("show", ""), ("{}",) if "field" in form else ()):
            assert shape.format(form["field"]) in known


@pytest.mark.parametrize(
    ("written", "fr", "ar"),
    [
        ("Marocaine", "marocaine", "مغربية"),
        ("مغربية", "marocaine", "مغربية"),
        ("norvégienne", "norvégienne", ""),
        ("نرويجية", "", "نرويجية"),
    ],
)
def test_a_nationality_stands_in_its_own_column(written: str, fr: str, ar: str) -> None:
    assert wording.nationality(written) == wording.Both(fr, ar)


def test_a_bureau_of_a_commune_with_several_is_numbered(
    taken: Callable[..., PaperSnapshot],
) -> None:
    second = office("04.481.01.07-2")
    assert second is not None
    header = lay_out(replace(taken(), office=second), PaperKind.EXTRACT).header
    assert header[-1].fr == "BUREAU DE L'ÉTAT CIVIL n° 2"
    assert lay_out(taken(), PaperKind.EXTRACT).header[-1].fr == "BUREAU DE L'ÉTAT CIVIL"

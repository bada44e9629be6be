from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.act import FIELD_NAMES
from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import ActNumber
from archive_api.papers import wording
from archive_api.papers.isolating import plain
from archive_api.papers.layout import Paper, lay_out
from archive_api.papers.rows import Row

BORN = {"birth_date": "1933-03-12", "sex": "M"}

Taken = Callable[..., ActSnapshot]
Ordered = Callable[..., PaperOrder]


def row(paper: Paper, label_fr: str) -> Row:
    return next(row for row in (*paper.reference, *paper.body) if row.label.fr == label_fr)


def test_both_papers_print_the_same_values_of_one_snapshot(taken: Taken, ordered: Ordered) -> None:
    one = taken()
    extract, full = (
        lay_out(one, ordered(PaperKind.EXTRACT)),
        lay_out(one, ordered(PaperKind.FULL_COPY)),
    )
    printed = {row.label: row.value for row in full.body}
    for line in extract.body[:-1]:
        # "Correspondant au" stands under several dates of the full copy.
        if line.label.fr != "Correspondant au":
            assert printed[line.label] == line.value


def test_an_extract_says_what_holds_today_and_a_full_copy_what_the_act_says(
    taken: Taken, ordered: Ordered
) -> None:
    """The full copy carries the correction in its margin, the extract has none."""
    corrected = taken(current={"family_name_fr": "Benabdellatif"})
    extract = lay_out(corrected, ordered(PaperKind.EXTRACT))
    full = lay_out(corrected, ordered(PaperKind.FULL_COPY))
    assert row(extract, "Nom de famille").value.fr == "Benabdellatif"
    assert row(full, "Nom de famille").value.fr == "Benabdallah"


def test_a_full_copy_names_what_was_rectified_so_that_it_agrees_with_the_extract(
    taken: Taken, ordered: Ordered
) -> None:
    corrected = taken(current={"family_name_fr": "Benabdellatif", "birth_date": "1933-03-13"})
    full = lay_out(corrected, ordered(PaperKind.FULL_COPY))
    assert full.rectified_title is not None
    printed = {one.label.fr: one.value.fr for one in full.rectified}
    assert printed["Nom de famille"] == "Benabdellatif"
    assert printed["Correspondant au"].endswith("(13/03/1933)")
    assert "Prénom" not in printed
    extract = lay_out(corrected, ordered(PaperKind.EXTRACT))
    assert extract.rectified == ()
    assert lay_out(taken(), ordered(PaperKind.FULL_COPY)).rectified_title is None


def test_a_field_that_a_correction_emptied_is_named_with_a_dash(
    taken: Taken, ordered: Ordered
) -> None:
    one = taken()
    without = {
        name: value for name, value in one.values.items() if not name.startswith("declarant")
    }
    (gone,) = lay_out(replace(one, current=without), ordered(PaperKind.FULL_COPY)).rectified
    assert gone == Row(
        wording.Both("Déclaration faite par", "حسبما صرح به"), wording.Both("—", "—")
    )


def test_on_a_paper_in_one_language_the_other_stands_in_for_what_is_not_said(
    taken: Taken, ordered: Ordered
) -> None:
    only_arabic = taken(values={"given_name_ar": "خديجة", "family_name_ar": "بنعبد الله"})
    french = lay_out(only_arabic, ordered(PaperKind.EXTRACT, PaperLanguage.FR))
    assert "خديجة" in row(french, "Prénom").value.fr
    both = lay_out(only_arabic, ordered(PaperKind.EXTRACT))
    assert row(both, "Prénom").value == wording.Both(wording.MISSING, "خديجة")


def test_a_mention_in_one_script_stands_whole_on_a_paper_in_the_other(
    taken: Taken, ordered: Ordered
) -> None:
    (marriage, _) = lay_out(taken(), ordered(PaperKind.FULL_COPY, PaperLanguage.AR)).mentions
    assert plain(marriage.ar) == "زواج بتاريخ 01/02/1955: Mariée à Settat, acte n°\u00a042"


def test_an_arabic_paper_shows_names_in_latin_letters_as_well(
    taken: Taken, ordered: Ordered
) -> None:
    arabic = lay_out(taken(), ordered(PaperKind.EXTRACT, PaperLanguage.AR))
    assert row(arabic, "Prénom").latin == "Khadija"
    assert row(arabic, "Et de").latin == "Hajar Aknouch"
    assert row(arabic, "Née à").latin == ""
    assert row(lay_out(taken(), ordered(PaperKind.EXTRACT)), "Prénom").latin == ""


def test_both_calendars_are_printed_as_the_act_writes_them(taken: Taken, ordered: Ordered) -> None:
    paper = lay_out(taken(), ordered(PaperKind.EXTRACT))
    labels = [line.label.fr for line in paper.body]
    born = labels.index("Née le")
    assert paper.body[born].value.fr == (
        "quinze kaada mil trois cent cinquante et un de l'hégire (15/11/1351)"
    )
    assert labels[born + 1] == "Correspondant au"
    assert paper.body[born + 1].value.fr == ("douze mars mil neuf cent trente-trois (12/03/1933)")
    assert row(paper, "Année Hégirienne").value.fr == "1351"


def test_a_calendar_the_act_does_not_use_is_not_computed(taken: Taken, ordered: Ordered) -> None:
    paper = lay_out(
        taken(values={"birth_date": "1933-03-12", "sex": "M"}), ordered(PaperKind.FULL_COPY)
    )
    assert row(paper, "Né le").value.fr.endswith("(12/03/1933)")
    assert all("hégire" not in line.value.fr for line in paper.body)
    assert row(paper, "Année Hégirienne").value.fr == wording.MISSING


def test_a_year_alone_is_printed_as_a_year(taken: Taken, ordered: Ordered) -> None:
    father = row(lay_out(taken(), ordered(PaperKind.FULL_COPY)), "Père né en")
    assert father.value.fr == "mil neuf cent trois (1903)"
    assert father.value.ar == "سنة ألف وتسعمائة وثلاثة ميلادية (1903)"


@pytest.mark.parametrize(
    ("sex", "fr", "ar"),
    [("M", "Né à", "ولد ب"), ("F", "Née à", "ولدت ب"), ("", "Né(e) à", "ولد(ت) ب")],
)
def test_labels_take_the_sex_of_the_person(
    taken: Taken, ordered: Ordered, sex: str, fr: str, ar: str
) -> None:
    values = {"birth_place_fr": "Settat", "sex": sex}
    assert row(lay_out(taken(values=values), ordered(PaperKind.EXTRACT)), fr).label.ar == ar


def test_the_extract_carries_the_death_mention_and_no_other(taken: Taken, ordered: Ordered) -> None:
    paper = lay_out(taken(), ordered(PaperKind.EXTRACT))
    assert row(paper, "Mention marginale de décès").value.fr.startswith("Décédée à Amghras")
    assert not any("Mari" in line.value.fr for line in paper.body)
    assert paper.mentions == ()


def test_without_a_mention_both_papers_say_so_in_both_languages(
    taken: Taken, ordered: Ordered
) -> None:
    nothing = taken(mentions=())
    extract = lay_out(nothing, ordered(PaperKind.EXTRACT))
    assert extract.body[-1].value == wording.Both("Néant", "لا شيء")
    full = lay_out(nothing, ordered(PaperKind.FULL_COPY))
    assert full.mentions == (wording.Both("Néant", "لا شيء"),)


def test_the_full_copy_carries_every_mention_once(taken: Taken, ordered: Ordered) -> None:
    paper = lay_out(taken(), ordered(PaperKind.FULL_COPY))
    said = [mention.text_fr for mention in taken().mentions]
    assert [mention.fr for mention in paper.mentions] == said
    # Written in French only: the Arabic side names it and points across.
    assert paper.mentions[0].ar == "زواج بتاريخ 01/02/1955 (انظر النص الفرنسي المقابل)"


def test_a_death_act_prints_the_death_and_no_mention_of_death(
    taken: Taken, ordered: Ordered
) -> None:
    values = {"death_date": "1933-05-02", "death_place_ar": "سطات", "sex": "M"}
    paper = lay_out(taken("death", values=values), ordered(PaperKind.EXTRACT))
    assert paper.title.fr == "EXTRAIT D'ACTE DE DÉCÈS"
    assert row(paper, "Décédé à").value == wording.Both(wording.MISSING, "سطات")
    assert row(paper, "Décédé le").value.ar.startswith("ثاني ماي سنة")
    assert not any("Mention" in line.label.fr for line in paper.body)


def test_an_act_from_a_judgment_is_transferred_not_drawn_up(taken: Taken, ordered: Ordered) -> None:
    values = {"judgment_fr": "n° 12, Settat", "drawn_up_date": "1934-01-05"}
    labels = [
        line.label.fr for line in lay_out(taken(values=values), ordered(PaperKind.FULL_COPY)).body
    ]
    assert "Transféré le" in labels
    assert "Dressé le" not in labels


def test_bis_and_ter_are_written_as_each_language_writes_them() -> None:
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


def test_a_bureau_of_a_commune_with_several_is_numbered(taken: Taken, ordered: Ordered) -> None:
    second = office("04.481.01.07-2")
    assert second is not None
    header = lay_out(replace(taken(), office=second), ordered(PaperKind.EXTRACT)).header
    assert header[-1].fr == "BUREAU DE L'ÉTAT CIVIL n° 2"
    assert lay_out(taken(), ordered(PaperKind.EXTRACT)).header[-1].fr == "BUREAU DE L'ÉTAT CIVIL"


def test_the_letterhead_names_what_stands_above_the_office(taken: Taken, ordered: Ordered) -> None:
    def header(code: str) -> list[str]:
        found = lay_out(taken(office_code=code), ordered(PaperKind.EXTRACT)).header
        return [line.fr for line in found[2:]]

    assert header("08.201.11.07") == [
        "PROVINCE d'Errachidia",
        "CERCLE d'Er-Rissani",
        "COMMUNE d'Et-Taous",
        "BUREAU DE L'ÉTAT CIVIL",
    ]
    assert header("01.511.01.05")[:2] == [
        "PRÉFECTURE de Tanger-Assilah",
        "ARRONDISSEMENT de Mghogha",
    ]


@pytest.mark.parametrize(("hour", "day"), [(22, "22/07/2026"), (23, "23/07/2026")])
def test_the_day_of_issue_is_moroccos(taken: Taken, ordered: Ordered, hour: int, day: str) -> None:
    at = datetime(2026, 7, 22, hour, 30, tzinfo=UTC)
    done = lay_out(taken(), ordered(PaperKind.EXTRACT, at=at)).imprint.done
    assert day in done.fr
    assert day in done.ar


def test_a_specimen_says_so_and_a_paper_of_a_real_authority_does_not(
    taken: Taken, ordered: Ordered
) -> None:
    specimen = lay_out(taken(), ordered(PaperKind.EXTRACT)).imprint.specimen
    assert specimen is not None
    assert specimen[0] == wording.Both("SPÉCIMEN", "نموذج")
    assert lay_out(taken(), ordered(PaperKind.EXTRACT, specimen=False)).imprint.specimen is None


@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("kind", [PaperKind.EXTRACT, PaperKind.FULL_COPY])
def test_each_mention_that_a_paper_shows_stands_on_it_once(
    taken: Taken, ordered: Ordered, kind: PaperKind, language: PaperLanguage
) -> None:
    mentions = tuple(
        Mention(one, f"19{at + 50}", text_fr=f"Mention {at}", text_ar=f"بيان {at}")
        for at, one in enumerate(MentionType)
    )
    paper = lay_out(taken(mentions=mentions), ordered(kind, language))
    printed = [*paper.mentions, *(line.value for line in paper.body)]
    for at, one in enumerate(MentionType):
        expected = int(kind is PaperKind.FULL_COPY or one is MentionType.DEATH)
        assert [text.fr for text in printed].count(f"Mention {at}") == expected
        assert [text.ar for text in printed].count(f"بيان {at}") == expected

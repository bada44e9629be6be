import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive_api.papers.errors import GregorianDayMissing, LatinNameMissing
from archive_api.papers.multilingual import (
    STROKES,
    AbroadForm,
    Box,
    Day,
    Entry,
    day,
    is_latin,
    lay_out_abroad,
)

Taken = Callable[..., ActSnapshot]


@pytest.fixture
def laid_out(taken: Taken, ordered: Callable[..., PaperOrder]) -> Callable[..., AbroadForm]:
    def lay_out(language: PaperLanguage = PaperLanguage.FR, **changes: Any) -> AbroadForm:
        return lay_out_abroad(taken(**changes), ordered(PaperKind.MULTILINGUAL, language))

    return lay_out


def box(form: AbroadForm, label: str) -> Box:
    return next(one for one in form.boxes if one.labels["fr"] == label)


def test_a_birth_is_told_in_the_eleven_boxes_of_form_a(laid_out: Callable[..., AbroadForm]) -> None:
    form = laid_out()
    assert [one.code for one in form.boxes] == [str(number) for number in range(1, 12)]
    assert box(form, "Date et lieu de naissance").entries == (
        Entry("Mechraa Bel Ksiri", at=Day("12", "03", "1933")),
    )
    assert box(form, "Nom").entries == (Entry("Benabdallah"),)
    assert box(form, "Sexe").entries == (Entry("F"),)
    assert box(form, "Extrait de l'acte de naissance n°").entries == (Entry("66 / 1933"),)
    assert box(form, "Mère").entries == (Entry("Aknouch", code="5"), Entry("Hajar", code="6"))


def test_a_death_is_told_in_the_boxes_of_form_c(laid_out: Callable[..., AbroadForm]) -> None:
    form = laid_out(kind="death")
    assert box(form, "Date et lieu du décès").entries == (
        Entry("Settat", at=Day("02", "05", "1933")),
    )
    assert box(form, "Date et lieu de naissance").entries == (
        Entry("Settat", at=Day(STROKES, STROKES, "1880")),
    )
    assert box(form, "Nom du dernier conjoint").entries == (Entry(STROKES),)


def test_events_are_told_by_symbol_date_place_and_spouse(
    laid_out: Callable[..., AbroadForm],
) -> None:
    divorce = Mention(MentionType.DIVORCE, "1960", text_ar="طلاق", place="سطات")
    (married, divorced, dead) = box(
        laid_out(mentions=(*laid_out_mentions(), divorce, died())), "Autres énonciations de l'acte"
    ).entries
    assert married == Entry("Settat, Larbi Tahiri", symbol="Mar", at=Day("01", "02", "1955"))
    assert divorced == Entry("Settat", symbol="Div", at=Day(STROKES, STROKES, "1960"))
    assert (dead.symbol, dead.at) == ("D", Day("06", "12", "1984"))


def laid_out_mentions() -> tuple[Mention, ...]:
    return (
        Mention(MentionType.MARRIAGE, "1955-02-01", place="Settat", other_party="Larbi Tahiri"),
        Mention(MentionType.RECTIFICATION, "1956-01-01", text_fr="Le nom devient…"),
    )


def died() -> Mention:
    return Mention(MentionType.DEATH, "1984-12-06", text_ar="توفيت")


def test_what_is_not_said_is_struck_out(laid_out: Callable[..., AbroadForm]) -> None:
    form = laid_out(values={"given_name_fr": "Khadija", "sex": "F"}, mentions=())
    assert box(form, "Nom").entries == (Entry(STROKES),)
    assert box(form, "Autres énonciations de l'acte").entries == (Entry(STROKES),)
    assert day(None) == Day(STROKES, STROKES, STROKES)


def test_it_says_what_holds_today(laid_out: Callable[..., AbroadForm]) -> None:
    form = laid_out(current={"family_name_fr": "Benabdellatif"})
    assert box(form, "Nom").entries == (Entry("Benabdellatif"),)


@pytest.mark.parametrize("kind", ["birth", "death"])
def test_french_alone_holds_no_arabic_letter(
    laid_out: Callable[..., AbroadForm], kind: str
) -> None:
    """The label of a box has its Arabic beside it; what is written in never has."""
    form = laid_out(kind=kind)
    written = str([asdict(entry) for one in form.boxes for entry in one.entries])
    assert not re.search("[\u0600-\u06ff]", written)
    assert form.language is PaperLanguage.FR
    assert not re.search("[\u0600-\u06ff]", str(form.translations))


def test_abroad_nobody_reads_arabic_alone(laid_out: Callable[..., AbroadForm]) -> None:
    assert laid_out(PaperLanguage.AR).language is PaperLanguage.BOTH


def test_names_in_arabic_alone_are_asked_for_all_at_once(
    laid_out: Callable[..., AbroadForm],
) -> None:
    said = {"given_name_ar": "خديجة", "family_name_fr": "بنعبد الله", "birth_place_fr": "Settat"}
    with pytest.raises(LatinNameMissing) as refused:
        laid_out(values=said)
    assert refused.value.params == {"fields": "family_name_fr, given_name_fr"}


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"place": "دوار أيت الحاج"}, "mention_place_fr"),
        ({"other_party": "العربي"}, "mention_party_fr"),
    ],
)
def test_an_event_that_cannot_be_told_whole_is_not_told_in_part(
    laid_out: Callable[..., AbroadForm], told: dict[str, str], missing: str
) -> None:
    married = Mention(MentionType.MARRIAGE, "1955-02-01", **told)
    with pytest.raises(LatinNameMissing) as refused:
        laid_out(mentions=(married,))
    assert refused.value.params == {"fields": missing}


def test_a_date_in_the_hijri_calendar_alone_is_asked_for(
    laid_out: Callable[..., AbroadForm],
) -> None:
    said = {"given_name_fr": "Khadija", "birth_date_hijri": "1351-11-15"}
    with pytest.raises(GregorianDayMissing) as refused:
        laid_out(values=said)
    assert refused.value.params == {"fields": "birth_date"}


def test_each_number_and_symbol_has_its_meaning_in_every_language(
    laid_out: Callable[..., AbroadForm],
) -> None:
    for kind in ("birth", "death"):
        form = laid_out(kind=kind)
        meanings = {row[0]: row[1:] for row in form.translations}
        assert meanings.keys() >= {one.code for one in form.boxes}
        assert meanings.keys() >= {"Jo", "Mo", "An", "M", "F", "Mar", "Div", "D"}
        assert all(len(row) == 8 and all(row) for row in meanings.values())


@pytest.mark.parametrize(
    ("text", "latin"), [("Élise d'Aïn", True), ("12/3", True), ("فاس", False), ("ⴼⴰⵙ", False)]
)
def test_latin_letters_are_told_from_others(text: str, latin: bool) -> None:
    assert is_latin(text) == latin

import pytest

from archive.numbers_ar import spell as spell_ar
from archive.numbers_fr import spell as spell_fr
from indexing.acts.page_kinds import closing_count, page_kind

CLOSINGS = {
    "fr": "Clos et arrêté le présent registre contenant {} actes le 31 décembre 1941",
    "ar": "حصر هذا السجل في {} رسما بتاريخ واحد وثلاثين دجنبر",
}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("EMPIRE CHÉRIFIEN\nREGISTRE DES NAISSANCES\nANNÉE 1941", "cover"),
        ("المملكة المغربية\nسجل رسوم الولادات\nسنة 1990", "cover"),
        ("Registre coté et paraphé par nous juge\ndestiné à recevoir les actes", "opening"),
        ("فتح هذا السجل المعد لتلقي الرسوم", "opening"),
        ("TABLE ALPHABÉTIQUE\nBennani Brahim 12\nTazi Omar 13", "table"),
        ("الفهرس الأبجدي\nبناني إبراهيم 12", "table"),
        ("Arrêté le présent registre à douze actes", "closing"),
        ("حصر هذا السجل في اثني عشر رسما", "closing"),
        ("Arrete le present regislre a douze actes", "closing"),
        ("Une lettre du percepteur sur les patentes", "other"),
        ("ab c", "blank"),
        ("", "blank"),
    ],
)
def test_pages_without_acts_are_told_apart(sheet, text, kind):
    assert page_kind(sheet().body(text).page()) == kind


def test_stains_hardly_read_leave_a_page_blank(sheet):
    assert page_kind(sheet(0.2).body("xkjh qsdf wxcv azer tyui").page()) == "blank"


@pytest.mark.parametrize("number", [2, 12, 27, 80, 96, 143, 365])
def test_a_closing_statement_counts_in_words_and_figures(sheet, number):
    for script, spell in (("fr", spell_fr), ("ar", spell_ar)):
        for text in (str(number), spell(number), f"{spell(number)} ({number})"):
            page = sheet().body(CLOSINGS[script].format(text)).page()
            assert closing_count(page) == number, text


def test_the_count_is_found_across_lines(sheet):
    page = sheet().body("Arrêté le présent registre à\nvingt-sept\nactes.").page()
    assert closing_count(page) == 27


def test_a_statement_without_count_tells_none(sheet):
    assert closing_count(sheet().body("Clos et arrêté à Taza le 31 décembre").page()) is None

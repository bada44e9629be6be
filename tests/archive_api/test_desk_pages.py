"""Sentences in Arabic with numbers and Latin words in them, kept whole."""

import pytest

from archive_api.desk_pages import figure, isolated


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("لائحة إحصاء 2024. سجلوا", ["2024"]),
        ("القانون رقم 55.19: للتأكيد", ["55.19"]),
        ("من 12/03/1987 إلى 10:30", ["12/03/1987", "10:30"]),
        ("قرار Arrêté n° 3 بتاريخ", ["Arrêté n", "3"]),
        ("الهاتف +212 537 12 34 56 بالرباط", ["+212 537 12 34 56"]),
        ("بلغ 45 %", ["45"]),
        ("بلغ 45%.", ["45%"]),
        ("المرجع 08.201.11.07/birth/1933/1/66", ["08.201.11.07/birth/1933/1/66"]),
        ("لا يوجد رسم بهذا المرجع: nope.", ["nope"]),
        ("كلمة واحدة", []),
    ],
)
def test_what_is_latin_stays_whole_and_the_sentences_own_signs_outside(
    sentence: str, whole: list[str]
) -> None:
    runs = [piece.split("</bdi>")[0] for piece in isolated(sentence, "ar").split("<bdi")[1:]]
    assert [run.removeprefix(' dir="ltr">') for run in runs] == whole


def test_a_french_sentence_is_left_as_it_is_and_markup_is_text() -> None:
    assert isolated("Le 12/03/1987 <b>", "fr") == "Le 12/03/1987 &lt;b&gt;"
    assert "<b>" not in isolated("بتاريخ <b> 12", "ar")


def test_numbers_are_written_with_a_comma_and_groups_that_are_not_parted() -> None:
    assert figure(1234567.85, 1) == "1\u202f234\u202f567,9"
    assert figure(20_000) == "20\u202f000"
    assert figure(0.04, 1) == "0,0"

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_api.papers.isolating import has_arabic, isolated_ar, isolated_fr, plain, whole

LTR, RTL, END = "\u2066", "\u2067", "\u2069"


def shown(text: str) -> str:
    """Isolates as brackets, no-break spaces as low lines."""
    return text.translate({0x2066: "[", 0x2067: "{", 0x2069: "]", 0xA0: "_"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الحكم عدد 45 / 1987 بتاريخ 2004-08-14", "الحكم عدد [45_/_1987] بتاريخ [2004-08-14]"),
        ("رسم رقم 66 مكرر", "رسم رقم [66] مكرر"),
        ("على الساعة 10:30", "على الساعة [10:30]"),
        ("وثيقة 08.201.11.07/2026/000123", "وثيقة [08.201.11.07/2026/000123]"),
        ("السيد Jean Dupont، بفاس", "السيد [Jean Dupont]، بفاس"),
        ("زنقة Douar Oulad Slama, n° 12 بسطات", "زنقة [Douar Oulad Slama, n° 12] بسطات"),
        ("الاسم ⴰⵎⵖⴰⵔ", "الاسم [ⴰⵎⵖⴰⵔ]"),
        ("بتاريخ 1, 2", "بتاريخ [1], [2]"),
        ("الهاتف +212 537 12 34 56", "الهاتف [+212_537_12_34_56]"),
        ("سطات", "سطات"),
    ],
)
def test_numbers_and_other_letters_keep_their_direction_in_arabic(text: str, expected: str) -> None:
    assert shown(isolated_ar(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jugement n° 45 / 1961", "jugement n°_[45_/_1961]"),
        ("né à سيدي قاسم, Maroc", "né à {سيدي قاسم], Maroc"),
        ("le 12/03/1933", "le [12/03/1933]"),
        ("Settat", "Settat"),
    ],
)
def test_arabic_words_keep_their_direction_in_french(text: str, expected: str) -> None:
    assert shown(isolated_fr(text)) == expected


def test_a_text_of_the_other_language_is_one_run_with_runs_of_its_own() -> None:
    inner = whole("رقم 45 / 1987 عن السيد", arabic=True)
    assert shown(isolated_fr(f"Autre : {inner}")) == "Autre : {رقم [45_/_1987] عن السيد]"


@given(st.text(alphabet="اب ج12/-:.,é°na'"))
def test_isolating_changes_no_letter_and_closes_what_it_opens(text: str) -> None:
    for isolate in (isolated_ar, isolated_fr):
        done = isolate(text)
        assert "".join(plain(done).split()) == "".join(text.split())
        assert done.count(LTR) + done.count(RTL) == done.count(END)
        assert plain(isolate(done)) == plain(done)


def test_arabic_is_known_by_its_letters() -> None:
    assert has_arabic("né à فاس")
    assert not has_arabic("ⴰⵎⵖⴰⵔ, Fès 12")

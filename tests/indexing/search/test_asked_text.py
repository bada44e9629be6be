"""What people type into the box, and what is understood."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.names.units import KINDS, knows
from indexing.search.asked_text import AskedText, asked_text
from indexing.search.identifiers import Identifier, identifier
from indexing.search.typed_words import reserved_words


def read(text: str) -> tuple[tuple[Identifier, ...], str]:
    """Identifiers and names."""
    asked = asked_text(text)
    return asked.identifiers, asked.names


def exact(text: str) -> dict[str, list[str]]:
    """Values of all identifiers by field."""
    found: dict[str, list[str]] = {}
    for one in asked_text(text).identifiers:
        for name, value in one.exact:
            found.setdefault(name, []).append(value)
    return found


def test_four_digits_are_a_year_unless_they_are_called_a_number() -> None:
    assert read("1962")[0] == (Identifier((("years", "1962"),)),)
    assert read("n° 1962")[0] == (Identifier((("number", "1962"),)),)
    assert read("سنة ١٣٤٥")[0] == (Identifier((("years", "1345"),)),)
    assert {name for name, _ in identifier("1345").exact} == {"number", "years", "page"}
    assert {name for name, _ in identifier("3345").exact} == {"number", "page"}


def test_names_and_numbers_are_told_apart() -> None:
    identifiers, names = read("acte n° 12 bis, Ahmed ben Ali ١٩٥٠")
    assert names == "Ahmed ben Ali"
    assert [found.exact[0] for found in identifiers] == [("number", "12bis"), ("years", "1950")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("«66/1962»", "66/1962"), ('"66/1962",', "66/1962"), ("66/1962;Fès", "66/1962 Fès")),
        *(("66-bis/1962", "66bis/1962"), ("66 مكرر", "66bis"), ("Nº 66", "n° 66")),
        *(("Driss,1962", "Driss 1962"), ("1962/123", "123/1962"), ("123/1962م", "123/1962")),
        *(("1381 هـ", "سنة 1381"), ("1381ه", "سنة 1381"), ("1962م", "1962")),
        *(("15 mars 1962", "15/3/1962"), ("1er août 1950", "1/8/1950"), ("7 غشت 1950", "7/8/1950")),
        *(("12 رمضان 1381", "1381-09-12"), ("1962/12/15", "15/12/1962")),
        ("08.201.11.07/BIRTH/1962/1/5", "08.201.11.07/birth/1962/1/5"),
        ("fille d'El Hassan", "fille El Hassan"),
    ],
)
def test_what_is_written_another_way_means_the_same(typed: str, meant: str) -> None:
    assert read(typed) == read(meant)


@pytest.mark.parametrize("name", ["حسنة", "إنعام", "الكعام", "Bruno", "Johan"])
def test_a_name_that_ends_like_a_label_stays_whole(name: str) -> None:
    assert read(f"{name} 1962") == ((Identifier((("years", "1962"),)),), name)


@pytest.mark.parametrize("label", ["رقم ", "سنة ", "an ", "l'an ", "acte ", "n° ", "رقم:::"])
def test_ten_thousand_labels_are_read_in_no_time(label: str) -> None:
    begun = time.process_time()
    assert read(label * (20_000 // len(label)))[0] == ()
    assert time.process_time() - begun < 0.5


@given(
    st.sampled_from(["123/1962", "66 Driss", "سنة 1345", "08.201.11.07/birth/1962/1/5", "الحسن"]),
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from("\u200e\u200f\u202a\u202b\u202c\u2067\ufeff"))
    ),
)
def test_invisible_marks_change_nothing(text: str, marks: list[tuple[int, str]]) -> None:
    marked = text
    for at, mark in marks:
        marked = marked[:at] + mark + marked[at:]
    assert read(marked) == read(text)


@given(st.text(max_size=60))
def test_no_digit_is_ever_left_among_names(text: str) -> None:
    _, names = read(text)
    assert not any(character.isdecimal() for character in names)


@pytest.mark.parametrize(
    ("typed", "meant", "names"),
    [
        ("acte de naissance n° 123/1962", "123/1962 birth", ""),
        ("extrait d'acte de naissance 123/1962", "123/1962 birth", ""),
        ("décès 123/1962", "123/1962 death", ""),
        ("Naissances 123/1962", "123/1962 birth", ""),
        ("رسم ولادة رقم 123 سنة 1962", "n° 123 1962 birth", ""),
        ("عقد ازدياد 123/1962", "123/1962 birth", ""),
        ("رسم الوفاة عدد ١٢٣/١٩٦٢", "123/1962 death", ""),
        ("Tazi Zineb 1962 naissance", "1962 birth", "Tazi Zineb"),
        ("acte n° 123 de 1962", "n° 123 1962", ""),
        ("رقم 123 من سنة 1962", "n° 123 1962", ""),
        ("registre 1962 n 123", "1962 n° 123", ""),
        ("123/1962 mairie de Fès", "123/1962", "de Fès"),
        ("123/1962 مكتب فاس", "123/1962", "فاس"),
        ("état civil de Fès 123/1962", "123/1962", "de Fès"),
        ("مكتب الحالة المدنية فاس 123/1962", "123/1962", "فاس"),
        ("date de naissance 12/03/1933", "12/03/1933", ""),
        ("acte Alaoui", "", "Alaoui"),
        ("Mansouri Nomad", "", "Mansouri Nomad"),
    ],
)
def test_words_for_acts_papers_and_offices_are_no_names(typed: str, meant: str, names: str) -> None:
    *identifiers, kind = meant.split() if meant.endswith(("birth", "death")) else (meant, "")
    assert read(typed)[1] == names
    assert set(asked_text(typed).identifiers) == {
        *asked_text(" ".join(identifiers)).identifiers,
        *((Identifier((("kind", kind),)),) if kind else ()),
    }


def test_no_word_that_is_passed_over_is_a_name_that_people_bear() -> None:
    for word in reserved_words():
        assert not any(knows(one, kind) for one in (word, f"ال{word}") for kind in KINDS)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("12 mars 1933", "1933-03-12"),
        ("1er mars 1933", "1933-03-01"),
        ("premier mars 1933", "1933-03-01"),
        ("12 mars de l'an 1933", "1933-03-12"),
        ("12 رمضان 1381 هـ", "1381-09-12"),
        ("١٢ رمضان ١٣٨١هـ", "1381-09-12"),
        ("12 رمضان عام 1381", "1381-09-12"),
        ("12 من شهر رمضان 1381", "1381-09-12"),
        ("فاتح رمضان 1381 هجرية", "1381-09-01"),
        ("12 ramadan 1381 H", "1381-09-12"),
        ("12/9/1381 هـ", "1381-09-12"),
        ("5 joumada I 1370", "1370-05-05"),
        ("جمادى الأولى 1370", "1370-05"),
        ("joumada I 1370", "1370-05"),
    ],
)
def test_dates_in_words_are_read_in_either_calendar(typed: str, date: str) -> None:
    assert read(typed) == ((Identifier((("dates", date),)),), "")


@pytest.mark.parametrize(
    ("typed", "word", "month"),
    [
        ("Omar Tahiri mai 1938", "mai", "1938-05"),
        ("Omar Tahiri (mars 1933)", "mars", "1933-03"),
        ("عمر الطاهري مارس 1933", "مارس", "1933-03"),
        ("عمر الطاهري رمضان 1381 هـ", "رمضان", "1381-09"),
        ("Omar Tahiri ramadan 1381", "ramadan", "1381-09"),
        ("66 mars 1933", "mars", "1933-03"),
    ],
)
def test_a_month_with_its_year_may_be_a_name_with_a_year(typed: str, word: str, month: str) -> None:
    asked = asked_text(typed)
    assert asked.months == {word: month}
    assert word in asked.names
    assert exact(typed)["years"] == [month[:4]]


@pytest.mark.parametrize("typed", ["1381 H", "1381h", "1381 هجرية", "1381هـ", "سنة 1381 هجرية"])
def test_a_hijri_year_is_told_by_its_sign(typed: str) -> None:
    assert read(typed) == ((Identifier((("years", "1381"),)),), "")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        *(("1960 - 1964", 1960, 1964), ("1960 – 1964", 1960, 1964), ("1960 à 1964", 1960, 1964)),
        *(("entre 1960 et 1964", 1960, 1964), ("de 1960 à 1964", 1960, 1964)),
        *(("من 1960 إلى 1964", 1960, 1964), ("بين 1960 و1964", 1960, 1964)),
        *(("1380-1385 هـ", 1380, 1385), ("1380 - 1385 هـ", 1380, 1385)),
        *(("vers 1933", 1931, 1935), ("1933 environ", 1931, 1935), ("حوالي 1933", 1931, 1935)),
        *(("entre 1915 et 1960", 1915, 1960),),
    ],
)
def test_spans_of_years_are_all_their_years(typed: str, first: int, last: int) -> None:
    years = tuple(("years", str(year)) for year in range(first, last + 1))
    assert read(typed) == ((Identifier(years, any_of=True),), "")


def test_two_years_beside_one_another_are_both_meant() -> None:
    assert exact("1960 1964") == {"years": ["1960", "1964"]}
    assert len(asked_text("1960 et 1964").identifiers) == 2


@pytest.mark.parametrize(
    ("typed", "names", "said"),
    [
        (
            "Driss Alaoui père Hassan mère Zhor",
            "Driss Alaoui",
            {"father": "Hassan", "mother": "Zhor"},
        ),
        ("Driss Alaoui, père : Hassan Tazi", "Driss Alaoui Tazi", {"father": "Hassan"}),
        ("nom Alaoui prénom Driss", "", {"family": "Alaoui", "given": "Driss"}),
        ("الاسم العائلي العلوي الاسم الشخصي إدريس", "", {"family": "العلوي", "given": "إدريس"}),
        ("إدريس العلوي والدته زهور", "إدريس العلوي", {"mother": "زهور"}),
        ("إدريس اسم الأب الحسن", "إدريس", {"father": "الحسن"}),
        ("أم كلثوم", "أم كلثوم", {}),
    ],
)
def test_a_label_says_whose_name_follows(typed: str, names: str, said: dict[str, str]) -> None:
    assert asked_text(typed) == AskedText(names=names, said=said)

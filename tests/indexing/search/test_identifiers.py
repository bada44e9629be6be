import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.search.identifiers import Identifier, identifier, split_text


@pytest.mark.parametrize(
    ("token", "exact"),
    [
        ("123/1962", (("number", "123"), ("year", "1962"))),
        ("7BIS/1962", (("number", "7bis"), ("year", "1962"))),
        ("3/4/1955", (("dates", "1955-04-03"),)),
        ("1374-06", (("dates", "1374-06"),)),
        ("08.201.11.07-2", (("office_code", "08.201.11.07-2"),)),
        ("08.201.11.07/birth/1962", (("register", "08.201.11.07/birth/1962/1"),)),
        ("08.201.11.07/birth/1962/1/5", (("reference", "08.201.11.07/birth/1962/1/5"),)),
        ("12/34/56", (("reference", "12/34/56"),)),
    ],
)
def test_a_token_tells_what_it_identifies(token: str, exact: tuple[tuple[str, str], ...]) -> None:
    assert identifier(token) == Identifier(exact)


def test_four_digits_are_a_year_unless_they_are_called_a_number() -> None:
    assert split_text("1962")[0] == (Identifier((("years", "1962"),)),)
    assert split_text("n° 1962")[0] == (Identifier((("number", "1962"),)),)
    assert split_text("سنة ١٣٤٥")[0] == (Identifier((("years", "1345"),)),)
    assert {name for name, _ in identifier("1345").exact} == {"number", "years", "page"}
    assert {name for name, _ in identifier("3345").exact} == {"number", "page"}


def test_two_years_are_all_the_years_between() -> None:
    found = identifier("1960-1962")
    assert found == Identifier(tuple(("years", y) for y in ("1960", "1961", "1962")), any_of=True)


def test_names_and_numbers_are_told_apart() -> None:
    identifiers, names = split_text("acte n° 12 bis, Ahmed ben Ali ١٩٥٠")
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
    assert split_text(typed) == split_text(meant)


@pytest.mark.parametrize("name", ["حسنة", "إنعام", "الكعام", "Bruno", "Johan"])
def test_a_name_that_ends_like_a_label_stays_whole(name: str) -> None:
    assert split_text(f"{name} 1962") == ((Identifier((("years", "1962"),)),), name)


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
    assert split_text(marked) == split_text(text)


@given(st.text(max_size=60))
def test_no_digit_is_ever_left_among_names(text: str) -> None:
    _, names = split_text(text)
    assert not any(character.isdecimal() for character in names)

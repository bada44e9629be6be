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


@given(st.text(max_size=60))
def test_no_digit_is_ever_left_among_names(text: str) -> None:
    _, names = split_text(text)
    assert not any(character.isdecimal() for character in names)

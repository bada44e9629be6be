import pytest

from indexing.search.identifiers import Identifier, identifier


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
        ("123-1962", (("number", "123"), ("year", "1962"))),
        ("1962-123", (("number", "123"), ("year", "1962"))),
        ("123/62", (("number", "123"), ("year", "1962"), ("year", "2062"))),
        ("7/12", (("number", "7"), ("year", "2012"))),
        ("123/1381", (("number", "123"), ("year", "1961"), ("year", "1962"))),
        ("03-1933", (("dates", "1933-03"),)),
        ("08.201.11.07/naissance/1933/1/66", (("reference", "08.201.11.07/birth/1933/1/66"),)),
        ("8.201.11.7/décès/1933", (("register", "08.201.11.07/death/1933/1"),)),
        ("08.201.11.07/وفاة/1933/1/66bis", (("reference", "08.201.11.07/death/1933/1/66bis"),)),
        (
            "08.201.11.07/1933/66",
            (("office_code", "08.201.11.07"), ("number", "66"), ("year", "1933")),
        ),
        ("8.201.11.7", (("office_code", "08.201.11.07"),)),
        ("03.231.01", (("office_begins", "03.231.01."),)),
        ("03.231.01.0", (("office_begins", "03.231.01."),)),
        ("99.999.99.99", (("office_code", "99.999.99.99"),)),
    ],
)
def test_a_token_tells_what_it_identifies(token: str, exact: tuple[tuple[str, str], ...]) -> None:
    assert identifier(token) == Identifier(exact)


def test_two_years_are_all_the_years_between() -> None:
    found = identifier("1960-1962")
    assert found == Identifier(tuple(("years", y) for y in ("1960", "1961", "1962")), any_of=True)
    assert identifier("1960-62") == identifier("1962-1960") == found
    assert identifier("1962-03") == Identifier((("dates", "1962-03"),))


def test_a_date_with_two_digits_of_the_year_is_of_either_century() -> None:
    dates = (("dates", "1933-03-12"), ("dates", "2033-03-12"))
    assert identifier("12/3/33") == identifier("12.03.33") == Identifier(dates, any_of=True)

"""What an act's words are before any label is known."""

import pytest

from indexing.decoding.word_kinds import KINDS, tokens


@pytest.fixture
def kinds(stream):
    """The kinds of a text's tokens, each with the words it takes."""

    def told(text: str, *home: str) -> list[tuple[str, str]]:
        words = text.split()
        return [
            (token.kind, " ".join(words[token.first : token.last]))
            for token in tokens(stream(text), home)
        ]

    return told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("quatre mars mil neuf cent quarante et un", "date"),
        ("mil neuf cent quarante, le quatre mars", "date"),
        ("04/03/1941", "date"),
        ("رابع مارس سنة ألف وتسعمائة وتسعين", "date"),
        ("mil neuf cent douze", "year"),
        ("1912", "year"),
        ("huit heures et demie du matin", "time"),
        ("minuit", "time"),
        ("vingt-cinq", "word"),
        ("trente et un", "number"),
        ("féminin", "sex"),
        ("أنثى", "sex"),
        ("cultivateur", "job"),
        ("sans profession", "job"),
        ("Bennani", "word"),
    ],
)
def test_a_value_tells_its_kind(kinds, text, kind):
    assert kinds(text) == [(kind, text)]
    assert kind in KINDS


@pytest.mark.parametrize("wrong", ["mil neuf eent", "mll nenf cent", "mil neufcent"])
def test_number_words_misread_or_run_together_still_make_the_date(kinds, wrong):
    text = f"quatre mars {wrong} quarante et un"
    assert kinds(text) == [("date", text)]


def test_a_word_one_letter_from_a_number_is_no_number_by_itself(kinds):
    assert [kind for kind, _ in kinds("fille de Ahmed")] == ["word", "word", "word"]


def test_a_date_and_the_hour_behind_it_are_two(kinds):
    assert kinds("quatre mars mil neuf cent dix, huit heures") == [
        ("date", "quatre mars mil neuf cent dix,"),
        ("time", "huit heures"),
    ]


def test_the_office_s_own_name_is_told_without_the_preposition(kinds):
    assert kinds("né à Sidi Lahsen le", "Sidi Lahsen") == [
        ("word", "né"), ("word", "à"), ("home", "Sidi Lahsen"), ("word", "le"),
    ]  # fmt: skip
    assert kinds("né à Arfoud", "Arfoud")[-1] == ("home", "Arfoud")


def test_a_misread_office_is_still_the_office(kinds):
    assert kinds("à Sidi Lahscn", "Sidi Lahsen")[-1] == ("home", "Sidi Lahscn")


def test_signs_alone_are_left_out(kinds):
    assert kinds("né — à ·") == [("word", "né"), ("word", "à")]


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("marchand de grains né", "marchand de grains"),
        ("commerçant des peaux,", "commerçant des peaux"),
        ("maçon de Taza", "maçon"), ("maçon, de bonne foi", "maçon"), ("maçon né", "maçon"),
    ],
)  # fmt: skip
def test_a_french_trade_says_of_what(stream, text, trade):
    words = stream(text)
    first = tokens(words)[0]
    assert first.kind == "job"
    assert " ".join(p.word.text for p in words.words[: first.last]).rstrip(",") == trade

"""Dates, numbers and sexes found by what they are, whatever stands around them."""

import pytest

from indexing.decoding.closed_words import ClosedWords


@pytest.fixture
def told(stream):
    def stretches(text: str, script: str = "ar") -> tuple[list[str], list[str]]:
        letters = stream(text)
        words = ClosedWords.of(letters, script)
        return tuple([letters.letters[a:b] for a, b in w] for w in (words.spans, words.sexes))

    return stretches


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("بفاس يوم عاشر يناير سنة ألف وتسعمائة وتسعين الموافق", "عاشرينايرسنهالفوتسعمايهوتسعين"),
        ("بفاس يوم عاشر ينا ير سنة أ لف و تسعمائةوتسعينب سيدي", "عاشرينايرسنهالفوتسعمايهوتسعين"),
        ("عام تسعة وستين وتسعمائة وألفحرفتها", "تسعهوستينوتسعمايهوالف"),
        ("بتاريخ 17 ماي 1993 حرر", "17ماي1993"),
        ("يوم حادي عشر يناير سنة ألف وتسعمائة موافق", "حاديعشرينايرسنهالفوتسعمايه"),
        ("سنة ثمانية وعشرين وألف ب أولاد امحمد", "ثمانيهوعشرينوالف"),
    ],
)
def test_a_date_in_words_or_figures_is_one_stretch(told, text, date):
    spans, _ = told(text)
    assert spans == [date]


def test_two_dates_are_told_apart(told):
    spans, _ = told("رابع مارس سنة ألف وتسعمائة الموافق ثالث رجب عام ألف وثلاثمائة")
    assert len(spans) == 2


@pytest.mark.parametrize(
    ("name", "script"),
    [("عبد الإله الفاسي", "ar"), ("رمضان العشيري", "ar"), ("مارية الفيلالي", "ar"),
     ("Emile Vincent", "fr"), ("Milouda Sixou", "fr"), ("Marsal Dixon", "fr")],
)  # fmt: skip
def test_a_name_that_holds_the_letters_of_a_number_is_none(told, name, script):
    assert told(name, script) == ([], [])


def test_french_dates_and_sexes_are_known_too(told):
    text = "Le quatre mars mil neuf cent quarante et un est né à Fès Ahmed sexe masculin"
    spans, sexes = told(text, "fr")
    assert spans[0].startswith("quatremarsmilneufcentquarante")
    assert sexes == ["masculin"]


def test_a_word_glued_to_a_closed_one_begins_at_its_end(stream):
    letters = stream("جنسه ذكرابن أحمد")
    words = ClosedWords.of(letters, "ar")
    assert [letters.letters[end : end + 3] for end in words.ends] == ["ابن"]


@pytest.mark.parametrize(
    ("kind", "text", "likely"),
    [
        ("date", "رابع مارس سنة ألف وتسعمائة", True),
        ("date", "سيدي لحسن بن علي", False),
        ("place", "سيدي لحسن", True),
        ("place", "سيدي لحسن رابع مارس سنة ألف وتسعمائة", False),
        ("sex", "ذكر", True),
    ],
)
def test_a_value_unlike_its_slot_is_strange(stream, kind, text, likely):
    letters = stream(text)
    words = ClosedWords.of(letters, "ar")
    strange = words.strangeness(kind, 0, len(letters.letters))
    assert (strange <= 0) is likely


def test_may_is_no_month_inside_a_hundred(stream):
    words = ClosedWords.of(stream("عام ألف وتسعمائة وخمسة"), "ar")
    assert words.dated == (False,)
    assert ClosedWords.of(stream("ثالث ماي ألف وتسعمائة"), "ar").dated == (True,)

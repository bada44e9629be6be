import pytest

from indexing.decoding.names import decode_name
from indexing.text.stream import extract_words


@pytest.fixture
def name(placed):
    """Decode readings given by script; a list of texts is several readings, all as sure."""

    def decoded(kind: str, confidence: float = 0.97, **texts):
        readings = {
            script: [
                extract_words(placed(t, confidence))
                for t in ([text] if isinstance(text, str) else text)
            ]
            for script, text in texts.items()
        }
        return decode_name(readings, kind)

    return decoded


def test_a_known_name_read_surely_is_sure(name):
    field = name("given", fr="Brahim")["fr"]
    assert (field.value, field.raw) == ("Brahim", "Brahim")
    assert field.confidence > 0.9


@pytest.mark.parametrize(
    ("kind", "script", "unknown"),
    [("family", "fr", "Marrakchiou"), ("given", "fr", "Brahima"), ("family", "ar", "العلويوي")],
)
def test_an_unknown_name_read_surely_is_never_replaced_by_a_listed_neighbour(
    name, kind, script, unknown
):
    assert name(kind, **{script: unknown})[script].value == unknown


def test_an_unknown_name_is_less_sure_than_a_known_one(name):
    unknown, known = name("given", fr="Brahima")["fr"], name("given", fr="Brahim")["fr"]
    assert unknown.confidence < known.confidence


def test_a_name_hardly_read_is_taken_for_the_known_one_it_is_nearest_to(name):
    field = name("given", confidence=0.3, fr="Brahlm")["fr"]
    assert field.value == "Brahim"
    assert field.raw == "Brahlm"
    assert field.confidence < name("given", fr="Brahim")["fr"].confidence


def test_what_was_read_stays_among_the_candidates(name):
    field = name("given", confidence=0.3, fr="Brahlm")["fr"]
    assert "Brahlm" in field.candidates
    assert field.candidates[0] == field.value


def test_scripts_that_agree_confirm_each_other(name):
    both = name("given", fr="Brahim", ar="إبراهيم")
    alone = name("given", ar="إبراهيم")
    assert (both["fr"].value, both["ar"].value) == ("Brahim", "إبراهيم")
    assert both["ar"].confidence > max(0.95, alone["ar"].confidence)


def test_the_other_script_mends_a_misread_name(name):
    field = name("family", confidence=0.5, fr="Bcnnani", ar="بناني")["fr"]
    assert field.value == "Bennani"


def test_scripts_that_tell_different_names_are_both_kept_and_doubted(name):
    both = name("given", fr="Brahim", ar="فاطمة")
    assert (both["fr"].value, both["ar"].value) == ("Brahim", "فاطمة")
    assert max(both["fr"].confidence, both["ar"].confidence) < 0.7


def test_readings_that_agree_are_surer_than_readings_that_differ(name):
    same = name("given", 0.6, fr=["Brahim", "Brahim"])["fr"]
    other = name("given", 0.6, fr=["Brahim", "Said"])["fr"]
    assert same.value == "Brahim"
    assert other.confidence < same.confidence


def test_a_figure_one_in_an_arabic_name_is_an_alef(name):
    assert name("family", ar="بن1ني")["ar"].value == "بناني"


def test_only_scripts_with_a_reading_are_answered(name):
    assert name("given") == {}
    assert name("given", fr=" : ", ar="أحمد").keys() == {"ar"}


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("عمرا ني", "عمراني"),
        ("ا لعر بي", "العربي"),
        ("دمشا ني", "دمشاني"),
        ("أ مز يان", "أمزيان"),
        ("أيت حمو", "أيت حمو"),
        ("بن موسى", "بن موسى"),
    ],
)
def test_a_name_that_fell_apart_behind_letters_that_never_join_is_one_word(name, read, written):
    assert name("family", 0.93, ar=read)["ar"].value == written

import pytest

from indexing.decoding.names import names_world
from indexing.decoding.worlds import decode_in_world
from indexing.text.stream import extract_words


@pytest.fixture
def name(placed):
    """Decode a name; each reading is (text, confidence)."""

    def decoded(kind="family", **read):
        extracts = {
            script: [extract_words(placed(text, sure)) for text, sure in found]
            for script, found in read.items()
        }
        return decode_in_world(names_world(kind), extracts)

    return decoded


@pytest.mark.parametrize(
    ("ar", "fr", "meant"),
    [
        (("كويل", 0.2), ("Koubali", 0.92), "كوبلي"),
        (("رومي", 0.2), ("Roumezi", 0.91), "رومزي"),
        (("عتمي", 0.3), ("Meztami", 0.92), "مزتمي"),
    ],
)
def test_a_sure_latin_spelling_mends_an_unlisted_arabic_one(name, ar, fr, meant):
    found = name(ar=[ar], fr=[fr])
    assert meant in found["ar"].candidates
    assert found["fr"].value == fr[0]


@pytest.mark.parametrize(
    ("fr", "ar", "meant"),
    [(("Zerkcui", 0.5), ("زركوي", 0.93), "Zerkoui"), (("Bennenl", 0.5), ("بناني", 0.9), "Bennani")],
)
def test_a_sure_arabic_spelling_mends_a_doubtful_latin_one(name, fr, ar, meant):
    assert name(ar=[ar], fr=[fr])["fr"].value == meant


@pytest.mark.parametrize("unlisted", ["Guelmouzi", "Ait Zadoukoui", "Benmekghane", "Fenlami"])
def test_an_unlisted_name_read_surely_is_kept_as_written(name, unlisted):
    found = name(fr=[(unlisted, 0.95)])["fr"]
    assert (found.value, found.candidates[0]) == (unlisted, unlisted)


def test_a_sure_latin_spelling_is_not_turned_into_the_listed_one_of_its_sound(name):
    assert name(fr=[("Qadiri", 0.91)], ar=[("القادري", 0.97)])["fr"].value == "Qadiri"


def test_a_listed_name_that_was_not_read_is_never_certain(name):
    found = name(fr=[("Bennanl", 0.6)])["fr"]
    assert found.value == "Bennani"
    assert found.confidence <= 0.75


def test_the_same_letters_misread_twice_are_not_twice_as_sure(name):
    once, twice = name(fr=[("Zaabcui", 0.6)]), name(fr=[("Zaabcui", 0.6), ("Zaabcui", 0.6)])
    assert twice["fr"].confidence < 0.99
    assert "Zaaboui" in once["fr"].candidates


def test_a_reading_of_something_else_gives_way_to_the_name_beside_it(name):
    found = name(kind="given", ar=[("خمسة وأربعين الطيب الوافي جنسه", 0.6), ("أنس", 0.92)])
    assert found["ar"].value == "أنس"


def test_five_candidates_differ_in_more_than_spaces_and_hold_what_was_read(name):
    found = name(fr=[("Houssaln", 0.4)], kind="given")["fr"]
    keys = [text.lower().replace(" ", "") for text in found.candidates]
    assert len(set(keys)) == len(keys) == 5
    assert "houssaln" in keys


def test_a_name_fallen_apart_is_put_together_again(name):
    assert name(ar=[("نسكا روي", 0.89)])["ar"].value.replace(" ", "") == "نسكاروي"
    assert name(kind="given", ar=[("عبد ا لكريم", 0.9)])["ar"].value == "عبد الكريم"


def test_an_unlisted_name_fallen_apart_has_no_more_words_than_the_latin_beside_it(name):
    assert name(ar=[("رو مزي", 0.95)], fr=[("Roumezi", 0.97)])["ar"].value == "رومزي"
    assert name(ar=[("بو زركان", 0.95)], fr=[("Bou Zerkane", 0.97)])["ar"].value == "بو زركان"
    assert (
        name(kind="given", ar=[("نور الدين", 0.95)], fr=[("Noureddine", 0.97)])["ar"].value
        == "نور الدين"
    )

import pytest

from indexing.decoding.candidate_spellings import Reading, all_repairs, readable
from indexing.text.stream import extract_words


@pytest.fixture
def reading(placed):
    return lambda text, script: Reading.of(extract_words(placed(text, 0.8)), script)


@pytest.mark.parametrize(
    ("read", "script", "meant"),
    [
        ("١ لقصر", "ar", "ا لقصر"),
        ("بن1ني", "ar", "بناني"),
        ("! يطو", "ar", "ا يطو"),
        ("E1 Arbi", "fr", "El Arbi"),
        ("M0ha", "fr", "Moha"),
        ("M'hamed", "fr", "M'hamed"),
        ("Ait-Ali", "fr", "Ait-Ali"),
    ],
)
def test_figures_and_signs_in_a_value_are_the_letters_they_stand_for(read, script, meant):
    assert readable(read, script) == meant


@pytest.mark.parametrize(
    ("meant", "read", "script"),
    [("Yacoubi", "Wacoubi", "fr"), ("Zerkoui", "Zerkcui", "fr"), ("كبير", "كبيز", "ar")],
)
def test_likely_misreadings_are_repaired(meant, read, script):
    assert meant in all_repairs(read, script)


def test_a_word_left_of_a_label_may_be_left_out(reading):
    assert "حليمة" in [text for text, _, _ in reading("مي حليمة", "ar").variants]


def test_a_particle_is_never_left_out(reading):
    assert "Zerkoui" not in [text for text, _, _ in reading("Ait Zerkoui", "fr").variants]
    assert "فردوكان" not in [text for text, _, _ in reading("ايت فردوكان", "ar").variants]


def test_no_name_ends_in_a_particle(reading):
    assert "Hasna" in [text for text, _, _ in reading("Hasna el", "fr").variants]


def test_strokes_of_letters_may_part_otherwise(reading):
    assert "Saadi" in [text for text, _, _ in reading("Saacli", "fr").variants]


def test_two_letters_before_a_name_may_be_the_article(reading):
    assert "El Khayat" in [text for text, _, _ in reading("Cl Khayat", "fr").variants]


def test_what_the_engine_read_second_is_a_variant(placed):
    from dataclasses import replace

    (word,) = placed("Zerkcui", 0.5)
    second = replace(word, word=replace(word.word, alternatives=("Zerkoui",)))
    variants = Reading.of(extract_words([second]), "fr").variants
    assert "Zerkoui" in [text for text, _, _ in variants]

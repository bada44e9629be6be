import pytest

from indexing.names.latin_sounds import FINAL, INSIDE, START, sounds


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("chouaib", ["ch", "ou", "ai", "b"]),
        ("bennani", ["b", "e", "nn", "a", "n", "i"]),
        ("el ghrib", ["el", " ", "gh", "r", "i", "b"]),
        ("khadija", ["kh", "a", "d", "i", "j", "a"]),
    ],
)
def test_letters_that_spell_one_sound_stay_together(name, parted):
    assert [sound for sound, _ in sounds(name)] == parted


def test_each_sound_knows_its_place_in_its_word():
    assert [place for _, place in sounds("ait ali")] == [START, FINAL, INSIDE, START, INSIDE, FINAL]

import pytest

from archive.folding import fold_ar, fold_fr, western_digits


@pytest.mark.parametrize(
    ("one", "other"),
    [("مِائَةٌ", "مائة"), ("أحمد", "احمد"), ("مصطفى", "مصطفي"), ("عـــام", "عام"), ("سنة", "سنه")],
)
def test_spellings_of_one_arabic_word_fold_alike(one, other):
    assert fold_ar(one) == fold_ar(other)


def test_french_folds_accents_case_and_joints():
    assert fold_fr("  L'Œuvre — vingt-Deux Août ") == "l oeuvre vingt deux aout"


def test_both_digit_families_become_western():
    assert western_digits("١٩٧٤ ۱۹۷۴") == "1974 1974"


def test_letters_that_tell_words_apart_are_kept():
    assert fold_ar("عمر") != fold_ar("امر")

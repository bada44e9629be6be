from math import exp

from indexing.names.letter_model import LetterModel

MODEL = LetterModel.of(["bennani", "benani", "bennis", "alaoui", "tazi", "bennouna"])


def test_a_spelling_like_the_known_ones_is_likelier_than_a_heap_of_letters():
    assert MODEL.log_likelihood("bennasi") > MODEL.log_likelihood("nxbqvkz")


def test_a_known_spelling_is_likelier_than_its_neighbour():
    assert MODEL.log_likelihood("bennani") > MODEL.log_likelihood("bennanl")


def test_no_spelling_is_impossible():
    assert exp(MODEL.log_likelihood("ⵣⵣ 42")) > 0


def test_a_longer_spelling_of_strange_letters_is_the_less_likely():
    assert MODEL.log_likelihood("qqq") > MODEL.log_likelihood("qqqqqq")

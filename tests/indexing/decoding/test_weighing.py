import pytest

from indexing.decoding.candidate_spellings import Reading
from indexing.decoding.closed_world import ClosedWorld, Listed
from indexing.decoding.weighing import Prior, weigh
from indexing.text.stream import extract_words

TOWNS = [Listed("تازة", "Taza", 5), Listed("طاطا", "Tata"), Listed("تاوريرت", "Taourirt")]
NOTHING_TOLD = Prior({}, None)


@pytest.fixture
def weighed(placed):
    world = ClosedWorld("towns", TOWNS, unlisted=0.2)

    def best(*readings, hints=(), prior=NOTHING_TOLD):
        read = tuple(Reading.of(extract_words(placed(t, sure)), "fr") for t, sure in readings)
        return weigh(world, "fr", read, hints, prior)

    return best


def first(found) -> str:
    return found.folded[int(found.weights.argmax())]


def test_a_doubtful_reading_is_the_listed_value_near_it(weighed):
    assert first(weighed(("Taourint", 0.3))) == "taourirt"


def test_a_sure_reading_is_itself(weighed):
    assert first(weighed(("Taourint", 0.98))) == "taourint"


def test_two_readings_weigh_more_than_one_and_less_than_twice(weighed):
    def lead(found) -> float:
        return found.weights.max() - found.weights[found.folded.index("taza")]

    once, twice = weighed(("Tata", 0.8)), weighed(("Tata", 0.8), ("Tata", 0.8))
    assert lead(once) < lead(twice) < 2 * lead(once)


def test_what_the_field_favours_is_the_likelier(weighed):
    torn = ("Taxa", 0.3)
    assert first(weighed(torn, prior=Prior({"tata": 0.6}, None))) == "tata"
    assert first(weighed(torn, prior=Prior({"taza": 0.6}, None))) == "taza"


def test_what_fits_the_act_is_the_likelier(weighed):
    def against(text: str) -> float:
        return -9.0 if text == "taza" else 0.0

    assert first(weighed(("Tama", 0.3), prior=Prior({}, against))) != "taza"


def test_hints_stand_among_the_candidates(weighed):
    assert "taghazout" in weighed(("Taza", 0.97), hints=["taghazout"]).folded


def test_a_garbled_reading_leaves_more_to_what_nobody_thought_of(weighed):
    clear, garbled = weighed(("Taza", 0.97)), weighed(("Txzq", 0.1))
    assert garbled.beyond - garbled.weights.max() > clear.beyond - clear.weights.max()

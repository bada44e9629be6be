import pytest

from indexing.decoding.closed_world import ClosedWorld, Listed

TOWNS = [
    Listed("تازة", "Taza", 5),
    Listed("تاوريرت", "Taourirt"),
    Listed("سيدي قاسم", "Sidi Kacem"),
    Listed("الدار البيضاء", "Casablanca", 50),
]


@pytest.fixture
def world():
    return ClosedWorld("towns", TOWNS, unlisted=0.2)


def test_what_is_listed_is_known_by_its_folded_spelling(world):
    assert world.knows("تازه", "ar")
    assert not world.knows("tata", "fr")


def test_the_commoner_value_is_the_likelier(world):
    assert world.likelihood("casablanca", "fr") > world.likelihood("taza", "fr")


def test_an_unlisted_value_is_possible_and_name_like_ones_more_so(world):
    assert world.likelihood("taourza", "fr") > world.likelihood("xqvwkzj", "fr")


def test_two_listed_values_together_are_likelier_than_their_letters(world):
    apart = ClosedWorld("towns", TOWNS[:1], 0.2, alike=TOWNS)
    assert world.likelihood("taza taourirt", "fr") > apart.likelihood("taza taourirt", "fr")


def test_near_values_are_found_whatever_the_spaces(world):
    assert world.near("sidikacen", "fr")[0] == "sidi kacem"


def test_a_listed_value_s_other_spelling_is_told_first(world):
    assert world.across("casablanca", "fr")[0] == "الدار البيضا"
    assert world.across("تازه", "ar") == ("taza",)


def test_an_unlisted_value_is_spelt_by_its_sounds_unless_the_world_translates(world):
    trades = ClosedWorld("trades", [Listed("فلاح", "cultivateur")], 0.2, by_sound=False)
    assert "تاورزه" in world.across("taourza", "fr") or "تاورزا" in world.across("taourza", "fr")
    assert trades.across("potier", "fr") == ()


def test_pairs_are_of_one_value(world):
    assert world.pairs("تازه", "taza")
    assert not world.pairs("تازه", "casablanca")

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.names.completing import completions, from_other_script
from indexing.names.matching import fold
from indexing.names.units import units


@pytest.mark.parametrize(
    ("begun", "kind", "script", "expected"),
    [
        ("moham", "given", "fr", "Mohamed"),
        ("Khad", "given", "fr", "Khadija"),
        ("خدي", "given", "ar", "خديجة"),
        ("احم", "given", "ar", "أحمد"),
        ("benna", "family", "fr", "Bennani"),
    ],
)
def test_a_name_begun_is_completed_whatever_its_accents_and_hamzas(
    begun: str, kind: str, script: str, expected: str
) -> None:
    assert expected in completions(begun, kind, script)


def test_the_last_of_several_names_is_completed() -> None:
    assert "Fatima Khadija" in completions("Fatima khad", "given", "fr")


def test_a_name_already_whole_comes_first() -> None:
    assert completions("ali", "given", "fr")[0] == "Ali"


@given(st.sampled_from(units("family")), st.sampled_from(("ar", "fr")), st.integers(1, 12))
def test_every_completion_begins_as_what_was_typed(unit, script, letters) -> None:
    begun = unit.text(script)[:letters]
    for name in completions(begun, "family", script):
        assert fold(name.rpartition(" ")[2] if " " in begun else name).startswith(
            fold(begun.rpartition(" ")[2] if " " in begun else begun)
        ) or fold(name).startswith(fold(begun))


@pytest.mark.parametrize("begun", ["", " ", "'", "xqzw"])
def test_nothing_completes_nothing(begun: str) -> None:
    assert completions(begun, "given", "fr") == []


def test_a_name_is_offered_from_its_spelling_in_the_other_script() -> None:
    assert "Mohamed" in from_other_script("محمد", "given")
    assert "خديجة" in from_other_script("Khadija", "given")
    assert from_other_script("محمد علي", "given") == ["Mohamed Ali"]


def test_a_name_that_no_list_holds_is_not_invented() -> None:
    assert from_other_script("Xqzwrt", "family") == []
    assert from_other_script("Mohamed Xqzwrt", "given") == []

import pytest

from indexing.names.sexes import usual_sex


@pytest.mark.parametrize(
    ("given", "sex"),
    [("Fatima", "F"), ("فاطمة", "F"), ("Mohamed", "M"), ("أسامة", "M"), ("زينب", "F")],
)
def test_a_known_given_name_tells_the_sex(given, sex):
    assert usual_sex(given) == sex


@pytest.mark.parametrize("given", ["Xalimou", "نور", ""])
def test_an_unknown_name_or_one_of_both_sexes_tells_nothing(given):
    assert usual_sex(given) is None

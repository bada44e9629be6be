import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.duplicates.names import likeness, name_keys

spellings = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["محمد", "Mohamed", "عبد الله", "Abdellah", "El Alaoui", "زهروني", "-", "بن"]
        ),
    ),
    max_size=2,
).map(tuple)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Mohammed"),
        ("Lahcen", "الحسن"),
        ("Zineb", "Zaynab"),
        ("Youssef", "Youcef"),
        ("عبد الله", "Abdellah"),
        ("Mohamed", "Mohamed Amine"),
        ("محمد", "مجمد"),
        ("Mohamed", "Moha"),
        ("محمد", "موحا"),
        ("Fatima", "فاضمة"),
    ],
)
def test_one_given_name_however_it_is_written_or_with_a_letter_misread(
    one: str, other: str
) -> None:
    assert likeness((one,), (other,), "given") >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الحسن", "الحسين"),
        ("Hassan", "Houcine"),
        ("Lahcen", "الحسين"),
        ("محمد", "أحمد"),
        ("محمد أمين", "محمد ياسين"),
        ("Rachid", "Rachida"),
        ("Fatima", "Khadija"),
    ],
)
def test_two_given_names_few_letters_apart_are_two(one: str, other: str) -> None:
    assert likeness((one,), (other,), "given") < 0.6


def test_the_best_pair_of_spellings_counts() -> None:
    assert likeness(("أخمد", "Ahmed"), ("Ahmed",), "given") == 1
    assert likeness((), ("Ahmed",), "given") == 0


def test_a_name_has_one_key_in_both_scripts() -> None:
    assert name_keys(("محمد", "Mohamed"), "given") == name_keys(("Mohammed",), "given")
    assert name_keys(("بنعبد الله",), "family") == name_keys(("Benabdellah",), "family")


@given(spellings, spellings, st.sampled_from(["given", "family"]))
def test_likeness_is_a_share_and_the_same_both_ways(
    one: tuple[str, ...], other: tuple[str, ...], kind: str
) -> None:
    found = likeness(one, other, kind)
    assert 0 <= found <= 1
    assert found == likeness(other, one, kind)

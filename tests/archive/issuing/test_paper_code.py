import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.issuing.paper_code import LETTERS, check_letter, grouped, new_code, typed_code

codes = st.text(LETTERS, min_size=15, max_size=15).map(lambda drawn: drawn + check_letter(drawn))


def test_a_new_code_is_sixteen_letters_in_fours_and_never_the_same() -> None:
    drawn = {new_code() for _ in range(100)}
    assert len(drawn) == 100
    assert all([len(part) for part in code.split("-")] == [4, 4, 4, 4] for code in drawn)
    assert all(typed_code(code) == code for code in drawn)


@given(codes)
def test_a_code_is_known_however_it_is_typed(letters: str) -> None:
    code = grouped(letters)
    assert typed_code(letters.lower()) == code
    assert typed_code(f" {code.replace('-', ' ')} ") == code
    assert typed_code(code.replace("0", "o").replace("1", "l")) == code


@given(codes, st.integers(0, 15), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_no_code(letters: str, at: int, other: str) -> None:
    wrong = letters[:at] + other + letters[at + 1 :]
    assert (typed_code(wrong) is None) == (wrong != letters)


@pytest.mark.parametrize("text", ["", "7K3Q", "7K3Q-0M2D-VX9A-41TFX", "U" * 16, "ولادة" * 4])
def test_what_is_no_code_is_told_apart(text: str) -> None:
    assert typed_code(text) is None

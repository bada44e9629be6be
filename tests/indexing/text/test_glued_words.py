"""Words that recognition ran together come apart at the seams that print shows."""

from itertools import pairwise

import pytest

from indexing.text.glued_words import parted


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("Chouafaa,infirmier,", ["Chouafaa,", "infirmier,"]),
        ("SalmaZerroui", ["Salma", "Zerroui"]),
        ("وجدة،في", ["وجدة،", "في"]),
        ("M'hamed", ["M'hamed"]),
        ("12,5", ["12,5"]),
        ("BENNANI", ["BENNANI"]),
        ("né", ["né"]),
    ],
)
def test_a_word_is_parted_where_a_sign_or_a_capital_shows_it(placed, read, words):
    assert [part.word.text for part in parted(placed(read))] == words


def test_the_parts_share_the_word_s_box_from_left_to_right(placed):
    (whole,) = placed("Chouafaa,infirmier")
    parts = [part.word.box for part in parted([whole])]
    assert (parts[0].left, parts[-1].right) == (whole.word.box.left, whole.word.box.right)
    assert all(a.right <= b.left for a, b in pairwise(parts))


def test_arabic_parts_run_from_the_right(placed):
    first, second = parted(placed("وجدة،في"))
    assert first.word.box.left >= second.word.box.right

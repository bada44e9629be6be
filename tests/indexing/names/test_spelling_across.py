import pytest

from indexing.names.spelling_across import arabic_spellings, heard


@pytest.mark.parametrize(
    ("fr", "ar"),
    [
        ("baldari", "بلداري"),
        ("koubali", "كوبلي"),
        ("el harti", "الحارتي"),
        ("ait zerkoui", "ايت زركوي"),
        ("laghrissi", "لغريسي"),
        ("chaouki", "شوقي"),
    ],
)
def test_an_unlisted_name_s_arabic_spelling_is_among_those_told(fr, ar):
    assert ar in [text for text, _ in arabic_spellings(fr)]


def test_the_likeliest_spelling_comes_first():
    chances = [chance for _, chance in arabic_spellings("benmekghane")]
    assert chances == sorted(chances, reverse=True)


def test_a_consonant_amiss_is_heard_more_than_a_vowel_left_out():
    told, vowel, consonant = (heard(ar, "baldari") for ar in ("بلداري", "بلدري", "بناداري"))
    assert told >= vowel > consonant


def test_spaces_are_not_heard():
    assert heard("بن مكغان", "benmekghane") == heard("بنمكغان", "benmekghane")


def test_no_consonant_falls_silent():
    assert "سيدي بي" not in [text for text, _ in arabic_spellings("sidi bibi")]

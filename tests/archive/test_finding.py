import pytest

from archive.finding import Finding, codes
from indexing.acts.page_kinds import _WORDINGS


def test_what_a_parameter_names_is_said_in_the_language_of_the_sentence() -> None:
    finding = Finding("mention_unsure", {"type": "divorce"})
    assert "(Divorce)" in finding.text("fr")
    assert "(طلاق)" in finding.text("ar")
    assert "divorce" not in finding.text("ar")


def test_a_word_that_is_not_known_is_said_as_it_is() -> None:
    assert "(adoption)" in Finding("mention_unsure", {"type": "adoption"}).text("ar")


@pytest.mark.parametrize("kind", [*_WORDINGS, "blank"])
def test_a_page_without_an_act_is_told_in_words(kind: str) -> None:
    for language in ("fr", "ar"):
        told = Finding("page_without_act", {"kind": kind}, page="1.png").text(language, True)
        assert f"{kind})" not in told
        assert f"{kind}\u2069" not in told
        assert "\u20681.png\u2069" in told


def test_a_code_that_has_no_text_is_refused() -> None:
    assert "no_such_code" not in codes()
    with pytest.raises(KeyError, match="no_such_code"):
        Finding("no_such_code")

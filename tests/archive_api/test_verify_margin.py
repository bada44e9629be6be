"""The margin as a person says it is. Nobody here exists."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import Act, ActReading
from archive.box import Box
from archive.catalogue import Catalogue
from archive.mention import Mention, MentionType
from archive.register import VolumeReference
from archive_api.act_picture import Share, picture
from archive_api.schemas.verifying import MentionIn
from archive_api.verify_margin import mention_lines, mentions_said

VOLUME = VolumeReference.parse("04.481.01.07/birth/1933/1@1")
MARRIAGE = Mention(
    MentionType.MARRIAGE,
    "1955-02-01",
    text_fr="Mariée à Settat avec Idir Tazi, acte n° 42",
    place="Settat",
    other_party="Idir Tazi",
    act_number="42",
    confidence=0.7,
    page="0001.png",
)


@pytest.fixture
def act_of(filled: Catalogue, act_reading: Callable[..., ActReading]) -> Callable[[Mention], Act]:
    """An act whose margin holds one mention."""

    def kept(mention: Mention) -> Act:
        filled.keep_acts(VOLUME, [act_reading(68, mentions=(mention,))], {})
        found = filled.act(f"{VOLUME.register}/68")
        assert found is not None
        return found

    return kept


@pytest.fixture
def act(act_of: Callable[[Mention], Act]) -> Act:
    """An act whose margin tells a marriage."""
    return act_of(MARRIAGE)


def said(act: Act, *wordings: str) -> Mention:
    """The marriage with other wordings."""
    line = MentionIn(at=0, type=MARRIAGE.type, date="1955-02-01", wordings=list(wordings))
    (mention,) = mentions_said(act, [line])
    return mention


def test_a_mention_without_other_wordings_stands_as_it_was_read(act: Act) -> None:
    line = MentionIn(at=0, type=MARRIAGE.type, date="1955-02-01")
    assert mentions_said(act, [line]) == [MARRIAGE]


def test_what_the_machine_took_from_the_text_stays_while_the_text_says_it(act: Act) -> None:
    corrected = said(act, "Mariée à Settat avec Idir  Tazi, acte n° 420")
    assert corrected.text_fr == "Mariée à Settat avec Idir Tazi, acte n° 420"
    assert (corrected.place, corrected.other_party) == ("Settat", "Idir Tazi")
    assert corrected.act_number is None
    assert (corrected.page, corrected.confidence) == ("0001.png", 0.7)


def test_each_wording_is_kept_in_its_script(act: Act) -> None:
    both = said(act, "تزوجت بسطات", "Mariée à Settat")
    assert (both.text_ar, both.text_fr) == ("تزوجت بسطات", "Mariée à Settat")
    other = said(act, "تزوجت بسطات")
    assert (other.text_ar, other.text_fr) == ("تزوجت بسطات", None)


def test_a_change_that_the_text_no_longer_tells_is_none(act_of: Callable[[Mention], Act]) -> None:
    rectified = replace(MARRIAGE, changed="given_name", old="Yamina", new="Yamna")
    assert said(act_of(rectified), "Prénom Yamina rectifié en Yamna").changed == "given_name"
    assert said(act_of(rectified), "Mariée à Settat").changed is None


@pytest.mark.parametrize(("lang", "first"), [("fr", "Mariée"), ("ar", "تزوجت")])
def test_the_wording_in_the_language_of_the_page_comes_first(
    act_of: Callable[[Mention], Act], lang: str, first: str
) -> None:
    (line,) = mention_lines(act_of(replace(MARRIAGE, text_ar="تزوجت بسطات")), [], lang)
    assert line.wordings[0].startswith(first)
    assert len(line.wordings) == 2


def test_a_mention_leads_to_where_it_is_written(act_of: Callable[[Mention], Act]) -> None:
    act = act_of(replace(MARRIAGE, box=Box(10, 20, 100, 40)))
    blank = picture(act, "0000.png", None, (200, 100), 0)
    shown = picture(act, "0001.png", None, (200, 100), 0)
    (line,) = mention_lines(act, [blank, shown], "fr")
    assert (line.page, line.share) == (1, Share(0.05, 0.2, 0.5, 0.4))
    act = act_of(MARRIAGE)
    shown = picture(act, "0001.png", None, (200, 100), 0)
    (unplaced,) = mention_lines(act, [blank, shown], "fr")
    assert (unplaced.page, unplaced.share) == (1, None)

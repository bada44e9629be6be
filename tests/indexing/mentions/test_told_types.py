"""What a mention's words say that it records, in sentences that open with no listed wording."""

import pytest

from archive.mention import MentionType
from indexing.mentions.told_types import may_befall, told_type

SENTENCES = [
    ("fr", "Unie devant les adouls à Brahim Tazi", MentionType.MARRIAGE),
    ("fr", "L'union conjugale a été dissoute", MentionType.DIVORCE),
    ("fr", "Les époux se sont réconciliés", MentionType.RETURN),
    ("fr", "Le mariage ressort d'un acte de notoriété", MentionType.MARRIAGE_PROOF),
    ("fr", "L'intéressé est décédé, époux de Fatima Tazi", MentionType.DEATH),
    ("fr", "Le nom a été corrigé en Tazi", MentionType.RECTIFICATION),
    ("fr", "Jugement du tribunal : le lieu doit se lire Taza", MentionType.RECTIFICATION),
    ("fr", "Inexactitude redressée", MentionType.MATERIAL_ERROR),
    ("fr", "Nom adopté par décret", MentionType.NAME_CHANGE),
    ("fr", "Prénom changé par décret", MentionType.GIVEN_NAME_CHANGE),
    ("fr", "Lettres latines du nom fixées", MentionType.LATIN_SPELLING),
    ("ar", "اقترنت صاحبة الرسم ببراهيم التازي", MentionType.MARRIAGE),
    ("ar", "افترق الزوجان", MentionType.DIVORCE),
    ("ar", "طلقت من زوجها طلاقا رجعي", MentionType.DIVORCE),
    ("ar", "أرجعها زوجها إلى عصمته", MentionType.RETURN),
    ("ar", "كانت وفاته بتازة", MentionType.DEATH),
    ("ar", "غلط مادي في الاسم", MentionType.MATERIAL_ERROR),
    ("ar", "الاسم العائلي الجديد بمرسوم", MentionType.NAME_CHANGE),
]


@pytest.mark.parametrize(("script", "text", "kind"), SENTENCES)
def test_a_sentence_tells_its_type_by_its_words(script, text, kind):
    told = told_type(text.split(), script)
    assert told is not None
    assert told.type is kind


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("fr", "BENNANI Brahim Marianne Mortada"),
        ("fr", "Commune de Taza, acte n° 12"),
        ("ar", "عبد الرحمان المرابط"),
        ("ar", "النسب العائلي التازي"),
    ],
)
def test_names_and_headings_tell_none(script, text):
    assert told_type(text.split(), script) is None


def test_the_first_word_that_tells_is_named():
    told = told_type(["BENNANI", "Brahim", "Noces", "à", "Taza"], "fr")
    assert told is not None
    assert told.first == 2


def test_beside_the_act_of_a_death_nothing_of_a_life_is_told():
    assert told_type(["Avis", "de", "décès"], "fr", dead=True) is None
    told = told_type(["Acte", "de", "décès", "corrigé"], "fr", dead=True)
    assert told is not None
    assert told.type is MentionType.RECTIFICATION
    assert not may_befall(MentionType.MARRIAGE, dead=True)
    assert may_befall(MentionType.MARRIAGE, dead=False)

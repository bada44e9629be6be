"""Mentions of the margin: typed by their wording, dated, and none where there is none."""

from dataclasses import replace
from pathlib import Path
from tomllib import loads

import pytest

import indexing
from archive.mention import MentionType
from indexing.mentions.reading import first_mention, read_mentions

YEAR = 1941
EACH_TYPE = [
    ("fr", "Décédé à Oujda le 4 mars 1990 acte n° 17", MentionType.DEATH, "1990-03-04"),
    ("fr", "Marié à Taza le 4 mars 1965 avec Fatima Tazi", MentionType.MARRIAGE, "1965-03-04"),
    ("fr", "A contracté mariage à Fès le 4 mars 1965", MentionType.MARRIAGE, "1965-03-04"),
    ("fr", "Divorcé de Fatima Tazi le 4 mars 1970", MentionType.DIVORCE, "1970-03-04"),
    ("fr", "Reprise de la vie conjugale le 4 mars 1971", MentionType.RETURN, "1971-03-04"),
    ("fr", "Le mot Oujda est remplacé le 4 mars 1971", MentionType.ANNOTATION, "1971-03-04"),
    (
        "fr", "Rectifié suivant jugement n° 12 du 4 mars 1971", MentionType.RECTIFICATION,
        "1971-03-04",
    ),
    (
        "fr", "Erreur matérielle rectifiée le 4 mars 1971 n° 12", MentionType.MATERIAL_ERROR,
        "1971-03-04",
    ),
    ("fr", "Autorisé à changer de nom le 4 mars 1971", MentionType.NAME_CHANGE, "1971-03-04"),
    (
        "fr", "Transcription en caractères latins le 4 mars 1971", MentionType.LATIN_SPELLING,
        "1971-03-04",
    ),
    (
        "fr", "A acquis la nationalité marocaine le 4 mars 1971", MentionType.NATIONALITY,
        "1971-03-04",
    ),
    ("fr", "Acte annulé par jugement du 4 mars 1971", MentionType.ANNULMENT, "1971-03-04"),
    ("fr", "Reconnu par Ahmed Tazi le 4 mars 1971", MentionType.RECOGNITION, "1971-03-04"),
    (
        "fr", "Changement de prénom autorisé le 4 mars 1971", MentionType.GIVEN_NAME_CHANGE,
        "1971-03-04",
    ),
    (
        "fr", "Marié suivant certificat de preuve le 4 mars 1965", MentionType.MARRIAGE_PROOF,
        "1965-03-04",
    ),
    (
        "fr", "Reconnaissance mutuelle de mariage le 4 mars 1965",
        MentionType.MARRIAGE_ACKNOWLEDGED, "1965-03-04",
    ),
    ("fr", "Mariage dissous par divorce le 4 mars 1970", MentionType.DIVORCE, "1970-03-04"),
    (
        "fr", "Suivant jugement du 4 mars 1970 prononçant le divorce", MentionType.DIVORCE,
        "1970-03-04",
    ),
    (
        "fr", "Rectifié le 4 mars 1971 sur autorisation du procureur", MentionType.MATERIAL_ERROR,
        "1971-03-04",
    ),
    ("ar", "توفي ب وجدة بتاريخ 4 مارس 1990 رسم عدد 17", MentionType.DEATH, "1990-03-04"),
    ("ar", "تزوجت ب تازة في 4 مارس 1965", MentionType.MARRIAGE, "1965-03-04"),
    (
        "ar", "متزوج بناء على شهادة الثبوت عدد 12 بتاريخ 4 مارس 1965", MentionType.MARRIAGE_PROOF,
        "1965-03-04",
    ),
    (
        "ar", "حصل تقارر بالزوجية بين الطرفين بتاريخ 4 مارس 1965",
        MentionType.MARRIAGE_ACKNOWLEDGED, "1965-03-04",
    ),
    ("ar", "وقع الطلاق بتاريخ 4 مارس 1970 رسم عدد 12", MentionType.DIVORCE, "1970-03-04"),
    ("ar", "راجع زوجته بتاريخ 4 مارس 1971", MentionType.RETURN, "1971-03-04"),
    ("ar", "تعوض كلمة وجدة بتاريخ 4 مارس 1971", MentionType.ANNOTATION, "1971-03-04"),
    ("ar", "صحح هذا الرسم بحكم عدد 12 بتاريخ 4 مارس 1971", MentionType.RECTIFICATION, "1971-03-04"),
    ("ar", "إصلاح خطأ مادي بتاريخ 4 مارس 1971", MentionType.MATERIAL_ERROR, "1971-03-04"),
    (
        "ar", "أذن في تغيير الاسم العائلي بتاريخ 4 مارس 1971", MentionType.NAME_CHANGE,
        "1971-03-04",
    ),
    (
        "ar", "أذن في تغيير الاسم الشخصي بتاريخ 4 مارس 1971", MentionType.GIVEN_NAME_CHANGE,
        "1971-03-04",
    ),
    ("ar", "ألغي هذا الرسم بحكم بتاريخ 4 مارس 1971", MentionType.ANNULMENT, "1971-03-04"),
    ("ar", "أقر ببنوة صاحب الرسم بتاريخ 4 مارس 1971", MentionType.RECOGNITION, "1971-03-04"),
    (
        "ar", "أصلح بإذن وكيل الملك بتاريخ 4 مارس 1971", MentionType.MATERIAL_ERROR, "1971-03-04",
    ),
    (
        "ar", "أصلح الاسم العائلي بالأحرف اللاتينية بتاريخ 4 مارس 1971",
        MentionType.LATIN_SPELLING, "1971-03-04",
    ),
    ("ar", "بمقتضى حكم بالطلاق بتاريخ 4 مارس 1970 عدد 8", MentionType.DIVORCE, "1970-03-04"),
    ("ar", "أدخل بالأحرف اللاتينية بتاريخ 4 مارس 1971", MentionType.LATIN_SPELLING, "1971-03-04"),
    (
        "ar", "اكتسب صاحب الرسم الجنسية المغربية بتاريخ 4 مارس 1971", MentionType.NATIONALITY,
        "1971-03-04",
    ),
]  # fmt: skip


@pytest.fixture
def read(placed):
    return lambda text, script="fr", year=YEAR: read_mentions(placed(text), script, year)


@pytest.mark.parametrize(
    ("script", "text", "kind", "date"),
    EACH_TYPE,
    ids=[f"{s}-{k.value}" for s, _, k, _ in EACH_TYPE],
)
def test_a_mention_of_each_type_is_typed_and_dated(read, script, text, kind, date):
    (mention,) = read(text, script)
    assert (mention.type, mention.date) == (kind, date)
    assert (mention.text_fr, mention.text_ar) == ((text, None) if script == "fr" else (None, text))
    assert mention.page == "p1"
    assert mention.confidence > 0.7


def test_a_mention_right_behind_another_one_is_its_own(read):
    text = (
        "Par jugement n° 83 du tribunal de Taza en date du 1 août 1967, le nom est rectifié en "
        "Benchekroun Décédée à Oujda le 22 mars 1992, acte de décès n° 870"
    )
    assert [(one.type, one.date) for one in read(text)] == [
        (MentionType.RECTIFICATION, "1967-08-01"), (MentionType.DEATH, "1992-03-22")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Meris le 24 octobre 1977 à Bni Sidel evec Yamna", [MentionType.MARRIAGE]),
        ("Meris le 24 octobre à Bni Sidel evec Yamna", []),
        ("Vu et paraphé le 24 octobre 1977 par nous", []),
        ("Rabat le 24 octobre 1977", []),
    ],
)
def test_a_worn_wording_needs_a_whole_date(read, text, kinds):
    assert [one.type for one in read(text)] == kinds


def test_other_readings_of_a_word_tell_its_date(placed):
    words = [
        replace(p, word=replace(p.word, alternatives=("1977",))) if p.word.text == "1q77" else p
        for p in placed("Marié à Taza le 24 octobre 1q77 avec Fatima Tazi")
    ]
    assert [one.date for one in read_mentions(words, "fr", YEAR)] == ["1977-10-24"]


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("fr", "El Marrakchi Mariam"),
        ("fr", "Mariam El Mariagi 12 345"),
        ("fr", "Morad Décembre"),
        ("fr", "Divorzine Mortada"),
        ("fr", "Mariage"),
        ("fr", "Marié à Taza avec Fatima Tazi"),
        ("fr", ""),
        ("ar", "المراكشي مريم"),
        ("ar", "الطالق راجي"),
        ("ar", "البيانات الهامشية"),
        ("fr", "Mentions marginales 1941 Mariage Décès 12"),
        ("fr", "Registre des décès de l'année 1941 n° 221"),
        ("fr", "État civil de Taza 12 mars 1941 Tribunal"),
        ("ar", "سجل الوفيات لسنة 1976 عدد 221"),
        ("ar", "المحكمة الابتدائية 1976 وكيل الملك 12"),
        ("ar", "رسم وفاة عدد 221 الزواجي مريم 1976"),
    ],
)
def test_names_and_undated_wordings_are_no_mention(read, script, text):
    assert read(text, script) == []


def test_the_day_written_is_the_day_told(read):
    days = [read(f"Marié à Taza le {day} mars 1965")[0].date for day in (4, 5, 24)]
    assert days == ["1965-03-04", "1965-03-05", "1965-03-24"]


def test_a_date_in_figures_counts_in_both_scripts(read):
    assert read("Marié à Taza le 04/03/1965")[0].date == "1965-03-04"
    assert read("تزوج ب تازة في ٠٤/٠٣/١٩٦٥", "ar")[0].date == "1965-03-04"


def test_a_date_in_words_counts_too(read):
    text = "Décédé à Oujda le quatre mars mil neuf cent quatre-vingt-dix"
    assert read(text)[0].date == "1990-03-04"


def test_a_mention_is_never_older_than_its_act(read):
    (mention,) = read("Marié à Taza le 04/03/1925")
    assert mention.date != "1925-03-04"
    assert mention.confidence < 0.7


def test_several_mentions_are_told_apart_in_their_order(read):
    text = (
        "BENNANI Brahim Marié à Taza le 4 mars 1965 avec Fatima Tazi "
        "Divorcé de Fatima Tazi le 5 avril 1970 Décédé à Oujda le 6 mai 1990"
    )
    assert [(m.type, m.date) for m in read(text)] == [
        (MentionType.MARRIAGE, "1965-03-04"),
        (MentionType.DIVORCE, "1970-04-05"),
        (MentionType.DEATH, "1990-05-06"),
    ]


@pytest.mark.parametrize(
    ("script", "text", "kind"),
    [
        ("fr", "Divorcée de Ahmed Tazi le 4 mars 1970 par jugement n° 55", MentionType.DIVORCE),
        ("fr", "Mort à Oujda le 4 mars 1990, registre des décès n° 221", MentionType.DEATH),
        ("fr", "Marié à Taza le 4 mars 1965, acte de mariage n° 12 de 1965", MentionType.MARRIAGE),
        ("ar", "توفي ب وجدة يوم 04/03/1990 سجل الوفيات عدد 221 سنة 1990", MentionType.DEATH),
        ("ar", "طلقت بمقتضى حكم عدد 12 بتاريخ 04/03/1970", MentionType.DIVORCE),
    ],
)
def test_what_a_mention_cites_opens_no_other_one(read, script, text, kind):
    (mention,) = read(text, script)
    assert mention.type is kind
    assert text in (mention.text_fr, mention.text_ar)


def test_names_above_the_first_mention_are_no_part_of_it(read, placed):
    text = "BENNANI Brahim Marié à Taza le 4 mars 1965"
    assert read(text)[0].text_fr == "Marié à Taza le 4 mars 1965"
    assert first_mention(placed(text), "fr") == 2
    assert first_mention(placed("BENNANI Brahim"), "fr") is None


def test_a_wording_misread_by_a_letter_is_still_a_mention(read):
    (mention,) = read("Divorcc de Fatima Tazi le 4 mars 1970")
    assert (mention.type, mention.date) == (MentionType.DIVORCE, "1970-03-04")


def test_place_and_act_number_are_told_where_they_stand(read):
    (mention,) = read("Décédé à Oujda le 4 mars 1990 acte n° 17")
    assert (mention.place, mention.act_number) == ("Oujda", "17")
    (mention,) = read("توفي ب وجدة بتاريخ 4 مارس 1990 رسم عدد 17", "ar")
    assert (mention.place, mention.act_number) == ("وجدة", "17")


@pytest.mark.parametrize("script", ["fr", "ar"])
def test_every_wording_that_offices_use_opens_a_mention_of_its_type(read, script):
    tests, product = Path(__file__).parents[1], Path(indexing.__file__).parent
    printed = loads((tests / "printed_wordings.toml").read_text("utf-8"))["mentions"][script]
    known = loads((product / "data/mention_wordings.toml").read_text("utf-8"))[script]["types"]
    dated = "Oujda le 04/03/1965" if script == "fr" else "وجدة بتاريخ 04/03/1965"
    for kind, wordings in printed.items():
        assert set(wordings) <= set(known[kind])
        for wording in wordings:
            found = [(m.type.value, m.date) for m in read(f"{wording} {dated}", script)]
            assert found == [(kind, "1965-03-04")], wording


@pytest.mark.parametrize(
    "text",
    [
        "Autorisé à changer de nom le 4 mars 1971",
        "A acquis la nationalité marocaine le 4 mars 1971",
    ],
)
def test_what_follows_a_cue_without_naming_a_place_is_none(read, text):
    assert read(text)[0].place is None


@pytest.mark.parametrize("number", ["17 bis", "17bis"])
def test_an_inserted_act_is_cited_with_its_mark(read, number):
    assert read(f"Décédé à Oujda le 4 mars 1990 acte n° {number}")[0].act_number == "17bis"


def test_no_number_is_read_out_of_a_word(read):
    assert read("Divorcé devant notaire à Taza le 4 mars 1970")[0].act_number is None

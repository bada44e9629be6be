"""What a mention names beside its type: place, other party, act or judgment, court, change."""

import pytest

from archive.mention import Mention
from indexing.mentions.reading import read_mentions

YEAR = 1941


@pytest.fixture
def read(placed):
    def one(text: str, script: str) -> Mention:
        (mention,) = read_mentions(placed(text), script, YEAR)
        return mention

    return one


@pytest.mark.parametrize(
    ("script", "text", "place", "party"),
    [
        ("fr", "Marié à Taza le 4 mars 1965 avec Fatima Tazi", "Taza", "Fatima Tazi"),
        ("fr", "Mariée à Ahmed Tazi le 4 mars 1965", None, "Ahmed Tazi"),
        ("fr", "Divorcée de Ahmed Tazi par jugement du 4 mars 1970", None, "Ahmed Tazi"),
        ("fr", "A épousé Fatima Tazi à Oujda le 4 mars 1965", "Oujda", "Fatima Tazi"),
        ("fr", "Divorce prononcé le 4 mars 1970 à Taza", "Taza", None),
        ("fr", "Décédé à Oujda le 4 mars 1990", "Oujda", None),
        ("ar", "تزوج بـ تازة في 04/03/1965 مع فاطمة التازي", "تازة", "فاطمة التازي"),
        ("ar", "تزوج ب فاطمة التازي بتاريخ 04/03/1965", None, "فاطمة التازي"),
        ("ar", "طلاق من فاطمة التازي بتاريخ 04/03/1970", None, "فاطمة التازي"),
        ("ar", "راجع زوجته فاطمة التازي بتاريخ 04/03/1971", None, "فاطمة التازي"),
        ("ar", "توفيت بوجدة بتاريخ 04/03/1990", "وجدة", None),
    ],
)
def test_place_and_other_party_are_told_apart(read, script, text, place, party):
    mention = read(text, script)
    assert (mention.place, mention.other_party) == (place, party)


@pytest.mark.parametrize(
    ("script", "text", "number", "court"),
    [
        ("fr", "Rectifié suivant jugement n° 12 du tribunal de première instance de Taza du 4 mars "
         "1971", "12", "tribunal de première instance de Taza"),
        ("fr", "Mort à Oujda le 04/03/1990, registre des décès n° 221", "221", None),
        ("ar", "صحح هذا الرسم بحكم المحكمة الابتدائية ب وجدة عدد 518 بتاريخ 17/06/1992", "518",
         "المحكمة الابتدائية ب وجدة"),
        ("ar", "توفي ب وجدة بتاريخ 04/03/1990 وقد سجلت وفاته تحت عدد 221 سنة 1990", "221", None),
    ],
)  # fmt: skip
def test_the_act_or_judgment_cited_and_its_court(read, script, text, number, court):
    mention = read(text, script)
    assert (mention.act_number, mention.court) == (number, court)


@pytest.mark.parametrize(
    ("script", "text", "change"),
    [
        ("fr", "Il a été procédé à la rectification du nom de famille qui devient Tarzoult au lieu "
         "de Tarzout en vertu du jugement n° 12 en date du 4 mars 1971",
         ("family_name", "Tarzout", "Tarzoult")),
        ("fr", "Le mot Oujda ligne trois est remplacé par Taza le 4 mars 1971",
         (None, None, "Taza")),
        ("ar", "أصلح الاسم العائلي ليصبح الترزولت عوض الترزوت بمقتضى الحكم عدد 12 بتاريخ "
         "04/03/1971", ("family_name", "الترزوت", "الترزولت")),
        ("ar", "أذن في تغيير الاسم العائلي لصاحب الرسم ليصبح الترزولت عوض الترزوت بموجب المرسوم "
         "عدد 12 بتاريخ 04/03/1971", ("family_name", "الترزوت", "الترزولت")),
        ("fr", "Rectifié suivant jugement n° 12 du 4 mars 1971", (None, None, None)),
    ],
)  # fmt: skip
def test_a_rectification_says_what_stood_and_what_stands(read, script, text, change):
    mention = read(text, script)
    assert (mention.changed, mention.old, mention.new) == change


@pytest.mark.parametrize(
    ("script", "text", "date"),
    [
        ("fr", "Mariée à Taza le 4 mars 1965 acte n° 12 Fait à Taza le 10 mai 1966", "1965-03-04"),
        ("ar", "تزوج مع فاطمة التازي بتاريخ 04/03/1965 حرر بتاريخ 10/05/1966", "1965-03-04"),
        ("ar", "تعوض كلمة وجدة ب فاس حرر بتاريخ 10/05/1966", "1966-05-10"),
        ("fr", "Décédé à Oujda le 04.03.1990", "1990-03-04"),
        ("fr", "Décédé à Oujda le O4/O3/199O", "1990-03-04"),
        ("fr", "Décédé à Oujda le 04031990", "1990-03-04"),
        ("ar", "توفي ب وجدة بتاريخ 12/07/1410 الموافق ل 08/02/1990", "1990-02-08"),
        ("ar", "توفي ب وجدة بتاريخ /1990", "1990"),
    ],
)
def test_the_date_is_that_of_what_happened(read, script, text, date):
    assert read(text, script).date == date

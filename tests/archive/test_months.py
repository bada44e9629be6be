import pytest

from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR, MonthNames

TABLES = [GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR]


@pytest.mark.parametrize("table", TABLES)
def test_every_spelling_names_its_month(table):
    for number, names in enumerate(table.spellings, start=1):
        assert [table.number(name) for name in names] == [number] * len(names)


@pytest.mark.parametrize(
    ("table", "name", "number"),
    [
        (GREGORIAN_AR, "غشت", 8),
        (GREGORIAN_AR, "أغسطس", 8),
        (GREGORIAN_AR, "ابريل", 4),
        (GREGORIAN_AR, "يوليو", 7),
        (GREGORIAN_AR, "يونيو", 6),
        (GREGORIAN_AR, "ديسمبر", 12),
        (GREGORIAN_FR, "AOUT", 8),
        (HIJRI_AR, "ربيع الآخر", 4),
        (HIJRI_AR, "جمادى الآخرة", 6),
        (HIJRI_AR, "جمادى الاولى", 5),
        (HIJRI_AR, "ذو القعدة", 11),
        (HIJRI_AR, "ذي الحجة", 12),
        (HIJRI_AR, "محرم الحرام", 1),
        (HIJRI_FR, "joumada II", 6),
        (HIJRI_FR, "Châabane", 8),
        (HIJRI_FR, "kaâda", 11),
    ],
)
def test_loose_spellings_are_known(table, name, number):
    assert table.number(name) == number


def test_the_written_name_is_the_moroccan_one():
    assert [GREGORIAN_AR.name(month) for month in (7, 8, 9, 11, 12)] == [
        *("يوليوز", "غشت", "شتنبر", "نونبر", "دجنبر")
    ]


def test_a_word_that_is_no_month_is_none():
    assert GREGORIAN_FR.number("brumaire") is None


def test_one_spelling_cannot_name_two_months():
    with pytest.raises(ValueError, match="names months 1, 2"):
        MonthNames("fr", (("mai",), ("mai",), *((str(month),) for month in range(3, 13))))

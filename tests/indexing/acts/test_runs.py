"""Which lines make up which act: order of leaves, acts over two pages, statements between acts."""

import pytest

from archive.register import Kind
from indexing.acts.runs import read_acts
from indexing.forms import forms_of

OPENING = """
Nous juge au tribunal avons coté et paraphé par premier et dernier feuillet le présent registre
destiné à recevoir les actes de naissance de la commune de Taza pendant l'année 1941
et contenant cent feuillets né à Taza le quatre mars
"""


@pytest.fixture
def numbers():
    """Act numbers as read, in the order of the acts, of pages named p1, p2 …"""

    def read(*pages, kind: Kind = Kind.BIRTH) -> list[str]:
        named = [(f"p{place}", page) for place, page in enumerate(pages, start=1)]
        return [reading.number.text for reading in read_acts(named, forms_of(kind))]

    return read


@pytest.fixture
def leaf(sheet, act_text):
    """A leaf with the acts of these numbers, parted by rules."""

    def filled(form: str, *acts: int):
        page = sheet().body(act_text(form, number=str(acts[0])))
        for number in acts[1:]:
            page.rule().body(act_text(form, number=str(number)))
        return page

    return filled


def test_an_opening_is_read_in_the_order_its_numbers_go_on(numbers, opening, leaf):
    french = opening(leaf("fr_birth", 12, 13), leaf("fr_birth", 14, 15))
    arabic = opening(leaf("ar_birth", 14, 15), leaf("ar_birth", 12, 13))
    assert numbers(french) == numbers(arabic) == ["12", "13", "14", "15"]


def test_an_arabic_opening_without_numbers_is_read_from_the_right(opening, leaf):
    left, right = leaf("ar_birth", 15), leaf("ar_birth", 12)
    acts = read_acts([("p1", opening(left, right))], forms_of(Kind.BIRTH))
    assert [act.number.text for act in acts] == ["12", "15"]


def test_an_act_goes_on_at_the_top_of_the_next_leaf(numbers, opening, sheet, act_text):
    lines = act_text("fr_birth", number="13").strip().splitlines()
    left = sheet().body(act_text("fr_birth", number="12")).rule().body("\n".join(lines[:5]))
    right = sheet().body("\n".join(lines[5:])).rule().body(act_text("fr_birth", number="14"))
    page = opening(left, right)
    assert numbers(page) == ["12", "13", "14"]
    acts = read_acts([("p1", page)], forms_of(Kind.BIRTH))
    assert "drawn_up_date" in {filled.slot.field for filled in acts[1].filled}


def test_rows_of_a_form_go_on_below_a_rule(numbers, sheet):
    rows = "N° {n}\nNom : Bennani\nPrénom : {name}\nSexe : masculin\nNé(e) à : Oujda"
    more = "Prénom du père : Ahmed\nPrénom de la mère : Hiba\nDressé le : 9 mars 1961"
    page = sheet()
    for number, name in ((12, "Brahim"), (13, "Said")):
        page.columns(rows.format(n=number, name=name), "").rule().columns(more, "").rule()
    acts = read_acts([("p1", page.page())], forms_of(Kind.BIRTH))
    assert [act.number.text for act in acts] == ["12", "13"]
    assert all("drawn_up_date" in {one.slot.field for one in act.filled} for act in acts)


def test_a_statement_without_number_is_no_act(numbers, sheet, leaf):
    assert numbers(sheet().body(OPENING).page(), leaf("fr_birth", 12).page()) == ["12"]


def test_a_page_of_acts_is_no_statement_where_it_tells_two_days(sheet):
    lost = """
    سجل الحالة المدنية بوجدة
    خرج إلى النور يوم رابع مارس سنة ألف وتسعمائة وتسعين الصبي إبراهيم بناني
    من جنس ذكر أبوه أحمد وأمه فاطمة العلوي
    دون ذلك يوم تاسع مارس سنة ألف وتسعمائة وتسعين
    """
    statement = """
    سجل الحالة المدنية بوجدة
    أبوه أحمد وأمه فاطمة العلوي من جنس ذكر
    دون ذلك يوم تاسع مارس سنة ألف وتسعمائة وتسعين
    """
    for text, count in ((lost, 1), (statement, 0)):
        acts = read_acts([("p1", sheet().body(text).page())], forms_of(Kind.BIRTH))
        assert len(acts) == count


def test_a_page_whose_number_is_lost_is_an_act_all_the_same(numbers, sheet, act_text):
    lost = act_text("fr_birth", number="13").replace("N° 13", "")
    assert numbers(sheet().body(act_text("fr_birth")).page(), sheet().body(lost).page()) == [
        "12", "",
    ]  # fmt: skip


def test_nothing_gives_no_act(numbers, sheet):
    assert numbers() == []
    assert numbers(sheet().page()) == []


def test_a_numberless_act_with_both_its_days_does_not_go_on_with_the_last_one(sheet, act_text):
    lines = act_text("ar_birth", number="12").strip().splitlines()
    short = [line for line in lines if "تاوريرت" not in line and "فاطمة" not in line]
    lost = [line for line in lines[1:] if "إبراهيم" not in line and "الثامنة" not in line]
    pages = [sheet().body("\n".join(text)).page() for text in (short, lost)]
    acts = read_acts([(f"p{n}", page) for n, page in enumerate(pages)], forms_of(Kind.BIRTH))
    assert [act.number.text for act in acts] == ["12", ""]


def test_rows_that_face_one_another_are_no_sentence_whatever_their_words(sheet):
    french = "N° {n}\nLe sieur Omar\nUne fille\nÀ Oujda\nDe Ahmed\nEt de Hiba\nDressé par nous"
    arabic = "رقم {n}\nولد عمر\nأنثى\nبوجدة\nأبوه أحمد\nوأمه هبة\nحرر بواسطتنا"
    pages = [
        (f"p{n}", sheet().columns(french.format(n=n), arabic.format(n=n)).page()) for n in (12, 13)
    ]
    acts = read_acts(pages, forms_of(Kind.BIRTH))
    assert {act.form.shape for act in acts} & {"prose"} == set()
    assert len(acts) == 2

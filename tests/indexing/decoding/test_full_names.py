import pytest

from indexing.decoding.full_names import cut_full_name, cut_parents, family_first, nearest
from indexing.text.stream import extract_words


@pytest.fixture
def read(placed):
    return lambda text: extract_words(placed(text))


@pytest.mark.parametrize(
    ("name", "script", "given", "family"),
    [
        ("Brahim Bennani", "fr", "Brahim", "Bennani"),
        ("Fatima Zahra El Alaoui", "fr", "Fatima Zahra", "El Alaoui"),
        ("Mohamed Ait Lahcen", "fr", "Mohamed", "Ait Lahcen"),
        ("Mohammed Ben Abdallah", "fr", "Mohammed", "Ben Abdallah"),
        ("فاطمة العلوي", "ar", "فاطمة", "العلوي"),
        ("فاطمة الزهراء بناني", "ar", "فاطمة الزهراء", "بناني"),
        ("محمد ايت لحسن", "ar", "محمد", "ايت لحسن"),
    ],
)
def test_a_full_name_is_cut_where_its_parts_are_known_names(read, name, script, given, family):
    cut = cut_full_name(read(name), script)
    assert (cut.given.text, cut.family.text) == (given, family)


def test_a_form_may_write_the_family_name_first(read):
    cut = cut_full_name(read("El Alaoui Fatima Zahra"), "fr", family_first=True)
    assert (cut.given.text, cut.family.text) == ("Fatima Zahra", "El Alaoui")


def test_a_family_name_told_elsewhere_says_where_to_cut(read):
    cut = cut_full_name(read("Xalima Vert Tarzoult"), "fr", family="Tarzoult")
    assert (cut.given.text, cut.family.text) == ("Xalima Vert", "Tarzoult")
    cut = cut_full_name(read("Xalima Vert Tarzoult"), "fr", family="Vert Tarzoult")
    assert (cut.given.text, cut.family.text) == ("Xalima", "Vert Tarzoult")


def test_two_words_that_are_one_given_name_hold_no_family_name(read):
    cut = cut_full_name(read("فاطمة الزهراء"), "ar")
    assert (cut.given.text, cut.family.text) == ("فاطمة الزهراء", "")


@pytest.mark.parametrize("link", ["بنت", "ابنة", "نبت"])
def test_daughter_of_parts_the_names_and_belongs_to_neither(read, link):
    cut = cut_full_name(read(f"مينة {link} العلوي"), "ar")
    assert (cut.given.text, cut.family.text) == ("مينة", "العلوي")


def test_a_name_alone_is_the_part_the_form_writes_first(read):
    assert cut_full_name(read("Brahim"), "fr").given.text == "Brahim"
    assert cut_full_name(read("Bennani"), "fr", family_first=True).family.text == "Bennani"
    assert cut_full_name(read("Brahim"), "fr").family.text == ""


@pytest.mark.parametrize(
    ("text", "father", "mother"),
    [
        ("أحمد وفاطمة العلوي", "أحمد", "فاطمة العلوي"),
        ("عبد الله ومينة بنت بناني", "عبد الله", "مينة بنت بناني"),
        ("أحمد وا لزهور الحديوي", "أحمد", "ا لزهور الحديوي"),
        ("أحمد و كلثوم الزياني", "أحمد", "كلثوم الزياني"),
        ("أحمد", "أحمد", ""),
    ],
)
def test_parents_in_one_phrase_part_at_the_word_that_begins_with_and(read, text, father, mother):
    found = cut_parents(read(text))
    assert [part.text for part in found] == [father, mother]


def test_a_name_that_itself_begins_with_waw_parts_nothing(read):
    father, mother = cut_parents(read("محمد وفاء"))
    assert (father.text, mother.text) == ("محمد وفاء", "")


def test_the_order_of_a_full_name_is_told_by_what_is_known(read):
    assert not family_first(read("Brahim Bennani"), "fr", "", "")
    assert family_first(read("Bennani Brahim"), "fr", "", "")


def test_the_order_of_a_full_name_is_told_by_the_other_script(read):
    assert family_first(read("Tarzoult Xalima"), "fr", "خاليمة", "ترزولت")
    assert not family_first(read("Xalima Tarzoult"), "fr", "خاليمة", "ترزولت")


def test_likeness_to_known_names():
    assert nearest("Brahim", "fr", "given") == 1.0
    assert 0.5 < nearest("Brahlm", "fr", "given") < 1.0
    assert nearest("xqzxqzxqz", "fr", "given") < 0.4

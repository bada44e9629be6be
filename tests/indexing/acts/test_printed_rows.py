"""Forms of rows in wordings nobody described: told by words, values, order and the facing label."""

import pytest

from archive.register import Kind, VolumeReference
from indexing.acts.printed_rows import give_fields, learn_rows, printed_rows, read_rows_again
from indexing.acts.runs import read_acts
from indexing.forms import forms_of
from indexing.registers.context import VolumeContext

CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1961"))
ROWS = [
    ("family_name", "Nom de l'enfant", "نسب المولود"),
    ("given_name", "Petit nom", "الاسم المختار"),
    ("birth_date", "Vu le jour", "يوم الولادة"),
    ("sex", "Garçon ou fille", "جنس المولود"),
    ("father_given", "Du père", "من أبيه"),
    ("father_job", "Exerçant comme", "حرفة الوالد"),
    ("mother_given", "De la mère", "من أمه"),
    ("mother_family", "Née", "نسب الوالدة"),
    ("drawn_up_date", "Inscrit le", "سجل في"),
]
ACTS = [
    [("Bennani", "بناني"), ("Brahim", "إبراهيم"), ("4 mars 1961", "4 مارس 1961"),
     ("masculin", "ذكر"), ("Ahmed", "أحمد"), ("tailleur", "خياط"), ("Fatima", "فاطمة"),
     ("Alaoui", "العلوي"), ("9 mars 1961", "9 مارس 1961")],
    [("Tazi", "التازي"), ("Khadija", "خديجة"), ("6 avril 1961", "6 أبريل 1961"),
     ("féminin", "أنثى"), ("Said", "سعيد"), ("commerçant", "تاجر"), ("Zineb", "زينب"),
     ("Bennis", "بنيس"), ("11 avril 1961", "11 أبريل 1961")],
    [("Fassi", "الفاسي"), ("Omar", "عمر"), ("2 mai 1961", "2 ماي 1961"),
     ("masculin", "ذكر"), ("Driss", "إدريس"), ("cultivateur", "فلاح"), ("Rahma", "رحمة"),
     ("Tahiri", "الطاهري"), ("8 mai 1961", "8 ماي 1961")],
]  # fmt: skip


def column(script: int, act: int, lost: tuple[str, ...] = (), rows=ROWS) -> str:
    values = dict(zip((row[0] for row in ROWS), ACTS[act], strict=True))
    return "\n".join(
        values[row[0]][script]
        if row[0] in lost
        else f"{row[1 + script]} : {values[row[0]][script]}"
        for row in rows
    )


@pytest.fixture
def pages(sheet):
    """Pages of one act each; ``lost`` labels are not read, in French or in Arabic."""

    def made(lost_fr=(), lost_ar=(), rows=ROWS, acts=(0, 1, 2)):
        sheets = [
            sheet().columns(
                f"Acte n° {12 + act}\n{column(0, act, lost_fr, rows)}",
                f"رسم رقم {12 + act}\n{column(1, act, lost_ar, rows)}",
            )
            for act in acts
        ]
        return [(f"p{place}", one.page()) for place, one in enumerate(sheets)]

    return made


def read(pages) -> list[dict[str, str]]:
    readings = read_rows_again(read_acts(pages, forms_of(Kind.BIRTH)), CONTEXT)
    return [
        {f"{one.slot.field}_{one.slot.script}": one.extract.text for one in reading.filled}
        for reading in readings
    ]


def test_every_row_of_an_unknown_form_is_told(pages):
    for told, act in zip(read(pages()), ACTS, strict=True):
        for (field, _, _), (french, arabic) in zip(ROWS, act, strict=True):
            assert told[f"{field}_fr"] == french
            assert told[f"{field}_ar"] == arabic


def test_an_act_alone_is_told_too(pages):
    (told,) = read(pages(acts=(0,)))
    assert told["mother_family_fr"] == "Alaoui"
    assert told["father_job_ar"] == "خياط"


def test_a_label_that_was_not_read_is_told_by_the_one_it_faces(pages):
    told = read(pages(lost_ar=("given_name", "father_job")))
    assert [act["given_name_ar"] for act in told] == ["إبراهيم", "خديجة", "عمر"]
    assert [act["father_job_ar"] for act in told] == ["خياط", "تاجر", "فلاح"]


def test_one_label_on_two_rows_is_told_by_its_place(pages):
    rows = [
        (field, "Nom" if "family" in field else "Prénom" if "given" in field else french, arabic)
        for field, french, arabic in ROWS
    ]
    (told, *_) = read(pages(rows=rows))
    assert told["family_name_fr"] == "Bennani"
    assert told["father_given_fr"] == "Ahmed"
    assert told["mother_family_fr"] == "Alaoui"


def test_a_row_nobody_can_tell_is_no_field(pages):
    rows = [*ROWS[:2], ("sex", "Xyzzy", "ضظغ"), *ROWS[2:3], *ROWS[4:]]
    told = read(pages(rows=rows))
    assert told[0]["sex_fr"] == "masculin"
    assert told[0]["given_name_fr"] == "Brahim"


def test_no_row_takes_a_field_from_the_row_that_prints_its_label(pages):
    stray = ("mother_given", "Volet", "ورقة")
    father = ("father_given", "Prénom du père", "اسم الأب")
    (told, *_) = read(pages(rows=[*ROWS[:4], stray, father, *ROWS[5:6], *ROWS[7:]]))
    assert told["father_given_fr"] == "Ahmed"
    assert told["father_given_ar"] == "أحمد"


def test_the_mother_s_name_is_her_given_name_where_the_values_say_so(pages):
    rows = [
        (field, "Nom de la mère" if field == "mother_given" else french, arabic)
        for field, french, arabic in ROWS
    ]
    (told, *_) = read(pages(rows=rows))
    assert told["mother_given_fr"] == "Fatima"
    assert told["mother_family_fr"] == "Alaoui"


def test_rows_told_by_little_are_less_sure(pages):
    named = pages(acts=(0, 1, 2))
    form = read_acts(named, forms_of(Kind.BIRTH))[0].form
    learnt = learn_rows(form, read_acts(named, forms_of(Kind.BIRTH)), CONTEXT)
    sure = {(slot.field, slot.script): slot.certainty for slot in learnt.pairs}
    assert sure["drawn_up_date", "fr"] == sure["father_job", "ar"] == 1.0
    unknown = [(f, f"Wxq {at}z", "ضظغ" * (at + 1)) for at, (f, _, _) in enumerate(ROWS)]
    strange = pages(rows=[*unknown[:3], *ROWS[3:]])
    strange_form = learn_rows(form, read_acts(strange, forms_of(Kind.BIRTH)), CONTEXT)
    weak = {slot.field for slot in strange_form.pairs if slot.certainty < 1}
    assert "birth_date" in weak


def test_mentions_are_no_rows_of_the_form(pages, sheet):
    text = f"Acte n° 12\n{column(0, 0)}\nMentions portées en marge\nMarié à Taza le 4 mars 1995"
    page = sheet().columns(text, "").page()
    readings = read_acts([("p1", page)], forms_of(Kind.BIRTH))
    rows = printed_rows(readings[0].form, readings, CONTEXT)
    assert rows[-1].label("fr").startswith("Mentions")
    assert give_fields(readings[0].form, rows)[-1] == "mentions"


def test_no_row_gives_the_form_as_described():
    form = forms_of(Kind.BIRTH)[0]
    assert printed_rows(form, [], CONTEXT) == []
    assert learn_rows(form, [], CONTEXT) is form


def test_the_only_name_of_a_father_is_his_given_name_however_it_is_worded(pages):
    rows = [
        ("father_given", "Nom du père", "اسم الوالد") if row[0] == "father_given"
        else ("mother_family", "Fille de", "نسب الوالدة") if row[0] == "mother_family" else row
        for row in ROWS
    ]  # fmt: skip
    told = read(pages(rows=rows, acts=(0, 1)))
    assert [act["father_given_fr"] for act in told] == ["Ahmed", "Said"]
    assert [act["mother_family_fr"] for act in told] == ["Alaoui", "Bennis"]

import pytest

from archive.offices import office
from indexing.decoding.values import decode_job, decode_place, decode_sex, job_likeness
from indexing.text.stream import extract_words

HOME = office("02.533.03.19")


@pytest.fixture
def read(placed):
    def readings(confidence: float = 0.97, **texts: str):
        return {script: [extract_words(placed(text, confidence))] for script, text in texts.items()}

    return readings


@pytest.fixture
def one(read):
    return lambda **texts: {script: found[0] for script, found in read(**texts).items()}


def test_a_commune_is_known_in_both_scripts(read):
    found = decode_place(read(fr="Taourirt", ar="تاوريرت"), None)
    assert (found["fr"].value, found["ar"].value) == ("Taourirt", "تاوريرت")
    assert min(found["fr"].confidence, found["ar"].confidence) > 0.9


def test_a_misread_commune_is_the_one_it_is_nearest_to(read):
    found = decode_place(read(0.5, fr="Taonrirt"), None)["fr"]
    assert (found.value, found.raw) == ("Taourirt", "Taonrirt")


def test_a_place_that_no_list_holds_is_kept_as_written_and_doubted(read):
    found = decode_place(read(fr="Douar Xelmazouq"), None)["fr"]
    assert found.value == "Douar Xelmazouq"
    assert found.confidence < decode_place(read(fr="Taourirt"), None)["fr"].confidence


def test_a_place_near_a_listed_one_is_kept_as_written_where_the_reading_is_sure(read):
    assert decode_place(read(0.99, fr="Taouriza Nord"), None)["fr"].value == "Taouriza Nord"


def test_the_register_s_own_commune_is_the_likeliest(read):
    torn = read(0.3, fr="Sidi Ahxed")
    assert decode_place(torn, None)["fr"].value == "Sidi Abed"
    assert decode_place(torn, HOME)["fr"].value == "Sidi Lahsen"


def test_a_profession_is_known_in_both_scripts(read):
    found = decode_job(read(fr="cultivateur", ar="فلاح"))
    assert (found["fr"].value, found["ar"].value) == ("cultivateur", "فلاح")


def test_a_profession_that_no_list_holds_is_kept_as_written(read):
    assert decode_job(read(fr="xylographe d'art"))["fr"].value == "xylographe d'art"


def test_likeness_to_a_profession():
    assert job_likeness("cordonnier", "fr") == 1.0
    assert 0.7 < job_likeness("cordonnicr", "fr") < 1.0
    assert job_likeness("zzzzqqqq", "fr") == 0.0


@pytest.mark.parametrize(
    ("texts", "sex"),
    [
        ({"fr": "masculin"}, "M"), ({"fr": "féminin"}, "F"), ({"fr": "Fille"}, "F"),
        ({"ar": "ذكر"}, "M"), ({"ar": "أنثى"}, "F"), ({"fr": "feminln"}, "F"),
        ({"fr": "masculin", "ar": "ذكر"}, "M"),
    ],
)  # fmt: skip
def test_sex_as_written(one, texts, sex):
    assert decode_sex(one(**texts), []).value == sex


def test_gendered_wordings_of_the_form_confirm_the_sex(one):
    alone, told = decode_sex(one(fr="masculin"), []), decode_sex(one(fr="masculin"), ["M", "M"])
    assert told.value == "M"
    assert told.confidence >= alone.confidence


def test_gendered_wordings_against_the_written_sex_leave_it_in_doubt(one):
    against = decode_sex(one(fr="masculin"), ["F", "F"])
    assert against.confidence < 0.8


def test_gendered_wordings_tell_the_sex_where_it_cannot_be_read(one):
    assert decode_sex(one(fr="xxxxx"), ["F", "F", "M"]).value == "F"


def test_a_sex_that_stands_nowhere_is_inferred_but_left_in_doubt(one):
    inferred = decode_sex({}, ["F", "F"], ["Fatima"])
    assert (inferred.value, inferred.box) == ("F", None)
    assert inferred.confidence < 0.8


def test_no_sex_when_nothing_tells_it(one):
    assert decode_sex({}, []) is None
    assert decode_sex(one(fr="xxxx"), []) is None


def test_the_given_name_s_usual_sex_confirms_or_doubts_what_is_written(one):
    alone = decode_sex(one(fr="femnnl"), [])
    agreeing = decode_sex(one(fr="femnnl"), [], ["فاطمة"])
    against = decode_sex(one(fr="femnnl"), [], ["Mohamed"])
    assert alone.value == agreeing.value == against.value == "F"
    assert against.confidence < alone.confidence < agreeing.confidence


def test_a_place_one_letter_from_the_register_s_commune_is_not_certain(read):
    known = decode_place(read(fr="Sidi Lahsen"), HOME)["fr"].confidence
    misread = decode_place(read(0.6, fr="Sidi Lahscn"), HOME)["fr"]
    assert misread.value == "Sidi Lahsen"
    assert misread.confidence < known


def test_professions_translate_each_other_and_need_not_sound_alike(read):
    found = decode_job(read(fr="cordonnicr", ar="إسكافي"))
    assert (found["fr"].value, found["ar"].value) == ("cordonnier", "إسكافي")

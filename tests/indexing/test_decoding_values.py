import pytest

from archive.offices import office
from indexing.decoding_values import decode_job, decode_place, decode_sex, job_likeness
from indexing.text_stream import extract_words

HOME = office("02.533.03.19")


@pytest.fixture
def read(placed):
    def readings(confidence: float = 0.97, **texts: str):
        return {script: extract_words(placed(text, confidence)) for script, text in texts.items()}

    return readings


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
    assert found.confidence < 0.8


def test_a_place_near_a_listed_one_is_kept_as_written_where_the_reading_is_sure(read):
    assert decode_place(read(0.99, fr="Taouriza Nord"), None)["fr"].value == "Taouriza Nord"


def test_the_register_s_own_commune_is_the_likeliest(read):
    torn = read(0.6, fr="Sidi Ahxed")
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
def test_sex_as_written(read, texts, sex):
    assert decode_sex(read(**texts), []).value == sex


def test_gendered_wordings_of_the_form_confirm_the_sex(read):
    alone, told = decode_sex(read(fr="masculin"), []), decode_sex(read(fr="masculin"), ["M", "M"])
    assert told.value == "M"
    assert told.confidence >= alone.confidence


def test_gendered_wordings_against_the_written_sex_leave_it_in_doubt(read):
    against = decode_sex(read(fr="masculin"), ["F", "F"])
    assert against.confidence < 0.8


def test_gendered_wordings_tell_the_sex_where_it_cannot_be_read(read):
    assert decode_sex(read(fr="xxxxx"), ["F", "F", "M"]).value == "F"


def test_no_sex_without_a_reading(read):
    assert decode_sex({}, ["M"]) is None
    assert decode_sex(read(fr="xxxx"), []) is None

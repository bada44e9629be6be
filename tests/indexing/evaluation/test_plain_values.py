"""Plain text is credited with every value that stands in it, as the page writes it."""

from indexing.evaluation.judging import Share
from indexing.evaluation.plain_values import plain_values


def truth(act, zones=()):
    page = {"page": "1.jpg", "shown": [*act, "mentions"], "acts": [{**act, "mentions": []}]}
    return {"truth": [{**page, "zones": list(zones)}]}


def test_a_value_anywhere_in_the_text_counts():
    told = truth({"act_number": 66, "given_name_fr": "El Mehdi", "family_name_ar": "العلوي"})
    text = {"1.jpg": "N° 66\nle nommé EL-MEHDI\nالعَلوى"}
    assert plain_values(told, text) == Share(3, 3)
    assert plain_values(told, {"1.jpg": "N° 66 le nommé Mehdi"}) == Share(1, 3)
    assert plain_values(told, {}) == Share(0, 3)


def test_a_date_counts_as_the_page_writes_it():
    words = {"act": 66, "key": "birth_date", "text": "dix février mil neuf cent trente-trois"}
    told = truth({"act_number": 66, "birth_date": "1933-02-10"}, [words])
    assert plain_values(told, {"1.jpg": "66 dix fevrier mil neuf cent trente trois"}) == Share(2, 2)
    assert plain_values(told, {"1.jpg": "66 1933-02-10"}) == Share(1, 2)


def test_a_letter_that_stands_for_a_wording_is_not_found_by_chance():
    assert plain_values(truth({"act_number": 66, "sex": "M"}), {"1.jpg": "66 m"}) == Share(1, 2)

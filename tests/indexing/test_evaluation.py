"""Judging: what counts as found, right, straight through, and wrong though accepted."""

import pytest

from indexing.evaluation import (
    Share,
    same_letters,
    same_value,
    score_to_json,
    score_volume,
    total,
)
from indexing.evaluation import volume_reference as reference_of


def truth(*acts, shown=("act_number", "given_name_fr", "mentions")):
    head = {"office_code": "08.201.11.07", "kind": "birth", "year": 1933}
    return {**head, "truth": [{"page": "0001.jpg", "shown": list(shown), "acts": list(acts)}]}


def true_act(number, given="Zineb", mentions=()):
    return {"act_number": number, "given_name_fr": given, "mentions": list(mentions)}


def read_act(number, given="Zineb", state="to_review", mentions=(), suffix=""):
    return {
        "act_number": number,
        "act_number_suffix": suffix,
        "state": state,
        "mentions": list(mentions),
        "fields": {"given_name_fr": {"value": given}},
        "year": 1933,
    }


DIVORCE = {"type": "divorce", "date": "1954-02-20"}


def test_an_act_is_found_by_its_number_and_counts_whole_when_missing():
    score = score_volume(truth(true_act(1), true_act(2)), [read_act(1), read_act(7)])
    assert score.acts == Share(1, 2)
    assert score.extra == 1
    assert score.fields["given_name_fr"] == Share(1, 2)
    assert score.values == Share(2, 4)


def test_an_act_without_a_number_is_extra():
    assert score_volume(truth(true_act(1)), [read_act(None)]).extra == 1


def test_only_what_the_page_shows_is_judged():
    acts = [{**true_act(1), "father_job_fr": "tisserand", "birth_date": None}]
    score = score_volume(truth(*acts, shown=["act_number", "birth_date"]), [read_act(1)])
    assert dict(score.fields) == {"act_number": Share(1, 1)}


def test_mentions_are_judged_by_type_and_date():
    expected = true_act(1, mentions=[DIVORCE, {"type": "death", "date": "1990-01-02"}])
    read = read_act(1, mentions=[DIVORCE, {"type": "death", "date": "1991-01-02"}])
    assert score_volume(truth(expected), [read]).fields["mentions"] == Share(1, 2)


def test_errors_among_accepted_acts_are_counted():
    expected = [true_act(1), true_act(2), true_act(3)]
    read = [
        read_act(1, state="accepted"),
        read_act(2, given="Zaynab", state="accepted"),
        read_act(3, given="Zohra"),
    ]
    score = score_volume(truth(*expected), read)
    assert score.accepted == Share(2, 3)
    assert score.accepted_right == Share(1, 2)
    assert score.wrong_when_accepted == {"given_name_fr": 1}


def test_a_mention_made_up_is_an_error_of_an_accepted_act():
    score = score_volume(truth(true_act(1)), [read_act(1, state="accepted", mentions=[DIVORCE])])
    assert score.accepted_right == Share(0, 1)
    assert score.wrong_when_accepted == {"mentions": 1}


def test_an_inserted_act_is_another_act():
    expected = {**true_act(6), "act_number_suffix": "bis"}
    assert score_volume(truth(expected), [read_act(6)]).acts == Share(0, 1)
    assert score_volume(truth(expected), [read_act(6, suffix="bis")]).acts == Share(1, 1)


@pytest.mark.parametrize(
    ("name", "read", "true", "same"),
    [
        ("given_name_fr", "EL-HASSANE", "El Hassane", True),
        ("birth_place_fr", "Fes", "Fès", True),
        ("given_name_fr", "Hassan", "Hassane", False),
        ("given_name_ar", "أحمد", "احمد", True),
        ("given_name_ar", "فاطمه", "فاطمة", True),
        ("family_name_ar", "العَلَوي", "العلوى", True),
        ("family_name_ar", "العلوي", "العلمي", False),
        ("birth_date", "1912", "1912", True),
        ("birth_date", "1912-01-01", "1912", False),
        ("birth_time", "07:30", "07:03", False),
        ("act_number", 66, "66", True),
        ("given_name_fr", None, "Zineb", False),
    ],
)
def test_values_are_compared_after_folding(name, read, true, same):
    assert same_value(name, read, true) is same


@pytest.mark.parametrize(
    ("read", "true", "same"),
    [
        ("فاطمه الزهرا", "فاطمة الزهراء", False),
        ("Aicha", "Aïcha", False),
        ("BENALI", "Benali", False),
        ("Fatima Zohra", "Fatima-Zohra", False),
        ("  El  Hassan ", "El Hassan", True),
        ("Ai\u0308cha", "A\u00efcha", True),
        (None, "None", False),
    ],
)
def test_exact_letters_fold_nothing(read, true, same):
    assert same_letters(read, true) is same


def test_exact_letters_are_counted_apart_from_what_is_right():
    expected = [true_act(1, given="Aïcha"), true_act(2, given="Aïcha"), true_act(3, given="Aïcha")]
    read = [read_act(1, given="Aïcha"), read_act(2, given="AICHA"), read_act(3, given="Zineb")]
    score = score_volume(truth(*expected), read)
    assert score.fields["given_name_fr"] == Share(2, 3)
    assert dict(score.letters) == {"given_name_fr": Share(1, 3)}
    assert (score.exact_letters, score.right_words) == (Share(1, 3), Share(2, 3))
    told = score_to_json(total([score, score]))
    assert told["exact_letters"] == {"right": 2, "of": 6, "rate": 0.3333}
    assert told["fields_exact"] == {"given_name_fr": {"right": 2, "of": 6, "rate": 0.3333}}


def test_volumes_add_up():
    scores = [
        score_volume(truth(true_act(1)), [read_act(1, state="accepted")], "a"),
        score_volume(truth(true_act(1), true_act(2)), [], "b"),
    ]
    every = total(scores)
    assert every.acts == Share(1, 3)
    assert every.fields["act_number"] == Share(1, 3)
    assert score_to_json(every)["values"] == {"right": 2, "of": 6, "rate": 0.3333}
    assert score_to_json(total([]))["values"]["rate"] is None


def test_a_truth_file_names_its_volume():
    assert reference_of(truth()) == "08.201.11.07/birth/1933/1@1"

"""Fields judged one by one: right, unsure, among the first five, and what holds an act back."""

from indexing.judged_fields import fields_of, judge_acts

DIVORCE = {"type": "divorce", "date": "1954-02-20"}


def truth(*acts, shown=("act_number", "given_name_fr", "mentions")):
    return {"truth": [{"page": "0001.jpg", "shown": list(shown), "acts": list(acts)}]}


def true_act(number=66, mentions=(), **fields):
    return {"act_number": number, "mentions": list(mentions), "given_name_fr": "Zineb", **fields}


def read_act(number=66, state="to_review", mentions=(), findings=(), **field):
    given = {"value": "Zineb", "confidence": 0.9, "candidates": [], "page": "0001.jpg", "box": None}
    return {
        "act_number": number,
        "act_number_suffix": "",
        "year": 1933,
        "state": state,
        "mentions": list(mentions),
        "findings": list(findings),
        "fields": {"given_name_fr": given | field},
    }


def doubt(code, field=None):
    return {"code": code, "severity": "review", "field": field}


def given(act):
    return next(field for field in act.fields if field.name == "given_name_fr")


def judged(expected, *read):
    return judge_acts(truth(expected), read)[0]


def test_a_value_is_right_after_folding():
    assert given(judged(true_act(), read_act(value="ZINEB"))).right
    assert not given(judged(true_act(), read_act(value="Zohra"))).right


def test_the_right_value_may_stand_among_the_first_five_candidates():
    names = ["Zohra", "Zahra", "Zina", "Zhour", "Zineb"]
    assert given(judged(true_act(), read_act(value="Zohra", candidates=names))).among_first
    later = ["Zoubida", *names]
    assert not given(judged(true_act(), read_act(value="Zohra", candidates=later))).among_first


def test_an_act_that_was_not_found_has_nothing_right():
    act = judged(true_act(), read_act(7))
    assert [(f.found, f.right, f.confidence) for f in act.fields] == [(False, False, 0.0)] * 2
    assert (act.least, act.wrong) == (0.0, 2)


def test_what_the_archive_asks_about_is_unsure():
    act = judged(true_act(), read_act(findings=[doubt("field_unsure", "given_name_fr")]))
    assert given(act).unsure
    assert act.least == 0.9


def test_a_doubt_that_no_threshold_lifts_holds_an_act_back():
    act = judged(true_act(), read_act(findings=[doubt("year_differs", "year")]))
    assert (act.doubts, act.least) == (("year_differs",), 0.0)


def test_a_note_is_no_doubt():
    note = {"code": "number_inferred", "severity": "note", "field": "act_number"}
    assert judged(true_act(), read_act(findings=[note])).least == 0.9


def test_a_value_missing_is_as_unsure_as_can_be():
    act = judged(true_act(), read_act(value=None))
    assert (given(act).confidence, given(act).right) == (0.0, False)


def test_mentions_are_matched_one_by_one():
    expected = true_act(mentions=[DIVORCE, {"type": "death", "date": "1990-01-02"}])
    act = judged(expected, read_act(mentions=[DIVORCE, DIVORCE]))
    assert (act.mentions, act.lost_mentions, act.invented_mentions) == (2, ("1990-01-02",), 1)
    assert act.wrong == 1


def test_the_year_of_an_act_is_its_register_s_wherever_the_page_repeats_it():
    told = truth(true_act(year=1933), shown=["year"])
    assert [f.right for f in fields_of(judge_acts(told, [read_act()]))] == [True]

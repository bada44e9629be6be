"""Fields judged one by one: right, unsure, among the first five, and what holds an act back."""

from indexing.evaluation.judged_fields import fields_of, judge_acts

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
        "fields": {"given_name_fr": given | field, "act_number": {"confidence": 0.95}},
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


def test_an_unsure_mention_holds_an_act_back():
    assert judged(true_act(), read_act(mentions=[DIVORCE | {"confidence": 0.6}])).least == 0.6


def test_an_unsure_value_that_the_page_does_not_show_holds_an_act_back():
    read = read_act()
    read["fields"]["father_job_fr"] = {"value": "tisserand", "confidence": 0.3}
    assert judged(true_act(), read).least == 0.3


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


def test_a_year_that_a_page_shows_counts_only_where_it_was_read():
    told = truth(true_act(year=1933), shown=["year"])
    assert [f.right for f in fields_of(judge_acts(told, [read_act()]))] == [False]
    read = read_act()
    read["fields"]["year"] = {"value": "1933", "confidence": 0.7}
    (year,) = fields_of(judge_acts(told, [read]))
    assert (year.right, year.confidence) == (True, 0.7)


def test_an_act_that_the_truth_has_not_is_made_up():
    _, other, nameless = judge_acts(
        truth(true_act()), [read_act(), read_act(7, state="accepted"), read_act(None)]
    )
    assert (other.made_up, other.accepted, other.wrong_fields) == (True, True, ("act_number",))
    # Its number reads clearly, the name in it less so.
    assert (other.fields[0].confidence, other.least) == (0.95, 0.9)
    assert (nameless.made_up, nameless.fields[0].read) == (True, None)


def test_an_inserted_act_is_another_act():
    expected = true_act(6, act_number_suffix="bis")
    assert not judged(expected, read_act(6)).found
    found = judged(expected, read_act(6) | {"act_number_suffix": "bis"})
    assert (found.found, found.fields[0].right) == (True, True)


def test_only_what_the_page_shows_is_judged():
    told = truth(true_act(father_job_fr="tisserand", birth_date=None), shown=["birth_date"])
    assert fields_of(judge_acts(told, [read_act()])) == []


def test_exact_letters_are_told_from_what_is_right():
    assert given(judged(true_act(), read_act())).exact
    folded = given(judged(true_act(), read_act(value="ZINEB")))
    assert (folded.right, folded.exact) == (True, False)


def test_wrong_and_sure_is_what_nobody_is_asked_about():
    unsure = doubt("field_unsure", "given_name_fr")
    assert given(judged(true_act(), read_act(value="Zohra"))).wrong_and_sure
    assert given(judged(true_act(), read_act(value=None))).wrong_and_sure
    asked = read_act(value="Zohra", findings=[unsure])
    assert not given(judged(true_act(), asked)).wrong_and_sure
    assert not given(judged(true_act(), read_act())).wrong_and_sure


def test_what_people_verified_went_not_straight_through():
    assert judged(true_act(), read_act(state="accepted")).accepted
    assert not judged(true_act(), read_act(state="verified")).accepted

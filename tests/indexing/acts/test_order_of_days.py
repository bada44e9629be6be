"""Days of drawing up: those that run backward from one act to the next are doubted."""

from archive.act import FieldReading
from indexing.acts.order_of_days import doubt_disorder


def sure(*days):
    """Whether each act of a volume is still sure of its day of drawing up."""
    acts = [{"drawn_up_date": FieldReading(day, "…", 0.99)} if day else {} for day in days]
    told = doubt_disorder(acts)
    return [one["drawn_up_date"].confidence > 0.5 for one in told if one]


def test_days_that_follow_each_other_or_are_the_same_stay_sure():
    assert sure("1948-08-02", "1948-08-02", "1948-08-23", "1949-01-01") == [True] * 4


def test_a_day_before_that_of_the_act_before_is_doubted_and_so_is_the_other():
    days = ("1948-08-20", "1948-08-21", "1948-08-02", "1948-08-23")
    assert sure(*days) == [True, False, False, True]


def test_acts_without_a_whole_day_are_passed_over():
    assert sure("1948-08-21", None, "1948-08", "1948-08-02") == [False, True, False]
    assert sure(None, "1948") == [True]


def test_no_act_is_drawn_up_before_what_it_tells():
    days = {"death_date": "1948-08-18", "birth_date": "1901", "drawn_up_date": "1948-08-02"}
    fields = {name: FieldReading(day, "…", 0.99) for name, day in days.items()}
    (told,) = doubt_disorder([fields])
    assert told["drawn_up_date"].confidence == 0.5
    later = {**fields, "drawn_up_date": FieldReading("1948-08-18", "…", 0.99)}
    assert doubt_disorder([later]) == [later]

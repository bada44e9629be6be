import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import indexing
from archive.duplicate import Fact, Facts
from indexing.duplicates.facts import DATES, FACT_NAMES, NAMES
from indexing.duplicates.rules import duplicate_rules, parse_rules, rules_that_hold

TABLE = Path(indexing.__file__).parent / "data" / "duplicate_rules.toml"

CHILD: dict[str, Fact] = {
    **dict.fromkeys(FACT_NAMES),
    "kind": "birth",
    "office": "04.481.01.03",
    "year": 1933,
    "part": 1,
    "register": "04.481.01.03/birth/1933/1",
    "number": "66",
    "sex": "M",
    "late": False,
    "given": ("الحسن", "Lahcen"),
    "family": ("زهروني", "Zahrouni"),
    "father_given": ("إدريس", "Driss"),
    "mother_given": ("فاطمة", "Fatima"),
    "mother_family": ("برادة", "Berrada"),
    "birth_date": ("1933-03-12", "h:1351-11-15"),
    "drawn_up_date": ("1933-03-20",),
}
ELSEWHERE: dict[str, Fact] = {
    "office": "04.481.05.01",
    "register": "04.481.05.01/birth/1933/1",
    "number": "7",
    "drawn_up_date": ("1933-04-02",),
}
BY_JUDGMENT: dict[str, Fact] = {
    "year": 1951,
    "register": "04.481.01.03/birth/1951/1",
    "number": "12",
    "drawn_up_date": ("1951-06-01",),
    "late": True,
}


def held(**other: Fact) -> tuple[str, ...]:
    return rules_that_hold(CHILD, {**CHILD, **other}, duplicate_rules())


def test_the_same_act_in_another_part() -> None:
    again: dict[str, Fact] = {"part": 2, "register": "04.481.01.03/birth/1933/2"}
    assert held(**again) == ("same_number",)
    assert "same_number" in held(**again, given=("الحسن",), family=None, birth_date=None)
    assert held(**again, number=None) == ("same_act_other_number",)
    assert held(**again, number="99") == ("same_act_other_number",)


def test_a_number_misread_as_another_acts_is_no_duplicate() -> None:
    other: dict[str, Fact] = {
        "given": ("خديجة",),
        "sex": "F",
        "father_given": ("عمر",),
        "birth_date": ("1933-09-01",),
    }
    assert held(part=2, **other) == ()


def test_the_same_act_in_a_volume_under_another_year() -> None:
    assert "same_act_elsewhere" in held(year=1934, register="04.481.01.03/birth/1934/1")


@pytest.mark.parametrize(
    "change",
    [
        {"given": ("Lahsen",), "mother_given": ("Fatma",)},
        {"given": ("الحسن",), "family": ("زهروني",), "father_given": ("إدريس",)},
        {"family": ("زهرويي", "Zahrouni")},
        {"birth_date": ("1933",)},
        {"birth_date": ("h:1351-11-16",)},
        {"birth_date": ("1938-03-12",)},
        {"birth_date": ("1933-12-03",)},
        {"sex": None, "mother_family": None},
    ],
)
def test_the_same_child_entered_at_two_offices(change: dict[str, Fact]) -> None:
    assert "same_birth" in held(**{**ELSEWHERE, **change})


@pytest.mark.parametrize("born", [("1933",), ("1934",), ("1933-03-12",), ("1933-03-20",)])
def test_a_birth_declared_again_by_judgment(born: tuple[str, ...]) -> None:
    assert "late_declaration" in held(**{**BY_JUDGMENT, "birth_date": born})


@pytest.mark.parametrize(
    ("born", "suspected"),
    [("1934-01-01", True), ("1932-07-01", True), ("1934-02-02", False), ("1936-01-01", False)],
)
def test_a_day_that_a_judgment_presumed_stands_for_its_year(born: str, suspected: bool) -> None:
    assert ("late_declaration" in held(**{**BY_JUDGMENT, "birth_date": (born,)})) is suspected
    in_time = {**BY_JUDGMENT, "late": False, "birth_date": (born,)}
    assert "late_declaration" not in held(**in_time)


def test_a_name_and_its_berber_form_are_one() -> None:
    child = {**CHILD, "given": ("Mohamed",)}
    again = {**CHILD, **ELSEWHERE, "given": ("Moha",)}
    assert "same_birth" in rules_that_hold(child, again, duplicate_rules())


@pytest.mark.parametrize("given_name", [("الحسين", "Lhoucine"), ("عمر",), ("خديجة",)])
@pytest.mark.parametrize("sex", ["M", "F", None])
def test_twins_are_two(given_name: tuple[str, ...], sex: str | None) -> None:
    assert held(number="67", given=given_name, sex=sex) == ()
    assert held(**{**ELSEWHERE, "given": given_name, "sex": sex}) == ()


def test_twins_side_by_side_are_two_though_a_letter_of_the_name_may_be_misread() -> None:
    assert held(number="67", given=("الحسنن",)) == ()
    assert held(number="99", given=("الحسنن",)) == ("same_act_other_number",)


@pytest.mark.parametrize("born", ["1934-06-01", "1936-03-14", "1939-10-30"])
def test_a_child_that_bears_a_dead_siblings_name_is_another(born: str) -> None:
    year = int(born[:4])
    later: dict[str, Fact] = {"year": year, "number": "5", "birth_date": (born,)}
    assert held(**later, register=f"04.481.01.03/birth/{year}/1") == ()


def test_namesakes_of_other_parents_are_others() -> None:
    assert held(**{**ELSEWHERE, "mother_given": ("خديجة",), "mother_family": ("بناني",)}) == ()
    assert held(**{**ELSEWHERE, "father_given": ("عمر",), "family": ("بناني",)}) == ()


def test_a_death_entered_twice() -> None:
    death: dict[str, Fact] = {
        "kind": "death",
        "late": None,
        "birth_date": ("1901",),
        "death_date": ("1970-01-02",),
    }
    again = {**CHILD, **death, **ELSEWHERE}
    first = {**CHILD, **death}
    rules = duplicate_rules()
    assert rules_that_hold(first, again, rules) == ("same_death",)
    assert rules_that_hold(first, {**again, "death_date": ("1970-05-12",)}, rules) == ()
    assert rules_that_hold(first, {**again, "mother_given": None, "family": None}, rules)
    assert rules_that_hold(CHILD, {**again, "kind": "death"}, rules) == (), "a birth is no death"


def test_acts_that_say_nothing_are_suspected_of_nothing() -> None:
    empty = {**dict.fromkeys(FACT_NAMES), "kind": "birth"}
    assert rules_that_hold(empty, empty, duplicate_rules()) == ()


def clause(missing: str, test: str = "same = true", fact: str = "number") -> str:
    return f'{{ fact = "{fact}", {test}, missing = "{missing}" }}'


def one_rule(when: str) -> str:
    return f'[[rule]]\nid = "r"\nfr = "f"\nar = "ا"\nkinds = ["birth"]\nwhen = {when}\n'


def answers(when: str, one: Facts, other: Facts) -> bool:
    (rule,) = parse_rules(one_rule(when))
    kind = {"kind": "birth", "sex": "M"}
    return rule.holds({**kind, **one}, {**kind, **other})


SEX = clause("against", fact="sex")


def test_each_clause_says_what_a_missing_fact_means() -> None:
    missing: tuple[Facts, Facts] = ({"number": "1"}, {})
    told = {word: f"{{ all = [{SEX}, {clause(word)}] }}" for word in ("skip", "against", "for")}
    assert {word: answers(when, *missing) for word, when in told.items()} == {
        "skip": True,
        "against": False,
        "for": True,
    }
    assert not answers(f"{{ all = [{clause('for')}] }}", *missing), "nothing but missing facts"
    assert not answers(f"{{ not = {clause('skip')} }}", *missing), "no answer has no opposite"
    assert not answers(f"{{ answered = 2, all = [{SEX}, {clause('for')}] }}", *missing)


@pytest.mark.parametrize("value", [0, "", False])
def test_what_is_empty_or_nought_is_said_and_not_missing(value: Fact) -> None:
    for word in ("skip", "against", "for"):
        assert answers(clause(word), {"number": value}, {"number": value})
        assert not answers(clause(word), {"number": value}, {"number": "1"})


def test_enough_of_several_clauses() -> None:
    three = f"least = 2, of = [{SEX}, {clause('against')}, {clause('skip', fact='year')}]"
    assert answers(f"{{ {three} }}", {"number": "1"}, {"number": "1"})
    assert not answers(f"{{ {three} }}", {"number": "1"}, {"number": "2"})
    assert answers(f"{{ any = [{SEX}, {clause('against')}] }}", {"number": "1"}, {"number": "2"})


@pytest.mark.parametrize(
    "when",
    [
        "{}",
        '{ fact = "number", same = true }',
        '{ fact = "shoe", same = true, missing = "skip" }',
        '{ fact = "number", like = 0.7, missing = "skip" }',
        '{ fact = "given", like = true, missing = "skip" }',
        '{ fact = "number", same = false, missing = "skip" }',
        '{ fact = "number", same = 1, missing = "skip" }',
        '{ fact = "number", same = true, missing = "perhaps" }',
        '{ fact = "number", missing = "skip" }',
        '{ use = "nobody" }',
        "{ all = [] }",
        f"{{ least = 3, of = [{SEX}] }}",
        f"{{ all = [{SEX}], any = [{SEX}] }}",
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(when: str) -> None:
    with pytest.raises(ValueError, match="r"):
        parse_rules(one_rule(when))


def test_every_rule_speaks_both_languages_and_every_shared_clause_is_used() -> None:
    text = TABLE.read_text("utf-8")
    for rule in duplicate_rules():
        assert re.search("[\u0621-\u064a]", rule.texts["ar"])
        assert not re.search("[\u0621-\u064a]", rule.texts["fr"])
    table: dict[str, Any] = tomllib.loads(text)
    assert [name for name in table["shared"] if f'use = "{name}"' not in text] == []
    names = [rule.name for rule in duplicate_rules()]
    assert len(set(names)) == len(names)


name_facts = st.lists(
    st.sampled_from(["الحسن", "Lahcen", "Lhoucine", "Ahmed", "أحمد", "Zahrouni", ""]), max_size=2
).map(tuple)
date_facts = st.lists(
    st.sampled_from(["1933-03-12", "1933", "1934-03", "h:1351-11-15", "h:1352", "?"]), max_size=2
).map(tuple)
some_facts = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["birth", "death"]),
        "office": st.sampled_from(["04.481.01.03", "04.481.05.01", None]),
        "year": st.sampled_from([1933, 1934, 0, None]),
        "number": st.sampled_from(["66", "67bis", None]),
        "register": st.sampled_from(["a", "b", "", None]),
        "sex": st.sampled_from(["M", "F", None]),
        "late": st.sampled_from([True, False, None]),
        **{name: st.none() | name_facts for name in NAMES},
        **{name: st.none() | date_facts for name in DATES},
    }
)


@given(some_facts, some_facts, st.sets(st.sampled_from(FACT_NAMES)))
def test_rules_hold_both_ways_or_not_at_all_whatever_is_missing(
    one: dict[str, Fact], other: dict[str, Fact], lost: set[str]
) -> None:
    for dropped in ({}, dict.fromkeys(lost)):
        both = {**one, **dropped}, other
        rules = duplicate_rules()
        assert rules_that_hold(*both, rules) == rules_that_hold(*reversed(both), rules)
    left = {name: value for name, value in one.items() if name not in lost}
    assert rules_that_hold(left, other, duplicate_rules()) == rules_that_hold(
        {**one, **dict.fromkeys(lost)}, other, duplicate_rules()
    )

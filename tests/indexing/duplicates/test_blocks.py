from hypothesis import given
from hypothesis import strategies as st

from archive.duplicate import Fact
from indexing.duplicates.blocks import blocks_of
from indexing.duplicates.facts import FACT_NAMES

BIRTH: dict[str, Fact] = {
    **dict.fromkeys(FACT_NAMES),
    "kind": "birth",
    "office": "04.481.01.03",
    "year": 1933,
    "number": "66",
    "given": ("الحسن", "Lahcen"),
    "family": ("زهروني", "Zahrouni"),
    "father_given": ("إدريس", "Driss"),
    "mother_given": ("فاطمة", "Fatima"),
    "birth_date": ("1933-03-12",),
    "drawn_up_date": ("1933-03-20",),
}


def meet(**other: Fact) -> bool:
    return not blocks_of(BIRTH).isdisjoint(blocks_of({**BIRTH, "number": "7", **other}))


def test_acts_of_one_person_meet_though_something_is_misread_or_missing() -> None:
    assert meet(given=("Lahcen",), mother_given=("Fatma",))
    assert meet(given=("طرفه",), birth_date=("1933",))
    assert meet(birth_date=("1983-03-12",), father_given=None)
    assert meet(birth_date=("h:1351-11-16",), family=None, given=("x",))
    assert meet(birth_date=("1934",), father_given=("طرفه",))
    assert meet(birth_date=None, office="another", year=1951)


def test_the_same_number_of_a_year_meets_whatever_the_names() -> None:
    nameless: dict[str, Fact] = dict.fromkeys(("given", "family", "father_given", "mother_given"))
    assert meet(number="66", **nameless, birth_date=None, drawn_up_date=None)
    assert not meet(**nameless, drawn_up_date=None)


def test_bearing_one_common_name_is_no_meeting() -> None:
    other: dict[str, Fact] = {"family": ("بناني",), "mother_given": ("خديجة",)}
    assert not meet(**other, father_given=("عمر",), birth_date=("1933-09-01",))
    assert not meet(kind="death", death_date=("1933-03-12",))


def test_blocks_are_few_and_fit_a_databases_whole_numbers() -> None:
    found = blocks_of(BIRTH)
    assert 10 < len(found) < 30
    assert all(0 <= block < 2**63 for block in found)
    assert blocks_of(dict.fromkeys(FACT_NAMES)) == frozenset()


@given(
    st.sets(st.sampled_from(FACT_NAMES)),
    st.lists(st.sampled_from(["?", "1933", "h:1351", "h:9999-13-40", "0001-01-01"]), max_size=2),
)
def test_whatever_is_missing_or_misread_blocks_can_be_made(lost: set[str], born: list[str]) -> None:
    found = blocks_of({**BIRTH, "birth_date": tuple(born), **dict.fromkeys(lost)})
    assert len(found) <= 64

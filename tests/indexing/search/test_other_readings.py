"""What an act said before it was corrected, and what a doubtful field may say, are found too."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import Act
from archive.margin import Change, MarginEntry, MentionEntered
from archive.mention import Mention, MentionType
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]


def corrected(act: Act, field: str, before: str, after: str) -> Act:
    mention = Mention(MentionType.RECTIFICATION, "1960-01-01")
    entered = MentionEntered(mention, None, "p1", changes=(Change(field, before, after),))
    return replace(act, margin=(MarginEntry("p1", mention, entered),))


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"date_from": "1935", "date_to": "1935"}, True),
        ({"date_from": "1933-03-12", "date_to": "1933-03-12"}, True),
        ({"date_from": "1353", "date_to": "1353", "calendar": "hijri"}, True),
        ({"date_from": "1934", "date_to": "1934"}, False),
        ({"date_from": "1933-06", "date_to": "1934"}, False),
    ],
)
def test_a_corrected_date_is_found_as_it_is_and_as_it_was_written(
    act_index: ActIndex, make_act: MakeAct, criteria: dict[str, str], found: bool
) -> None:
    act = make_act("x", {"birth_date": "1933-03-12"}, year=1933)
    act_index.put([document(corrected(act, "birth_date", "1933-03-12", "1935-03-12"))])
    assert bool(act_index.search(SearchRequest(**criteria)).hits) is found  # type: ignore[arg-type]


def test_both_readings_of_a_doubtful_date_are_found_by_days(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    act_index.put([document(make_act("x", doubts={"birth_date": ("1933-03-12", "1938-03-12")}))])
    for year, total in (("1933", 1), ("1938", 1), ("1935", 0)):
        assert act_index.search(SearchRequest(date_from=year, date_to=year)).total == total


@pytest.fixture
def doubtful(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    """Act 66 that may be 68, a man born in 1933 that may be 1938; act 68 of the same year."""
    doubts = {
        "act_number": ("66", "68"),
        "birth_date": ("1933-03-12", "1938-03-12"),
        "sex": ("M", "F"),
    }
    acts = [
        make_act("may be", {"given_name_fr": "Driss"}, number="66", doubts=doubts),
        make_act("is", {"given_name_fr": "Driss"}, number="68", office="08.201.11.09"),
        make_act("born", {"given_name_fr": "Driss", "birth_date": "1938-01-01", "sex": "F"}),
    ]
    act_index.put([document(act) for act in acts])
    return act_index


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"text": "68/1962"}, [("is", False), ("may be", True)]),
        ({"text": "Driss 68/1962"}, [("is", False), ("may be", True)]),
        ({"text": "68/1962 08.201.11.07"}, [("may be", True)]),
        ({"act_number": "68", "year_from": 1962}, [("is", False), ("may be", True)]),
        ({"text": "66/1962"}, [("may be", False)]),
        ({"text": "69/1962"}, []),
        ({"text": "68/1963"}, []),
        ({"text": "08.201.11.07/birth/1962/1/68"}, []),
        ({"text": "n° 68"}, [("is", False)]),
        ({"text": "68/1962", "limit": 1}, [("is", False)]),
    ],
)
def test_a_doubtful_number_is_told_as_such_and_stands_after_sure_ones(
    doubtful: ActIndex, criteria: dict[str, object], found: list[tuple[str, bool]]
) -> None:
    hits = doubtful.search(SearchRequest(**criteria)).hits  # type: ignore[arg-type]
    assert [(hit.act_id, hit.doubtful_number) for hit in hits] == found


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"text": "Driss 1938"}, ["born", "may be"]),
        ({"text": "Driss 1933"}, ["may be"]),
        ({"text": "Driss", "sex": "F"}, ["born", "may be"]),
        ({"text": "Driss", "sex": "M"}, ["may be"]),
    ],
)
def test_both_readings_of_a_year_and_a_sex_are_found_the_sure_one_first(
    doubtful: ActIndex, criteria: dict[str, str], found: list[str]
) -> None:
    hits = doubtful.search(SearchRequest(**criteria)).hits  # type: ignore[arg-type]
    assert [hit.act_id for hit in hits] == found

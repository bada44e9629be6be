"""An index that drifted from the record is found out, by its counts or by a sample of its acts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import Act
from archive.catalogue import Catalogue
from indexing.search.comparing import Agreement, compare
from indexing.search.document import NameTerms, document
from indexing.search.following import follow
from indexing.search.index import ActIndex

Keep = Callable[..., list[Act]]
VOLUME = "08.201.11.07/birth/1933/1@1"


@pytest.fixture
def acts(record: Catalogue, keep: Keep, act_index: ActIndex) -> list[Act]:
    """Eight acts, all of them in the index."""
    kept = keep(VOLUME, 8)
    follow(record, act_index, act_index.ensure())
    return kept


def found(record: Catalogue, index: ActIndex) -> Agreement:
    return compare(record, index, index.ensure())


def test_an_index_that_followed_agrees(
    record: Catalogue, act_index: ActIndex, acts: list[Act]
) -> None:
    agreement = found(record, act_index)
    assert agreement.agrees
    assert (agreement.waiting, agreement.compared) == (0, 8)
    assert agreement.held == agreement.expected == 8


def test_what_waits_is_counted_and_is_no_disagreement(
    record: Catalogue, act_index: ActIndex, acts: list[Act], keep: Keep
) -> None:
    keep("08.201.11.07/birth/1934/1@1", 3)
    record.verify(acts[0].act_id, {}, "amina", acts[0].version)
    agreement = found(record, act_index)
    assert (agreement.waiting, agreement.agrees) == (4, True)


def test_two_acts_made_one_while_the_index_waits_are_no_disagreement(
    record: Catalogue, act_index: ActIndex, acts: list[Act], join: Callable[[Act, Act], None]
) -> None:
    join(acts[0], acts[1])
    agreement = found(record, act_index)
    assert (agreement.held, agreement.expected, agreement.unsettled) == (8, 6, 2)
    assert agreement.agrees
    act_index.remove([acts[2].act_id, acts[3].act_id, acts[4].act_id])
    assert not found(record, act_index).agrees


def test_an_act_shown_before_the_index_followed_to_it_is_no_disagreement(
    record: Catalogue, act_index: ActIndex, acts: list[Act], keep: Keep
) -> None:
    new = keep("08.201.11.07/birth/1934/1@1", 1)[0]
    act_index.put([document(record.verify(new.act_id, {}, "amina", new.version))])
    agreement = found(record, act_index)
    assert (agreement.held, agreement.agrees) == (9, True)


def test_a_decision_shown_before_the_index_followed_is_no_disagreement(
    record: Catalogue, act_index: ActIndex, acts: list[Act]
) -> None:
    act_index.put([document(record.verify(acts[0].act_id, {}, "amina", acts[0].version))])
    assert found(record, act_index).agrees


def test_a_lost_act_shows_in_the_count_and_in_the_sample(
    record: Catalogue, act_index: ActIndex, acts: list[Act]
) -> None:
    act_index.remove([acts[3].act_id])
    agreement = found(record, act_index)
    assert not agreement.agrees
    assert (agreement.held, agreement.expected) == (7, 8)
    assert agreement.differing == {acts[3].act_id: ("id",)}


def test_a_field_that_differs_is_named(
    record: Catalogue, act_index: ActIndex, acts: list[Act]
) -> None:
    wrong = document(acts[2])
    other = NameTerms(("hamid",), ("fr:hmd",))
    act_index.put([replace(wrong, state="verified", sure={**wrong.sure, "given": other})])
    differing = found(record, act_index).differing
    assert set(differing) == {acts[2].act_id}
    assert set(differing[acts[2].act_id]) == {"state", "given_words", "given_keys", "any_words"}

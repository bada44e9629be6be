from collections.abc import Callable, Mapping

import pytest

from archive.act import Act
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.meant import did_you_mean
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]


@pytest.fixture
def filled(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    families = ("Mansouri", "Mansouri", "Menssouri", "Benjelloun", "El Fassi")
    acts = [
        make_act(
            f"{n}",
            {"given_name_fr": "Driss", "given_name_ar": "إدريس", "family_name_fr": family},
            number=str(n + 1),
        )
        for n, family in enumerate(families)
    ]
    act_index.put([document(act) for act in acts])
    return act_index


def meant(index: ActIndex, text: str = "", **criteria: object) -> Mapping[str, str]:
    request = SearchRequest(text, **criteria)  # type: ignore[arg-type]
    return did_you_mean(index, request, index.search(request))


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("Driss Mansovri", {"text": "Driss Mansouri"}),
        ("Drisss Mensouri", {"text": "Driss Mansouri"}),
        ("Benjeloun 4/1962", {"text": "Benjelloun 4/1962"}),
        ("El Fasi", {"text": "El Fassi"}),
        ("Driss Mansouri", {}),
        ("إدريس", {}),
        ("Nobody", {}),
        ("Benjeloun 5/1962", {}),
        ("4/1963", {}),
        ("44", {}),
        ("", {}),
    ],
)
def test_names_that_exist_are_proposed_for_names_that_do_not(
    filled: ActIndex, text: str, proposed: dict[str, str]
) -> None:
    assert meant(filled, text) == proposed


def test_a_criterion_is_corrected_where_it_was_asked(filled: ActIndex) -> None:
    assert meant(filled, family="Benjeloun", given="Driss") == {"family": "Benjelloun"}


def test_an_exact_search_that_finds_nothing_is_helped_too(filled: ActIndex) -> None:
    assert meant(filled, "Mansovri", fuzzy=False) == {"text": "Mansouri"}
    assert meant(filled, "Mansouri", fuzzy=False) == {}


def test_what_is_proposed_stands_together_in_one_act(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    names = [("Mohamed", "Alaoui"), ("Ali", "Ali"), ("Mohamed", "Ali"), ("Hamid", "Alaoui")]
    acts = [
        make_act(f"{n}", {"given_name_fr": one, "family_name_fr": other})
        for n, (one, other) in enumerate(names)
    ]
    act_index.put([document(act) for act in acts])
    assert meant(act_index, "Mohamid Alaouy") == {"text": "Mohamed Alaoui"}
    assert meant(act_index, "Hamid Alaouy") == {"text": "Hamid Alaoui"}


@pytest.fixture
def odd(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    """Names that are easily halved, or taken for one another."""
    acts = [
        make_act("1", {"given_name_ar": "عبد الحق", "family_name_ar": "بنعبد الله"}),
        make_act(
            "2",
            {"given_name_fr": "Zineb", "family_name_fr": "Tazi"},
            doubts={"birth_place_fr": ("Fes", "Fez")},
        ),
        make_act("3", {"given_name_fr": "Abd El Kader", "family_name_fr": "Ben Abd Allah"}),
    ]
    act_index.put([document(act) for act in acts])
    return act_index


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("بنعبدالله", {}),
        ("عبدالحق بنعبدالله بن المختار", {}),
        ("Fez", {}),
        ("Zineb né vers 1962", {}),
        ("Zinab", {"text": "Zineb"}),
    ],
)
def test_only_whole_names_that_are_near_are_proposed(
    odd: ActIndex, text: str, proposed: dict[str, str]
) -> None:
    assert meant(odd, text) == proposed


def test_what_is_proposed_finds_something(filled: ActIndex) -> None:
    for text in ("Driss Mansovri", "Benjeloun 4/1962", "El Fasi"):
        found = meant(filled, text)
        assert filled.search(SearchRequest(found["text"])).hits
    assert meant(filled, "Mansovri", fuzzy=False, cross_script=False) == {"text": "Mansouri"}

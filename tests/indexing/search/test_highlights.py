from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.act import Act
from indexing.search.document import document
from indexing.search.highlights import How, highlights
from indexing.search.index import ActIndex, Hit
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]

HIT = Hit(
    "x",
    None,
    100.0,
    "birth",
    1962,
    "08.201.11.07",
    names=("Fatima-Zahra Ben Abdallah", "فاطمة الزهراء بنعبد الله"),
    father=("Driss", "إدريس"),
    mother=("Yamna El Alaoui",),
    places=("Sefrou",),
)


def marked(request: SearchRequest, hit: Hit = HIT) -> set[tuple[str, str, str]]:
    return {
        (mark.shown, getattr(hit, mark.shown)[mark.at][mark.start : mark.end], mark.how.value)
        for mark in highlights(request, hit)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Driss", {("father", "Driss", "exact"), ("father", "إدريس", "other_script")}),
        ("Idriss", {("father", "Driss", "sounds_alike"), ("father", "إدريس", "other_script")}),
        ("Dryss", {("father", "Driss", "sounds_alike"), ("father", "إدريس", "other_script")}),
        ("Sefrau", {("places", "Sefrou", "sounds_alike")}),
        ("Sefrov", {("places", "Sefrou", "misspelt")}),
        ("Benabdallah", {("names", "Ben Abdallah", "exact")}),
        ("العلوي", {("mother", "Alaoui", "other_script")}),
        ("ALAOUI 66/1962", {("mother", "Alaoui", "exact")}),
        ("zahra", {("names", "Zahra", "exact"), ("names", "الزهراء", "other_script")}),
        ("Dsiss Yamna", {("father", "Driss", "misspelt"), ("mother", "Yamna", "exact")}),
        ("Nobody", set()),
        ("", set()),
        ("*", set()),
    ],
)
def test_the_words_that_matched_are_told_with_how(
    text: str, expected: set[tuple[str, str, str]]
) -> None:
    found = marked(SearchRequest(text))
    assert expected <= found
    assert {what for what in found if what[0] != "names"} == {
        what for what in expected if what[0] != "names"
    }


def test_a_criterion_marks_only_what_it_asks_for() -> None:
    assert marked(SearchRequest(mother="Driss")) == set()
    assert marked(SearchRequest(father="Driss")) >= {("father", "Driss", "exact")}
    assert {shown for shown, _, _ in marked(SearchRequest(child="Fatima"))} == {"names"}


def test_what_is_switched_off_is_not_marked() -> None:
    assert marked(SearchRequest("Driss", cross_script=False)) == {("father", "Driss", "exact")}
    assert marked(SearchRequest("Idriss", fuzzy=False, cross_script=False)) == set()
    assert marked(SearchRequest("Sefrov", fuzzy=False)) == set()


NAMES = ("Driss", "Idriss", "Mansouri", "Mensouri", "Mansovri", "محمد", "العلوي", "El Alaoui")


@pytest.mark.parametrize("asked", NAMES)
def test_what_an_engine_finds_by_a_name_is_marked_in_it(
    act_index: ActIndex, make_act: MakeAct, asked: str
) -> None:
    acts = [make_act(f"{n}", {"given_name_fr": name}) for n, name in enumerate(NAMES)]
    act_index.put([document(act) for act in acts])
    request = SearchRequest(asked)
    hits = act_index.search(request).hits
    assert hits
    assert all(highlights(request, hit) for hit in hits)
    assert any(mark.how is How.EXACT for mark in highlights(request, hits[0]))


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=2))
def test_marks_lie_within_what_is_shown_and_never_overlap(text: str, names: list[str]) -> None:
    hit = Hit("x", None, 0.0, "birth", 1962, "08.201.11.07", names=(*names, text))
    marks = highlights(SearchRequest(text, child="Ben Ali"), hit)
    places = [(mark.at, letter) for mark in marks for letter in range(mark.start, mark.end)]
    assert len(places) == len(set(places))
    assert all(0 <= mark.start < mark.end <= len(hit.names[mark.at]) for mark in marks)

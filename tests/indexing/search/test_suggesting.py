from collections.abc import Callable

import pytest

from archive.act import Act
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.suggesting import MAX_COMPLETIONS, MAX_HITS, suggest

MakeAct = Callable[..., Act]


@pytest.fixture
def filled(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    both = {
        "given_name_fr": "Mohamed",
        "given_name_ar": "محمد",
        "family_name_fr": "El Alaoui",
        "family_name_ar": "العلوي",
    }
    acts = [
        make_act("both", both, number="66"),
        make_act("latin", {"given_name_fr": "Mohamed", "family_name_fr": "Benjelloun"}),
        make_act("arabic", {"given_name_ar": "محماد", "family_name_ar": "بنجلون"}),
        make_act("other", {"given_name_fr": "Zineb", "family_name_fr": "Moutawakil"}),
        make_act("parent", {"given_name_fr": "Hind", "mother_given_fr": "Zahra"}),
    ]
    act_index.put([document(act) for act in acts])
    return act_index


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("moh", ["Mohamed", "محمد", "محماد"]),
        ("Zineb mo", ["Moutawakil"]),
        ("محم", ["محماد", "محمد", "Mohamed"]),
        ("Mohamed ala", ["El Alaoui", "العلوي"]),
        ("العل", ["العلوي", "El Alaoui"]),
        ("benj", ["Benjelloun", "بنجلون"]),
        ("بنجل", ["بنجلون", "Benjelloun"]),
        ("zah", ["Zahra"]),
        ("Mohamed", ["Mohamed", "محمد", "محماد"]),
        ("m", []),
        ("Hind ala", []),
        ("66/19", []),
        ("moh ", ["Mohamed", "محمد", "محماد"]),
        ("Mohamed ", []),
        ("Zineb M", ["Moutawakil"]),
        ("Hind M", []),
        ("*", []),
        ("", []),
        ("Driss " * 2000 + "mo", []),
    ],
)
def test_the_last_word_is_completed_by_names_that_exist(
    filled: ActIndex, text: str, words: list[str]
) -> None:
    found = [completion.word for completion in suggest(filled, text).completions]
    assert found[:1] == words[:1]
    assert sorted(found) == sorted(words)


def test_a_completion_is_the_text_to_go_on_with(filled: ActIndex) -> None:
    assert suggest(filled, "Zineb mo").completions[0].text == "Zineb Moutawakil"
    assert suggest(filled, "Mohamed El Ala").completions[0].text == "Mohamed El Alaoui"


def test_the_first_acts_are_shown_too(filled: ActIndex) -> None:
    assert [hit.act_id for hit in suggest(filled, "66/1962").hits] == ["both"]
    assert {hit.act_id for hit in suggest(filled, "moha").hits} == {"both", "latin", "arabic"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zineb M", ["other"]),
        ("zin ", ["other"]),
        *((text, ["both"]) for text in ("66/", "66/1", "66/19", "66/196", "66/62", "66/1962")),
        *((text, []) for text in ("66/195", "66/18", "67/19", "66/1963")),
        ("Zineb 19", ["other"]),
        ("Zineb 196", ["other"]),
        ("Zineb 195", []),
        ("12/05/19", ["born"]),
        ("12/05/195", ["born"]),
        ("12/05/196", []),
        *(
            (text, ["born"])
            for text in ("03.2", "3.231", "03.231.01.01/n", "03.231.01.01/birth/19")
        ),
        *((text, ["born"]) for text in ("03.231.01.01/", "03.231.01.01/birth/1955/1/1")),
        *((text, []) for text in ("04.4", "03.231.01.01/d", "03.231.01.01/birth/196")),
    ],
)
def test_what_is_not_typed_to_its_end_shows_what_it_may_become(
    filled: ActIndex, make_act: MakeAct, text: str, found: list[str]
) -> None:
    born = make_act(
        "born", {"birth_date": "1955-05-12"}, office="03.231.01.01", year=1955, number="1"
    )
    filled.put([document(born)])
    assert [hit.act_id for hit in suggest(filled, text).hits] == found


def test_the_bridge_between_scripts_can_be_switched_off(filled: ActIndex) -> None:
    found = suggest(filled, "benj", cross_script=False)
    assert [completion.word for completion in found.completions] == ["Benjelloun"]


def test_what_is_suggested_is_bounded(act_index: ActIndex, make_act: MakeAct) -> None:
    names = [f"Ba{letter}{other}a" for letter in "bdfghj" for other in "klmnprst"]
    acts = [make_act(name, {"given_name_fr": name}) for name in names]
    act_index.put([document(act) for act in acts])
    found = suggest(act_index, "ba")
    assert len(found.completions) == MAX_COMPLETIONS
    assert len(found.hits) == MAX_HITS
    assert {completion.word for completion in found.completions} <= set(names)

"""What every act index does, whatever the engine."""

from collections.abc import Callable

import pytest

from archive.act import Act, ActState
from archive.register import VolumeReference
from indexing.errors import RebuildIncomplete
from indexing.names.matching import script_of
from indexing.search.document import document, page_document
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]


def numbered(make_act: MakeAct) -> list[Act]:
    return [
        make_act(
            "both",
            {
                "given_name_fr": "Driss",
                "given_name_ar": "إدريس",
                "family_name_fr": "El Alaoui",
                "family_name_ar": "العلوي",
                "father_given_fr": "Brahim",
                "mother_given_fr": "Yamna",
                "mother_family_fr": "Bennis",
                "sex": "M",
                "birth_date": "1961-12-30",
                "birth_place_fr": "Sefrou",
            },
            number="123",
        ),
        make_act(
            "arabic",
            {
                "given_name_ar": "فاطمة الزهراء",
                "family_name_ar": "بنعبد الله",
                "sex": "F",
            },
            number="66bis",
            state=ActState.VERIFIED,
        ),
    ]


def others(make_act: MakeAct) -> list[Act]:
    return [
        make_act(
            "latin",
            {
                "given_name_fr": "Mohammed",
                "family_name_fr": "Ben Abdallah",
                "father_given_fr": "Driss",
                "sex": "M",
            },
            year=1963,
            number="66",
        ),
        make_act(
            "doubtful",
            {"given_name_fr": "Hamid", "sex": "M"},
            doubts={"family_name_fr": ("Alami", "Alaoui")},
            kind="death",
            year=1970,
            number="124",
            state=ActState.TO_REVIEW,
        ),
        make_act("unnumbered", {"given_name_fr": "Rkia", "family_name_fr": "Oubella"}, year=1971),
    ]


@pytest.fixture
def filled(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    acts = [*numbered(make_act), *others(make_act)]
    act_index.put([document(act) for act in acts])
    return act_index


def ids(index: ActIndex, text: str = "", **criteria: object) -> list[str]:
    results = index.search(SearchRequest(text, **criteria))  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    return [hit.act_id for hit in results.hits]


def test_an_index_that_was_never_filled_is_empty(act_index: ActIndex) -> None:
    assert act_index.count() == 0
    assert ids(act_index, "Driss") == []
    act_index.remove(["nobody"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Driss Alaoui", "both"),
        ("ALAOUI Driss", "both"),
        ("Driss El-Alaoui", "both"),
        ("Moulay Idriss Alaoui", "both"),
        ("العلوي إدريس", "both"),
        ("ادريس علوي", "both"),
        ("فاطمه الزهراء بن عبد الله", "arabic"),
        ("Fatima Zahra Benabdallah", "arabic"),
        ("Fatima-Ezzahra Ben Abdellah", "arabic"),
        ("محمد بنعبد الله", "latin"),
        ("M'hamed Benabdallah", "latin"),
        ("Rkia Oubela", "unnumbered"),
        ("رقية أوبلا", "unnumbered"),
        ("Driss Sefrou", "both"),
        ("Monsieur Driss Alaoui", "both"),
        ("السيد إدريس العلوي", "both"),
        ("Rkia fille d'Oubella", "unnumbered"),
    ],
)
def test_names_are_found_in_either_script_and_any_order(
    filled: ActIndex, text: str, found: str
) -> None:
    assert ids(filled, text)[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("123", ["both"]),
        ("n° 123", ["both"]),
        ("رقم ١٢٣", ["both"]),
        ("123/1962", ["both"]),
        ("123 / 1962", ["both"]),
        ("123/1963", []),
        ("124/1962", []),
        ("132", []),
        ("66", ["latin"]),
        ("66 bis", ["arabic"]),
        ("66bis/1962", ["arabic"]),
        ("08.201.11.07/birth/1962/1/123", ["both"]),
        ("08.201.11.07/birth/1962/1/124", []),
        ("30/12/1961", ["both"]),
        ("1961-12-30", ["both"]),
        ("31/12/1961", []),
        ("Alaoui 123/1962", ["both"]),
        ("Alaoui 123/1970", []),
        ("12", []),
        ("123456789", []),
        ("08.201.11.08", []),
    ],
)
def test_numbers_are_exact(filled: ActIndex, text: str, found: list[str]) -> None:
    assert ids(filled, text) == found


def test_criteria_narrow_and_combine(filled: ActIndex) -> None:
    assert ids(filled, family="Alaoui", given="Driss") == ["both"]
    assert ids(filled, given="Alaoui", fuzzy=False) == []
    assert ids(filled, father="Brahim") == ["both"]
    assert ids(filled, mother="Yamna Bennis") == ["both"]
    assert ids(filled, mother="يامنة") == ["both"]
    assert ids(filled, act_number="66") == ["latin"]
    assert ids(filled, year_from=1970) in (["doubtful", "unnumbered"], ["unnumbered", "doubtful"])
    assert ids(filled, year_from=1963, year_to=1970, state="to_review") == ["doubtful"]
    assert ids(filled, kind="death", sex="M", office_code="08.201.11.07") == ["doubtful"]
    assert ids(filled, kind="death", sex="F") == []
    assert len(ids(filled)) == filled.count() == 5


def test_exact_stands_before_sound_alike_before_misspelt(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    families = {"misspelt": "Mansovri", "alike": "Mensouri", "exact": "Mansouri", "far": "Slaoui"}
    acts = [make_act(name, {"family_name_fr": family}) for name, family in families.items()]
    act_index.put([document(act) for act in acts])
    assert ids(act_index, "Mansouri") == ["exact", "alike", "misspelt"]
    assert ids(act_index, family="Mansouri", fuzzy=False) == ["exact"]


def test_the_person_stands_before_the_parent_and_the_sure_before_the_doubtful(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [
        make_act("doubtful", doubts={"given_name_fr": ("Idir", "Driss")}),
        make_act("parent", {"father_given_fr": "Driss"}),
        make_act("person", {"given_name_fr": "Driss"}),
    ]
    act_index.put([document(act) for act in acts])
    assert ids(act_index, "Driss") == ["person", "parent", "doubtful"]


def test_the_person_in_the_other_script_stands_before_several_people_in_the_same(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [
        make_act("himself", {"given_name_fr": "Hicham", "family_name_fr": "Zerfani"}),
        make_act(
            "his child",
            {"given_name_ar": "عزة", "family_name_ar": "زرفاني", "father_given_ar": "هشام"},
        ),
    ]
    act_index.put([document(act) for act in acts])
    assert ids(act_index, "هشام زرفاني") == ["himself", "his child"]
    assert ids(act_index, "زرفاني هشام") == ["himself", "his child"]
    assert ids(act_index, given="هشام", family="زرفاني") == ["himself"]


def test_other_readings_of_a_doubtful_name_are_found_after_sure_ones(filled: ActIndex) -> None:
    assert ids(filled, family="Alaoui", fuzzy=False) == ["both", "doubtful"]
    assert ids(filled, family="Alami", fuzzy=False) == ["doubtful"]


def test_the_bridge_between_scripts_can_be_switched_off(filled: ActIndex) -> None:
    assert ids(filled, "Fatima Zahra", cross_script=False) == []
    assert ids(filled, "فاطمة الزهراء", cross_script=False) == ["arabic"]
    assert ids(filled, "Fatima Zahra", fuzzy=False) == ["arabic"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Driss Alaoul", True),
        ("ادربس العلوي", True),
        ("Bennis عبد الكبير", True),
        ("Bennis Abdelkahir", True),
        ("بنيس عبد الكيير", True),
        ("بيس عبد الكيير", False),
        ("جسن Bennis", True),
        ("جسن Benfis Slaoui", False),
    ],
)
def test_one_misread_letter_is_forgiven_across_scripts_in_one_word_of_several(
    act_index: ActIndex, make_act: MakeAct, text: str, found: bool
) -> None:
    acts = [
        make_act("hassan", {"given_name_ar": "حسن", "family_name_fr": "Bennis"}),
        make_act("kebir", {"given_name_fr": "Abdelkebir", "family_name_fr": "Bennis"}),
        make_act("driss", {"given_name_fr": "Driss", "family_name_ar": "العلوي"}),
    ]
    act_index.put([document(act) for act in acts])
    assert bool(ids(act_index, text)) is found
    assert not ids(act_index, text, fuzzy=False) or "عبد الكبير" in text


@pytest.mark.parametrize("text", ["Driss OR", "Driss Zoé", "Driss Rao", "Driss Roe"])
def test_a_short_word_is_not_taken_for_any_other(filled: ActIndex, text: str) -> None:
    assert ids(filled, text) == []


def test_a_short_name_misread_is_forgiven_beside_the_rest_of_the_name(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    act_index.put(
        [document(make_act("x", {"given_name_fr": "Soumia", "family_name_fr": "Chaoui"}))]
    )
    assert ids(act_index, "سومبا شاوي") == ["x"]
    assert ids(act_index, "سومبا") == []


def test_a_title_between_names_need_not_match(act_index: ActIndex, make_act: MakeAct) -> None:
    names = {"given_name_fr": "Moulay Driss", "family_name_fr": "Alaoui"}
    act_index.put([document(make_act("titled", names))])
    assert ids(act_index, "Alaoui Sidi Driss", fuzzy=False) == ["titled"]
    assert ids(act_index, "Alaoui Driss", fuzzy=False) == ["titled"]


def test_fuzziness_can_be_switched_off(filled: ActIndex) -> None:
    assert ids(filled, "Oubellx") == ["unnumbered"]
    assert ids(filled, "Oubellx", fuzzy=False) == []


def test_a_hit_shows_what_a_list_needs(filled: ActIndex) -> None:
    hit = filled.search(SearchRequest("Driss Alaoui")).hits[0]
    assert hit.reference == "08.201.11.07/birth/1962/1/123"
    assert (hit.kind, hit.year, hit.office_code) == ("birth", 1962, "08.201.11.07")
    assert hit.names == ("Driss El Alaoui", "إدريس العلوي")
    assert (hit.state, hit.type, hit.page) == ("accepted", "act", None)
    assert hit.score > 0
    assert filled.search(SearchRequest("Rkia")).hits[0].reference is None


def test_putting_again_replaces_and_removing_removes(filled: ActIndex, make_act: MakeAct) -> None:
    corrected = make_act("both", {"given_name_fr": "Ahmed", "family_name_fr": "Skalli"})
    filled.put([document(corrected), document(corrected)])
    assert filled.count() == 5
    assert ids(filled, given="Driss") == []
    assert ids(filled, "Skalli Ahmed") == ["both"]
    filled.remove(["both", "nobody"])
    assert ids(filled, "Skalli Ahmed") == []
    assert filled.count() == 4


def test_pages_of_results_follow_one_another_without_overlap(
    act_index: ActIndex, make_act: MakeAct
) -> None:
    acts = [make_act(f"{n:02}", {"given_name_fr": "Aziz"}, number=str(n)) for n in range(1, 26)]
    act_index.put([document(act) for act in acts])
    seen: list[str] = []
    after = None
    while True:
        results = act_index.search(SearchRequest("Aziz", limit=10, after=after))
        assert results.total == 25
        seen += [hit.act_id for hit in results.hits]
        if results.next is None or not results.hits:
            break
        after = results.next
    assert sorted(seen) == [act.act_id for act in acts]


def test_a_continuation_nobody_gave_is_refused(filled: ActIndex) -> None:
    with pytest.raises(ValueError, match="start again"):
        filled.search(SearchRequest("Driss", after="{}"))


def test_a_rebuild_replaces_everything_at_once(filled: ActIndex, make_act: MakeAct) -> None:
    fresh = [make_act(f"n{n}", {"given_name_fr": "Salma"}) for n in range(3)]

    def documents():  # type: ignore[no-untyped-def]
        for act in fresh:
            assert filled.count() == 5
            yield document(act)

    assert filled.rebuild(documents()) == 3
    assert filled.count() == 3
    assert ids(filled, "Driss") == []
    filled.put([document(make_act("late", {"given_name_fr": "Driss"}))])
    assert ids(filled, "Driss") == ["late"]
    assert filled.rebuild([]) == 0
    assert filled.count() == 0


def test_a_rebuild_that_does_not_count_up_leaves_the_live_index(
    filled: ActIndex, make_act: MakeAct
) -> None:
    twice = [document(make_act("same", {"given_name_fr": "Salma"}))] * 2
    with pytest.raises(RebuildIncomplete, match="2 documents"):
        filled.rebuild(twice)
    assert filled.count() == 5
    assert ids(filled, "Driss Alaoui")[0] == "both"


def test_pages_of_volumes_kept_as_scans_are_found_by_office_year_and_page(
    filled: ActIndex,
) -> None:
    volume = VolumeReference.parse("08.201.11.07/marriage/1931/1@1")
    filled.put([page_document(volume, name) for name in ("0001.jpg", "0002.jpg")])
    found = filled.search(SearchRequest(office_code="08.201.11.07", year_from=1931, year_to=1931))
    assert {hit.page for hit in found.hits} == {"0001.jpg", "0002.jpg"}
    only = filled.search(SearchRequest("0002.jpg", kind="marriage")).hits
    assert [(hit.type, hit.page, hit.volume) for hit in only] == [
        ("page", "0002.jpg", "08.201.11.07/marriage/1931/1@1")
    ]
    assert len(ids(filled, type="act")) == 5
    assert len(ids(filled, type="page", page="0001.jpg")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tlemçani", "التلمساني"),
        ("Tlemcani", "التلمساني"),
        ("Tlemcani", "Tlemçani"),
        ("El Ayachi", "لعياشي"),
        ("Layachi", "العياشي"),
        ("Belqasem", "أبو القاسم"),
        ("Ghislaine", "غيزلان"),
        ("Aitbenhaddou", "أيت بن حدو"),
        ("Ait Ben Haddou", "آيت بنحدو"),
        ("Fassi", "الفاسي"),
    ],
)
def test_a_name_and_its_other_form_find_each_other(
    act_index: ActIndex, make_act: MakeAct, one: str, other: str
) -> None:
    for written, asked in ((one, other), (other, one)):
        script = script_of(written)
        act = make_act("x", {f"family_name_{script}": written, f"given_name_{script}": "Zz"})
        act_index.put([document(act)])
        assert ids(act_index, asked) == ["x"], f"{asked} for {written}"

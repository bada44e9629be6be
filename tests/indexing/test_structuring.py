"""A volume's pages become its acts, whatever order, page breaks and lost figures do to them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.mention import MentionType
from archive.register import ActNumber, VolumeReference
from indexing.confidence.acceptance import Thresholds
from indexing.structuring import structure_volume

BIRTHS, DEATHS = "02.533.03.19/birth/1941", "02.533.03.19/death/1941"
ARABIC = "02.533.03.19/birth/1990"
MOTHERS = ["Fatima Alaoui", "Zineb Tazi", "Khadija Fassi", "Aicha Bennani"]
NAMES = [("Brahim", "Bennani"), ("Said", "Tazi"), ("Omar", "Alaoui"), ("Hassan", "Fassi")]


def numbers(structure) -> list[str]:
    return [str(act.number) for act in structure.acts]


def codes(act) -> list[str]:
    return [finding.code for finding in act.findings]


@pytest.fixture
def birth(act_text):
    """A French birth by its number; the names change with it."""

    def text(number: int | str, **values: str) -> str:
        given, family = NAMES[sum(map(ord, str(number))) % len(NAMES)]
        father, _ = NAMES[(sum(map(ord, str(number))) + 1) % len(NAMES)]
        mother = MOTHERS[sum(map(ord, str(number))) % len(MOTHERS)]
        usual = {"number": str(number), "given": given, "family": family}
        usual |= {"father": father, "mother": mother}
        return act_text("fr_birth", **usual | values)

    return text


def test_several_acts_a_page_parted_by_rules(structure, sheet, birth):
    found = structure(sheet().body(birth(12)).rule().body(birth(13)), sheet().body(birth(14)))
    assert numbers(found) == ["12", "13", "14"]
    assert [[name for name, _ in act.pages] for act in found.acts] == [["p1"], ["p1"], ["p2"]]
    assert [act.ordinal for act in found.acts] == [1, 2, 3]
    assert all(act.sure for act in found.acts)
    assert found.page_kinds == {"p1": "acts", "p2": "acts"}
    assert found.findings == ()


def test_several_acts_a_page_without_rules(structure, birth):
    found = structure("\n".join(birth(number).strip() for number in (12, 13, 14)))
    assert numbers(found) == ["12", "13", "14"]
    assert all(act.fields["drawn_up_date"].value == "1941-03-09" for act in found.acts)


def test_an_act_runs_onto_the_next_page(structure, birth):
    lines = birth(13).strip().splitlines()
    found = structure(birth(12), "\n".join(lines[:5]), "\n".join([*lines[5:]]), birth(14))
    assert numbers(found) == ["12", "13", "14"]
    act = found.acts[1]
    assert [name for name, _ in act.pages] == ["p2", "p3"]
    assert act.fields["given_name_fr"].page == "p2"
    assert act.fields["drawn_up_date"].page == "p3"
    assert act.fields["drawn_up_date"].value == "1941-03-09"
    assert set(found.page_kinds.values()) == {"acts"}


@pytest.mark.parametrize("lost", ["", "XIII"])
def test_a_number_that_is_lost_is_told_by_its_neighbours(structure, birth, lost):
    texts = [birth(n) for n in (11, 12, 13, 14, 15)]
    texts[2] = texts[2].replace("N° 13", f"N° {lost}".strip())
    act = structure(*texts).acts[2]
    assert act.number == ActNumber(13)
    assert "number_inferred" in codes(act) or "field_unsure" in codes(act)


def test_a_misread_number_is_told_by_its_neighbours(structure, birth):
    assert numbers(structure(*(birth(n) for n in (11, 12, 78, 14, 15)))) == [
        "11", "12", "13", "14", "15",
    ]  # fmt: skip


def test_a_gap_and_a_jump_stay_as_written(structure, birth):
    run = [11, 12, 13, 16, 17, 18, 140, 141, 142]
    assert numbers(structure(*map(birth, run))) == [str(number) for number in run]


@pytest.mark.parametrize("mark", ["12 bis", "12bis"])
def test_an_inserted_act_stands_after_its_number(structure, birth, mark):
    found = structure(*map(birth, (11, 12, mark, 13, 14)))
    assert numbers(found) == ["11", "12", "12bis", "13", "14"]
    act = found.acts[2]
    assert act.number == ActNumber(12, "bis")
    assert act.fields["act_number"].value == "12bis"
    assert act.sure


def test_an_inserted_act_in_arabic(structure, act_text):
    found = structure(
        *(act_text("ar_birth", number=number) for number in ("11", "12", "12 مكرر", "13")),
        volume=ARABIC,
    )
    assert numbers(found) == ["11", "12", "12bis", "13"]


def test_numbers_that_nothing_tells_stay_unknown(structure, birth):
    (act,) = structure(birth(12).replace("N° 12", "")).acts
    assert act.number is None
    assert act.reference is None
    assert "number_unread" in codes(act)
    assert not act.sure


def test_another_figure_in_the_number_is_another_act(structure, birth):
    assert numbers(structure(birth(12))) == ["12"]
    assert numbers(structure(birth(17))) == ["17"]


@pytest.mark.parametrize(
    ("written", "volume", "form"),
    [
        ("fr_birth", BIRTHS, "fr_prose_birth"), ("fr_death", DEATHS, "fr_prose_death"),
        ("ar_birth", ARABIC, "ar_prose_birth"),
        ("ar_death", "02.533.03.19/death/1990", "ar_prose_death"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "name", ["0001.jpg", "ar_deaths-hand.jpg", "fr_births.jpg", "bi_table.tif"]
)
def test_the_page_tells_its_form_and_a_file_name_does_not(
    sheet, act_text, written, volume, form, name
):
    page = sheet().body(act_text(written)).page()
    (act,) = structure_volume(VolumeReference.parse(volume), [(name, page)]).acts
    assert act.form == form
    assert act.pages[0][0] == name


def test_a_volume_may_change_its_form_on_the_way(structure, act_text):
    found = structure(
        *(act_text("fr_birth", number=str(n)) for n in (11, 12, 13)),
        act_text("ar_birth", number="14"),
    )
    assert [act.form for act in found.acts] == ["fr_prose_birth"] * 3 + ["ar_prose_birth"]
    assert numbers(found) == ["11", "12", "13", "14"]


def test_pages_without_acts_are_told_apart_and_their_acts_counted(structure, birth):
    found = structure(
        "EMPIRE CHÉRIFIEN\nREGISTRE DES NAISSANCES\nANNÉE 1941",
        "Registre coté et paraphé par nous juge",
        birth(1),
        birth(2),
        "",
        "TABLE ALPHABÉTIQUE\nBennani 1\nTazi 2",
        "Arrêté le présent registre à deux actes",
    )
    assert list(found.page_kinds.values()) == [
        "cover", "opening", "acts", "acts", "blank", "table", "closing",
    ]  # fmt: skip
    assert numbers(found) == ["1", "2"]
    told = [(f.code, f.page) for f in found.findings]
    assert told == [("page_without_act", f"p{place}") for place in (1, 2, 5, 6, 7)]


def test_text_that_is_no_page_of_a_register_waits_for_a_person(structure, birth):
    found = structure(birth(1), "Une lettre du percepteur sur les patentes de la ville", birth(2))
    assert (numbers(found), found.page_kinds["p2"]) == (["1", "2"], "other")
    assert [(f.code, f.page) for f in found.findings] == [("page_not_recognised", "p2")]


@pytest.mark.parametrize(("count", "differs"), [("deux", False), ("trois", True), ("2", False)])
def test_the_closing_statement_s_count_is_held_against_the_acts(structure, birth, count, differs):
    found = structure(birth(1), birth(2), f"Arrêté le présent registre à {count} actes")
    counted = [f for f in found.findings if f.code == "closing_count_differs"]
    assert bool(counted) == differs
    if differs:
        assert counted[0].params == {"counted": 3, "found": 2}
        assert counted[0].page == "p3"


def test_mentions_of_the_margin_go_with_their_act(structure, sheet, birth):
    first = sheet().margin("BENNANI\nBrahim\nMarié à Taza\nle 04/03/1965").body(birth(12))
    found = structure(first, sheet().margin("TAZI\nSaid").body(birth(13)))
    assert [[(m.type, m.date) for m in act.mentions] for act in found.acts] == [
        [(MentionType.MARRIAGE, "1965-03-04")],
        [],
    ]


@pytest.mark.parametrize("names", ["EL MARRAKCHI\nMariam", "MORADI\nMariam", "DIVORI\nDecia"])
def test_no_mention_is_invented_from_a_name(structure, sheet, birth, names):
    family, given = names.split("\n")
    page = sheet().margin(names).body(birth(12, given=given, family=family))
    (act,) = structure(page).acts
    assert act.mentions == ()
    assert act.fields["given_name_fr"].value.lower() == given.lower()
    assert act.fields["family_name_fr"].value.lower() == family.lower()


def test_a_doubtful_reading_waits_for_people_and_says_why(structure, sheet, birth):
    (sure,) = structure(sheet().body(birth(12))).acts
    (doubtful,) = structure(sheet(0.35).body(birth(12))).acts
    assert sure.sure
    assert codes(sure) == []
    assert not doubtful.sure
    assert {"field_unsure"} <= set(codes(doubtful))


def test_thresholds_are_a_setting(sheet, birth):
    page, volume = sheet().body(birth(12)).page(), VolumeReference.parse(BIRTHS)
    strict = Thresholds(by_field={"sex": 1.0})
    (act,) = structure_volume(volume, [("p1", page)], strict).acts
    assert [(f.code, f.field) for f in act.findings] == [("field_unsure", "sex")]


@pytest.mark.parametrize("kind", ["marriage", "divorce", "judgment"])
def test_volumes_of_other_kinds_are_kept_as_scans(structure, birth, kind):
    found = structure(birth(12), birth(13), volume=f"02.533.03.19/{kind}/1941")
    assert found.acts == ()
    assert set(found.page_kinds.values()) == {"scan"}
    assert [f.code for f in found.findings] == ["kind_kept_as_scans"]


def test_an_act_carries_its_register_its_copy_and_its_engine(structure, birth):
    (act,) = structure(birth(12), volume=f"{BIRTHS}/2@2").acts
    assert str(act.reference) == "02.533.03.19/birth/1941/2/12"
    assert act.copy == 2
    assert act.engine.endswith("; text")


def test_a_volume_without_pages_holds_nothing(structure):
    found = structure()
    assert (found.acts, dict(found.page_kinds), found.findings) == ((), {}, ())


@settings(max_examples=4)
@given(
    st.lists(st.sampled_from(["fr_birth", "ar_birth"]), min_size=1, max_size=2), st.integers(1, 900)
)
def test_structuring_twice_gives_the_same_acts(structure, sheet, act_text, forms, first):
    pages = [
        sheet().body(act_text(form, number=str(first + place))) for place, form in enumerate(forms)
    ]
    assert structure(*pages) == structure(*pages)


def test_a_register_delivered_as_one_of_the_other_kind_waits_for_people(structure, birth):
    found = structure(birth(1), birth(2), volume=DEATHS)
    assert [(f.code, f.params["kind"]) for f in found.findings if f.page is None] == [
        ("register_kind_differs", "birth")
    ]
    assert found.acts
    assert all("register_kind_differs" in codes(act) and not act.sure for act in found.acts)

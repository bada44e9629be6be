"""Where one act ends and the next begins."""

from dataclasses import replace

import pytest

from indexing.entries.cutting import entries_of, number_lines
from indexing.tables.number_lines import number_match
from indexing.text.stream import TextStream
from ocr.page import BoundingBox, Page, Region, RegionKind

LABELS = ("N°", "Acte n°", "رسم رقم", "رقم", "عدد")
ACT = """
Le quatre mars est né à Taza
le nommé Brahim
fils de Ahmed
et de Fatima
Dressé le neuf mars
""".strip()


def texts(entry) -> list[str]:
    return [" ".join(placed.word.text for placed in line.words) for line in entry.lines]


@pytest.fixture
def number(line):
    def read(text: str) -> str | None:
        one = line(text)
        end = number_match(one, LABELS)
        return None if end is None else TextStream(one.words).letters[end:]

    return read


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("N° 127", "127"), ("Acte n° 127", "127"), ("Actc n° 127", "127"), ("N. 4", "4"),
        ("N° 66 bis", "66bis"), ("N° 7 bis", "7bis"), ("N° 66 ter", "66ter"),
        ("رسم رقم 127", "127"), ("عدد ٦٦", "66"), ("رسم رقم 66 مكرر", "66مكرر"),
        ("N° 66/1941", "66/1941"), ("Numéro d'ordre 12", "12"), ("العدد الترتيبي 12", "12"),
        ("Réf. acte 110", "110"), ("مرجع الرسم 110", "110"), ("Numéro d'enregistrement 8", "8"),
    ],
)  # fmt: skip
def test_an_act_number_stands_behind_its_label(number, text, figures):
    assert number(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "Le quatre mars mil neuf cent",
        "N° de téléphone du bureau central",
        "127",
        "né à Taza en 1912",
        "في يوم رابع مارس سنة 1990",
        "Date de naissance : 28-01-1952",
        "Date de naissance 31/08/2008",
        "Année 1952",
        "Page numéro 12",
    ],
)
def test_other_lines_hold_no_act_number(number, text):
    assert number(text) is None


def test_a_page_without_rules_or_numbers_is_one_entry(sheet):
    (entry,) = entries_of("p1", sheet().body(ACT).page(), LABELS)
    assert texts(entry) == ACT.splitlines()
    assert entry.number_line is None


def test_rules_part_a_page_into_entries(sheet):
    page = sheet().body(f"N° 12\n{ACT}").rule().body(f"N° 13\n{ACT}").page()
    first, second = entries_of("p1", page, LABELS)
    assert (texts(first)[0], texts(second)[0]) == ("N° 12", "N° 13")
    assert (first.number_line, second.number_line) == (0, 0)


def test_acts_without_rules_are_parted_at_their_numbers(sheet):
    page = sheet().body(f"N° 12\n{ACT}\nN° 13\n{ACT}\nN° 14\n{ACT}").page()
    entries = entries_of("p1", page, LABELS)
    assert [texts(entry)[0] for entry in entries] == ["N° 12", "N° 13", "N° 14"]
    assert all(len(entry.lines) == 6 for entry in entries)


def test_a_margin_goes_with_the_act_it_stands_beside(sheet):
    page = sheet()
    for act, name in ((12, "BENNANI"), (13, "TAZI")):
        page.margin(f"N° {act}\n{name}").body(ACT)
    first, second = entries_of("p1", page.page(), LABELS)
    assert "BENNANI" in texts(first)
    assert "TAZI" not in texts(first)
    assert "TAZI" in texts(second)


def test_the_numbers_of_both_scripts_open_one_act(sheet):
    page = sheet().columns(f"N° 12\n{ACT}", "رسم رقم 12\nفي يوم رابع مارس\nولد بتازة").page()
    assert len(entries_of("p1", page, LABELS)) == 1


@pytest.mark.parametrize("told", ["836", "113"])
def test_a_number_told_in_a_mention_opens_no_act(sheet, number, told):
    margin = f"N° 12\nBENNANI\nBrahim\nMort à Taza\nle 4 mars 1995\nregistre\nn° {told}"
    page = sheet().margin(margin).body(f"{ACT}\nsur la déclaration du père").page()
    (entry,) = entries_of("p1", page, LABELS)
    assert [number(text) for text in texts(entry) if number(text)] == ["12", told]
    assert [line.words[-1].word.text for line in number_lines(entry, LABELS)] == ["12"]


def test_a_number_half_read_in_a_margin_opens_no_act_beside_those_that_count(sheet):
    margin = "N° 12\nBENNANI\nBrahim\nMort à Taza\nle 4 mars 1995\nبموجب مرسوم\nرقم 04 في"
    page = sheet().margin(margin).body(f"{ACT}\n{ACT}\n{ACT}")
    page = page.margin("N° 13\nTAZI").body(ACT).page()
    told = [number_lines(entry, LABELS) for entry in entries_of("p1", page, LABELS)]
    assert [lines[0].words[-1].word.text for lines in told] == ["12", "13"]


def test_a_mention_right_above_the_next_number_hides_it_not(sheet):
    """The mention's number stands nearer to the next act's than two acts' numbers ever do."""
    page = sheet().margin("N° 12\nBENNANI\nMort à Taza\nle 4 mars 1995\nregistre\nn° 836")
    page.body(ACT).margin("N° 13\nTAZI").body(ACT).margin("N° 14\nALAOUI").body(ACT)
    entries = entries_of("p1", page.page(), LABELS)
    told = [line.words[-1].word.text for e in entries for line in number_lines(e, LABELS)]
    assert told == ["12", "13", "14"]


def test_an_act_that_only_begins_on_the_page_is_an_act(sheet):
    page = sheet().body(f"N° 12\n{ACT}\n{ACT}\nN° 13\nLe quatre mars").page()
    assert len(entries_of("p1", page, LABELS)) == 2


def test_what_stands_above_the_first_number_goes_on_from_the_leaf_before(sheet):
    (rest, act) = entries_of("p1", sheet().body(f"{ACT}\nN° 13\n{ACT}").page(), LABELS)
    assert texts(rest) == ACT.splitlines()
    assert texts(act)[0] == "N° 13"


def test_the_heading_above_a_number_is_its_own(sheet):
    heading = "ROYAUME DU MAROC\nProvince de Taza\nCommune : Tahla\nACTE DE NAISSANCE"
    page = sheet().body(f"{heading}\nN° 12\n{ACT}\n{heading}\nN° 13\n{ACT}").page()
    first, second = entries_of("p1", page, LABELS)
    assert texts(first)[0] == texts(second)[0] == "ROYAUME DU MAROC"
    assert texts(first)[-1] == ACT.splitlines()[-1]


def test_what_stands_between_two_tables_is_no_cell(sheet):
    page = sheet()
    for number in (12, 13):
        page.row(f"ROYAUME DU MAROC\nN° {number}\nAnnée 2004").row(
            "Nom", "Bennani", "بناني", "الاسم"
        )
        page.row("Sexe", "masculin", "ذكر", "الجنس").row("Dressé le", "9 mars 2004")
        page.body_top += 120
    wide = tuple(
        replace(region, box=BoundingBox(100, region.box.top, 2400, region.box.bottom))
        if len(region.lines) == 3
        else region
        for region in page.page().regions
    )
    entries = entries_of("p1", replace(page.page(), regions=wide), LABELS)
    told = [line.words[-1].word.text for e in entries for line in number_lines(e, LABELS)]
    assert told == ["12", "13"]


def test_a_number_glued_to_another_column_is_a_line_of_its_own(sheet, line):
    page = sheet().margin("N° 12").body(ACT).page()
    margin, body = page.regions
    first, glued = margin.lines[0], body.lines[0]
    whole = replace(first, words=(*first.words, *glued.words))
    page = replace(page, regions=(replace(body, lines=(whole, *body.lines[1:])),))
    (entry,) = entries_of("p1", page, LABELS)
    assert texts(entry)[:2] == ["N° 12", ACT.splitlines()[0]]


def test_an_opening_has_its_leaves_counted_from_the_left(sheet, opening):
    left = sheet().body(f"N° 12\n{ACT}").rule().body(f"N° 13\n{ACT}")
    page = opening(left, sheet().body(f"N° 14\n{ACT}"))
    assert [entry.leaf for entry in entries_of("p1", page, LABELS)] == [0, 0, 1]
    assert [entry.leaf for entry in entries_of("p1", left.page(), LABELS)] == [0, 0]


def test_an_entry_knows_its_place_on_the_page(sheet):
    page = sheet().body(f"N° 12\n{ACT}").rule().body(f"N° 13\n{ACT}").page()
    (name, first), (_, second) = (entry.places[0] for entry in entries_of("p9", page, LABELS))
    assert name == "p9"
    assert first.bottom <= second.top
    for word in (word for line in page.regions[1].lines for word in line.words):
        assert second.top <= word.box.top
        assert word.box.bottom <= second.bottom


def test_joined_entries_stand_on_both_pages(sheet):
    (first,) = entries_of("p1", sheet().body("N° 12\nLe quatre mars").page(), LABELS)
    (second,) = entries_of("p2", sheet().body("est né à Taza").page(), LABELS)
    whole = first.joined(second)
    assert texts(whole) == ["N° 12", "Le quatre mars", "est né à Taza"]
    assert [name for name, _ in whole.places] == ["p1", "p2"]


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_scanned_turned_is_parted_as_it_is_read(sheet, turns):
    text = f"N° 12\n{ACT}\nN° 13\n{ACT}"
    upright = entries_of("p1", sheet().body(text).page(), LABELS)
    turned = entries_of("p1", scanned(sheet().body(text).page(), turns), LABELS)
    assert [texts(entry) for entry in turned] == [texts(entry) for entry in upright]
    assert len(turned) == 2


def scanned(page: Page, turns: int) -> Page:
    """The same page as a scan that needs ``turns`` clockwise quarter turns to stand upright."""
    regions, width, height = page.regions, page.width, page.height
    for _ in range(turns):
        regions = tuple(turned_back(region, width) for region in regions)
        width, height = height, width
    return replace(page, regions=regions, width=width, height=height, rotation=turns)


def turned_back(region: Region, width: int) -> Region:
    def box(one: BoundingBox) -> BoundingBox:
        return BoundingBox(one.top, width - one.right, one.bottom, width - one.left)

    lines = tuple(
        replace(
            line,
            box=box(line.box),
            words=tuple(replace(word, box=box(word.box)) for word in line.words),
        )
        for line in region.lines
    )
    return replace(region, lines=lines, box=box(region.box))


def test_a_page_without_text_has_no_entry(sheet):
    assert entries_of("p1", sheet().page(), LABELS) == []


def test_boxes_around_sentences_hold_no_rows_of_a_table(sheet):
    sentence = "Le quatre mars mil neuf cent quarante et un est né à Oujda"
    page = sheet()
    for number in (12, 13):
        page.row("\n".join([sentence] * 5), f"N° {number}\nBennani\nBrahim")
        page.body_top += 600
    entries = entries_of("p1", page.page(), ("N°",))
    assert [entry.number_line is not None for entry in entries] == [True, True]
    kinds = {line.region.kind for entry in entries for line in entry.lines}
    assert kinds == {RegionKind.BODY, RegionKind.MARGIN}

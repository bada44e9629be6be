"""What a line is told by the label that it faces."""

from dataclasses import replace

import pytest

from indexing.entries.cutting import entries_of
from indexing.entries.facing_labels import faced_field, less_sure
from indexing.entries.pairs import fill_pairs, labelled
from indexing.forms import all_forms
from indexing.text.stream import extract_words

FORM = next(form for form in all_forms() if form.id == "bi_columns_birth")
FRENCH = "Nom : Bennani\nPrénom : Brahim\nSexe : masculin\nProfession du père : tailleur"
ARABIC = "الاسم العائلي : بناني\nالاسم الشخصي : إبراهيم\nالجنس : ذكر\n{job}خياط"


@pytest.fixture
def lines(sheet):
    """Lines of a form whose Arabic column stands ``lower`` than the French one."""

    def made(french: str, arabic: str, lower: int = 0):
        found = entries_of("p1", sheet().columns(french, arabic).page(), ())[0].lines
        return [
            replace(line, top=line.top + lower) if line.script == "ar" else line for line in found
        ]

    return made


def values(lines) -> dict[str, str]:
    filled, _ = fill_pairs(FORM, lines)
    return {f"{one.slot.field}_{one.slot.script}": one.extract.text for one in filled}


@pytest.mark.parametrize("lower", [-30, 0, 28])
def test_a_line_without_label_tells_what_the_label_it_faces_says(lines, lower):
    told = values(lines(FRENCH, ARABIC.format(job=""), lower))
    assert told["father_job_ar"] == "خياط"
    assert told["sex_ar"] == "ذكر"


def test_a_label_badly_read_is_no_value(lines):
    told = values(lines(FRENCH, ARABIC.format(job="مهة ااب : ")))
    assert told["father_job_ar"] == "خياط"


def test_a_line_that_faces_nothing_tells_nothing(lines):
    found = labelled(FORM, lines("Nom : Bennani", "\nخياط"))
    placed = [(line, match.slot) for line, match in found if match is not None]
    (loose,) = [line for line, match in found if match is None]
    assert faced_field(loose, placed) == "family_name"
    assert faced_field(replace(loose, top=loose.top + 200), placed) is None


def test_a_slot_told_by_little_makes_its_text_less_sure(placed):
    extract = extract_words(placed("Bennani", confidence=0.8))
    assert less_sure(extract, 1.0) is extract
    weaker = less_sure(extract, 0.5)
    assert weaker.text == extract.text
    assert weaker.confidence == pytest.approx(0.4)
    assert weaker.words[0].word.confidence == pytest.approx(0.4)

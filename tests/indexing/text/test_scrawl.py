from indexing.text.scrawl import is_scrawl, is_unknown_writing, legible
from ocr.page import BoundingBox, Page, Region

SPECKS = "ee ب 9 ra ا l i\n" * 8
PHRASE = "ÜJIOXNA nNINI wbarue tevtaorv\n" * 8


def test_scattered_letters_that_no_engine_is_sure_of_are_no_writing(sheet):
    assert is_scrawl(sheet(0.3).body(SPECKS).page())
    assert not is_scrawl(sheet(0.97).body(SPECKS).page())
    assert not is_scrawl(sheet(0.3).body(PHRASE).page())


def test_a_page_that_reading_gave_up_is_a_scrawl_and_an_empty_one_is_not(sheet):
    whole = Region((), BoundingBox(0, 0, 1000, 1400))
    assert is_scrawl(Page(1000, 1400, 200, (whole,)))
    assert not is_scrawl(Page(1000, 1400, 200, ()))
    assert not is_scrawl(sheet(0.2).body("e 9 ب").page())


def test_words_that_no_engine_is_sure_of_are_an_unknown_writing(sheet):
    assert is_unknown_writing(sheet(0.5).body(PHRASE).page())
    assert not is_unknown_writing(sheet(0.5).body(PHRASE).body("Le premier mai", 0.9).page())


def test_unknown_writing_is_left_out_of_a_volume_that_reads_well_and_only_there(sheet):
    good, bad = (sheet(sure).body(PHRASE).page() for sure in (0.95, 0.5))
    scrawl = sheet(0.3).body(SPECKS).page()
    pages = [("a", good), ("b", bad), ("c", good), ("d", scrawl)]
    assert [name for name, _ in legible(pages)] == ["a", "c"]
    assert [name for name, _ in legible([("a", good), *pages[1::2], ("e", bad)])] == ["a", "b", "e"]

"""ALTO files hold everything a page holds, and are valid against the official schema."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ocr.alto import AltoError, from_alto, to_alto
from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

RESOURCES = Path(__file__).parents[1] / "resources"

texts = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))


@st.composite
def boxes(draw):
    left, top = draw(st.integers(-50, 20_000)), draw(st.integers(-50, 20_000))
    width, height = draw(st.integers(1, 9_000)), draw(st.integers(1, 9_000))
    return BoundingBox(left, top, left + width, top + height)


words = st.builds(Word, texts, boxes(), st.floats(0, 1), st.lists(texts, max_size=3).map(tuple))
lines = st.builds(
    Line, st.lists(words, max_size=4).map(tuple), boxes(), st.sampled_from(Script), texts
)
cells = st.none() | st.integers(0, 40)
regions = st.builds(
    Region,
    st.lists(lines, max_size=3).map(tuple),
    boxes(),
    st.sampled_from(RegionKind),
    cells,
    cells,
)
pages = st.builds(
    Page,
    width=st.integers(1, 60_000),
    height=st.integers(1, 60_000),
    dpi=st.integers(1, 2_400),
    regions=st.lists(regions, max_size=3).map(tuple),
    bands=st.lists(boxes(), max_size=3).map(tuple),
    rotation=st.integers(0, 3),
    engine=texts,
)


@pytest.fixture(scope="module")
def schema():
    """The official schema, its one import answered from disk."""

    class Local(etree.Resolver):
        def resolve(self, url, _public, context):
            name = url.rpartition("/")[2]
            return self.resolve_filename(str(RESOURCES / name), context)

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(RESOURCES / "alto-4-4.xsd", parser))


@given(pages)
@settings(deadline=None)
def test_a_page_comes_back_as_it_was(page):
    assert from_alto(to_alto(page, "0001.jpg")) == page


@given(page=pages, name=texts)
@settings(deadline=None)
def test_every_file_is_valid_alto_4_4(schema, page, name):
    schema.assertValid(etree.fromstring(to_alto(page, name)))


def test_the_schema_refuses_what_is_not_alto(schema):
    valid = to_alto(_page(), "0001.jpg")
    assert schema.validate(etree.fromstring(valid))
    assert not schema.validate(etree.fromstring(valid.replace(b"PHYSICAL_IMG_NR", b"NUMBER")))


def test_alto_says_in_its_own_terms_what_it_can(schema):
    root = etree.fromstring(to_alto(_page(), "0007.jpg"))
    names = {"a": "http://www.loc.gov/standards/alto/ns-v4#"}

    assert root.findtext(".//a:fileName", namespaces=names) == "0007.jpg"
    line = root.find(".//a:TextLine", names)
    assert (line.get("LANG"), line.get("BASEDIRECTION")) == ("und-Arab", "rtl")
    string = line.find("a:String", names)
    assert (string.get("CONTENT"), string.get("WC")) == ("الولادة", "0.5")
    assert [other.text for other in string.findall("a:ALTERNATIVE", names)] == ["الولاده"]
    engines = [name.text for name in root.iterfind(".//a:softwareName", names)]
    assert engines == ["reader 1; psm=6", "tesseract 5"]
    kinds = {tag.get("LABEL") for tag in root.iterfind(".//a:OtherTag", names)}
    assert {"cell", "2", "0", "300"} <= kinds


def test_the_same_page_gives_the_same_bytes():
    assert to_alto(_page(), "0001.jpg") == to_alto(_page(), "0001.jpg")


@pytest.mark.parametrize("text", ["page\x0c", "\x00", "a\rb", "\ud800", "\uffff"])
def test_a_text_that_xml_cannot_carry_is_named(text):
    box = BoundingBox(0, 0, 1, 1)
    line = Line((Word(text, box, 1.0),), box, Script.LATIN)
    with pytest.raises(AltoError, match=r"U\+"):
        to_alto(Page(1, 1, 300, (Region((line,), box),)), "0001.jpg")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not an ALTO file"),
        (b"<alto", "not an ALTO file"),
        (b"<alto/>", "its root is alto"),
        (b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"/>', "Page"),
    ],
)
def test_what_is_not_a_page_is_refused(data, reason):
    with pytest.raises(AltoError, match=reason):
        from_alto(data)


def test_a_broken_place_is_refused():
    broken = to_alto(_page(), "0001.jpg").replace(b'WIDTH="90"', b'WIDTH="0"')
    with pytest.raises(AltoError, match="no area"):
        from_alto(broken)


def test_declared_entities_are_never_expanded():
    bomb = (
        b'<!DOCTYPE alto [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">&b;</alto>'
    )
    with pytest.raises(AltoError, match="document type"):
        from_alto(bomb)


def _page():
    box = BoundingBox(10, 20, 100, 60)
    word = Word("الولادة", box, 0.5, ("الولاده",))
    line = Line((word,), box, Script.ARABIC, "tesseract 5")
    region = Region((line,), box, RegionKind.CELL, row=2, column=0)
    return Page(2480, 3508, 300, (region,), (box,), 1, "reader 1; psm=6")

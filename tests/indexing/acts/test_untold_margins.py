"""Margins: dated text that no mention tells again sends its act to a person."""

import pytest

from archive.act import FieldReading
from archive.mention import Mention, MentionType
from archive.register import VolumeReference
from indexing.acts.untold_margins import untold_findings
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.registers.context import VolumeContext
from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

FORMS = {form.id: form for form in all_forms()}
CONTEXT = VolumeContext.of(VolumeReference.parse("02.533.03.19/birth/1941"))
BODY = ("L'an mil neuf cent quarante et un le quatre mars", "est née Zineb de sexe féminin")
WHOLE = BoundingBox(0, 0, 2480, 3508)


def line(text, left, top):
    places = range(left, left + 90 * len(text.split()), 90)
    words = [
        Word(word, BoundingBox(at, top, at + 80, top + 40), 0.9)
        for word, at in zip(text.split(), places, strict=True)
    ]
    return Line(tuple(words), BoundingBox(left, top, words[-1].box.right, top + 40), Script.LATIN)


@pytest.fixture
def doubts():
    """Codes of what is said of an act whose margin bears these lines."""

    def told(*margin, days=(), mentions=(), form="fr_prose_birth"):
        beside = [line(text, 100, 600 + 60 * at) for at, text in enumerate(("N° 12", *margin))]
        body = [line(text, 900, 600 + 60 * at) for at, text in enumerate(BODY)]
        regions = (
            Region(tuple(beside), BoundingBox(100, 600, 800, 1200), RegionKind.MARGIN),
            Region(tuple(body), BoundingBox(900, 600, 2400, 1200)),
        )
        page = Page(2480, 3508, 300, regions, (WHOLE,))
        entry = entries_of("p1", page, FORMS[form].number)[0]
        fields = [FieldReading(day, day, 0.9) for day in days]
        read = [Mention(MentionType.ANNOTATION, day) for day in mentions]
        found = untold_findings(read_entry(entry, FORMS[form]), fields, read, CONTEXT)
        return [one.code for one in found]

    return told


def test_a_day_of_the_margin_that_no_mention_tells_is_doubted(doubts):
    assert doubts("Alaoui", "Zineb", "Lire Alaoui", "le 4 mars 1990") == ["mention_unread"]


def test_a_day_that_a_mention_or_a_field_tells_is_none(doubts):
    margin = ("Alaoui", "Zineb", "Décédée à Fès", "le 4 mars 1990")
    assert doubts(*margin, mentions=["1990-03-04"]) == []
    assert doubts(*margin) == ["mention_unread"]
    assert doubts("Alaoui", "Zineb", "le 4 mars 1941", days=["1941-03-04"]) == []


def test_the_second_of_two_days_is_missed(doubts):
    margin = ("Alaoui", "Zineb", "Décédée le 4 mars 1990", "Lu le 5 mai 1992")
    assert doubts(*margin, mentions=["1990-03-04"]) == ["mention_unread"]


def test_figures_among_words_are_a_mention_whose_day_was_misread(doubts):
    assert doubts("Alaoui", "Zineb", "Morhe à Fès le 10/os/192t", "registro n° 562") == [
        "mention_unread"
    ]


def test_names_and_a_folio_are_no_mention(doubts):
    assert doubts("Alaoui", "Zineb") == []
    assert doubts("Alaoui", "Zineb", "Acte de naissance", "Folio 12") == []

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pikepdf
import pytest

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive_api.papers import reading_order, rendering
from archive_api.papers.errors import ReadingOrderUnknown
from archive_api.papers.isolating import has_arabic, plain
from archive_api.papers.reading_order import with_reading_order
from archive_api.papers.typesetting import Typeset

Taken = Callable[..., ActSnapshot]
Ordered = Callable[..., PaperOrder]


@pytest.fixture
def typeset(
    taken: Taken, ordered: Ordered, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Typeset]:
    """A paper as typst gives it."""

    def make(
        kind: PaperKind, language: PaperLanguage = PaperLanguage.BOTH, act: str = "birth"
    ) -> Typeset:
        given: list[Typeset] = []

        def keep(one: Typeset) -> bytes:
            given.append(one)
            return one.pdf

        with monkeypatch.context() as patch:
            patch.setattr(reading_order, "with_reading_order", keep)
            rendering.render(taken(act), ordered(kind, language))
        return given[0]

    return make


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element of a structure, in order."""
    yield element
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def heard(pdf: bytes) -> list[tuple[str, str]]:
    """The texts that elements say apart from their glyphs, and their languages, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            (str(one.ActualText), str(one.get("/Lang", "")))
            for one in elements(opened.Root.StructTreeRoot)
            if "/ActualText" in one
        ]


@pytest.mark.parametrize("act", ["birth", "death"])
@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("kind", PaperKind)
def test_every_arabic_text_is_heard_as_it_was_laid_out(
    typeset: Callable[..., Typeset], kind: PaperKind, language: PaperLanguage, act: str
) -> None:
    one = typeset(kind, language, act)
    arabic = [plain(text) for text in one.said if has_arabic(text)]
    assert heard(with_reading_order(one)) == [(text, "ar-MA") for text in arabic]
    assert bool(arabic) == (language is not PaperLanguage.FR)


def test_a_paper_that_does_not_hold_what_was_laid_out_is_not_handed_out(
    typeset: Callable[..., Typeset],
) -> None:
    one = typeset(PaperKind.EXTRACT)
    for said in (one.said[1:], one.said[::-1], (*one.said, "encore")):
        with pytest.raises(ReadingOrderUnknown):
            with_reading_order(replace(one, said=said))


def test_what_is_refused_names_no_person(typeset: Callable[..., Typeset]) -> None:
    one = typeset(PaperKind.EXTRACT)
    said = tuple("Fatima" if "Khadija" in text else text for text in one.said)
    with pytest.raises(ReadingOrderUnknown) as refused:
        with_reading_order(replace(one, said=said))
    assert "Fatima" not in str(refused.value) and "Khadija" not in str(refused.value)

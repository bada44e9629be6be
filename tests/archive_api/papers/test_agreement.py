"""Extract, full copy and multilingual extract of an act never disagree, whatever befell the act."""

import io
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest

from archive.catalogue import Catalogue
from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import snapshot
from archive.offices import office
from archive.register import Kind
from archive.settings import Settings
from archive_api.papers.rendering import render
from tests.archive_api.papers.invented_acts import OFFICE, Entering, Told

NAMES = ("given_name", "family_name", "father_given", "mother_given")
Ordered = Callable[..., PaperOrder]


def latin_text(pdf: bytes) -> str:
    """What the pages show, words parted by single spaces."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    return " ".join(" ".join(pages).split())


def arabic_text(pdf: bytes) -> list[str]:
    """What Arabic elements of the pages say, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(one.ActualText) for one in opened.objects if _says(one)]


def _says(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/ActualText" in one


def require_agreement(told: Told, ordered: Ordered) -> None:
    """Hold the three papers of an act against what its life was."""
    holder = office(OFFICE)
    assert holder is not None
    taken = snapshot(told.act, holder, date(2026, 11, 22))
    kind = told.act.register.kind
    papers = {one: render(taken, ordered(one, PaperLanguage.BOTH)) for one in PaperKind}
    latin = {one: latin_text(pdf) for one, pdf in papers.items()}
    said = {one: arabic_text(pdf) for one, pdf in papers.items()}
    shown = {name: told.today[f"{name}_fr"] for name in (*NAMES, f"{kind.value}_place")}
    for name, value in shown.items():
        for one in PaperKind:
            assert value in latin[one], (one, name)
        arabic = told.today[f"{name}_ar"]
        for one in (PaperKind.EXTRACT, PaperKind.FULL_COPY):
            assert any(arabic in text for text in said[one]), (one, name)
    day = "/".join(reversed(told.today[f"{kind.value}_date"].split("-")))
    assert all(day in text for text in (latin[PaperKind.EXTRACT], latin[PaperKind.FULL_COPY]))
    for number in told.in_force:
        # Once in each language.
        assert latin[PaperKind.FULL_COPY].count(number) == 2, (number, told.in_force[number])
        assert sum(text.count(number) for text in said[PaperKind.FULL_COPY]) == 1, number
    for number in told.out:
        for one in PaperKind:
            assert number not in latin[one], (one, number)
    deaths = [number for number, (wording, _) in told.in_force.items() if wording == "death"]
    for number in told.in_force:
        on_extract = latin[PaperKind.EXTRACT].count(number)
        assert on_extract == (2 if number in deaths and kind is Kind.BIRTH else 0), number
    _require_events_abroad(told, latin[PaperKind.MULTILINGUAL])


def _require_events_abroad(told: Told, text: str) -> None:
    """The form for abroad tells marriages, divorces and the death by symbol and day."""
    plain = text.replace("/", " ").replace("-", " ")
    for wording, day in told.in_force.values():
        if wording in ("marriage", "divorce", "death"):
            assert plain.count(" ".join(reversed(day.split("-")))) == 1, (wording, day)


@pytest.mark.parametrize(
    "acts", [12, pytest.param(500, marks=pytest.mark.prove)], ids=["few", "500"]
)
def test_the_papers_of_acts_with_every_mix_of_mentions_agree(
    home: Settings, ordered: Ordered, acts: int
) -> None:
    entering = Entering(Catalogue.open(home), seed=acts)
    births = entering.acts(acts * 3 // 4, Kind.BIRTH)
    deaths = entering.acts(acts - acts * 3 // 4, Kind.DEATH)
    amended = 0
    for told in (*births, *deaths):
        amended += bool(told.in_force or told.out)
        require_agreement(told, ordered)
    assert amended > acts / 2

"""Pages of papers beside kept pictures of them, at 250 dpi.

The acts are those that break layouts. What a page looks like now is left under ``build/papers``;
``make paper-pictures`` keeps it, once somebody has looked at it.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive_api.papers.rendering import render

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "resources" / "papers"
DRAWN = ROOT / "build" / "papers"
DPI = 250
SHADES = 4
ALIKE = 3
"""Spots in which a page may differ: one figure that changes makes seven."""

LONG = {
    "sex": "M",
    "given_name_fr": "Mohamed Abdelmounaïm Sidi-Abderrahmane Noureddine",
    "given_name_ar": "محمد عبد المنعم سيدي عبد الرحمان نور الدين",
    "family_name_fr": "Ben El Haj Abdelkader Oulad Bouchaïb El Mezouari El Glaoui",
    "family_name_ar": "بن الحاج عبد القادر أولاد بوشعيب المزواري الكلاوي",
    "birth_date": "1999-12-31",
    "birth_date_hijri": "1420-09-23",
    "birth_place_fr": "Maternité de l'hôpital provincial Mohammed V, Sidi Kacem",
    "birth_place_ar": "قسم الولادة بالمستشفى الإقليمي محمد الخامس، سيدي قاسم",
    "nationality": "marocaine",
    "father_given_fr": "Abdelouahed",
    "father_given_ar": "عبد الواحد",
    "mother_given_fr": "Lalla Oum Keltoum",
    "mother_given_ar": "لالة أم كلثوم",
    "mother_family_fr": "Aït Ouchtouk N'Ougadir",
    "mother_family_ar": "أيت أوشتوك نوكادير",
    "drawn_up_date_hijri": "1420-09-28",
}
MIXED = {
    "sex": "F",
    "given_name_fr": "Tafsut ⵜⴰⴼⵙⵓⵜ",
    "given_name_ar": "تافسوت ⵜⴰⴼⵙⵓⵜ",
    "family_name_fr": "Dupont-ڭزولي",
    "family_name_ar": "دوبون Dupont ڭزولي",
    "birth_date": "2014-02-28",
    "birth_place_fr": "Clinique ابن سينا, 45 / 12, Fès",
    "birth_place_ar": "مصحة Ibn Sina رقم 45 / 12 بفاس، تاونات",
    "father_given_fr": "Jean-Noël",
    "father_given_ar": "Jean-Noël",
    "mother_given_ar": "إيطو",
    "mother_family_fr": "Œuvrard",
}
ARABIC_ALONE = {
    "sex": "F",
    "given_name_ar": "زهرة",
    "family_name_ar": "الناصري",
    "birth_date": "1957-07-09",
    "birth_date_hijri": "1376-12-11",
    "birth_place_ar": "دوار أولاد عمران رقم 45 / 1957",
    "father_given_ar": "المعطي",
    "mother_given_ar": "رقية",
    "drawn_up_date_hijri": "1376-12-20",
}
YEARS_ALONE = {
    "sex": "M",
    "given_name_fr": "Bouazza",
    "given_name_ar": "بوعزة",
    "family_name_fr": "Essafi",
    "family_name_ar": "الصافي",
    "death_date": "1941",
    "death_date_hijri": "1360",
    "death_place_fr": "Settat",
    "death_place_ar": "سطات",
    "birth_date": "1869",
    "birth_place_ar": "سطات",
    "drawn_up_date_hijri": "1360-02",
}
ELEVEN = tuple(
    Mention(
        kind,
        f"19{50 + 3 * at}-0{at % 9 + 1}-1{at % 9}",
        text_fr=f"Mention {at + 1} : suivant acte n° {40 + at} / 19{50 + 3 * at} en date du "
        f"dix mars mil neuf cent cinquante, homologué par le juge près le tribunal de Settat "
        f"et transcrit au registre de l'année en cours.",
        text_ar=f"بيان {at + 1}: بمقتضى الرسم رقم {40 + at} / 19{50 + 3 * at} بتاريخ عاشر مارس سنة "
        f"ألف وتسعمائة وخمسين المخاطب عليه من طرف قاضي المحكمة الابتدائية بسطات.",
    )
    for at, kind in enumerate(list(MentionType)[:11])
)

BOTH, AR, FR = PaperLanguage.BOTH, PaperLanguage.AR, PaperLanguage.FR
CASES = {
    "long-names": (PaperKind.EXTRACT, BOTH, "birth", LONG, ()),
    "long-names-abroad": (PaperKind.MULTILINGUAL, FR, "birth", LONG, ()),
    "mixed-scripts": (PaperKind.EXTRACT, BOTH, "birth", MIXED, ()),
    "no-latin-name": (PaperKind.EXTRACT, FR, "birth", ARABIC_ALONE, ()),
    "years-alone": (PaperKind.FULL_COPY, AR, "death", YEARS_ALONE, ()),
    "eleven-mentions": (PaperKind.FULL_COPY, BOTH, "birth", None, ELEVEN),
}


@pytest.fixture
def drawn(
    taken: Callable[..., ActSnapshot], ordered: Callable[..., PaperOrder]
) -> Callable[[str], list[Image.Image]]:
    """The pages of a case in a few shades of grey."""

    def draw(case: str) -> list[Image.Image]:
        kind, language, act, values, mentions = CASES[case]
        snapshot = taken(act, values=values, mentions=mentions)
        order = ordered(kind, language, specimen=False)
        with pypdfium2.PdfDocument(render(snapshot, order)) as document:
            pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
        return [page.point(shade) for page in pages]

    return draw


def shade(grey: int) -> int:
    """The nearest of the few shades that are kept."""
    return round(grey / 255 * (SHADES - 1)) * 255 // (SHADES - 1)


def apart(one: Image.Image, other: Image.Image) -> int:
    """How many spots of four dots by four are clearly darker in one than in the other."""
    small = [np.asarray(page.convert("L").reduce(4), dtype=np.int16) for page in (one, other)]
    return int((np.abs(small[0] - small[1]) > 60).sum())


@pytest.mark.parametrize("case", CASES)
def test_pages_look_as_they_did_when_somebody_looked_at_them(
    drawn: Callable[[str], list[Image.Image]], case: str
) -> None:
    pages = drawn(case)
    DRAWN.mkdir(parents=True, exist_ok=True)
    for place, page in enumerate(pages, 1):
        page.save(DRAWN / f"{case}-{place}.webp", lossless=True, quality=100, method=4)
    kept = sorted(KEPT.glob(f"{case}-[0-9].webp"))
    assert len(kept) == len(pages)
    for place, file in enumerate(kept):
        with Image.open(file) as before:
            assert before.size == pages[place].size
            assert apart(before, pages[place]) <= ALIKE, f"{file.name} looks otherwise: {DRAWN}"


def test_a_single_figure_that_changes_is_seen(
    drawn: Callable[[str], list[Image.Image]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = drawn("no-latin-name")
    other = {**ARABIC_ALONE, "birth_place_ar": "دوار أولاد عمران رقم 45 / 1951"}
    monkeypatch.setitem(CASES, "no-latin-name", (PaperKind.EXTRACT, FR, "birth", other, ()))
    (after,) = drawn("no-latin-name")
    assert apart(before, after) > ALIKE


def test_eleven_mentions_stand_over_two_pages(drawn: Callable[[str], list[Image.Image]]) -> None:
    assert len(drawn("eleven-mentions")) == 2

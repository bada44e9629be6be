"""Pages laid out from text: what recognition gives for a page, without any image."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import settings

from archive.register import VolumeReference
from indexing.entries.cutting import entries_of
from indexing.structuring import VolumeStructure, structure_volume
from indexing.text.stream import PlacedWord, TextStream
from ocr.page import BoundingBox, Line, Page, Region, RegionKind, Script, Word

# How long an example takes says nothing on a busy machine.
settings.register_profile("indexing", deadline=None)
settings.load_profile("indexing")

WIDTH, HEIGHT = 2480, 3508
LETTER, PITCH, TALL = 16, 60, 40
MARGIN, BODY = (80, 620), (700, 2400)
LEFT, RIGHT = (100, 1200), (1300, 2400)
CELLS = ((100, 600), (600, 1200), (1300, 1900), (1900, 2400))


def script_of_line(text: str) -> Script:
    return Script.ARABIC if any("ء" <= c <= "ي" for c in text) else Script.LATIN


def line_of(text: str, area: tuple[int, int], top: int, confidence: float) -> Line:
    """One line, Latin from the left edge of the area, Arabic from the right."""
    script = script_of_line(text)
    words, at = [], 0
    for token in text.split():
        start, end = at * LETTER, (at + len(token)) * LETTER
        at += len(token) + 1
        left, right = area[0] + start, area[0] + end
        if script is Script.ARABIC:
            left, right = area[1] - end, area[1] - start
        words.append(Word(token, BoundingBox(left, top, right, top + TALL), confidence))
    box = words[0].box
    for word in words:
        box = box.union(word.box)
    return Line(tuple(words), box, script)


class Sheet:
    """A page filled from top to bottom; margin and body have a height of their own."""

    def __init__(self, confidence: float = 0.97) -> None:
        self.confidence = confidence
        self.regions: list[Region] = []
        self.bands: list[int] = [0]
        self.body_top = self.margin_top = 100
        self.rows = 0

    def body(self, text: str, confidence: float | None = None) -> "Sheet":
        """Lines across the body, one region."""
        self.body_top = self._put(text, BODY, self.body_top, RegionKind.BODY, confidence)
        return self

    def margin(self, text: str, confidence: float | None = None) -> "Sheet":
        """Lines in the margin beside the next line of the body."""
        top = max(self.margin_top, self.body_top)
        self.margin_top = self._put(text, MARGIN, top, RegionKind.MARGIN, confidence)
        return self

    def columns(self, french: str, arabic: str) -> "Sheet":
        """French lines on the left, Arabic lines on the right."""
        left = self._put(french, LEFT, self.body_top, RegionKind.BODY, None)
        right = self._put(arabic, RIGHT, self.body_top, RegionKind.BODY, None)
        self.body_top = max(left, right)
        return self

    def row(self, *cells: str) -> "Sheet":
        """One row of a ruled table: French label and value, Arabic value and label."""
        for column, text in enumerate(cells):
            if text:
                kind, place = RegionKind.CELL, (self.rows, column)
                self._put(text, CELLS[column], self.body_top, kind, None, place)
        self.body_top += 2 * PITCH
        self.rows += 1
        return self

    def rule(self) -> "Sheet":
        """A level rule across the leaf: what follows stands in another band."""
        self.body_top = self.margin_top = max(self.body_top, self.margin_top) + PITCH
        self.bands.append(self.body_top - 20)
        return self

    def page(self, rotation: int = 0) -> Page:
        ends = [*self.bands[1:], HEIGHT]
        bands = tuple(
            BoundingBox(0, top, WIDTH, end) for top, end in zip(self.bands, ends, strict=True)
        )
        return Page(WIDTH, HEIGHT, 300, tuple(self.regions), bands, rotation, "text")

    def _put(
        self,
        text: str,
        area: tuple[int, int],
        top: int,
        kind: RegionKind,
        confidence: float | None,
        cell: tuple[int | None, int | None] = (None, None),
    ) -> int:
        sure = self.confidence if confidence is None else confidence
        written = [line for line in text.strip().splitlines() if line.strip()]
        if not written:
            return top
        lines = [line_of(line, area, top + i * PITCH, sure) for i, line in enumerate(written)]
        bottom = top + len(lines) * PITCH
        box = BoundingBox(area[0], top - 5, area[1], bottom)
        band = len(self.bands) - 1
        self.regions.append(Region(tuple(lines), box, kind, cell[0], cell[1], band))
        return bottom


@pytest.fixture(scope="session")
def sheet():
    """A new page to fill: ``sheet().body("…").margin("…").page()``."""
    return Sheet


def beside(left: Page, right: Page) -> Page:
    """Two pages scanned as one opening."""

    def moved(box: BoundingBox) -> BoundingBox:
        return BoundingBox(box.left + left.width, box.top, box.right + left.width, box.bottom)

    def line(one: Line) -> Line:
        words = tuple(replace(word, box=moved(word.box)) for word in one.words)
        return replace(one, words=words, box=moved(one.box))

    count = len(left.bands)
    regions = tuple(
        replace(
            region,
            box=moved(region.box),
            band=count + (region.band or 0),
            lines=tuple(line(one) for one in region.lines),
        )
        for region in right.regions
    )
    bands = (*left.bands, *(moved(band) for band in right.bands))
    width = left.width + right.width
    return replace(left, width=width, regions=(*left.regions, *regions), bands=bands)


@pytest.fixture(scope="session")
def opening():
    """Two sheets scanned as one opening: ``opening(left, right)``."""
    return lambda left, right: beside(left.page(), right.page())


@pytest.fixture(scope="session")
def line(sheet):
    """One line of a page's body."""
    return lambda text: entries_of("p1", sheet().body(text).page(), ())[0].lines[0]


@pytest.fixture(scope="session")
def placed():
    """Words of a text on one line of one page, all read as surely."""

    def words(text: str, confidence: float = 0.97, page: str = "p1") -> tuple[PlacedWord, ...]:
        line = line_of(text, (0, 0), 0, confidence) if text.split() else None
        return () if line is None else tuple(PlacedWord(word, page) for word in line.words)

    return words


@pytest.fixture(scope="session")
def stream(placed):
    """The letters of a text as a stream."""
    return lambda text, confidence=0.97: TextStream(placed(text, confidence))


FRENCH_BIRTH = """
N° {number}
Le {birth_date} à {birth_time} heures est {ne} à {birth_place}
{nomme} {given} {family} de sexe {sex} {fils} {father}
né à {father_birth_place} en {father_birth_date} profession {father_job}
et de {mother} née à {mother_birth_place} en {mother_birth_date}
domiciliés à {residence}
Dressé le {drawn_up_date}
sur la déclaration du père qui lecture faite a signé avec nous
"""
FRENCH_DEATH = """
N° {number}
Le {death_date} à {death_time} heures est {decede} à {death_place}
{nomme} {given} {family} de sexe {sex} profession {job}
{ne} à {birth_place} en {birth_date} {fils} {father}
et de {mother} Dressé le {drawn_up_date}
sur la déclaration du fils qui lecture faite a signé avec nous
"""
ARABIC_BIRTH = """
رسم رقم {number}
في يوم {birth_date_hijri} هجرية موافق {birth_date}
ميلادية على الساعة {birth_time} {ولد} ب {birth_place}
{المسمى} {given} {family} {جنسه} {sex} {والده} {father}
المولود ب {father_birth_place} عام {father_birth_date} حرفته {father_job}
{ووالدته} {mother} المولودة ب {mother_birth_place} عام {mother_birth_date}
حرر في يوم {drawn_up_date_hijri} هجرية موافق {drawn_up_date}
من طرفنا نحن ضابط الحالة المدنية
"""
ARABIC_DEATH = """
رسم رقم {number}
في يوم {death_date_hijri} هجرية موافق {death_date}
ميلادية على الساعة {death_time} {توفي} ب {death_place}
{المسمى} {given} {family} {جنسه} {sex} {المولود} ب {birth_place} عام {birth_date}
{حرفته} {job} {والده} {father} {ووالدته} {mother}
حرر في يوم {drawn_up_date}
من طرفنا نحن ضابط الحالة المدنية
"""
BOY = {"sex": "masculin", "ne": "né", "nomme": "le nommé", "fils": "fils de", "decede": "décédé"}
GIRL = {"sex": "féminin", "ne": "née", "nomme": "la nommée", "fils": "fille de"}
GIRL |= {"decede": "décédée"}
OF_A_BOY = {"ولد": "ولد", "المسمى": "المسمى", "جنسه": "جنسه", "والده": "والده هو"}
OF_A_BOY |= {"sex": "ذكر", "ووالدته": "ووالدته هي", "توفي": "توفي", "المولود": "المولود"}
OF_A_BOY |= {"حرفته": "حرفته"}
OF_A_GIRL = {"ولد": "ولدت", "المسمى": "المسماة", "جنسه": "جنسها", "والده": "والدها هو"}
OF_A_GIRL |= {"sex": "أنثى", "ووالدته": "ووالدتها هي", "توفي": "توفيت", "المولود": "المولودة"}
OF_A_GIRL |= {"حرفته": "حرفتها"}
"""Values; everyone is invented."""
IN_FRENCH = {
    "number": "12", "birth_date": "quatre mars mil neuf cent quarante et un",
    "birth_time": "huit", "birth_place": "Sidi Lahsen", "given": "Brahim", "family": "Bennani",
    "father": "Ahmed", "father_birth_place": "Taourirt", "father_birth_date": "1912",
    "father_job": "cultivateur", "mother": "Fatima Alaoui", "mother_birth_place": "Oujda",
    "mother_birth_date": "1920", "residence": "Sidi Lahsen",
    "drawn_up_date": "neuf mars mil neuf cent quarante et un",
}  # fmt: skip
DEAD_IN_FRENCH = IN_FRENCH | {
    "death_date": IN_FRENCH["birth_date"], "death_time": "huit", "death_place": "Sidi Lahsen",
    "birth_place": "Taourirt", "birth_date": "1880", "job": "cultivateur",
}  # fmt: skip
IN_ARABIC = {
    "number": "12", "birth_date": "رابع مارس سنة ألف وتسعمائة وتسعين",
    "birth_date_hijri": "سادس شعبان عام ألف وأربعمائة وعشرة", "birth_time": "الثامنة",
    "birth_place": "سيدي لحسن", "given": "إبراهيم", "family": "بناني", "father": "أحمد",
    "father_birth_place": "تاوريرت", "father_birth_date": "1960", "father_job": "فلاح",
    "mother": "فاطمة العلوي", "mother_birth_place": "وجدة", "mother_birth_date": "1968",
    "drawn_up_date": "تاسع مارس سنة ألف وتسعمائة وتسعين",
    "drawn_up_date_hijri": "حادي عشر شعبان عام ألف وأربعمائة وعشرة",
}  # fmt: skip
DEAD_IN_ARABIC = IN_ARABIC | {
    "death_date": IN_ARABIC["birth_date"], "death_date_hijri": IN_ARABIC["birth_date_hijri"],
    "death_time": "الثامنة", "death_place": "سيدي لحسن", "birth_place": "تاوريرت",
    "birth_date": "1925", "job": "فلاح",
}  # fmt: skip
WRITTEN = {
    "fr_birth": (FRENCH_BIRTH, IN_FRENCH, BOY, GIRL),
    "fr_death": (FRENCH_DEATH, DEAD_IN_FRENCH, BOY, GIRL),
    "ar_birth": (ARABIC_BIRTH, IN_ARABIC, OF_A_BOY, OF_A_GIRL),
    "ar_death": (ARABIC_DEATH, DEAD_IN_ARABIC, OF_A_BOY, OF_A_GIRL),
}
VOLUMES = {
    "fr_birth": "02.533.03.19/birth/1941",
    "fr_death": "02.533.03.19/death/1941",
    "ar_birth": "02.533.03.19/birth/1990",
    "ar_death": "02.533.03.19/death/1990",
}


@pytest.fixture(scope="session")
def act_text():
    """The text of an act as its form prints it: ``act_text("fr_birth", number="13")``."""

    def text(form: str, girl: bool = False, **values: str) -> str:
        template, usual, boy_words, girl_words = WRITTEN[form]
        return template.format(**{**usual, **(girl_words if girl else boy_words), **values})

    return text


@pytest.fixture(scope="session")
def printed_text():
    """The text of a form as it left the printer: ``printed_text("fr_birth")``."""

    def text(form: str) -> str:
        template = WRITTEN[form][0]
        return template.format_map(defaultdict(lambda: "........"))

    return text


@pytest.fixture(scope="session")
def structure(sheet):
    """Structure pages (sheets, or texts of a page's body) named p1, p2 …"""

    def structured(*pages: Sheet | str, volume: str = "02.533.03.19/birth/1941") -> VolumeStructure:
        sheets = [sheet().body(page) if isinstance(page, str) else page for page in pages]
        named = [(f"p{place}", each.page()) for place, each in enumerate(sheets, start=1)]
        return structure_volume(VolumeReference.parse(volume), named)

    return structured

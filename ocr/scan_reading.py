"""From one frame of a scan file to its page: the text layer of a born-digital PDF, else OCR."""

from collections.abc import Sequence
from dataclasses import replace

from ocr import born_digital, reading
from ocr.agreement import LineAgreement, agreement
from ocr.page import Line, Page
from ocr.scan import frame as pixels_of
from ocr.scan import is_pdf

_BORNE_OUT = 0.6
_FIGURES_BORNE_OUT = 0.3
_DOUBTED = 0.4


def engine_key() -> str:
    """What decides a reading, for every kind of scan; a change reads pages again."""
    return f"{reading.engine_key()}; text layer {born_digital.READING_VERSION}"


def read_frame(data: bytes, index: int, dpi: int | None) -> Page:
    """Read frame ``index`` (from 0) of a scan file at the resolution its metadata states, if any.

    A born-digital page is recognised as well: lines that its rendering does not bear out keep
    their text and lose their confidence.
    """
    page = born_digital.read_born_digital(data, index) if is_pdf(data) else None
    recognised = reading.read_page(pixels_of(data, index), dpi)
    if page is None:
        return replace(recognised, engine=engine_key())
    return replace(doubted(page, agreement(page, recognised)), engine=engine_key())


def doubted(page: Page, checks: Sequence[LineAgreement]) -> Page:
    """``page`` with confidence at most 0.4 on the lines that recognition contradicts.

    Args:
        checks: one for each line of the page, in its order.
    """
    verdicts = iter(checks)
    regions = tuple(
        replace(region, lines=tuple(_line(line, next(verdicts)) for line in region.lines))
        for region in page.regions
    )
    return replace(page, regions=regions)


def _line(line: Line, check: LineAgreement) -> Line:
    # The same figures in a line are strong evidence, though the words beside them came out badly.
    needed = _FIGURES_BORNE_OUT if any(map(str.isdigit, line.text)) else _BORNE_OUT
    if check.numbers_agree and check.similarity >= needed:
        return line
    words = (replace(word, confidence=min(word.confidence, _DOUBTED)) for word in line.words)
    return replace(line, words=tuple(words))

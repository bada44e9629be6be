"""A blank sheet that words, rules, dots and stamps are put on, remembering where values went."""

import random
import re
from dataclasses import dataclass, field
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFont, features

Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]

# Debian packages whose fonts the generator uses; all may be rendered with freely (see NOTICE).
FONT_PACKAGES = (
    "fonts-hosny-amiri fonts-hosny-thabit fonts-sil-lateef fonts-sil-scheherazade "
    "fonts-courier-prime fonts-dancingscript fonts-breip "
    "fonts-dejavu-core fonts-noto-core fonts-noto-mono "
    "fonts-sil-harmattan fonts-sil-gentiumplus fonts-liberation "
    "fonts-kaushanscript fonts-kristi fonts-dkg-handwriting "
    "fonts-ukij-uyghur fonts-lemonada fonts-oldstandard fonts-goudybookletter fonts-ebgaramond "
    "fonts-sil-charis fonts-cmu fonts-inconsolata fonts-lobstertwo fonts-comic-neue "
    "fonts-linuxlibertine fonts-adf-baskervald fonts-vollkorn fonts-crosextra-caladea "
    "fonts-sil-doulos fonts-gnutypewriter fonts-anonymous-pro fonts-klee fonts-sjfonts "
    "fonts-fanwood fonts-gfs-didot fonts-crosextra-carlito fonts-tuffy fonts-paktype "
    "fonts-arabeyes fonts-farsiweb fonts-kacst-one fonts-freefarsi fonts-unikurdweb"
)
# Noto's Arabic fonts leave these to its Latin ones.
_SIGNS = frozenset("()/-")
_ARABIC = re.compile("[\u0600-\u06ff]")


class MissingFontError(Exception):
    """A font, or what joins its letters, is not installed; says which packages bring it."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What puts words on paper: a font per script, a size in pixels, an ink, and its tremor.

    ``tremor`` is 0 for print; at 1 words ride up and down by a tenth of their size and lean by
    a degree or two. ``arabic_scale`` makes the Arabic font as tall to the eye as the Latin one.
    ``dotted`` when it writes on a dotted line. ``slant`` is how far Arabic letters lean, 1 being
    as far as they are tall.
    """

    latin: str
    arabic: str
    size: int
    ink: Colour = (30, 28, 32)
    tremor: float = 0.0
    arabic_scale: float = 1.0
    dotted: bool = False
    slant: float = 0.0

    def font(self, text: str) -> ImageFont.FreeTypeFont:
        """The font that writes ``text``: the Arabic one when it holds an Arabic letter."""
        if is_arabic(text) and not (self.arabic.startswith("Noto") and _SIGNS & set(text)):
            return letters(self.arabic, round(self.size * self.arabic_scale))
        if is_arabic(text):
            return letters("Amiri-Regular.ttf", round(self.size * self.arabic_scale))
        return letters(self.latin, self.size)

    def width(self, text: str) -> float:
        """Pixels that ``text`` advances the pen."""
        return self.font(text).getlength(text, direction=direction(text))

    @property
    def space(self) -> float:
        """Pixels between words."""
        return self.size * 0.32


@dataclass(frozen=True, slots=True)
class Zone:
    """Where one written value stands on the flat sheet."""

    act: int | None
    key: str
    text: str
    box: Box


@dataclass(slots=True)
class Sheet:
    """One side of paper being filled in, in pixels, origin top-left; ``drawn`` is all its words."""

    width: int
    height: int
    chance: random.Random
    paper: Colour = (250, 247, 238)
    image: Image.Image = field(init=False)
    zones: list[Zone] = field(default_factory=list)
    drawn: list[tuple[str, Box]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.paper)

    def write(self, text: str, left: float, baseline: float, pen: Pen) -> Box:
        """Write one word or phrase of a single script; returns the box of its ink."""
        font, towards = pen.font(text), direction(text)
        rise = self.chance.uniform(-0.1, 0.1) * pen.tremor * pen.size
        x, y = round(left), round(baseline + rise)
        box = font.getbbox(text, anchor="ls", direction=towards)
        pad = pen.size
        patch = Image.new("L", (round(box[2] - box[0]) + 2 * pad, round(box[3] - box[1]) + 2 * pad))
        ImageDraw.Draw(patch).text(
            (pad - box[0], pad - box[1]),
            text,
            255,
            font,
            anchor="ls",
            direction=towards,
        )
        if pen.slant and is_arabic(text):
            foot = pad - box[1]
            lean = (1, -pen.slant, pen.slant * foot, 0, 1, 0)
            patch = patch.transform(
                patch.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC
            )
        if pen.tremor:
            turn = self.chance.uniform(-1.5, 1.5) * pen.tremor
            patch = patch.rotate(turn, Image.Resampling.BICUBIC)
            strength = self.chance.uniform(0.75, 1.0)
            patch = patch.point(lambda level: round(level * strength))
        corner = (x + round(box[0]) - pad, y + round(box[1]) - pad)
        self.image.paste(pen.ink, corner, patch)
        ink = patch.getbbox() or (pad, pad, pad + 1, pad + 1)
        left, top = corner
        written = (left + ink[0], top + ink[1], left + ink[2], top + ink[3])
        self.drawn.append((text, written))
        return written

    def rule(self, start: tuple[float, float], end: tuple[float, float], width: int = 3) -> None:
        """A printed line."""
        ImageDraw.Draw(self.image).line([start, end], fill=(70, 68, 66), width=width)

    def dots(self, left: float, right: float, baseline: float) -> None:
        """A dotted line to write on."""
        draw = ImageDraw.Draw(self.image)
        for x in range(round(left), round(right), 9):
            draw.ellipse((x, baseline + 3, x + 2, baseline + 5), fill=(120, 118, 116))

    def stamp(
        self, centre: tuple[int, int], lines: tuple[str, ...], pen: Pen, over: bool = False
    ) -> None:
        """A round office stamp in violet or blue, turned at random, half pressed.

        ``over`` mixes its ink with what stands beneath instead of covering it.
        """
        radius = round(max(max(pen.width(text) for text in lines) * 0.62, pen.size * 3.2))
        face = Image.new("L", (2 * radius, 2 * radius))
        draw = ImageDraw.Draw(face)
        draw.ellipse((4, 4, 2 * radius - 5, 2 * radius - 5), outline=255, width=6)
        inner = radius * 0.12
        draw.ellipse((inner, inner, 2 * radius - inner, 2 * radius - inner), outline=255, width=3)
        for row, text in enumerate(lines):
            y = radius + (row - (len(lines) - 1) / 2) * pen.size * 1.3
            draw.text((radius, y), text, 255, pen.font(text), "mm", direction=direction(text))
        face = face.rotate(self.chance.uniform(-35, 35), Image.Resampling.BICUBIC)
        strength = self.chance.uniform(0.35, 0.7)
        face = face.point(lambda level: round(level * strength))
        ink = self.chance.choice([(70, 60, 150), (50, 70, 160), (110, 50, 120)])
        corner = (centre[0] - radius, centre[1] - radius)
        if not over:
            self.image.paste(ink, corner, face)
            return
        sheet = Image.new("RGB", self.image.size, "white")
        sheet.paste(ink, corner, face)
        self.image = ImageChops.multiply(self.image, sheet)


def is_arabic(text: str) -> bool:
    """Whether ``text`` holds an Arabic letter or sign."""
    return _ARABIC.search(text) is not None


def direction(text: str) -> str:
    """The writing direction of one word or phrase, as Pillow names it."""
    return "rtl" if is_arabic(text) else "ltr"


@cache
def letters(name: str, size: int) -> ImageFont.FreeTypeFont:
    """The font file ``name`` at ``size`` pixels."""
    if not (features.check("raqm") and features.check("fribidi")):
        raise MissingFontError("Arabic letters would not join: apt-get install libfribidi0")
    try:
        return ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.RAQM)
    except OSError as error:
        message = f"font {name} is not installed: apt-get install {FONT_PACKAGES}"
        raise MissingFontError(message) from error

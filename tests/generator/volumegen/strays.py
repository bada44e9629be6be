"""Pictures that end up among a register's scans and hold no act of it."""

import re

import cv2
import numpy as np
from PIL import Image, ImageDraw
from volumegen.ageing import Picture
from volumegen.forms import Form
from volumegen.people import gendered
from volumegen.sheet import Sheet, letters
from volumegen.typesetting import Area, Token, flow, set_line, tokens

A4_200 = (1654, 2339)
# The first article of the Universal Declaration, in scripts that no register is kept in.
SCRIPTS = {
    "Greek": (
        "NotoSerif-Regular.ttf",
        "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. "
        "Είναι προικισμένοι με λογική και συνείδηση.",
    ),
    "Cyrillic": (
        "NotoSerif-Regular.ttf",
        "Все люди рождаются свободными и равными в своем достоинстве и правах. "
        "Они наделены разумом и совестью.",
    ),
    "Hebrew": (
        "NotoSansHebrew-Regular.ttf",
        "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון.",
    ),
    "Thai": (
        "NotoSansThai-Regular.ttf",
        "มนุษย์ทั้งหลาย เกิดมามีอิสระ และเสมอภาคกัน ในเกียรติศักดิ์ และสิทธิ ต่างมีเหตุผล และมโนธรรม",
    ),
    "Tifinagh": (
        "NotoSansTifinagh-Regular.ttf",
        "ⵉⵎⴷⴰⵏⴻⵏ ⴰⴽⴽⴻⵏ ⵎⴰ ⵍⵍⴰⵏ ⵜⵜⵍⴰⵍⴻⵏ ⴷ ⵉⵍⴻⵍⵍⵉⵢⴻⵏ ⵎⵙⴰⵡⴰⵏ ⴷⵉ ⵍⵃⵡⵕⵎⴰ ⴷ ⵢⵉⵣⴻⵔⴼⴰⵏ",
    ),
}


def noise(seed: int, grain: int = 1) -> Picture:
    """Grey grain ``grain`` pixels wide, as a broken scanner gives."""
    width, height = A4_200
    chance = np.random.default_rng(seed)
    small = chance.integers(0, 256, (height // grain, width // grain), dtype=np.uint8)
    grey = cv2.resize(small, A4_200, interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.repeat(grey[..., None], 3, axis=2), np.uint8)


def landscape(seed: int) -> Picture:
    """A photograph as one finds between leaves: sky, hills, a house, trees, grain."""
    width, height = A4_200
    chance = np.random.default_rng(seed)
    picture = Image.new("RGB", A4_200)
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        draw.line([(0, y), (width, y)], fill=(90 + y // 20, 130 + y // 25, 200 - y // 30))
    for layer in range(4):
        base, bend = height * (0.45 + 0.12 * layer), chance.uniform(80, 240)
        crest = [
            (x, base - bend * np.sin(x / width * chance.uniform(3, 4) + layer))
            for x in range(0, width + 40, 40)
        ]
        shade = (70 - 9 * layer, 110 - 16 * layer, 60 - 6 * layer)
        draw.polygon([(0, height), *crest, (width, height)], fill=shade)
    draw.rectangle((900, 1250, 1250, 1560), fill=(205, 190, 170), outline=(60, 40, 30), width=5)
    draw.polygon([(870, 1260), (1075, 1080), (1280, 1260)], fill=(140, 60, 45))
    for left in (950, 1110):
        draw.rectangle((left, 1330, left + 80, 1430), fill=(50, 50, 60))
    for _ in range(40):
        x, y, size = chance.uniform(0, width), chance.uniform(1500, 2250), chance.uniform(20, 90)
        draw.ellipse((x, y, x + size, y + 1.4 * size), fill=(30, int(chance.uniform(50, 90)), 30))
    grain = chance.normal(0, 9, (height, width, 1))
    return np.asarray(np.clip(np.asarray(picture) + grain, 0, 255), np.uint8)


def other_script(name: str) -> Picture:
    """A page of print in a script of ``SCRIPTS``, its paragraphs numbered."""
    font_name, text = SCRIPTS[name]
    font = letters(font_name, 42)
    picture = Image.new("RGB", A4_200, (250, 248, 240))
    draw = ImageDraw.Draw(picture)
    y = 150
    for paragraph in range(1, 8):
        line = f"{paragraph}."
        for word in text.split():
            if font.getlength(f"{line} {word}") > 1300:
                draw.text((170, y), line, (40, 38, 36), font)
                line, y = "", y + 68
            line = f"{line} {word}".strip()
        draw.text((170, y), line, (40, 38, 36), font)
        y += 110
    return np.asarray(picture)


def staves() -> Picture:
    """A page of music paper with notes on some of its staves."""
    picture = Image.new("RGB", A4_200, (251, 249, 242))
    draw = ImageDraw.Draw(picture)
    for staff in range(10):
        top = 160 + staff * 210
        for line in range(5):
            y = top + line * 18
            draw.line([(120, y), (1534, y)], fill=(50, 50, 50), width=2)
        for note in range(14 if staff < 6 else 0):
            x, y = 220 + note * 92, top + (note * 7 + staff * 3) % 9 * 9
            draw.ellipse((x, y, x + 24, y + 18), fill=(30, 30, 30))
            draw.line([(x + 23, y + 8), (x + 23, y - 60)], fill=(30, 30, 30), width=3)
    return np.asarray(picture)


def unfilled(form: Form, sheet: Sheet, acts: int) -> Picture:
    """A sheet of ``form`` as it came from the printer: labels and dots, no value."""
    size, edge = form.printed.size, sheet.width * 0.06
    for place in range(acts):
        y = sheet.height * (0.05 + 0.93 * place / acts)
        if "rows" in form.wording:
            for french, arabic in form.wording["rows"].values():
                set_line(sheet, _bare(f"{french} : {{}}", form), edge, y, False, None)
                set_line(sheet, _bare(f"{arabic} : {{}}", form), sheet.width - edge, y, True, None)
                y += 1.9 * size
        else:
            body = gendered(form.wording["bodies"], "M")
            area = Area(edge, sheet.width * (0.75 if form.rtl else 0.94), y, 2 * size)
            flow(sheet, _bare(body, form), area, form.rtl, None)
    return np.asarray(sheet.image)


def _bare(wording: str, form: Form) -> list[Token]:
    return tokens(re.sub(r"\{\w*\}", "." * 24, wording), {}, form.printed, form.written)

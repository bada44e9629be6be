"""Bilingual acts of a pressed world: facing columns, labels in the middle, cells, or a grid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volumegen import penmanship
from volumegen.forms import NATIONALITY, Form, smaller
from volumegen.people import Act
from volumegen.sheet import Sheet
from volumegen.typesetting import Area, Token, lines, set_line, set_lines, tokens, width

Value = tuple[str | None, str]
_DATED = ("birth_date", "death_date", "drawn_up_date")
_EDGE = 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the form: its labels and its values, in French and in Arabic."""

    labels: tuple[str, str]
    values: tuple[Value, Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows stand: the sheet, the form, the act, the first row's top, and a row's step."""

    sheet: Sheet
    form: Form
    act: int
    top: float
    step: float


def fill(sheet: Sheet, form: Form, acts: list[Act]) -> None:
    """Write ``acts`` under one another; a lone act takes the sheet, or what it needs of it."""
    share = sheet.height * 0.94 / len(acts)
    for place, act in enumerate(acts):
        top = sheet.height * 0.03 + place * share
        _act(sheet, form, act, top, share)
        level = top + share
        if place + 1 < len(acts) and form.rules and form.habits.separator != "blank":
            sheet.rule((sheet.width * 0.02, level), (sheet.width * 0.98, level))


def rows(form: Form, act: Act) -> list[Row]:
    """The form's rows in its order, numbered where the printer numbers them."""
    found = []
    for place, name in enumerate(form.wording["order"], 1):
        fr, ar = form.wording["rows"][name]
        if form.habits.ordinals:
            fr, ar = f"{place}. {fr}", f"{form.habits.figures(str(place))} - {ar}"
        found.append(Row((fr, ar), _both(form, act, name)))
    return found


def _both(form: Form, act: Act, name: str) -> tuple[Value, Value]:
    values, figures = penmanship.values(form, act), form.habits.figures
    if name == "birth_date" and act.born is not None:
        return (name, str(act.born)), values["born_year_ar"]
    if name in _DATED:
        day = act.drawn_up if name == "drawn_up_date" else act.event
        fr, ar = penmanship.dated(form, day)
        return (name, fr), (name, ar)
    if name.endswith("_hijri"):
        return values[f"{name}_fr"], values[f"{name}_fig_ar"]
    if name.endswith("_time"):
        in_words = form.habits.dates == "words"
        style = ("fr", "ar") if in_words else ("fig_fr", "fig_ar")
        return values[f"{name}_{style[0]}"], values[f"{name}_{style[1]}"]
    if name == "father_birth_date":
        return (name, str(act.father.born)), (name, figures(str(act.father.born)))
    if name == "nationality":
        return (name, NATIONALITY[0]), (name, NATIONALITY[1])
    return values[f"{name}_fr"], values[f"{name}_ar"]


def _act(sheet: Sheet, form: Form, act: Act, top: float, share: float) -> None:
    found = rows(form, act)
    y = _head(sheet, form, act, top, tight=share < sheet.height * 0.6)
    below = share * (0.2 if act.mentions else 0.1)
    step = min((top + share - below - y) / len(found), 3.1 * form.printed.size)
    fitted = min(1.0, step / (1.55 * form.printed.size))
    small = replace(
        form, printed=smaller(form.printed, fitted), written=smaller(form.written, fitted)
    )
    place = Place(sheet, small, act.number, y, step)
    if form.habits.frame == "cells":
        end = _cells(place, found)
    else:
        draw = {"facing": _facing, "centre": _centre, "grid": _grid}[form.habits.frame]
        for number, row in enumerate(found):
            draw(place, row, y + (number + 0.68) * step)
        end = y + len(found) * step
        if form.habits.frame == "grid":
            _lattice(place, len(found))
    _notes(small, sheet, act, end, top + share)
    office = form.office.name
    over = form.habits.stamped_over
    if over or sheet.chance.random() < 0.6:
        level = top + share * (sheet.chance.uniform(0.3, 0.6) if over else 0.93)
        spot = (round(sheet.width * sheet.chance.uniform(0.3, 0.7)), round(level))
        sheet.stamp(spot, (office.ar, office.fr.upper()), smaller(form.printed, 0.75), over)


def _head(sheet: Sheet, form: Form, act: Act, top: float, tight: bool) -> float:
    """Whose register, which act; returns where the rows begin."""
    found, size = penmanship.values(form, act), max(form.printed.size, form.written.size * 0.75)
    place = Place(sheet, form, act.number, top, 1.5 * size)
    y = top + 1.3 * size
    _line(place, ("ROYAUME DU MAROC", "المملكة المغربية"), ((None, ""), (None, "")), y)
    named: list[tuple[str, tuple[Value, Value]]] = [
        ("provinces", (found["province_fr"], found["province_ar"])),
        ("offices", (found["office_fr"], found["office_ar"])),
        ("numbers", (found["act_number"], found["number_ar"])),
        ("years", (found["year"], found["year_fig_ar"])),
    ]
    for name, pair in named[2:] if tight and form.fill != "print" else named:
        y += 1.45 * size
        _line(place, form.wording[name], pair, y)
    fr, ar = form.wording["titles"]
    title = smaller(form.printed, 1.25)
    if fr:
        y += 2 * size
        gap = 2 * size
        start = (sheet.width - title.width(fr) - title.width(ar) - gap) / 2
        sheet.write(fr, start, y, title)
        sheet.write(ar, start + title.width(fr) + gap, y, title)
    return y + 0.9 * size


def _line(place: Place, labels: Sequence[str], values: tuple[Value, Value], y: float) -> None:
    """A label and its value from the left in French, and from the right in Arabic."""
    sheet, form = place.sheet, place.form
    for rtl, label, value in zip((False, True), labels, values, strict=True):
        colon = " :" if not rtl else ":"
        text = f"{label}{colon} {{value}}" if value[1] else label
        edge = sheet.width * (1 - _EDGE if rtl else _EDGE)
        _fit(place, tokens(text, {"value": value}, form.printed, form.written), edge, y, rtl, 0.44)


def _fit(
    place: Place, line: list[Token], edge: float, y: float, rtl: bool, room: float
) -> tuple[float, float]:
    """Write ``line`` from ``edge``, smaller where it is longer than ``room`` of the sheet.

    Returns both ends, the left one first.
    """
    factor = min(1.0, place.sheet.width * room / max(width(line), 1))
    line = [replace(word, pen=smaller(word.pen, factor)) for word in line]
    end = set_line(place.sheet, line, edge, y, rtl, place.act)
    return min(edge, end), max(edge, end)


def _facing(place: Place, row: Row, y: float) -> None:
    sheet, form = place.sheet, place.form
    middle, edge = sheet.width / 2, sheet.width * _EDGE
    for rtl, label, value in zip((False, True), row.labels, row.values, strict=True):
        text = f"{label}{':' if rtl else ' :'} {{value}}"
        line = tokens(text, {"value": value}, form.printed, form.written)
        left, right = _fit(place, line, sheet.width - edge if rtl else edge, y, rtl, 0.43)
        if not form.habits.leaders:
            continue
        gap = form.printed.space
        start, stop = (middle + edge / 2, left - gap) if rtl else (right + gap, middle - edge / 2)
        sheet.dots(start, stop, y)


def _centre(place: Place, row: Row, y: float) -> None:
    """Both labels in the middle of the sheet, each value at its own side."""
    sheet, form, gap = place.sheet, place.form, place.form.printed.size * 0.5
    middle, edge = sheet.width / 2, sheet.width * _EDGE
    for rtl, label, value in zip((False, True), row.labels, row.values, strict=True):
        printed = [Token(word, form.printed) for word in label.split()]
        factor = min(1.0, sheet.width * 0.2 / max(width(printed), 1))
        printed = [replace(word, pen=smaller(word.pen, factor)) for word in printed]
        # Each label ends, or begins, at the middle of the sheet.
        start = middle + gap + width(printed) if rtl else middle - gap - width(printed)
        set_line(sheet, printed, start, y, rtl, None)
        line = [Token(word, form.written, value[0]) for word in value[1].split()]
        _fit(place, line, sheet.width - edge if rtl else edge, y, rtl, 0.23)
    if form.rules:
        sheet.rule((edge, y + 0.32 * place.step), (sheet.width - edge, y + 0.32 * place.step), 1)


def _grid(place: Place, row: Row, y: float) -> None:
    """Labels at the outer ends of a ruled table, values between them."""
    sheet, form = place.sheet, place.form
    edge, pad = sheet.width * _EDGE, form.printed.size * 0.4
    for rtl, label, value in zip((False, True), row.labels, row.values, strict=True):
        printed = [Token(word, form.printed) for word in label.split()]
        _fit(place, printed, sheet.width - edge - pad if rtl else edge + pad, y, rtl, 0.19)
        line = [Token(word, form.written, value[0]) for word in value[1].split()]
        start = (
            sheet.width * (1 - _EDGE - 0.21) - pad if rtl else sheet.width * (_EDGE + 0.21) + pad
        )
        _fit(place, line, start, y, rtl, 0.22)


def _lattice(place: Place, count: int) -> None:
    sheet, edge = place.sheet, place.sheet.width * _EDGE
    left, right, bottom = edge, sheet.width - edge, place.top + count * place.step
    for line in range(count + 1):
        level = place.top + line * place.step
        sheet.rule((left, level), (right, level), 2)
    if place.form.rules:
        inner = 0.21 * sheet.width
        for x in (left, left + inner, sheet.width / 2, right - inner, right):
            sheet.rule((x, place.top), (x, bottom), 2)


def _cells(place: Place, found: list[Row]) -> float:
    """Two cells a row, labels above values; returns where they end."""
    sheet, form = place.sheet, place.form
    edge, half, tall = sheet.width * _EDGE, sheet.width * (0.5 - _EDGE), 1.9 * place.step
    pad, label_pen = form.printed.size * 0.4, smaller(form.printed, 0.78)
    for number, row in enumerate(found):
        left, top = edge + number % 2 * half, place.top + number // 2 * tall
        corners = [(left, top), (left + half, top), (left + half, top + tall), (left, top + tall)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            sheet.rule(start, end, 2)
        for rtl, label, value in zip((False, True), row.labels, row.values, strict=True):
            at = left + half - pad if rtl else left + pad
            printed = [Token(word, label_pen) for word in label.split()]
            _fit(place, printed, at, top + 0.34 * tall, rtl, 0.21)
            line = [Token(word, form.written, value[0]) for word in value[1].split()]
            _fit(place, line, at, top + 0.8 * tall, rtl, 0.21)
    return place.top + -(-len(found) // 2) * tall


def _notes(form: Form, sheet: Sheet, act: Act, top: float, bottom: float) -> None:
    """Mentions below the rows, in each language's half, in letters that fit what is left."""
    place = Place(sheet, form, act.number, top, 0)
    first = top + 1.4 * form.printed.size
    _line(place, form.wording["mentions"], ((None, ""), (None, "")), first)
    edge, half = sheet.width * _EDGE, sheet.width * 0.43
    halves: list[list[list[Token]]] = []
    pen = form.written
    for step in range(8):
        pen = smaller(form.written, 0.86 - 0.05 * step)
        halves = [
            [
                line
                for text in texts
                for line in lines([Token(word, pen, "mentions") for word in text.split()], half)
            ]
            for texts in ([m.text.fr for m in act.mentions], [m.text.ar for m in act.mentions])
        ]
        if max(len(broken) for broken in halves) * 1.35 * pen.size <= bottom - first - pen.size:
            break
    for rtl, broken in zip((False, True), halves, strict=True):
        left = sheet.width - edge - half if rtl else edge
        area = Area(left, left + half, first + 1.5 * pen.size, 1.35 * pen.size)
        set_lines(sheet, broken, area, rtl, act.number)

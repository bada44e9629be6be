"""Forms with French on the left and Arabic on the right: dotted columns, and ruled tables."""

from volumegen import words
from volumegen.forms import NATIONALITY, Form, act_values, smaller
from volumegen.people import Act
from volumegen.sheet import Pen, Sheet
from volumegen.typesetting import Area, Token, flow, set_line, tokens, width

Row = tuple[str, str, str, tuple[str | None, str], tuple[str | None, str]]


def rows(form: Form, act: Act) -> list[Row]:
    """Name, both labels and both values (with the field each shows) of every row of the form."""
    found: list[Row] = []
    for name in form.wording["order"]:
        label_fr, label_ar = form.wording["rows"][name]
        found.append((name, label_fr, label_ar, *_both(form, act, name)))
    return found


def _both(form: Form, act: Act, name: str) -> tuple[tuple[str | None, str], tuple[str | None, str]]:
    if name in ("birth_date", "drawn_up_date"):
        day = act.event if name == "birth_date" else act.drawn_up
        fr, ar = (
            form.habits.dates.format(
                day=day.day, month=months[day.month - 1], nth=day.month, year=day.year
            )
            for months in (words.FR_MONTHS, words.AR_MONTHS)
        )
        return (name, fr), (name, ar)
    if name in ("father_birth_date", "mother_birth_date"):
        born = act.father.born if name.startswith("father") else act.mother.born
        return (name, str(born)), (name, str(born))
    if name == "birth_date_hijri":
        year, month, of_month = words.hijri(act.event)
        return (name, ""), (name, f"{of_month} {words.HIJRI_MONTHS[month - 1]} {year}")
    if name == "nationality":
        return (name, NATIONALITY[0]), (name, NATIONALITY[1])
    values = act_values(form, act)
    return values[f"{name}_fr"], values[f"{name}_ar"]


def columns(sheet: Sheet, form: Form, acts: list[Act]) -> None:
    """Dotted lines in two columns, one or two acts a sheet."""
    share = sheet.height * 0.95 / max(len(acts), 2)
    for place, act in enumerate(acts):
        top = sheet.height * 0.02 + place * share
        _columns_act(sheet, form, act, top, share)
        if form.rules:
            sheet.rule((sheet.width * 0.02, top + share), (sheet.width * 0.98, top + share))


def _columns_act(sheet: Sheet, form: Form, act: Act, top: float, share: float) -> None:
    values = act_values(form, act)
    edge, middle, size = sheet.width * 0.05, sheet.width / 2, form.printed.size
    y = top + 2 * size
    _centred(sheet, "ROYAUME DU MAROC", form.printed, y)
    _centred(sheet, "المملكة المغربية", form.printed, y + 1.4 * size)
    number_fr, number_ar = form.wording["numbers"]
    year_fr, year_ar = form.wording["years"]
    for line, label_fr, label_ar, name in (
        (1, number_fr, number_ar, "act_number"),
        (2, year_fr, year_ar, "year"),
    ):
        _pair(sheet, form, (label_fr, label_ar), (values[name],) * 2, y + line * 1.7 * size, act)
    step = min(2.1 * size, (share - 9 * size) / (len(form.wording["order"]) + 2))
    y += 3.4 * size
    for _, label_fr, label_ar, fr, ar in rows(form, act):
        y += step
        ends = _pair(sheet, form, (label_fr + " :", label_ar + " :"), (fr, ar), y, act)
        if form.fill != "print":
            sheet.dots(edge + ends[0], middle - edge / 2, y + 8)
            sheet.dots(middle + edge / 2, sheet.width - edge - ends[1], y + 8)
    _mentions(sheet, form, act, y + 1.6 * step)
    if sheet.chance.random() < 0.6:
        office = form.office.name
        over = form.habits.stamped_over
        level = top + share * (sheet.chance.uniform(0.3, 0.6) if over else 0.88)
        spot = (round(sheet.width * sheet.chance.uniform(0.3, 0.8)), round(level))
        sheet.stamp(spot, (office.ar, office.fr.upper()), smaller(form.printed, 0.8), over)


def _pair(
    sheet: Sheet,
    form: Form,
    labels: tuple[str, str],
    pair: tuple[tuple[str | None, str], tuple[str | None, str]],
    y: float,
    act: Act,
) -> tuple[float, float]:
    """One row: label and value from the left in French, from the right in Arabic."""
    edge, taken = sheet.width * 0.05, []
    for rtl, label, value in zip((False, True), labels, pair, strict=True):
        line = tokens(f"{label} {{value}}", {"value": value}, form.printed, form.written)
        start = sheet.width - edge if rtl else edge
        set_line(sheet, line, start, y, rtl, act.number)
        taken.append(width(tokens(label, {}, form.printed, form.printed)))
    return taken[0], taken[1]


def table(sheet: Sheet, form: Form, acts: list[Act]) -> None:
    """A ruled table an act, printed by computer."""
    share = sheet.height * 0.95 / max(len(acts), 1 if form.rules else 2)
    for place, act in enumerate(acts):
        _table_act(sheet, form, act, sheet.height * 0.025 + place * share, share)


def _table_act(sheet: Sheet, form: Form, act: Act, top: float, share: float) -> None:
    values, size = act_values(form, act), form.printed.size
    tight = share < sheet.height * 0.6
    y = top + (1.6 if tight else 3) * size
    _centred(sheet, "ROYAUME DU MAROC", form.printed, y)
    _centred(sheet, "المملكة المغربية", form.printed, y + 1.5 * size)
    for name, label in (("province", "provinces"), ("office", "offices")):
        y += 1.5 * size
        fr, ar = form.wording[label]
        _pair(
            sheet,
            form,
            (fr + " :", ar + " :"),
            (values[f"{name}_fr"], values[f"{name}_ar"]),
            y,
            act,
        )
    title_fr, title_ar = form.wording["titles"]
    y += (1.5 if tight else 2.6) * size
    _centred(sheet, title_fr, smaller(form.printed, 1.2), y)
    _centred(sheet, title_ar, smaller(form.printed, 1.2), y + 1.6 * size)
    y += 1.6 * size
    for name, label in (("act_number", "numbers"), ("year", "years")):
        y += 1.4 * size
        _pair(sheet, form, form.wording[label], (values[name],) * 2, y, act)
    y += (0.8 if tight else 1.8) * size
    found = rows(form, act)
    step = min(2.7 * size, (top + share - y - (4 if tight else 16) * size) / len(found))
    y = _grid(sheet, form, act, found, y, step)
    _mentions(sheet, form, act, y + 2 * size)
    office = form.office.name
    over = form.habits.stamped_over
    spot = (
        round(sheet.width * sheet.chance.uniform(0.3, 0.7)),
        round(top + share * (0.7 if over else 0.92)),
    )
    sheet.stamp(spot, (office.ar, office.fr.upper()), smaller(form.printed, 0.85), over)


def _grid(sheet: Sheet, form: Form, act: Act, found: list[Row], top: float, step: float) -> float:
    left, right = sheet.width * 0.06, sheet.width * 0.94
    across = [left, left + (right - left) * 0.21, (left + right) / 2]
    across += [right - (right - left) * 0.21, right]
    pad = form.printed.size * 0.4
    bottom = top + step * len(found)
    for line in range(len(found) + 1):
        sheet.rule((left, top + line * step), (right, top + line * step), 2)
    if form.rules:
        for x in across:
            sheet.rule((x, top), (x, bottom), 2)
    for line, (_, label_fr, label_ar, fr, ar) in enumerate(found):
        y = top + (line + 0.66) * step
        for column, (content, label) in enumerate(((None, label_fr), fr, ar, (None, label_ar))):
            rtl = column >= 2
            pen = form.printed if content is None else form.written
            room = across[column + 1] - across[column] - 2 * pad
            pen = smaller(pen, min(1.0, room / max(pen.width(label), 1)))
            line_tokens = [Token(word, pen, content) for word in label.split()]
            start = across[column + 1] - pad if rtl else across[column] + pad
            set_line(sheet, line_tokens, start, y, rtl, act.number)
    return bottom


def _mentions(sheet: Sheet, form: Form, act: Act, y: float) -> None:
    edge = sheet.width * 0.05
    label_fr, label_ar = form.wording["mentions"]
    _pair(sheet, form, (label_fr, label_ar), ((None, ""), (None, "")), y, act)
    pen = smaller(form.written, 0.85)
    fr = Area(edge, sheet.width / 2 - edge / 2, y + 1.5 * pen.size, 1.35 * pen.size)
    ar = Area(sheet.width / 2 + edge / 2, sheet.width - edge, fr.baseline, fr.leading)
    for mention in act.mentions:
        for area, text, rtl in ((fr, mention.text.fr, False), (ar, mention.text.ar, True)):
            flow(sheet, [Token(w, pen, "mentions") for w in text.split()], area, rtl, act.number)
        lower = fr.baseline + 2 * fr.leading
        fr, ar = (
            Area(fr.left, fr.right, lower, fr.leading),
            Area(ar.left, ar.right, lower, ar.leading),
        )


def _centred(sheet: Sheet, text: str, pen: Pen, y: float) -> None:
    sheet.write(text, (sheet.width - pen.width(text)) / 2, y, pen)

"""Pages of a register that hold no act: cover, opening, closing statement, alphabetical table."""

from volumegen import words
from volumegen.forms import Form, smaller, wordings
from volumegen.people import Act
from volumegen.sheet import Sheet
from volumegen.typesetting import Area, Token, Values, flow, set_line, tokens

KINDS_FR = {"birth": ("naissance", "NAISSANCES"), "death": ("décès", "DÉCÈS")}
KINDS_AR = {"birth": "الولادات", "death": "الوفيات"}


def fill(sheet: Sheet, form: Form, kind: str, acts: list[Act], count: int) -> None:
    """Write the page ``kind``: cover, opening, closing (``count`` acts) or table (of ``acts``)."""
    script = "fr" if form.layout.startswith("fr_") else "ar"
    wording = wordings(form.printers.wordings)["plain"][script][kind]
    values = _values(form, count)
    if kind == "cover":
        _cover(sheet, form, wording, values)
    elif kind == "table":
        _table(sheet, form, wording, values, acts, script)
    else:
        chosen = tokens(sheet.chance.choice(wording), values, form.printed, form.written)
        edge, size = sheet.width * 0.1, form.written.size
        area = Area(edge, sheet.width - edge, sheet.height * 0.2, 2.1 * size)
        end = flow(sheet, chosen, area, script == "ar", None)
        name = form.office.name
        pen = smaller(form.printed, 0.9)
        spot = (round(sheet.width * 0.35), round(end + 7 * size))
        sheet.stamp(spot, (name.ar, name.fr.upper()), pen)


def _values(form: Form, count: int) -> Values:
    name, hand = form.office.name, form.hand
    return {
        "office_fr": (None, name.fr),
        "office_ar": (None, name.ar),
        "province_ar": (None, form.office.province.ar),
        "year": (None, str(form.year)),
        "year_fr": (None, words.year_fr(form.year, hand)),
        "year_ar": (None, words.year_ar(form.year, hand)),
        "kind_fr": (None, KINDS_FR[form.kind][0]),
        "kinds_fr": (None, KINDS_FR[form.kind][1]),
        "kinds_ar": (None, KINDS_AR[form.kind]),
        "leaves": (None, str(max(20, count // 3))),
        "count": ("count", str(count)),
        "count_fr": ("count", words.number_fr(count, hand)),
        "count_ar": ("count", words.number_ar(count)),
    }


def _cover(sheet: Sheet, form: Form, wording: list[str], values: Values) -> None:
    y = sheet.height * 0.22
    for place, text in enumerate(wording):
        pen = smaller(form.printed, 2.2 if place == len(wording) - 2 else 1.5)
        line = tokens(text, values, pen, pen)
        whole = " ".join(word.text for word in line)
        sheet.write(whole, (sheet.width - pen.width(whole)) / 2, y, pen)
        y += 3.2 * pen.size


def _table(
    sheet: Sheet, form: Form, wording: list[str], values: Values, acts: list[Act], script: str
) -> None:
    rtl, edge, size = script == "ar", sheet.width * 0.12, form.written.size
    near, far = (sheet.width - edge, edge) if rtl else (edge, sheet.width - edge)
    inward = (far - near) * 0.8
    y = sheet.height * 0.08
    set_line(sheet, tokens(wording[0], values, form.printed, form.printed), near, y, rtl, None)
    y += 3 * size
    for start, text in ((near, wording[1]), (near + inward, wording[2])):
        set_line(sheet, tokens(text, {}, form.printed, form.printed), start, y, rtl, None)
    for act in sorted(acts, key=lambda act: act.family.ar if rtl else act.family.fr):
        y += 1.7 * size
        name = f"{act.family.ar} {act.given.ar}" if rtl else f"{act.family.fr} {act.given.fr}"
        entry = [Token(word, form.written) for word in name.split()]
        set_line(sheet, entry, near, y, rtl, None)
        number = [Token(str(act.number), form.written)]
        set_line(sheet, number, near + inward, y, rtl, None)
        if y > sheet.height * 0.93:
            break

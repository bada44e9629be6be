"""Acts told in a sentence beside a margin: French from the left, Arabic from the right."""

from volumegen.forms import Form, act_values, office_values, smaller
from volumegen.people import Act, gendered
from volumegen.sheet import Sheet
from volumegen.typesetting import Area, Token, flow, lines, set_line, tokens

MARGIN = 0.25
EDGE = 0.045


def fill(sheet: Sheet, form: Form, acts: list[Act], last: bool) -> None:
    """Write ``acts`` one under the other, an equal share of the sheet each."""
    top = sheet.height * 0.035
    heading = form.wording["headings"]
    if heading:
        values = {name: (None, text) for name, (_, text) in office_values(form).items()}
        title = tokens(heading, values, form.printed, form.printed)
        start = sheet.width / 2 + (0.4 if form.rtl else -0.4) * sheet.width * 0.6
        set_line(sheet, title, start, top + form.printed.size, form.rtl, None)
        top += form.printed.size * 2.2
    share = (sheet.height * 0.975 - top) / max(len(acts), 2 if last else 1)
    rule = _margin_rule(sheet, form)
    for place, act in enumerate(acts):
        upper = top + place * share
        _act(sheet, form, act, upper, share, rule)
        if form.rules:
            lower = upper + share
            sheet.rule((sheet.width * 0.02, lower), (sheet.width * 0.98, lower))
    if form.rules or sheet.chance.random() < 0.5:
        sheet.rule((rule, top * 0.8), (rule, sheet.height * 0.975))


def _margin_rule(sheet: Sheet, form: Form) -> float:
    return sheet.width * (1 - MARGIN if form.rtl else MARGIN)


def _act(sheet: Sheet, form: Form, act: Act, top: float, share: float, rule: float) -> None:
    values = act_values(form, act)
    body = tokens(gendered(form.wording["bodies"], act.sex), values, form.printed, form.written)
    gap, edge = sheet.width * 0.02, sheet.width * EDGE
    left, right = (edge, rule - gap) if form.rtl else (rule + gap, sheet.width - edge)
    size = form.written.size
    reserve = 2.6 * size if form.rtl else 1.2 * size
    room = share - reserve - 1.2 * size
    count = len(lines(body, right - left))
    leading = min(2.1 * size, max(1.3 * size, room / max(count, 1)))
    end = flow(sheet, body, Area(left, right, top + 1.5 * size, leading), form.rtl, act.number)
    if form.rtl:
        latin = tokens(form.wording["latin"], values, form.printed, form.written)
        set_line(sheet, latin, left, min(end + 0.2 * size, top + share - size), False, act.number)
    _margin(sheet, form, act, top, rule)
    if sheet.chance.random() < 0.3:
        stamp = (
            round(left + (right - left) * sheet.chance.uniform(0.2, 0.8)),
            round(top + share * 0.8),
        )
        name = form.office.name
        sheet.stamp(stamp, (name.ar, name.fr.upper()), smaller(form.printed, 0.75))


def _margin(sheet: Sheet, form: Form, act: Act, top: float, rule: float) -> None:
    edge, gap, size = sheet.width * EDGE, sheet.width * 0.015, form.written.size
    left, right = (rule + gap, sheet.width - edge) if form.rtl else (edge, rule - gap)
    values = act_values(form, act)
    area = Area(left, right, top + 1.5 * size, 1.35 * size)

    def put(words: list[Token]) -> None:
        nonlocal area
        end = flow(sheet, words, area, form.rtl, act.number)
        area = Area(left, right, end, area.leading)

    put(tokens(form.wording["numbers"], values, form.printed, form.written))
    put(tokens(form.wording["captions"], values, form.printed, form.printed))
    script = "ar" if form.rtl else "fr"
    for name in ("family_name", "given_name"):
        put(tokens(f"{{{name}_{script}}}", values, form.printed, form.written))
    pen = smaller(form.written, 0.78)
    area = Area(left, right, area.baseline + 0.4 * size, 1.3 * pen.size)
    for mention in act.mentions:
        text = mention.text.ar if form.rtl else mention.text.fr
        put([Token(word, pen, "mentions") for word in text.split()])

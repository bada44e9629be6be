"""Acts told in a sentence beside a margin: French from the left, Arabic from the right."""

from dataclasses import dataclass, replace

from volumegen.forms import Form, act_values, office_values, smaller
from volumegen.people import Act, gendered
from volumegen.sheet import Sheet
from volumegen.typesetting import Area, Token, flow, lines, set_line, set_lines, tokens

MARGIN = 0.25
EDGE = 0.045


@dataclass(frozen=True, slots=True)
class Over:
    """What of an act runs onto the next sheet: its number and the lines left to write."""

    act: int
    lines: list[list[Token]]


def fill(
    sheet: Sheet, form: Form, acts: list[Act], last: bool, before: Over | None, run_over: bool
) -> Over | None:
    """Write the end of the act that runs over from ``before``, then ``acts`` under one another.

    Each takes an equal share of the sheet; with ``run_over`` the last one half a share, and the
    rest of it is returned.
    """
    top = sheet.height * 0.035
    heading, at = form.wording["headings"], form.wording["heading_at"]
    if at == "sheet":
        top = _heading(sheet, form, heading, top)
    rule = sheet.width * (1 - MARGIN if form.rtl else MARGIN)
    first = top
    if before is not None:
        area = _body_area(sheet, form, rule, top)
        top = set_lines(sheet, before.lines, area, form.rtl, before.act)
        _rule_off(sheet, form, top)
    shares = len(acts) - 0.5 if run_over else max(len(acts), 2 if last else 1)
    share = (sheet.height * 0.975 - top) / shares
    over = None
    for place, act in enumerate(acts):
        upper, room = top + place * share, share
        if at == "act":
            upper = _heading(sheet, form, heading, upper + 0.5 * form.printed.size)
            room -= upper - (top + place * share)
        half = run_over and place == len(acts) - 1
        over = _act(sheet, form, act, (upper, room / 2 if half else room), rule, half)
        if not half:
            _rule_off(sheet, form, top + (place + 1) * share)
    if form.rules or sheet.chance.random() < 0.5:
        sheet.rule((rule, first * 0.8), (rule, sheet.height * 0.975))
    return over


def _heading(sheet: Sheet, form: Form, heading: str, top: float) -> float:
    if not heading:
        return top
    values = {name: (None, text) for name, (_, text) in office_values(form).items()}
    title = tokens(heading, values, form.printed, form.printed)
    start = sheet.width / 2 + (0.4 if form.rtl else -0.4) * sheet.width * 0.6
    set_line(sheet, title, start, top + form.printed.size, form.rtl, None)
    return top + form.printed.size * 2.2


def _rule_off(sheet: Sheet, form: Form, level: float) -> None:
    if form.rules:
        sheet.rule((sheet.width * 0.02, level), (sheet.width * 0.98, level))


def _body_area(sheet: Sheet, form: Form, rule: float, top: float) -> Area:
    gap, edge = sheet.width * 0.02, sheet.width * EDGE
    left, right = (edge, rule - gap) if form.rtl else (rule + gap, sheet.width - edge)
    return Area(left, right, top + 1.5 * form.written.size, 1.7 * form.written.size)


def _act(
    sheet: Sheet, form: Form, act: Act, span: tuple[float, float], rule: float, run_over: bool
) -> Over | None:
    top, share = span
    values = act_values(form, act)
    body = tokens(gendered(form.wording["bodies"], act.sex), values, form.printed, form.written)
    area, size = _body_area(sheet, form, rule, top), form.written.size
    broken = lines(body, area.right - area.left)
    kept = broken[: max(2, len(broken) // 2)] if run_over else broken
    room = share - (3.8 if form.rtl else 2.4) * size
    leading = min(2.1 * size, max(1.3 * size, room / len(kept)))
    end = set_lines(sheet, kept, replace(area, leading=leading), form.rtl, act.number)
    if form.rtl and not run_over:
        latin = tokens(form.wording["latin"], values, form.printed, form.written)
        level = min(end + 0.2 * size, top + share - size)
        set_line(sheet, latin, area.left, level, False, act.number)
    _margin(sheet, form, act, top, rule)
    if not run_over and sheet.chance.random() < 0.3:
        across = area.left + (area.right - area.left) * sheet.chance.uniform(0.2, 0.8)
        name = form.office.name
        pen = smaller(form.printed, 0.75)
        sheet.stamp((round(across), round(top + share * 0.8)), (name.ar, name.fr.upper()), pen)
    return Over(act.number, broken[len(kept) :]) if run_over else None


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

"""Acts told in a sentence beside a margin: French from the left, Arabic from the right."""

from dataclasses import dataclass, replace

from volumegen.forms import Form, act_values, office_values, smaller
from volumegen.people import Act, gendered
from volumegen.sheet import Sheet
from volumegen.typesetting import Area, Token, flow, lines, set_line, set_lines, tokens

EDGE = 0.045
_SMALLEST = 0.62


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
    if form.habits.fit:
        form = _fitted(sheet, form, acts)
    heading, at = form.wording["headings"], form.wording["heading_at"]
    if at == "sheet":
        top = _heading(sheet, form, heading, top)
    margin = form.habits.margin
    rule = sheet.width * (1 - margin if form.rtl else margin)
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


def _fitted(sheet: Sheet, form: Form, acts: list[Act]) -> Form:
    """The same form in letters small enough for the longest act to keep to its share."""
    room = sheet.height * 0.9 / max(len(acts), 2)
    wide = sheet.width * (1 - form.habits.margin - EDGE - 0.02)
    smallest = form
    for step in range(12):
        factor = max(_SMALLEST, 1 - 0.04 * step)
        smallest = replace(
            form, printed=smaller(form.printed, factor), written=smaller(form.written, factor)
        )
        size = smallest.written.size
        longest = max(len(lines(_body(smallest, act), wide)) for act in acts)
        if (longest + 4.5) * 1.3 * size + 2.2 * smallest.printed.size <= room:
            break
    return smallest


def _body(form: Form, act: Act) -> list[Token]:
    wording = gendered(form.wording["bodies"], act.sex)
    return tokens(wording, act_values(form, act), form.printed, form.written)


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
    body = _body(form, act)
    area, size = _body_area(sheet, form, rule, top), form.written.size
    broken = lines(body, area.right - area.left)
    kept = broken[: max(2, len(broken) // 2)] if run_over else broken
    room = share - (3.8 if form.rtl else 2.4) * size
    leading = min(2.1 * size, max(1.3 * size, room / len(kept)))
    end = set_lines(sheet, kept, replace(area, leading=leading), form.rtl, act.number)
    if form.rtl and not run_over:
        latin = tokens(form.wording["latin"], values, form.printed, form.written)
        end = min(end + 0.2 * size, top + share - size)
        set_line(sheet, latin, area.left, end, False, act.number)
        end += leading
    if not run_over and "signatures" in form.wording:
        signed = tokens(form.wording["signatures"], values, form.printed, form.written)
        side = area.right if form.rtl else area.left
        level = min(end + 0.4 * size, top + share - 0.5 * size)
        set_line(sheet, signed, side, level, form.rtl, None)
    _margin(sheet, form, act, top, rule)
    if not run_over and sheet.chance.random() < 0.3:
        across = area.left + (area.right - area.left) * sheet.chance.uniform(0.2, 0.8)
        name = form.office.name
        pen = smaller(form.printed, 0.75)
        over = form.habits.stamped_over
        level = (top + end) / 2 if over else top + share * 0.8
        sheet.stamp((round(across), round(level)), (name.ar, name.fr.upper()), pen, over)
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
    named = form.wording.get("names", [f"{{family_name_{script}}}", f"{{given_name_{script}}}"])
    for line in named:
        put(tokens(line, values, form.printed, form.written))
    pen = smaller(form.written, 0.78)
    area = Area(left, right, area.baseline + 0.4 * size, 1.3 * pen.size)
    for mention in act.mentions:
        text = mention.text.ar if form.rtl else mention.text.fr
        put([Token(word, pen, "mentions") for word in text.split()])

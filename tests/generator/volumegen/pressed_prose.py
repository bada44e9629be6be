"""Acts of a pressed world in one language: sentences or lists, with a margin on either side."""

from dataclasses import dataclass, replace

from volumegen import penmanship
from volumegen.forms import Form, office_values, smaller
from volumegen.people import Act, gendered
from volumegen.prose import Over
from volumegen.sheet import Sheet, is_arabic
from volumegen.typesetting import Area, Token, lines, set_line, set_lines, tokens, width

EDGE = 0.05
_SMALLEST = 0.62
_TIGHT = 1.34
_LISTED_ACTS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Where one act stands: pixels from the top, its height, both columns' ends; acts beside."""

    top: float
    height: float
    body: tuple[float, float]
    margin: tuple[float, float]
    acts: int = 1


def fill(
    sheet: Sheet, form: Form, acts: list[Act], last: bool, before: Over | None, run_over: bool
) -> Over | None:
    """Write the end of the act that runs over from ``before``, then ``acts`` under one another.

    Same terms as ``prose.fill``.
    """
    form = _fitted(sheet, form, acts)
    top = sheet.height * 0.04
    if form.wording["heading_at"] == "sheet":
        top = _heading(sheet, form, top)
    first = top
    if before is not None:
        area = _area(form, _block(sheet, form, top, 0), top)
        top = set_lines(sheet, before.lines, area, form.rtl, before.act) + form.printed.size
        _part(sheet, form, first, top)
    shares = len(acts) - 0.5 if run_over else max(len(acts), 2 if last else 1)
    share = (sheet.height * 0.965 - top) / shares
    over = None
    for place, act in enumerate(acts):
        upper = top + place * share
        half = run_over and place == len(acts) - 1
        height = share / 2 if half else share
        if form.wording["heading_at"] == "act":
            lower = _heading(sheet, form, upper + 0.6 * form.printed.size)
            height, block = height + upper - lower, _block(sheet, form, lower, 0)
        else:
            block = _block(sheet, form, upper, 0)
        over = _act(sheet, form, act, replace(block, height=height, acts=len(acts)), half)
        if not half:
            _part(sheet, form, upper, upper + share)
    if form.rules or sheet.chance.random() < 0.4:
        share_of_width = form.habits.margin
        across = sheet.width * (1 - share_of_width if form.habits.margin_right else share_of_width)
        sheet.rule((across, first), (across, sheet.height * 0.965))
    return over


def _block(sheet: Sheet, form: Form, top: float, height: float) -> Block:
    edge, gap = sheet.width * EDGE, sheet.width * 0.015
    across = sheet.width * form.habits.margin
    if form.habits.margin_right:
        across = sheet.width - across
        return Block(top, height, (edge, across - gap), (across + gap, sheet.width - edge))
    return Block(top, height, (across + gap, sheet.width - edge), (edge, across - gap))


def _body(form: Form, act: Act, acts: int) -> list[list[Token]]:
    """The act's paragraphs; a list of labels runs on where acts are many on a sheet."""
    listed = form.habits.listed
    wording = gendered(form.wording["lists" if listed else "bodies"], act.sex)
    if acts > _LISTED_ACTS:
        wording = wording.replace("\n", " — ")
    found = penmanship.values(form, act)
    return [tokens(part, found, form.printed, form.written) for part in wording.split("\n")]


def _foot(form: Form, act: Act) -> list[list[Token]]:
    """What stands below an act: its Latin names, unless the margin has them, and signatures."""
    found = penmanship.values(form, act)
    below = [form.wording.get("signatures", "")]
    if form.rtl and not form.habits.latin_in_margin:
        below.insert(0, form.wording["latin"])
    return [tokens(text, found, form.printed, form.written) for text in below if text]


def _fitted(sheet: Sheet, form: Form, acts: list[Act]) -> Form:
    """The same form in letters small enough for the longest act to keep to its share."""
    room = sheet.height * 0.88 / max(len(acts), 2)
    left, right = _block(sheet, form, 0, 0).body
    smallest = form
    # A lone act is written large.
    largest = 1.3 if len(acts) == 1 else 1.0
    for step in range(24):
        factor = max(_SMALLEST, largest - 0.03 * step)
        smallest = replace(
            form, printed=smaller(form.printed, factor), written=smaller(form.written, factor)
        )
        longest = max(
            sum(len(lines(part, right - left)) for part in _body(smallest, act, len(acts)))
            + len(_foot(smallest, act))
            for act in acts
        )
        extra = 2.4 + (1.5 if form.habits.number_above else 0)
        if (longest + extra) * _TIGHT * smallest.written.size <= room:
            break
    return smallest


def _heading(sheet: Sheet, form: Form, top: float) -> float:
    heading = form.wording["headings"]
    if not heading:
        return top
    values = {name: (None, text) for name, (_, text) in office_values(form).items()}
    values["year_fig_ar"] = (None, form.habits.figures(str(form.year)))
    title = tokens(heading, values, form.printed, form.printed)
    half = width(title) / 2
    start = sheet.width / 2 + (half if form.rtl else -half)
    set_line(sheet, title, start, top + form.printed.size, form.rtl, None)
    return top + form.printed.size * 1.9


def _part(sheet: Sheet, form: Form, top: float, level: float) -> None:
    """Part an act from the next as the printer does; without rules, by nothing."""
    left, right = sheet.width * 0.025, sheet.width * 0.975
    separator = form.habits.separator if form.rules else "blank"
    if separator == "ornament":
        pen = form.printed
        across = (sheet.width - pen.width(form.habits.ornament)) / 2
        sheet.write(form.habits.ornament, across, level + 0.2 * pen.size, pen)
    elif separator == "box":
        corners = [(left, top + 6), (right, top + 6), (right, level - 6), (left, level - 6)]
        for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
            sheet.rule(start, end)
    elif separator != "blank":
        sheet.rule((left, level), (right, level))
        if separator == "double":
            sheet.rule((left, level + 9), (right, level + 9), 2)


def _area(form: Form, block: Block, top: float) -> Area:
    left, right = block.body
    return Area(left, right, top + 1.5 * form.written.size, 1.6 * form.written.size)


def _act(sheet: Sheet, form: Form, act: Act, block: Block, run_over: bool) -> Over | None:
    size, (left, right) = form.written.size, block.body
    area = _area(form, block, block.top)
    if form.habits.number_above:
        number = tokens(
            form.wording["numbers"], penmanship.values(form, act), form.printed, form.written
        )
        middle = (left + right + (1 if form.rtl else -1) * width(number)) / 2
        set_line(sheet, number, middle, area.baseline, form.rtl, act.number)
        area = replace(area, baseline=area.baseline + 1.5 * size)
    body = _body(form, act, block.acts)
    broken = [line for part in body for line in lines(part, right - left)]
    kept = broken[: max(2, len(broken) // 2)] if run_over else broken
    foot = [] if run_over else _foot(form, act)
    room = block.top + block.height - area.baseline - 0.9 * size
    widest = (3.2 if block.acts == 1 else 2.1) * size
    leading = min(widest, max(1.25 * size, room / (len(kept) + len(foot) or 1)))
    end = set_lines(sheet, kept, replace(area, leading=leading), form.rtl, act.number)
    if form.habits.leaders and form.habits.listed:
        _lead(sheet, form, kept, replace(area, leading=leading))
    for place, line in enumerate(foot):
        rtl = any(is_arabic(word.text) for word in line)
        set_line(sheet, line, right if rtl else left, end + place * leading, rtl, act.number)
    _margin(sheet, form, act, block)
    _stamp(sheet, form, block, end)
    return Over(act.number, broken[len(kept) :]) if run_over else None


def _lead(sheet: Sheet, form: Form, kept: list[list[Token]], area: Area) -> None:
    """Dots from the end of each line to the end of the column."""
    for place, line in enumerate(kept):
        level, gap = area.baseline + place * area.leading, form.written.space
        taken = width(line) + gap
        start, end = area.left + taken, area.right
        if form.rtl:
            start, end = area.left, area.right - taken
        sheet.dots(start, end, level)


def _stamp(sheet: Sheet, form: Form, block: Block, end: float) -> None:
    if sheet.chance.random() >= 0.35:
        return
    left, right = block.body
    across = left + (right - left) * sheet.chance.uniform(0.2, 0.8)
    name, pen = form.office.name, smaller(form.printed, 0.75)
    over = form.habits.stamped_over
    level = (block.top + end) / 2 if over else block.top + block.height * 0.8
    sheet.stamp((round(across), round(level)), (name.ar, name.fr.upper()), pen, over)


def _margin(sheet: Sheet, form: Form, act: Act, block: Block) -> None:
    (left, right), size = block.margin, form.written.size
    script = "ar" if form.rtl else "fr"
    found = penmanship.values(form, act)
    wanted = [] if form.habits.number_above else [form.wording["numbers"]]
    wanted += [form.wording["captions"], *form.wording["names"]]
    baseline = block.top + 1.5 * size
    for text in wanted:
        area = Area(left, right, baseline, 1.35 * size)
        broken = lines(tokens(text, found, form.printed, form.written), right - left)
        baseline = set_lines(sheet, broken, area, form.rtl, act.number)
    if form.rtl and form.habits.latin_in_margin:
        line = tokens("{given_name_fr} {family_name_fr}", found, form.printed, form.written)
        area = Area(left, right, baseline, 1.35 * size)
        baseline = set_lines(sheet, lines(line, right - left), area, False, act.number)
    noted = [mention.text.fr if script == "fr" else mention.text.ar for mention in act.mentions]
    room = block.top + block.height - baseline - 0.3 * size
    _notes(sheet, form, noted, Area(left, right, baseline + 0.3 * size, room), act.number)


def _notes(sheet: Sheet, form: Form, noted: list[str], area: Area, act: int) -> None:
    """Mentions within ``area``, whose leading is the height there is, in letters that fit it."""
    broken: list[list[Token]] = []
    pen = form.written
    for step in range(8):
        pen = smaller(form.written, 0.84 - 0.05 * step)
        broken = [
            line
            for text in noted
            for line in lines(
                [Token(word, pen, "mentions") for word in text.split()], area.right - area.left
            )
        ]
        if len(broken) * 1.3 * pen.size <= area.leading:
            break
    set_lines(sheet, broken, replace(area, leading=1.3 * pen.size), form.rtl, act)

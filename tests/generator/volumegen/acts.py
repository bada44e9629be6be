"""A volume's acts: numbered on, drawn up one after the other, with what margins gather later."""

from dataclasses import replace
from datetime import date, timedelta

from volumegen import company, forms, mentions
from volumegen.forms import Form
from volumegen.people import Act, Bilingual, Town


def draw_acts(form: Form, town: Town, count: int, first: int | None = None) -> list[Act]:
    """``count`` acts drawn up one after the other, numbered on from ``first`` or from anywhere."""
    chance = town.chance
    first = first if first is not None else chance.randint(1, 300)
    day = date(form.year, 1, 2) + timedelta(days=chance.randint(0, 250))
    acts = []
    for number in range(first, first + count):
        day += timedelta(days=chance.randint(0, 2))
        act = town.act(form.kind, number, day, form.office)
        if town.printers.pressed:
            act = company.surround(act, town)
        if form.kind == "birth" and chance.random() < town.printers.mentioned:
            act = _with_mentions(act, town, form)
        acts.append(act)
    drawn_up = sorted(act.drawn_up for act in acts)
    return [_drawn(act, on) for act, on in zip(acts, drawn_up, strict=True)]


def _with_mentions(act: Act, town: Town, form: Form) -> Act:
    wordings = forms.wordings(town.printers.wordings)["mentions"]
    several = [mentions.draw(town, act, wordings) for _ in range(town.chance.choice([1, 1, 2]))]
    # One mention of each type, and none after death.
    found = {mention.type: mention for mention in several}.values()
    death = min((m.day for m in found if m.type == "death"), default=date.max)
    kept = sorted((m for m in found if m.day <= death), key=lambda mention: mention.day)
    texts = [Bilingual(m.text.fr, form.habits.figures(m.text.ar)) for m in kept]
    noted = [replace(m, text=text) for m, text in zip(kept, texts, strict=True)]
    return replace(act, mentions=tuple(noted))


def _drawn(act: Act, on: date) -> Act:
    return replace(act, drawn_up=on)

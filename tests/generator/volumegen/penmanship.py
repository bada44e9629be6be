"""What a pressed world's clerk writes for each placeholder: figures in either numerals, spellings.

Adds to ``forms.act_values``: ``x_fig_fr`` and ``x_fig_ar`` (dates and hours in figures),
``father_year_ar`` and the like (a year in the Arabic side's numerals), ``number_ar``.
"""

from datetime import date

from volumegen import words
from volumegen.forms import Form, act_values
from volumegen.people import Act
from volumegen.typesetting import Values

_SPELLED = ("_date", "_year", "_day", "_time", "_age")
_NAMED = "{day} {month} {year}"


def values(form: Form, act: Act) -> Values:
    """Every placeholder of ``act``, with the field that each shows."""
    habits = form.habits
    found = dict(act_values(form, act))
    for name, (key, text) in found.items():
        if any(part in name for part in _SPELLED):
            found[name] = (key, habits.spelled(text))
    for name, day in ((f"{act.kind}_date", act.event), ("drawn_up_date", act.drawn_up)):
        fr, ar = figured(form, day)
        found[f"{name}_fig_fr"], found[f"{name}_fig_ar"] = (name, fr), (name, ar)
        year, month, of_month = words.hijri(day)
        hijri = f"{of_month} {words.HIJRI_MONTHS[month - 1]} {year}"
        found[f"{name}_hijri_fig_ar"] = (f"{name}_hijri", habits.figures(habits.spelled(hijri)))
    time = f"{act.kind}_time"
    found[f"{time}_fig_fr"] = (time, f"{act.hour} h {act.minute:02}")
    found[f"{time}_fig_ar"] = (time, habits.figures(f"{act.hour:02}:{act.minute:02}"))
    for role, parent in (("father", act.father), ("mother", act.mother)):
        found[f"{role}_year_ar"] = (f"{role}_birth_date", habits.figures(str(parent.born)))
    if act.born is not None:
        found["born_year_ar"] = ("birth_date", habits.figures(str(act.born)))
    if "judgment_number" in act.around:
        found["judgment_number_ar"] = (None, habits.figures(act.around["judgment_number"].ar))
    found["number_ar"] = ("act_number", habits.figures(str(act.number)))
    found["year_fig_ar"] = ("year", habits.figures(str(form.year)))
    return found


def figured(form: Form, day: date) -> tuple[str, str]:
    """``day`` in figures, or with its month's name, as the clerk writes it in French and Arabic."""
    habits = form.habits
    style = _NAMED if habits.dates == "words" else habits.dates
    fr, ar = (
        style.format(day=day.day, month=months[day.month - 1], nth=day.month, year=day.year)
        for months in (words.FR_MONTHS, words.AR_MONTHS)
    )
    return fr, habits.figures(habits.spelled(ar))


def dated(form: Form, day: date) -> tuple[str, str]:
    """``day`` as a bilingual form has it: in words, or as ``figured``."""
    if form.habits.dates != "words":
        return figured(form, day)
    fr = f"{words.day_fr(day, form.hand)} {words.year_fr(day.year, form.hand)}"
    return form.habits.spelled(fr), form.habits.spelled(words.date_ar(day, form.hand))

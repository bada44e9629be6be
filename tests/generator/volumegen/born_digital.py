"""A delivery that never was on paper: the bilingual table, set by typst into one PDF."""

import json
import random
from typing import Any

import typst
from volumegen import bilingual
from volumegen.acts import draw_acts
from volumegen.forms import Form, act_values
from volumegen.people import Act, truth
from volumegen.volume import Recipe, Volume, drawn, heading

FILE = "register.pdf"
_FONTS = {"latin": "Noto Sans", "arabic": "Amiri"}

_SOURCE = """
#let acts = json(bytes(sys.inputs.acts))
#let fonts = ("{latin}", "{arabic}")
#set document(title: "Registre", date: none)
#set page(paper: "a4", margin: (x: 18mm, y: 16mm))
#set text(font: fonts, size: 10.5pt, lang: "fr")
#let ar(body, size: 11.5pt) = text(
  font: ("{arabic}", "{latin}"), lang: "ar", dir: rtl, size: size, body)
#let pair(fr, arabic) = grid(
  columns: (1fr, 1fr), column-gutter: 6mm, align: (left, right), fr, ar(arabic))
#for act in acts [
  #align(center)[ROYAUME DU MAROC \\ #ar[المملكة المغربية]]
  #v(4mm)
  #for row in act.head {{ pair(row.at(0), row.at(1)); v(1mm) }}
  #v(4mm)
  #align(center)[#text(13pt)[#act.title.at(0)] \\ #ar(size: 14pt)[#act.title.at(1)]]
  #v(4mm)
  #table(
    columns: (3.6fr, 5fr, 5fr, 3.6fr),
    align: (left, left, right, right),
    inset: 6pt,
    stroke: {stroke},
    ..act.rows.map(row => (row.at(0), row.at(1), ar(row.at(2)), ar(row.at(3)))).flatten(),
  )
  #v(6mm)
  #pair(act.mentions.at(0), act.mentions.at(1))
  #for mention in act.entered {{ v(1mm); pair(mention.at(0), mention.at(1)) }}
  #pagebreak(weak: true)
]
"""


def make(recipe: Recipe, seed: str) -> Volume:
    """One PDF with an act a page; a page's truth says its ``frame`` in the file, from 0."""
    chance = random.Random(seed)
    form, town = drawn(recipe, chance)
    first = 1 if "opening" in recipe.plain else None
    acts = draw_acts(form, town, recipe.pages * recipe.acts, first)
    batch = heading(recipe, form) | {"pages": [FILE]}
    about = {"layout": recipe.layout, "fill": "pdf", "level": 0.0}
    told = [
        {
            "page": FILE if len(acts) == 1 else f"{FILE}#{frame + 1}",
            "frame": frame,
            "kind": "acts",
            "turned": 0,
            "shown": _shown(form, act),
            "acts": [truth(act, form.office, form.year)],
            "zones": [],
        }
        for frame, act in enumerate(acts)
    ]
    return Volume({FILE: _pdf(form, acts)}, batch, about | batch | {"truth": told})


def _pdf(form: Form, acts: list[Act]) -> bytes:
    stroke = "0.6pt" if form.rules else "(y: 0.6pt, x: none)"
    source = _SOURCE.format(**_FONTS, stroke=stroke)
    told = json.dumps([_content(form, act) for act in acts], ensure_ascii=False)
    return bytes(typst.compile(source.encode(), format="pdf", sys_inputs={"acts": told}))


def _content(form: Form, act: Act) -> dict[str, Any]:
    values, wording = act_values(form, act), form.wording
    head = []
    for label, name in (("provinces", "province"), ("offices", "office")):
        fr, ar = wording[label]
        head.append([f"{fr} : {values[name + '_fr'][1]}", f"{ar} : {values[name + '_ar'][1]}"])
    for label, name in (("numbers", "act_number"), ("years", "year")):
        head.append([f"{script} : {values[name][1]}" for script in wording[label]])
    return {
        "head": head,
        "title": wording["titles"],
        "rows": [
            [label_fr, fr[1], ar[1], label_ar]
            for _, label_fr, label_ar, fr, ar in bilingual.rows(form, act)
        ],
        "mentions": wording["mentions"],
        "entered": [[mention.text.fr, mention.text.ar] for mention in act.mentions],
    }


def _shown(form: Form, act: Act) -> list[str]:
    keys = ["act_number", "year"]
    for row in bilingual.rows(form, act):
        keys += [key for key, text in row[3:] if key and text and row[0] != "nationality"]
    return [*dict.fromkeys(keys), "mentions"]

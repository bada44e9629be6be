"""A whole delivery: a recipe, its acts, its sheets, its scans and the truth about them."""

import io
import random
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image
from volumegen import ageing, bilingual, forms, plain, pressed_pairs, pressed_prose, prose
from volumegen.acts import draw_acts
from volumegen.forms import Form
from volumegen.people import Act, Town, truth
from volumegen.printers import WORLDS, Printers
from volumegen.sheet import Colour, Sheet

A4 = (2480, 3508)
PLAIN_KINDS = ("cover", "opening", "closing", "table")
_BILINGUAL_ACTS = (1, 2)
_NOT_JUDGED = ("office", "province", "count", "nationality")
_PAPERS = [(250, 246, 232), (247, 240, 220), (252, 250, 244), (243, 238, 224)]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to make.

    Attributes:
        layout: one of ``forms.LAYOUTS``.
        fill: hand, type or print.
        pages: sheets that hold acts.
        acts: acts a sheet.
        rules: whether lines are printed between acts, or around a table's cells.
        dpi: 200 or 300.
        level: age and wear, 0 to 1.
        plain: which pages without acts to add, of ``PLAIN_KINDS``; blank leaves with "blank".
        opening: whether two facing pages are scanned as one picture.
        turned: quarter turns counterclockwise of each scan, repeated over the pages.
        runs_over: whether, in prose, the last act of each sheet but one ends on the next.
        copy: which original.
        quality: of the JPEG files, 1 to 95.
        printers: the world to draw from, of ``printers.WORLDS``.
    """

    layout: str
    fill: str
    pages: int = 2
    acts: int = 2
    rules: bool = True
    dpi: int = 300
    level: float = 0.4
    plain: tuple[str, ...] = ()
    opening: bool = False
    turned: tuple[int, ...] = (0,)
    runs_over: bool = False
    copy: int = 1
    quality: int = 70
    printers: str = "known"

    @property
    def world(self) -> Printers:
        """The printers, hands and names it is drawn from."""
        return WORLDS[self.printers]


@dataclass(slots=True)
class Page:
    """A picture, of one sheet or of an opening, and what it holds."""

    sheets: list[Sheet]
    kind: str
    acts: list[Act] = field(default_factory=list)
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Files of a delivery by name, its ``batch.json`` and its truth."""

    files: dict[str, bytes]
    batch: dict[str, Any]
    truth: dict[str, Any]


def any_recipe(
    layout: str, fill: str, pages: int, chance: random.Random, printers: str = "known"
) -> Recipe:
    """A recipe with everything else drawn at random."""
    world = WORLDS[printers]
    low, high = world.acts.get(layout, _BILINGUAL_ACTS)
    odd = world.odd
    recipe = Recipe(
        layout=layout,
        fill=fill,
        pages=pages,
        acts=chance.randint(low, high),
        rules=chance.random() < 0.9 - odd,
        dpi=chance.choice([200, 300, 300]),
        level=round(chance.uniform(*world.wear), 2),
        plain=tuple(kind for kind in PLAIN_KINDS if chance.random() < 0.3),
        opening=chance.random() < odd,
        turned=(chance.choice([0, 0, 0, 1, 2, 3]),),
        runs_over=chance.random() < odd - 0.05,
        printers=printers,
    )
    if not world.pressed:
        return recipe
    if layout.startswith("bi_"):
        recipe = replace(recipe, runs_over=False)
    blank = ("blank",) if chance.random() < 0.4 else ()
    # A clerk who turns pages turns some and not others.
    turned = chance.choice([(0,), (0,), recipe.turned, (0, *recipe.turned), (*recipe.turned, 2)])
    # An act runs over where others before it filled the sheet.
    acts = max(recipe.acts, 3) if recipe.runs_over else recipe.acts
    return replace(recipe, plain=recipe.plain + blank, turned=turned, acts=acts)


def make(recipe: Recipe, seed: str) -> Volume:
    """The delivery of ``recipe``; the same seed gives the same bytes with the same libraries."""
    form, pages, noise = set_pages(recipe, seed)
    names = [f"{number:04}.jpg" for number in range(1, len(pages) + 1)]
    shown = _shown(form, pages)
    files, told = {}, []
    for position, (name, page) in enumerate(zip(names, pages, strict=True)):
        turns = recipe.turned[position % len(recipe.turned)]
        files[name] = _scan(page, recipe, turns, noise)
        told.append(_truth(name, page, form, shown, recipe.dpi / 300) | {"turned": turns})
    head = heading(recipe, form)
    about = {"layout": recipe.layout, "fill": recipe.fill, "level": recipe.level}
    batch = head | {"pages": names}
    return Volume(files, batch, about | batch | {"truth": told})


def set_pages(recipe: Recipe, seed: str) -> tuple[Form, list[Page], np.random.Generator]:
    """The form and the flat pages of ``recipe``, before age and scanner, and their noise."""
    chance = random.Random(seed)
    noise = np.random.default_rng(chance.getrandbits(64))
    form, town = drawn(recipe, chance)
    first = 1 if "opening" in recipe.plain else None
    acts = draw_acts(form, town, recipe.pages * recipe.acts, first)
    pages = _pages(recipe, form, acts, chance)
    return form, _facing(pages, form.rtl) if recipe.opening else pages, noise


def drawn(recipe: Recipe, chance: random.Random) -> tuple[Form, Town]:
    """The volume's form, and the town its acts come from."""
    town = Town(chance, recipe.world)
    years = forms.YEARS.get(f"{recipe.layout}-{recipe.fill}", forms.YEARS[recipe.layout])
    year = chance.randint(*years)
    fill = "print" if recipe.fill == "pdf" else recipe.fill
    office = town.office()
    return forms.draw(recipe.layout, fill, recipe.rules, year, office, chance, recipe.world), town


def heading(recipe: Recipe, form: Form) -> dict[str, Any]:
    """What ``batch.json`` says but for the pages."""
    return {
        "kind": form.kind,
        "office_code": form.office.code,
        "office_fr": form.office.name.fr,
        "office_ar": form.office.name.ar,
        "year": form.year,
        "part": 1,
        "copy": recipe.copy,
    }


def _pages(recipe: Recipe, form: Form, acts: list[Act], chance: random.Random) -> list[Page]:
    paper = chance.choice(_PAPERS)
    before: list[Page] = []
    after: list[Page] = []
    for kind in PLAIN_KINDS:
        if kind in recipe.plain:
            sheet = Sheet(*A4, chance, paper)
            plain.fill(sheet, form, kind, acts, acts[-1].number)
            page = Page([sheet], kind, count=acts[-1].number if kind == "closing" else None)
            (before if kind in ("cover", "opening") else after).append(page)
    if "blank" in recipe.plain:
        for leaves in (before, after):
            leaves.insert(min(1, len(leaves)), Page([Sheet(*A4, chance, paper)], "blank"))
    return before + _written(recipe, form, acts, chance, paper) + after


def _written(
    recipe: Recipe, form: Form, acts: list[Act], chance: random.Random, paper: Colour
) -> list[Page]:
    pages = []
    over: prose.Over | None = None
    for start in range(0, len(acts), recipe.acts):
        sheet, group = Sheet(*A4, chance, paper), acts[start : start + recipe.acts]
        last = start + recipe.acts >= len(acts)
        if form.printers.pressed and form.layout.startswith("bi_"):
            pressed_pairs.fill(sheet, form, group)
        elif form.printers.pressed:
            split = recipe.runs_over and not last
            over = pressed_prose.fill(sheet, form, group, last, over, split)
        elif form.layout == "bi_columns":
            bilingual.columns(sheet, form, group)
        elif form.layout == "bi_table":
            bilingual.table(sheet, form, group)
        else:
            over = prose.fill(sheet, form, group, last, over, recipe.runs_over and not last)
        pages.append(Page([sheet], "acts", group))
    return pages


def _facing(pages: list[Page], rtl: bool) -> list[Page]:
    """Pair pages that hold acts into openings; in a volume read from the right, right first."""
    paired: list[Page] = []
    waiting: Page | None = None
    for page in pages:
        if page.kind != "acts":
            paired.append(page)
        elif waiting is None:
            waiting = page
            paired.append(page)
        else:
            sheets = waiting.sheets + page.sheets
            waiting.sheets = sheets[::-1] if rtl else sheets
            waiting.acts = waiting.acts + page.acts
            waiting = None
    return paired


def _scan(page: Page, recipe: Recipe, turns: int, noise: np.random.Generator) -> bytes:
    scale = recipe.dpi / 300
    size = (round(A4[0] * scale), round(A4[1] * scale))
    flat = []
    for sheet in page.sheets:
        picture = np.asarray(sheet.image.resize(size, Image.Resampling.LANCZOS))
        back = picture if recipe.level > 0.35 else None
        flat.append(ageing.age(picture, back, recipe.level, noise))
    whole = flat[0] if len(flat) == 1 else ageing.opened(flat[0], flat[1])
    image = Image.fromarray(np.rot90(ageing.scan(whole, recipe.level, noise), turns))
    data = io.BytesIO()
    image.save(data, "JPEG", quality=recipe.quality, dpi=(recipe.dpi, recipe.dpi))
    return data.getvalue()


def _shown(form: Form, pages: list[Page]) -> list[str]:
    """Fields that the volume's form shows and is judged on; births have room for mentions."""
    sheets = [sheet for page in pages if page.kind == "acts" for sheet in page.sheets]
    keys = [zone.key for sheet in sheets for zone in sheet.zones]
    if form.kind == "birth":
        keys.append("mentions")
    return [key for key in dict.fromkeys(keys) if not key.startswith(_NOT_JUDGED)]


def _truth(name: str, page: Page, form: Form, shown: list[str], scale: float) -> dict[str, Any]:
    told: dict[str, Any] = {"page": name, "kind": page.kind}
    if page.count is not None:
        told["count"] = page.count
    return told | {
        "shown": shown if page.kind == "acts" else [],
        "acts": [truth(act, form.office, form.year) for act in page.acts],
        "zones": [
            {
                "act": zone.act,
                "key": zone.key,
                "text": zone.text,
                "box": [
                    round((edge + place * A4[0] * (side % 2 == 0)) * scale)
                    for side, edge in enumerate(zone.box)
                ],
            }
            for place, sheet in enumerate(page.sheets)
            for zone in sheet.zones
        ],
    }

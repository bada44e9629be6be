"""Volumes of pressed worlds: their truth is what stands on the page, letter for letter."""

import re
from datetime import date
from pathlib import Path

import pytest

from archive.months import GREGORIAN_AR, GREGORIAN_FR

KINDS = [
    f"{layout}-{fill}"
    for layout in ("fr_births", "fr_deaths", "bi_columns", "ar_births", "ar_deaths", "bi_deaths")
    for fill in ("type", "hand")
] + ["bi_table-print", "bi_deaths-print"]
WORLDS = ("third", "judging")
DATA = Path(__file__).parent / "volumegen" / "data"
FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@pytest.fixture(scope="module")
def recipe():
    from volumegen.volume import Recipe

    return Recipe


@pytest.fixture(scope="module")
def pages():
    """Sets a recipe's pages: (its form, every page, each act's zones in the order written)."""
    from volumegen import volume

    def run(made_from, seed):
        form, found, _ = volume.set_pages(made_from, seed)
        zones = {}
        for page in found:
            for sheet in page.sheets:
                for zone in sheet.zones:
                    zones.setdefault(zone.act, []).append(zone)
        return form, found, zones

    return run


def day_in_figures(text):
    """The day that figures or a month's name tell; None for one in words."""
    told = text.translate(FIGURES)
    if found := re.fullmatch(r"(\d\d)[/.-](\d\d)[/.-](\d{4})", told):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d+) (\S+) (\d{4})", told):
        month = GREGORIAN_FR.number(found[2]) or GREGORIAN_AR.number(found[2])
        if month is not None:
            return date(int(found[3]), month, int(found[1]))
    return None


def written_in_words(day):
    """Every way the clerks of any world write ``day``, or its Hijri date, or a bare year."""
    from volumegen import words

    told = set()
    for units_first in (False, True):
        for hyphens in (False, True):
            hand = words.Hand(hyphens, units_first)
            told |= {
                f"{words.day_fr(day, hand)} {words.year_fr(day.year, hand)}",
                f"{words.year_fr(day.year, hand)} {words.day_fr(day, hand)}",
                words.date_ar(day, hand),
                words.hijri_ar(day, hand),
                words.hijri_fr(day),
            }
    year, month, of_month = words.hijri(day)
    return told | {f"{of_month} {words.HIJRI_MONTHS[month - 1]} {year}"}


def plainly(text, form):
    """``text`` in the spellings of ``words``, whatever this clerk's are."""
    back = {new: old for old, new in form.habits.clerk.items()}
    told = " ".join(back.get(word, word) for word in text.translate(FIGURES).split())
    return told.replace(form.habits.hundred, "مائة")


def tells(text, key, act, form):
    """Whether ``text``, all that one zone or a run of them holds, tells the field of ``act``."""
    from volumegen.people import truth

    facts = truth(act, form.office, form.year)
    if key.startswith(("office", "province")) or key not in facts:
        return key.startswith(("office", "province", "count", "nationality"))
    if key == "sex":
        return text in {"M": ("masculin", "ذكر"), "F": ("féminin", "أنثى")}[act.sex]
    if key == "nationality":
        return text in ("marocaine", "مغربية")
    if key == "mentions":
        whole = [facts[key][n][f"text_{s}"] for n in range(len(facts[key])) for s in ("fr", "ar")]
        return any(text == said for said in whole)
    if key.endswith("_time"):
        return told_time(text, facts[key], form)
    if re.search("_date(_hijri)?$", key):
        return told_day(text, facts[key], key, act, form)
    return text.translate(FIGURES) == str(facts[key])


def told_time(text, time, form):
    from volumegen import words

    hour, minute = map(int, time.split(":"))
    told = {time, f"{hour} h {minute:02}"}
    for twelve in (False, True):
        for hyphens in (False, True):
            hand = words.Hand(new_hyphens=hyphens, twelve_hours=twelve)
            told |= {words.time_fr(hour, minute, hand), words.time_ar(hour, minute, hand)}
    return plainly(text, form) in told


def told_day(text, value, key, act, form):
    from volumegen import words

    if len(value) == 4:
        hands = [words.Hand(h, u) for h in (False, True) for u in (False, True)]
        told = {value} | {
            say(int(value), h) for say in (words.year_fr, words.year_ar) for h in hands
        }
        return plainly(text, form) in told
    day = act.drawn_up if key.startswith("drawn_up") else act.event
    if not key.endswith("_hijri") and (figured := day_in_figures(text)):
        return figured.isoformat() == value
    return plainly(text, form) in written_in_words(day)


def runs(zones):
    """The texts of values that may be broken over lines: every run of zones with one key."""
    found = []
    for zone in zones:
        if found and found[-1][0] == zone.key:
            found[-1][1].append(zone.text)
        else:
            found.append((zone.key, [zone.text]))
    return found


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_every_value_drawn_tells_what_the_truth_says(pages, recipe, name, seed, world):
    layout, fill = name.split("-")
    made_from = recipe(layout, fill, pages=2, acts=2, printers=world)
    form, found, zones = pages(made_from, f"{seed}/{name}")

    acts = [act for page in found for act in page.acts]
    assert len(acts) == 4
    for act in acts:
        for key, texts in runs(zones[act.number]):
            # Values that follow one another under one key may be one value broken over lines.
            assert parted(texts, key, act, form), (key, texts)


def parted(texts, key, act, form):
    """Whether ``texts`` can be parted into runs that each tell the field."""
    if not texts:
        return True
    return any(
        tells(" ".join(texts[:end]), key, act, form) and parted(texts[end:], key, act, form)
        for end in range(1, len(texts) + 1)
    )


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", ["ar_births-hand", "ar_deaths-type", "fr_births-hand"])
def test_every_zone_frames_the_words_it_holds(pages, recipe, name, world):
    layout, fill = name.split("-")
    _, found, _ = pages(recipe(layout, fill, pages=1, acts=3, printers=world), f"zones/{name}")

    (sheet,) = (sheet for page in found for sheet in page.sheets)
    assert len(sheet.zones) > 20
    for zone in sheet.zones:
        left, top, right, bottom = zone.box
        inside = [
            (text, box)
            for text, box in sheet.drawn
            if left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom
        ]
        for word in zone.text.split():
            assert word in {text for text, _ in inside}, (zone.text, inside)


@pytest.mark.parametrize("world", WORLDS)
def test_words_follow_one_another_as_their_script_is_read(pages, recipe, world):
    _, found, _ = pages(recipe("ar_births", "type", pages=1, acts=2, printers=world), "order")

    (sheet,) = (sheet for page in found for sheet in page.sheets)
    places = {}
    for text, box in sheet.drawn:
        places.setdefault(text, []).append(box)
    checked = 0
    for zone in sheet.zones:
        words = zone.text.split()
        if len(words) < 2 or zone.key in ("mentions", "act_number"):
            continue
        left, top, right, bottom = zone.box
        steps = []
        for word in words:
            at = [b[0] for b in places[word] if left <= b[0] <= right and top <= b[1] <= bottom]
            steps.append(at[0])
        arabic = re.search("[\u0600-\u06ff]", zone.text)
        assert len(set(words)) < len(words) or steps == sorted(steps, reverse=bool(arabic)), words
        checked += 1
    assert checked > 5


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_drawn_off_the_sheet_or_over_another_act(pages, recipe, name, world):
    layout, fill = name.split("-")
    acts = 2 if layout.startswith("bi_") else 5
    made_from = recipe(layout, fill, pages=1, acts=acts, printers=world)
    _, found, zones = pages(made_from, f"room/{name}")

    (page,) = found
    (sheet,) = page.sheets
    for text, (left, top, right, bottom) in sheet.drawn:
        assert left >= 0 and top >= 0, text
        assert right <= sheet.width and bottom <= sheet.height, text
    ends = [max(zone.box[3] for zone in zones[act.number]) for act in page.acts]
    starts = [min(zone.box[1] for zone in zones[act.number]) for act in page.acts]
    for end, start in zip(ends[:-1], starts[1:], strict=True):
        assert end <= start + 12


def test_blank_leaves_lie_among_the_others(pages, recipe):
    made_from = recipe(
        "fr_deaths", "type", pages=1, acts=2, plain=("cover", "table", "blank"), printers="third"
    )
    _, found, _ = pages(made_from, "blank")
    assert [page.kind for page in found] == ["cover", "blank", "acts", "table", "blank"]
    assert not [text for page in found if page.kind == "blank" for text in page.sheets[0].drawn]


def test_a_judging_mother_whose_name_no_list_has_is_marked(pages, recipe):
    from volumegen.people import truth

    made_from = recipe("fr_births", "type", pages=4, acts=5, printers="judging")
    form, found, _ = pages(made_from, "rare")
    names = (DATA / form.printers.names).read_text(encoding="utf-8")
    acts = [act for page in found for act in page.acts]
    marked = [act for act in acts if truth(act, form.office, form.year).get("rare_mother_family")]
    assert 0 < len(marked) < len(acts)
    for act in acts:
        listed = f"S\t{act.mother.family.fr}\t{act.mother.family.ar}\n" in names
        assert listed == (act not in marked)

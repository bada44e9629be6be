"""Worlds of printers that readers are judged on share nothing with what readers are tuned with."""

import re
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "volumegen" / "data"
ROOT = Path(__file__).parents[2]
WORLDS = ("third", "judging")


def fonts(world):
    """The font files that a world's printers and hands write with."""
    faces = [face[:2] for face in world.faces]
    faces += [hand[:2] for hands in world.hands.values() for hand in hands]
    return {font for pair in faces for font in pair}


@pytest.mark.parametrize("world", WORLDS)
def test_no_font_of_a_world_is_of_another(world):
    from volumegen import printers

    others = set().union(*(fonts(made) for name, made in printers.WORLDS.items() if name != world))
    assert not fonts(printers.WORLDS[world]) & others


@pytest.mark.parametrize("world", WORLDS)
def test_no_reader_is_trained_with_a_font_that_it_is_judged_on(world):
    from volumegen import printers

    rows = (ROOT / "ocr/data/script_fonts.tsv").read_text(encoding="utf-8").lower()
    assert rows.count("\n") > 20
    assert not [font for font in fonts(printers.WORLDS[world]) if font.lower() in rows]


def test_not_even_another_weight_of_a_judging_font_is_trained_with():
    from volumegen import printers

    rows = (ROOT / "ocr/data/script_fonts.tsv").read_text(encoding="utf-8").lower()
    families = {re.split("[-.]", font)[0].lower() for font in fonts(printers.JUDGING)}
    assert len(families) > 15
    assert not [family for family in families if family in rows]


@pytest.mark.parametrize("world", WORLDS)
def test_no_family_name_of_a_world_is_of_another(world):
    from volumegen import printers

    families = {
        name: {
            line
            for line in (DATA / made.names).read_text(encoding="utf-8").splitlines()
            if line.startswith("S\t")
        }
        for name, made in printers.WORLDS.items()
    }
    own = families.pop(world)
    assert own and not own & set().union(*families.values())

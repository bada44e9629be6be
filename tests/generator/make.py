"""Makes deliveries of invented register volumes, with the truth about every value on them.

    python tests/generator/make.py OUT --seed 7
    python tests/generator/make.py OUT --seed 7 --volumes fr_births-type,ar_births-hand --pages 3
    python tests/generator/make.py OUT --seed 7 --printers heldout
    python tests/generator/make.py OUT --seed 7 --printers third
    python tests/generator/make.py OUT --seed 7 --printers judging
    python tests/generator/make.py samples --seed 1956 --recipes tests/generator/samples.toml

Writes OUT/deliveries/VOLUME/ (batch.json and scans) and OUT/truth/VOLUME.json.
"""

import argparse
import json
import random
import sys
import tomllib
from pathlib import Path
from typing import Any

from volumegen import born_digital, volume
from volumegen.forms import LAYOUTS
from volumegen.printers import WORLDS
from volumegen.sheet import MissingFontError
from volumegen.volume import Recipe, Volume

DEFAULT = [f"{layout}-{fill}" for layout in LAYOUTS[:-1] for fill in ("type", "hand")]
DEFAULT.append("bi_table-print")
_DEATHS_OF_PRESSED = ["bi_deaths-type", "bi_deaths-hand", "bi_deaths-print"]
OF_WORLD = {"third": _DEATHS_OF_PRESSED, "judging": _DEATHS_OF_PRESSED}


def recipes(args: argparse.Namespace) -> dict[str, Recipe]:
    """What to make, by the volume's name."""
    if args.recipes:
        told = tomllib.loads(args.recipes.read_text(encoding="utf-8"))
        return {name: _recipe(fields) for name, fields in told.items()}
    found = {}
    wanted = args.volumes or ",".join(DEFAULT + OF_WORLD.get(args.printers, []))
    for name in wanted.split(","):
        layout, _, fill = name.partition("-")
        chance = random.Random(f"{args.seed}/{name}/recipe")
        found[f"{name}-{args.seed}"] = volume.any_recipe(
            layout, fill, args.pages, chance, args.printers
        )
    return found


def _recipe(fields: dict[str, Any]) -> Recipe:
    listed = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    return Recipe(**(fields | listed))


def write(made: Volume, name: str, out: Path) -> None:
    """Write one delivery and its truth."""
    folder = out / "deliveries" / name
    folder.mkdir(parents=True, exist_ok=True)
    for file, data in made.files.items():
        (folder / file).write_bytes(data)
    (folder / "batch.json").write_text(_json(made.batch), encoding="utf-8")
    (out / "truth").mkdir(exist_ok=True)
    (out / "truth" / f"{name}.json").write_text(_json(made.truth), encoding="utf-8")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Run the command; 0 when everything was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path, help="folder to write into")
    parser.add_argument("--seed", required=True, help="the same seed makes the same volumes")
    parser.add_argument("--volumes", help="LAYOUT-FILL, by commas; by default every kind there is")
    parser.add_argument("--pages", type=int, default=3, help="sheets with acts, each volume")
    parser.add_argument("--printers", choices=WORLDS, default="known", help="whose forms to draw")
    parser.add_argument("--recipes", type=Path, help="a TOML file that says what to make instead")
    args = parser.parse_args(arguments)
    try:
        for name, recipe in recipes(args).items():
            maker = born_digital.make if recipe.fill == "pdf" else volume.make
            made = maker(recipe, f"{args.seed}/{name}")
            write(made, name, args.out)
            size = sum(len(data) for data in made.files.values())
            sys.stdout.write(f"{name}: {len(made.files)} files, {size // 1024} KB\n")
    except MissingFontError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

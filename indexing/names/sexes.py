"""Whether a given name is a man's or a woman's, where everybody would say so."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from indexing.names.matching import fold
from indexing.names.units import units


def usual_sex(given: str) -> str | None:
    """ "M" or "F" for a known given name in either script, None for another or for either sex."""
    return _sexes().get(fold(given))


@cache
def _sexes() -> Mapping[str, str]:
    path = Path(__file__).parents[1] / "data" / "given_sexes.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    arabic = {fold(ar): sex for sex, ar in rows}
    told: dict[str, set[str]] = {ar: {sex} for ar, sex in arabic.items()}
    for unit in units("given"):
        sex = arabic.get(fold(unit.ar))
        if sex is not None:
            told.setdefault(fold(unit.fr), set()).add(sex)
    return {name: sexes.copy().pop() for name, sexes in told.items() if len(sexes) == 1}

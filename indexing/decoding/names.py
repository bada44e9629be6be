"""Names of one person read in one or both scripts, decoded together.

Every reading of the name (margin and body, French and Arabic) is evidence. A name that no list
knows stays as written.
"""

from collections.abc import Mapping, Sequence
from functools import cache, partial

from archive.act import FieldReading
from indexing.decoding.closed_world import ClosedWorld, Listed
from indexing.decoding.worlds import decode_in_world
from indexing.names.sexes import usual_sex
from indexing.names.units import units
from indexing.text.stream import Extract

# Far more families than given names have a name that no list holds.
_UNLISTED = {"given": 0.1, "family": 0.3}
_OTHER_SEX = -4.0
_OTHER = {"given": "family", "family": "given"}


def decode_name(
    readings: Mapping[str, Sequence[Extract]],
    kind: str,
    beside: Mapping[str, Sequence[Extract]] | None = None,
    sex: str | None = None,
) -> dict[str, FieldReading]:
    """Field readings by script ("ar", "fr") of a name of ``kind`` ("given" or "family").

    Only scripts with a reading are answered; blank readings count as none. ``beside`` are readings
    of the same name for a relative; ``sex`` is the bearer's, where known.
    """
    fitting = partial(_fitting, sex) if sex and kind == "given" else None
    return decode_in_world(names_world(kind), readings, beside=beside, fitting=fitting)


@cache
def names_world(kind: str) -> ClosedWorld:
    """The known names of ``kind``."""
    return ClosedWorld(kind, _listed(kind), _UNLISTED[kind], alike=_listed(_OTHER[kind]))


def _fitting(sex: str, name: str) -> float:
    return _OTHER_SEX if usual_sex(name) not in (None, sex) else 0.0


def _listed(kind: str) -> list[Listed]:
    return [Listed(unit.ar, unit.fr, unit.weight) for unit in units(kind)]

"""Years of birth that no life allows, and those whose end was likely lost: neither is sure.

"Né en mil neuf cent" at the end of a line reads as a whole year when what follows the hundred was
not seen; the letters give no hint of it, the ages of parents do.
"""

from collections.abc import Mapping
from dataclasses import replace

from archive.act import FieldReading
from archive.register import Kind
from indexing.names.matching import fold
from indexing.registers.context import VolumeContext

_DOUBT = 0.5
_YOUNGEST, _OLDEST = 12, 80
_LONGEST_LIFE = 120
_BARE = ("cent", "cents", "mil", "mille", "مائه", "مايه", "الف")


def doubt_births(
    fields: Mapping[str, FieldReading], context: VolumeContext
) -> dict[str, FieldReading]:
    """The fields, births in doubt that make a parent under 12 or over 80 or end in a bare hundred.

    A dead person's own birth is doubted after the death or more than 120 years before it.
    """
    return {
        name: replace(field, confidence=min(field.confidence, _DOUBT))
        if _is_birth(name, context.kind) and _is_doubtful(name, field, context.year)
        else field
        for name, field in fields.items()
    }


def _is_birth(name: str, kind: Kind) -> bool:
    if kind is Kind.DEATH:
        return name == "birth_date"
    return name in ("father_birth_date", "mother_birth_date")


def _is_doubtful(name: str, field: FieldReading, year: int) -> bool:
    if not field.value or not field.value[:4].isdigit():
        return False
    last = fold(field.raw).split()[-1:]
    if last and last[0] in _BARE:
        return True
    age = year - int(field.value[:4])
    youngest, oldest = (0, _LONGEST_LIFE) if name == "birth_date" else (_YOUNGEST, _OLDEST)
    return not youngest <= age <= oldest

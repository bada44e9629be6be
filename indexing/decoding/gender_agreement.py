"""What the sex of a person has to say about the name and the trade read for them.

A mother called Hicham was read from another person's place: the reading may be clear and the
field wrong, so a plain contradiction of sex leaves it in doubt.
"""

from collections.abc import Mapping
from dataclasses import replace

from archive.act import FieldReading
from indexing.names.matching import fold
from indexing.names.sexes import usual_sex

_DOUBT = 0.5
_SURE_SEX = 0.8
_PARENTS = {"father": "M", "mother": "F"}
_NO_TRADE = ("بدون", "بلا", "لا", "دون", "عاطل")


def sex_of_role(field: str, told: FieldReading | None) -> str | None:
    """ "M" or "F" of the person whose ``field`` this is, None when nothing tells surely.

    Args:
        told: the act's own sex as read, which tells of the child or the dead.
    """
    role = field.split("_")[0]
    if role in _PARENTS:
        return _PARENTS[role]
    if field.startswith(("given_name", "job")) and told is not None:
        return told.value if told.confidence >= _SURE_SEX else None
    return None


def doubt_contradictions(
    fields: Mapping[str, FieldReading], told: FieldReading | None
) -> dict[str, FieldReading]:
    """The fields, those in doubt whose value is plainly of the other sex."""
    return {
        name: replace(reading, confidence=min(reading.confidence, _DOUBT))
        if _contradicts(name, reading, told)
        else reading
        for name, reading in fields.items()
    }


def _contradicts(name: str, reading: FieldReading, told: FieldReading | None) -> bool:
    sex = sex_of_role(name, told)
    if sex is None or not reading.value:
        return False
    if "given" in name:
        return usual_sex(reading.value) not in (None, sex)
    return (
        "job" in name and name.endswith("_ar") and _sex_of_trade(reading.value) not in (None, sex)
    )


def _sex_of_trade(ar: str) -> str | None:
    """Arabic trades agree with who follows them; to be without one agrees with nobody."""
    first = fold(ar).split()[:1]
    if not first or first[0] in _NO_TRADE:
        return None
    return "F" if first[0].endswith("ه") else "M"

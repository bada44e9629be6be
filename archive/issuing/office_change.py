"""What changed of an office since the census list: its name, its opening, its closing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from archive.issuing.validity import holds
from archive.offices import FormerName, Office


@dataclass(frozen=True, slots=True)
class OfficeChange:
    """What an office is on some days, where the list of the census says otherwise.

    Attributes:
        name_fr, name_ar: its names on those days.
        is_open: whether it registers acts; one that is closed still has papers from its registers.
        from_day: the first of the days; until_day: the first day after them, None for no end.
        source_fr, source_ar: what decided it; one of them may be "".
    """

    office_code: str
    name_fr: str
    name_ar: str
    is_open: bool
    from_day: date
    until_day: date | None = None
    source_fr: str = ""
    source_ar: str = ""

    def __post_init__(self) -> None:
        if not (self.name_fr.strip() and self.name_ar.strip()):
            raise ValueError(f"office {self.office_code} needs a name in both scripts")


def office_on(listed: Office, changes: Iterable[OfficeChange], day: date) -> Office:
    """An office as it is on a day, a name of the list that was replaced among its former ones."""
    for one in changes:
        if one.office_code != listed.code or not holds(one, day):
            continue
        is_renamed = (one.name_fr, one.name_ar) != (listed.name_fr, listed.name_ar)
        before = FormerName(listed.name_fr, listed.name_ar, last_year=one.from_day.year)
        began = one.from_day.isoformat()
        return replace(
            listed,
            name_fr=one.name_fr,
            name_ar=one.name_ar,
            former=(*listed.former, before) if is_renamed else listed.former,
            valid_to=None if one.is_open else (listed.valid_to or began),
        )
    return listed

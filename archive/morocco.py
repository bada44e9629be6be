"""The time of Morocco, by the pinned time zones: the system's own may be years behind.

Morocco changes its clocks around Ramadan by decree, and changed its standard time in 2018; a paper
must bear the day that its office has.
"""

from datetime import datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

with files("tzdata.zoneinfo.Africa").joinpath("Casablanca").open("rb") as zone:
    _ZONE = ZoneInfo.from_file(zone, "Africa/Casablanca")


def in_morocco(instant: datetime) -> datetime:
    """An instant by Morocco's clocks."""
    return instant.astimezone(_ZONE)

"""What the archive holds, laid out for a map and a calendar: places, parts of them, years. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.held_registers import Held, HeldByYear
from archive.offices import Office, Place, office, offices_of, provinces, regions

REGION, PROVINCE = 2, 6
"""Letters of a region's and of a province's code."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on the map with what is held of it.

    Attributes:
        bars: share of the acts verified, accepted and to review, 0 to 100, each where it begins.
    """

    code: str
    name: str
    held: Held
    bars: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A place's years in the calendar: by year its state, the sums, and the year."""

    code: str
    name: str
    years: tuple[tuple[int, str, Held], ...]


def parts_of(place: str) -> Sequence[Place | Office]:
    """The regions of the country, the provinces of a region, or the offices of a province."""
    if not place:
        return regions()
    return provinces(place) if len(place) == REGION else offices_of(place)


def path_to(place: str) -> list[Place | Office]:
    """The places around a place and itself, widest first; empty for the country.

    Raises:
        KeyError: there is no such place.
    """
    if not place:
        return []
    found: list[Place | Office] = [_named(regions(), place[:REGION])]
    if len(place) > REGION:
        found.append(_named(provinces(place[:REGION]), place[:PROVINCE]))
    if len(place) > PROVINCE:
        holder = office(place)
        if holder is None:
            raise KeyError(place)
        found.append(holder)
    return found


def tiles(place: str, held: Mapping[str, HeldByYear], lang: str) -> list[Tile]:
    """The parts of a place; offices that the archive knows by their registers alone come last."""
    known = [(part.code, _name(part, lang)) for part in parts_of(place)]
    codes = {code for code, _ in known}
    known += [(code, _office_name(code, lang)) for code in sorted(held.keys() - codes)]
    return [
        Tile(code, name, whole, _bars(whole))
        for code, name in known
        for whole in [held.get(code, HeldByYear()).whole]
    ]


def calendar(
    place: str, held: Mapping[str, HeldByYear], lang: str, names: Mapping[str, str] | None = None
) -> list[Row]:
    """A row for each part of a place of which something is held, a column for each year.

    Args:
        names: by code, what the rows are called when they are no places.
    """
    every = [year for one in held.values() for year in one.years]
    if not every:
        return []
    span = range(min(every), max(every) + 1)
    names = names or {part.code: _name(part, lang) for part in parts_of(place)}
    rows = []
    for code in sorted(held):
        years = held[code].years
        cells = tuple((year, state_of(years.get(year)), years.get(year, Held())) for year in span)
        rows.append(Row(code, names.get(code) or _office_name(code, lang), cells))
    return rows


def state_of(held: Held | None) -> str:
    """How far a year of a place is: none, held, to_review, accepted, or verified."""
    if held is None:
        return "none"
    if not held.acts:
        return "held"
    if held.to_review:
        return "to_review"
    return "accepted" if held.accepted else "verified"


def _bars(held: Held) -> tuple[tuple[str, float, float], ...]:
    bars, begun = [], 0.0
    for state in ("verified", "accepted", "to_review"):
        share = 100 * getattr(held, state) / held.acts if held.acts else 0.0
        bars.append((state, round(begun, 1), round(share, 1)))
        begun += share
    return tuple(bars)


def _named(places: Sequence[Place], code: str) -> Place:
    found = next((one for one in places if one.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def _name(place: Place | Office, lang: str) -> str:
    return place.name_ar if lang == "ar" else place.name_fr


def _office_name(code: str, lang: str) -> str:
    found = office(code)
    return code if found is None else _name(found, lang)

import pytest

from archive.held_registers import Held, HeldByYear
from archive.offices import regions
from archive_api.desk_pages import STATIC
from archive_api.overview import calendar, parts_of, path_to, state_of, tiles


def test_the_country_has_twelve_regions_each_with_its_place_on_the_map() -> None:
    assert len(parts_of("")) == 12
    css = (STATIC / "overview.css").read_text(encoding="utf-8")
    assert all(f".at-{region.code} {{ grid-area:" in css for region in regions())


def test_a_place_is_found_by_its_code_within_those_around_it() -> None:
    codes = [place.code for place in path_to("06.461.15.25")]
    assert codes == ["06", "06.461", "06.461.15.25"]
    assert path_to("") == []


@pytest.mark.parametrize("code", ["99", "06.999", "06.461.99.99", "x"])
def test_a_code_of_nowhere_is_refused(code: str) -> None:
    with pytest.raises(KeyError):
        path_to(code)


def test_every_part_of_a_place_has_its_tile_and_unknown_offices_theirs() -> None:
    held = {"06.461": HeldByYear(Held(1, 1, 1, 2, 0)), "06.xxx": HeldByYear(Held(1))}
    shown = {tile.code: tile for tile in tiles("06", held, "fr")}
    assert len(shown) == len(parts_of("06")) + 1
    assert shown["06.461"].name == "Settat"
    assert shown["06.461"].bars == (
        ("verified", 0.0, 50.0),
        ("accepted", 50.0, 25.0),
        ("to_review", 75.0, 25.0),
    )
    assert shown["06.xxx"].name == "06.xxx"


def test_the_calendar_runs_over_every_year_between_the_first_and_the_last() -> None:
    held = {"06.461": HeldByYear(Held(2), {1950: Held(1), 1953: Held(1, accepted=3)})}
    ((_, name, years),) = [(r.code, r.name, r.years) for r in calendar("06", held, "ar")]
    assert name == "سطات"
    assert [(year, state) for year, state, _ in years] == [
        *((1950, "held"), (1951, "none")),
        *((1952, "none"), (1953, "accepted")),
    ]
    assert calendar("06", {}, "fr") == []


@pytest.mark.parametrize(
    ("held", "state"),
    [
        (None, "none"),
        (Held(1), "held"),
        (Held(1, to_review=1, verified=9), "to_review"),
        (Held(1, accepted=1, verified=9), "accepted"),
        (Held(1, verified=9), "verified"),
    ],
)
def test_a_year_is_as_far_as_the_act_that_lags_most(held: Held | None, state: str) -> None:
    assert state_of(held) == state

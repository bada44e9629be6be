"""Lines under an act that tell of later years."""

import pytest

from archive.register import Kind
from indexing.entries.asides import with_asides, with_asides_apart
from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import forms_of

ACT = """
N° 12
Le quatre mars est né à Taza
le nommé Brahim
fils de Ahmed
Dressé le 9 mars 1941
""".strip()


@pytest.fixture
def aside(sheet):
    def lines(under: str, kind: Kind = Kind.BIRTH, year: int = 1941) -> list[str]:
        (entry,) = entries_of("p1", sheet().body(f"{ACT}\n{under}").page(), ("N°",))
        told = with_asides(entry, kind, year)
        assert len(told.lines) + len(told.aside) == len(entry.lines)
        assert told.number_line == entry.number_line
        return [" ".join(placed.word.text for placed in line.words) for line in told.aside]

    return lines


def test_what_is_dated_years_later_is_none_of_the_acts(aside):
    assert aside("Noces à Fès le 4 mars 1965") == ["Noces à Fès le 4 mars 1965"]


def test_what_it_runs_over_goes_with_it(aside):
    mention = ["Noces fêtées en la ville de", "Fès le 4 mars 1965", "acte 301"]
    assert aside("\n".join(mention)) == mention


@pytest.mark.parametrize(
    "under",
    [
        "Signé : Ahmed Tazi le 4 mars 1965",
        "Noces à Fès le 4 mars 1942",
        "Noces à Fès",
        "Imprimé en 1965",
    ],
)
def test_without_a_type_or_a_later_day_a_line_is_the_acts(aside, under):
    assert aside(under) == []


def test_beside_a_death_only_what_mends_the_act_is_told(aside):
    assert aside("Noces à Fès le 4 mars 1965", Kind.DEATH) == []
    assert aside("Nom corrigé le 4 mars 1965", Kind.DEATH) == ["Nom corrigé le 4 mars 1965"]


def test_a_day_that_would_take_most_of_the_act_with_it_is_the_acts_own(sheet):
    act = ACT.replace("Le quatre mars", "Noces à Fès le 4 mars 1965")
    (entry,) = entries_of("p1", sheet().body(act).page(), ("N°",))
    form = next(one for one in forms_of(Kind.BIRTH) if one.id == "fr_prose_birth")
    reading = read_entry(entry, form)
    assert len(reading.filled) > 3
    assert with_asides_apart([reading], 1941) == [reading]

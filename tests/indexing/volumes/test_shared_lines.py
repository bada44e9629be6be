"""Lines given to the wrong one of two neighbouring acts go to the one that lacks them."""

import pytest

from indexing.entries.cutting import entries_of
from indexing.entries.reading import read_entry
from indexing.forms import all_forms
from indexing.volumes.shared_lines import share_lines

FORM = next(form for form in all_forms() if form.id == "fr_prose_birth")
SAID, OMAR = (("Said", "Tazi"), ("Omar", "Alaoui"))


@pytest.fixture
def lines(act_text):
    """The lines of an act without its number."""

    def of(person: tuple[str, str]) -> list[str]:
        text = act_text("fr_birth", given=person[0], family=person[1])
        return text.strip().splitlines()[1:]

    return of


@pytest.fixture
def read(sheet):
    """Readings of two acts, a page each, their numbers in the margin."""

    def two(first: list[str], second: list[str]):
        readings = []
        for page, (number, body) in enumerate(((12, first), (13, second)), start=1):
            leaf = sheet().margin(f"N° {number}").body("\n".join(body)).page()
            (entry,) = entries_of(f"p{page}", leaf, FORM.number)
            readings.append(read_entry(entry, FORM))
        return readings

    return two


def told(readings) -> list[dict[str, str]]:
    return [{f.slot.field: f.extract.text for f in one.filled} for one in readings]


@pytest.mark.parametrize("kept", [2, 3, 4])
def test_the_end_of_an_act_that_runs_over_goes_back_to_it(read, lines, kept):
    first, second = lines(SAID), lines(OMAR)
    shared = share_lines(read(first[:kept], first[kept:] + second))
    assert told(shared) == told(read(first, second))
    assert [name for name, _ in shared[0].entry.places] == ["p1", "p2"]
    assert [name for name, _ in shared[1].entry.places] == ["p2"]


@pytest.mark.parametrize("kept", [3, 4])
def test_the_beginning_of_an_act_goes_on_to_it(read, lines, kept):
    first, second = lines(SAID), lines(OMAR)
    shared = share_lines(read(first + second[:-kept], second[-kept:]))
    assert told(shared) == told(read(first, second))


def test_acts_that_are_whole_keep_their_lines(read, lines):
    readings = read(lines(SAID), lines(OMAR))
    assert share_lines(readings) == readings


def test_an_act_that_says_less_takes_nothing_from_a_whole_one(read, lines):
    readings = read(lines(SAID)[:3], lines(OMAR))
    assert told(share_lines(readings)) == told(readings)


def test_the_number_stays_with_its_act(read, lines):
    first, second = lines(SAID), lines(OMAR)
    shared = share_lines(read(first[:2], first[2:] + second))
    assert [one.number.text for one in shared] == ["12", "13"]
    for one in shared:
        assert one.entry.lines[one.entry.number_line].words[-1].word.text == one.number.text

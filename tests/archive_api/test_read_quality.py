"""What people corrected, laid out as bars."""

from pathlib import Path

import pytest

from archive.act import ActState
from archive.catalogue_measures import FieldsLookedAt
from archive_api.desk_pages import texts
from archive_api.read_quality import engine_name, quality

FORMS = Path(__file__).parents[2] / "indexing" / "forms"
WORDS = {"forms": {"fr_prose": "Texte suivi"}, "engines": {"tesseract": "Tesseract"}}


def looked(form: str, state: ActState, looked: int, changed: int) -> FieldsLookedAt:
    return FieldsLookedAt(form, "tesseract 5.3.0 fra, ara", state, looked, changed)


def test_each_form_has_its_bars_on_one_scale_that_holds_the_longest() -> None:
    found = quality(
        [
            looked("fr_prose", ActState.ACCEPTED, 200, 2),
            looked("fr_prose", ActState.TO_REVIEW, 100, 8),
            looked("ronéo", ActState.ACCEPTED, 0, 0),
            looked("unknown", ActState.ACCEPTED, 10, 0),
        ],
        WORDS,
    )
    assert found.scale == 10
    assert [(form, [(b.share, b.long) for b in bars]) for form, bars in found.forms] == [
        ("Texte suivi", [(1.0, 10.0), (8.0, 80.0)]),
        ("unknown", [(0.0, 0.0)]),
    ]


def test_nothing_looked_at_has_no_bars() -> None:
    assert quality([], WORDS).forms == ()


def test_an_engine_is_named_by_its_parts_and_those_unknown_by_their_own_names() -> None:
    key = "tesseract 5.3.0 fra psm 13; tesseract 5.3.0 ara psm 13; kraken 7"
    assert engine_name(key, WORDS["engines"]) == "Tesseract 5.3.0 · kraken 7"
    assert engine_name("", WORDS["engines"]) == ""


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_form_has_its_words(lang: str) -> None:
    named = texts("overview.json")[lang]["read_by"]["forms"]
    assert named.keys() == {path.stem for path in FORMS.glob("*.toml")}

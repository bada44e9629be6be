from datetime import date
from decimal import Decimal

import pytest

from archive.issuing.fees import Fee
from archive.issuing.paper import PaperKind
from archive.issuing.validity import ListEntry
from archive_api.desk_pages import texts
from archive_api.list_shown import days, dirhams, held, past, shown, state

TODAY = date(2026, 1, 5)


def entry(began: str, until: str | None = None, **told: str) -> ListEntry[Fee]:
    begins, ends = date.fromisoformat(began), None if until is None else date.fromisoformat(until)
    fee = Fee(PaperKind.EXTRACT, Decimal(2), begins, ends, **told)
    at = "2026-01-05T08:00:00.000000+00:00"
    by = (None, None) if until is None else ("brahim", at)
    return ListEntry(1, fee, begins, ends, "amina", at, *by)


@pytest.mark.parametrize(
    ("began", "until", "told", "words"),
    [
        ("2026-01-05", None, "now", "depuis le 5 janvier 2026"),
        ("2026-02-01", None, "ahead", "à partir du 1er février 2026"),
        ("2025-01-01", "2026-01-06", "now", "du 1er janvier 2025 au 5 janvier 2026"),
        ("2025-01-01", "2026-01-05", "over", "du 1er janvier 2025 au 4 janvier 2026"),
        ("2026-01-04", "2026-01-05", "over", "le 4 janvier 2026"),
        ("2026-01-05", "2026-01-05", "withdrawn", "à partir du 5 janvier 2026"),
    ],
)
def test_an_entry_tells_its_days_the_last_included(
    began: str, until: str | None, told: str, words: str
) -> None:
    one = entry(began, until)
    assert state(one, TODAY) == told
    assert days(one, TODAY, "fr", texts("lists.json")["fr"]) == words


def test_what_holds_and_will_hold_stands_apart_from_what_is_over() -> None:
    entries = [entry("2025-01-01", "2025-06-01"), entry("2025-06-01"), entry("2026-06-01")]
    told = shown(entries, TODAY, "fr", texts("lists.json")["fr"])
    assert [one.state for one in held(told)] == ["now", "ahead"]
    (over,) = past(told)
    assert over.entered == ("amina", "5 janvier 2026, 09:00")
    assert over.ended == ("brahim", "5 janvier 2026, 09:00")


@pytest.mark.parametrize(
    ("told", "lang", "source"),
    [
        ({"source_fr": "Décret", "source_ar": "مرسوم"}, "ar", "مرسوم"),
        ({"source_fr": "Décret"}, "ar", "Décret"),
        ({"source_ar": "مرسوم"}, "fr", "مرسوم"),
        ({}, "fr", ""),
    ],
)
def test_a_source_is_told_in_the_pages_language_where_it_is_known_in_that(
    told: dict[str, str], lang: str, source: str
) -> None:
    (one,) = shown([entry("2026-01-01", **told)], TODAY, lang, texts("lists.json")[lang])
    assert one.source == source


@pytest.mark.parametrize(
    ("amount", "written"), [("2", "2,00"), ("2.5", "2,50"), ("1000", "1000,00")]
)
def test_dirhams_are_written_with_a_comma(amount: str, written: str) -> None:
    assert dirhams(Decimal(amount)) == written

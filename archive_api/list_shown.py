"""Entries of the lists as pages show them: when they hold, who entered them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from archive.issuing.validity import ListEntry, holds, is_withdrawn
from archive_api.shown_values import shown_date, shown_instant


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of a list.

    Attributes:
        state: ``now``, ``ahead``, ``over`` or ``withdrawn``, a key of the texts.
        days: when it holds, in words.
        source: what sets it, in the page's language where it is known in that.
        entered, ended: by whom and when, the latter "" without an end.
    """

    number: int
    value: Any
    state: str
    days: str
    source: str
    entered: tuple[str, str]
    ended: tuple[str, str] | None


def shown(
    entries: Iterable[ListEntry[Any]], today: date, lang: str, said: Mapping[str, Any]
) -> list[ShownEntry]:
    """Entries for a page, in their order."""
    return [
        ShownEntry(
            number=one.number,
            value=one.value,
            state=state(one, today),
            days=days(one, today, lang, said),
            source=_source(one.value, lang),
            entered=(one.entered_by, shown_instant(one.entered_at, lang)),
            ended=_ended(one, lang),
        )
        for one in entries
    ]


def held(entries: Iterable[ShownEntry]) -> list[ShownEntry]:
    """Those that hold or will."""
    return [one for one in entries if one.state in ("now", "ahead")]


def past(entries: Iterable[ShownEntry]) -> list[ShownEntry]:
    """Those that no longer hold or never did, the last first."""
    return [one for one in reversed(list(entries)) if one.state in ("over", "withdrawn")]


def state(entry: ListEntry[Any], today: date) -> str:
    """Whether an entry holds now, later, no more, or never did."""
    if is_withdrawn(entry):
        return "withdrawn"
    if holds(entry, today):
        return "now"
    return "ahead" if entry.from_day > today else "over"


def days(entry: ListEntry[Any], today: date, lang: str, said: Mapping[str, Any]) -> str:
    """The days of an entry in words, the last of them included."""
    began = shown_date(entry.from_day.isoformat(), lang)
    if entry.until_day is None or is_withdrawn(entry):
        begins = "from" if entry.from_day > today or is_withdrawn(entry) else "since"
        return str(said[begins]).format(began=began)
    last = entry.until_day - timedelta(days=1)
    if last == entry.from_day:
        return str(said["one_day"]).format(began=began)
    return str(said["between"]).format(began=began, last=shown_date(last.isoformat(), lang))


def dirhams(amount: Decimal) -> str:
    """An amount as both languages write it in Morocco: 2,00."""
    return f"{amount:.2f}".replace(".", ",")


def _source(value: object, lang: str) -> str:
    other = "ar" if lang == "fr" else "fr"
    told = (getattr(value, f"source_{one}", "") for one in (lang, other))
    return next((source for source in told if source), "")


def _ended(entry: ListEntry[Any], lang: str) -> tuple[str, str] | None:
    if entry.ended_by is None or entry.ended_at is None:
        return None
    return entry.ended_by, shown_instant(entry.ended_at, lang)

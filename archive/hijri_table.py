"""The tabular Hijri calendar: conversion both ways. The only module that imports convertdate."""

from datetime import date, timedelta

from convertdate import islamic


def to_gregorian(year: int, month: int, day: int) -> date:
    """The tabular Gregorian day. Day 30 exists in every month, since a sighted month may have it.

    Raises:
        ValueError: the year is below 1, the month not 1 to 12, or the day not 1 to 30.
    """
    if year < 1 or not 1 <= month <= 12 or not 1 <= day <= 30:
        raise ValueError(f"{year:04}-{month:02}-{day:02} is not a Hijri date")
    start = date(*map(int, islamic.to_gregorian(year, month, 1)))
    return start + timedelta(days=day - 1)


def from_gregorian(day: date) -> tuple[int, int, int]:
    """The tabular Hijri (year, month, day) of a Gregorian day after 622."""
    year, month, number = islamic.from_gregorian(day.year, day.month, day.day)
    return int(year), int(month), int(number)


def month_length(year: int, month: int) -> int:
    """Days in a tabular month: 29 or 30."""
    return int(islamic.month_length(year, month))

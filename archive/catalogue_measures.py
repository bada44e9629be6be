"""What verifying costs and how readers agree: counted over everybody, never by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, insert, select, update

from archive.act import Act, ActState
from archive.catalogue_waiting import sample_outcomes_by_form
from archive.review import Stage, faded
from archive.second_reading import WINDOW, Agreement, Family
from archive.store import Store, Writing
from archive.tables import field_outcomes, reading_agreements, review_measures

_LONGEST = 900.0
"""Seconds that one act counts at most: whoever took longer was called away."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What one act took, as the page measured it."""

    keystrokes: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.keystrokes < 0 or self.seconds < 0:
            raise ValueError(f"{self.keystrokes} keystrokes in {self.seconds} s cannot be")


@dataclass(frozen=True, slots=True)
class ReviewDay:
    """What all acts verified on one day took together.

    Attributes:
        characters: in the values that people confirmed or read.
        fields_changed: values that people changed.
    """

    day: date
    acts: int = 0
    keystrokes: int = 0
    seconds: float = 0.0
    characters: int = 0
    fields_changed: int = 0


@dataclass(frozen=True, slots=True)
class FieldsLookedAt:
    """Fields that a first person looked at, of acts read on one form by one engine.

    Attributes:
        state: what the machine made of the acts, ``accepted`` or ``to_review``.
        changed: those whose value the person changed.
    """

    form: str
    engine: str
    state: ActState
    looked: int
    changed: int


class Measures(Store):
    """Effort by day, agreement between readers, and what samples found."""

    def review_trend(self, days: int) -> list[ReviewDay]:
        """The last days up to today, oldest first; days on which nobody verified are empty."""
        today = date.fromisoformat(self._clock()[:10])
        first = today - timedelta(days=days - 1)
        columns = ("acts", "keystrokes", "seconds", "characters", "fields_changed")
        sums = (func.sum(review_measures.c[name]).label(name) for name in columns)
        query = select(review_measures.c.day, *sums).group_by(review_measures.c.day)
        with self._reading() as connection:
            rows = connection.execute(query.where(review_measures.c.day >= first.isoformat()))
            known = {
                row.day: ReviewDay(
                    date.fromisoformat(row.day),
                    int(row.acts),
                    int(row.keystrokes),
                    float(row.seconds),
                    int(row.characters),
                    int(row.fields_changed),
                )
                for row in rows
            }
        wanted = [first + timedelta(days=offset) for offset in range(days)]
        return [known.get(day.isoformat(), ReviewDay(day)) for day in wanted]

    def reading_agreement(self) -> Mapping[Family, Agreement]:
        """How often a second reading agreed with the first, by family of fields."""
        with self._reading() as connection:
            return agreements(connection)

    def sample_findings(self) -> Mapping[str, tuple[int, int]]:
        """By form: fields of accepted acts that people looked at, and how many they corrected."""
        with self._reading() as connection:
            return sample_outcomes_by_form(connection)

    def fields_looked_at(self) -> list[FieldsLookedAt]:
        """By form, engine and state, the fields that people looked at and those they changed."""
        query = select(field_outcomes).order_by("form", "engine", "state")
        with self._reading() as connection:
            return [
                FieldsLookedAt(
                    row.form, row.engine, ActState(row.state), int(row.looked), int(row.changed)
                )
                for row in connection.execute(query)
            ]


def agreements(connection: Connection) -> dict[Family, Agreement]:
    """How readers have agreed so far."""
    return {
        Family(row.family): Agreement(row.compared, row.differed)
        for row in connection.execute(select(reading_agreements))
    }


def note_agreement(tx: Writing, counts: Mapping[Family, Agreement]) -> None:
    """Count one second reading."""
    known = agreements(tx.connection)
    for family, more in counts.items():
        so_far = known.get(family, Agreement())
        compared, differed = faded(
            so_far.compared + more.compared, so_far.differed + more.differed, WINDOW
        )
        values = {"compared": compared, "differed": differed}
        if family in known:
            here = reading_agreements.c.family == family.value
            tx.connection.execute(update(reading_agreements).where(here).values(**values))
        else:
            tx.connection.execute(insert(reading_agreements).values(family=family.value, **values))


def note_effort(
    tx: Writing, form: str, stage: Stage, effort: Effort, values: Mapping[str, str], changed: int
) -> None:
    """Add what one act took to its day, without who it was.

    Args:
        values: what the person confirmed or read.
        changed: how many values the person changed.
    """
    key = {"day": tx.at[:10], "form": form, "stage": stage.value}
    here = [review_measures.c[name] == value for name, value in key.items()]
    more = {
        "acts": 1,
        "keystrokes": effort.keystrokes,
        "seconds": min(effort.seconds, _LONGEST),
        "characters": sum(map(len, values.values())),
        "fields_changed": changed,
    }
    sums = {name: review_measures.c[name] + value for name, value in more.items()}
    done = tx.connection.execute(update(review_measures).where(*here).values(**sums))
    if done.rowcount == 0:
        tx.connection.execute(insert(review_measures).values(**key, **more))


def note_fields(tx: Writing, act: Act, changed: int) -> None:
    """Count the fields of an act that its first person looked at.

    Args:
        act: as it was before.
        changed: how many values the person changed.
    """
    key = {"form": act.reading.form, "engine": act.reading.engine, "state": act.state.value}
    here = [field_outcomes.c[name] == value for name, value in key.items()]
    more = {"looked": len(act.fields), "changed": min(changed, len(act.fields))}
    sums = {name: field_outcomes.c[name] + value for name, value in more.items()}
    if tx.connection.execute(update(field_outcomes).where(*here).values(**sums)).rowcount == 0:
        tx.connection.execute(insert(field_outcomes).values(**key, **more))

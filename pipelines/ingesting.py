"""What ``sijill ingest`` does and shows: deliveries through the assets, with progress and findings.

Progress goes to standard error; the outcome, for people or as JSON, to standard output.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table

from archive.export import finding_to_json
from archive.finding import Finding, Severity
from archive.records import DeliveryStatus, KeptActs, VolumeProgress
from archive.register import VolumeReference
from archive.settings import Settings
from pipelines.delivery_files import find_deliveries
from pipelines.intake import IntakeOutcome
from pipelines.printing import output_width
from pipelines.processes import collect_rarely
from pipelines.reading_ahead import coming_pages
from pipelines.workshop import Workshop

if TYPE_CHECKING:
    from pipelines.running import RunEnd

Doubts: TypeAlias = Mapping[VolumeReference, tuple[Finding, ...]]
"""What waits for a person in each volume, beside its acts."""

TAKEN_IN, FAILED, REFUSED = 0, 1, 2
"""Exit codes: every delivery taken in; a run failed; one refused, the others taken in."""


@dataclass
class Speed:
    """Pages read and the seconds until their acts were in the record."""

    pages: int = 0
    seconds: float = 0.0

    @property
    def pages_a_minute(self) -> float | None:
        """None before the first page."""
        return 60 * self.pages / self.seconds if self.seconds else None


@dataclass
class Watch:
    """Progress of an ingest: a bar on a terminal, a line a page elsewhere."""

    console: Console
    outcomes: list[IntakeOutcome] = field(default_factory=list)
    overall: Speed = field(default_factory=Speed)
    speeds: dict[VolumeReference, Speed] = field(default_factory=dict)
    _acts: int = 0
    _seen_new: int = 0
    _begun: float = field(default_factory=time.monotonic)
    _since: float = field(default_factory=time.monotonic)
    _bar: Progress | None = None
    _task: TaskID | None = None

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the bar while the deliveries are worked on."""
        columns = [
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("page {task.completed:.0f} of {task.total:.0f}"),
            TextColumn("{task.fields[tail]}"),
        ]
        if not self.console.is_terminal:
            yield
            return
        with Progress(*columns, console=self.console) as self._bar:
            yield

    def received(self, outcome: IntakeOutcome) -> None:
        """Keep what became of a delivery."""
        self.outcomes.append(outcome)

    def reading(self, volume: VolumeReference, done: int, pages: int, new: int) -> None:
        """Move the bar, and measure how fast pages are read."""
        if new == 0:
            self._task, self._seen_new = None, 0
        elif new > self._seen_new:
            for speed in (self.overall, self.speeds.setdefault(volume, Speed())):
                speed.pages += new - self._seen_new
            self._seen_new = new
            self._measure(volume)
        self._show(str(volume), done, pages)

    def _measure(self, volume: VolumeReference) -> None:
        # Pages are read ahead: only what passes from volume to volume says how long one takes.
        now = time.monotonic()
        self.overall.seconds = now - self._begun
        if volume in self.speeds:
            self.speeds[volume].seconds = now - self._since

    def structured(self, volume: VolumeReference, kept: KeptActs) -> None:
        """Count the acts found."""
        self._acts += kept.new + kept.changed + kept.unchanged
        if self._seen_new:
            self._measure(volume)
        self._since = time.monotonic()
        if self._bar is None:
            self.console.print(f"{volume} structured, acts so far {self._acts}", highlight=False)
        elif self._task is not None:
            self._bar.update(self._task, tail=self._tail())

    @property
    def pages_a_minute(self) -> float | None:
        """Over the pages read by this ingest; None when it read none."""
        return self.overall.pages_a_minute

    @property
    def pages_read(self) -> int:
        """Pages read by this ingest."""
        return self.overall.pages

    def _show(self, volume: str, done: int, pages: int) -> None:
        if self._bar is None:
            line = f"{volume} page {done} of {pages} {self._tail()}"
            self.console.print(line.rstrip(), highlight=False)
        elif self._task is None:
            self._task = self._bar.add_task(volume, total=pages, completed=done, tail=self._tail())
        else:
            self._bar.update(self._task, completed=done, tail=self._tail())

    def _tail(self) -> str:
        rate = self.pages_a_minute
        return f"acts {self._acts}" + ("" if rate is None else f", {rate:.1f} pages a minute")


def ingest(paths: Sequence[Path], settings: Settings, as_json: bool) -> int:
    """Take in every delivery at these paths and read it to the end; returns the exit code."""
    watch = Watch(Console(stderr=True))
    deliveries = [delivery for path in paths for delivery in find_deliveries(path)]
    with Workshop(settings, watch) as workshop:
        with watch.shown():
            ends = list(_run_all(workshop, deliveries))
        volumes = dict.fromkeys(
            outcome.volume
            for outcome in watch.outcomes
            if outcome.volume is not None and outcome.status is not DeliveryStatus.REFUSED
        )
        progress = {volume: workshop.catalogue.progress(volume) for volume in volumes}
        doubts = {volume: _doubts(workshop, watch, volume) for volume in volumes}
    problems = [problem for end in ends for problem in end.problems]
    if as_json:
        Console(soft_wrap=True).print_json(data=_to_json(watch, progress, doubts, ends))
    else:
        _print(Console(soft_wrap=True, width=output_width()), watch, progress, doubts)
    for problem in problems:
        watch.console.print(problem, style="red", markup=False, highlight=False, soft_wrap=True)
    if problems:
        return FAILED
    some_refused = any(o.status is DeliveryStatus.REFUSED for o in watch.outcomes)
    return REFUSED if some_refused else TAKEN_IN


def _run_all(workshop: Workshop, deliveries: Sequence[Path]) -> "Iterator[RunEnd]":
    """Run deliveries one after the other, the pages of the next read while one is structured."""
    pages = coming_pages(deliveries, workshop.settings, workshop.vault)
    workshop.readers.look_ahead(pages)
    # Readers are at work while Dagster loads.
    from pipelines.running import open_instance, run_delivery

    collect_rarely()
    with open_instance(workshop.settings) as instance:
        for delivery in deliveries:
            yield run_delivery(instance, workshop, delivery)
            workshop.readers.forget(str(delivery))


def _doubts(workshop: Workshop, watch: Watch, volume: VolumeReference) -> tuple[Finding, ...]:
    """What reading a volume found that waits for a person; intake's own findings are told apart."""
    record = workshop.catalogue.volume(volume)
    told = [finding for outcome in watch.outcomes for finding in outcome.findings]
    found = () if record is None else record.findings
    return tuple(f for f in found if f.severity is Severity.REVIEW and f not in told)


def _say(console: Console, findings: Sequence[Finding]) -> None:
    for finding in findings:
        for language in ("fr", "ar"):
            line = f"  {finding.code}: {finding.text(language)}"
            console.print(line, markup=False, highlight=False)


def _print(
    console: Console, watch: Watch, progress: dict[VolumeReference, VolumeProgress], doubts: Doubts
) -> None:
    for outcome in watch.outcomes:
        verdict = "refused" if outcome.status is DeliveryStatus.REFUSED else "taken in"
        verdict = "already taken in" if outcome.already else verdict
        console.print(f"{outcome.name}: {verdict}", style="bold", markup=False, highlight=False)
        _say(console, outcome.findings)
    if progress:
        console.print(_table(progress, watch.speeds))
    for volume, findings in doubts.items():
        if findings:
            console.print(f"{volume}: to look at", style="bold", markup=False, highlight=False)
        _say(console, findings)
    if watch.pages_a_minute is not None:
        speed = f"{watch.pages_read} pages read, {watch.pages_a_minute:.1f} a minute"
        console.print(speed, highlight=False)


def _table(
    progress: dict[VolumeReference, VolumeProgress], speeds: dict[VolumeReference, Speed]
) -> Table:
    table = Table()
    table.add_column("volume", no_wrap=True)
    counted = ("pages", "read", "acts", "accepted", "to review", "verified", "pages a minute")
    for column in counted:
        table.add_column(column, justify="right", no_wrap=True)
    for volume, at in progress.items():
        counts = (at.pages, at.pages_read, at.acts, at.accepted, at.to_review, at.verified)
        rate = speeds[volume].pages_a_minute if volume in speeds else None
        table.add_row(str(volume), *map(str, counts), "–" if rate is None else f"{rate:.1f}")
    return table


def _to_json(
    watch: Watch,
    progress: dict[VolumeReference, VolumeProgress],
    doubts: Doubts,
    ends: "Sequence[RunEnd]",
) -> dict[str, Any]:
    return {
        "deliveries": [
            {
                "id": outcome.delivery_id,
                "name": outcome.name,
                "status": outcome.status.value,
                "already": outcome.already,
                "volume": None if outcome.volume is None else str(outcome.volume),
                "findings": [finding_to_json(finding) for finding in outcome.findings],
            }
            for outcome in watch.outcomes
        ],
        "volumes": [
            {
                "volume": str(volume),
                "pages": at.pages,
                "pages_read": at.pages_read,
                "acts": at.acts,
                "accepted": at.accepted,
                "to_review": at.to_review,
                "verified": at.verified,
                "findings": [finding_to_json(finding) for finding in doubts[volume]],
            }
            for volume, at in progress.items()
        ],
        "pages_read": watch.pages_read,
        "pages_a_minute": watch.pages_a_minute and round(watch.pages_a_minute, 2),
        "problems": [problem for end in ends for problem in end.problems],
    }

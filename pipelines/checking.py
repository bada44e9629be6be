"""What ``sijill reindex`` and ``sijill check`` do and show."""

from dataclasses import asdict

from rich.console import Console
from rich.progress import Progress

from archive.settings import Settings
from indexing.search.comparing import Agreement
from indexing.search.counting import Counts
from pipelines.printing import print_json, say
from pipelines.search_index import agreement, reindex
from pipelines.workshop import Workshop


def rebuild(settings: Settings) -> Counts:
    """Build the index anew, its progress on standard error, and return what it holds."""
    with Workshop(settings) as workshop, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("changes", total=workshop.catalogue.last_change())

        def tell(seq: int) -> None:
            last = workshop.catalogue.last_change()
            bar.update(task, completed=seq, total=max(seq, last))

        return reindex(workshop, tell)


def check(settings: Settings, as_json: bool) -> bool:
    """Show how the index stands beside the record, and say whether the two are one."""
    with Workshop(settings) as workshop:
        found = agreement(workshop)
    is_one = found.agrees and not found.waiting
    if as_json:
        print_json({**asdict(found), "agrees": found.agrees})
    else:
        _show(found)
    return is_one


def _show(found: Agreement) -> None:
    say(f"index {found.generation}")
    say(f"{found.waiting} changes wait" if found.waiting else "nothing waits: up to date")
    say(f"{found.held} acts and pages in the index, {found.expected} in the record")
    if found.unsettled:
        say(f"{found.unsettled} more changed since: the index may show them or not yet")
    say(f"{found.compared} acts compared, {len(found.differing)} differ")
    for act_id, fields in found.differing.items():
        say(f"differs: act {act_id} in {', '.join(fields)}")
    if not found.agrees:
        say("index and record differ: run sijill reindex")

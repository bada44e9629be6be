"""Looking for duplicates: what ``sijill duplicates`` does and shows, and a step of every volume."""

from dataclasses import asdict
from itertools import islice

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from archive.catalogue import Catalogue
from archive.duplicate import Pair, PairState
from archive.settings import Settings
from indexing.duplicates.finding import Found, find_duplicates
from pipelines.printing import print_json, print_table, say
from pipelines.workshop import Workshop


def look_for_duplicates(workshop: Workshop) -> Found:
    """Compare the acts that changed since the last time with the whole record."""
    with workshop.alone("duplicates"):
        return find_duplicates(workshop.catalogue)


def duplicates(settings: Settings, again: bool, limit: int, as_json: bool) -> None:
    """Look, and show the pairs that wait for a person.

    Args:
        again: compare every act again, not only those that changed since the last time.
        limit: how many waiting pairs to show.
    """
    with Workshop(settings) as workshop:
        catalogue = workshop.catalogue
        with workshop.alone("duplicates"):
            found = _watched(catalogue, again)
        counts = catalogue.count_pairs()
        waiting = list(islice(catalogue.pairs(), limit))
        shown = {act for pair in waiting for act in pair.acts}
        catalogue.log_read(settings.actor, "duplicates", " ".join(sorted(shown)))
        rows = [_row(catalogue, pair) for pair in waiting]
    if as_json:
        told = {state.value: count for state, count in counts.items()}
        print_json({**asdict(found), "pairs": told, "waiting": rows})
    else:
        _show(found, rows, counts[PairState.OPEN])


def _watched(catalogue: Catalogue, again: bool) -> Found:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("acts", total=None)
        return find_duplicates(catalogue, lambda done: bar.update(task, completed=done.acts), again)


def _row(catalogue: Catalogue, pair: Pair) -> dict[str, object]:
    acts = [catalogue.act(act_id) for act_id in pair.acts]
    names = [str(act.reference or act.act_id) for act in acts if act is not None]
    return {"pair": pair.name, "acts": names, "rules": list(pair.rules)}


def _show(found: Found, rows: list[dict[str, object]], waiting: int) -> None:
    table = Table("act", "act", "suspected by")
    for row in rows:
        acts, rules = row["acts"], row["rules"]
        assert isinstance(acts, list) and isinstance(rules, list)
        table.add_row(*acts, ", ".join(rules))
    if rows:
        print_table(table)
    say(f"{found.acts} acts looked at, {found.compared} pairs compared, {found.news} news")
    if found.passed_over:
        say(f"{found.passed_over} blocks were too full to be looked into")
    say(f"{waiting} pairs wait for a person" if waiting else "no pair waits for a person")

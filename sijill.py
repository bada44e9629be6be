"""The ``sijill`` command: one thin door to each side of the house, opened only when asked."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Scanned civil-status registers to verified, searchable, certifiable acts.",
)

_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="Deliveries: folders or zips.")],
    as_json: _AsJson = False,
) -> None:
    """Take deliveries in, read them, and make their acts searchable.

    A path may be one delivery or a folder of several. Going again resumes what was stopped.
    Exit codes: 0 every delivery was taken in; 1 a run failed; 2 one was refused, the others
    taken in.
    """
    from pipelines.ingesting import ingest as run

    raise typer.Exit(run(paths, Settings(), as_json))


@app.command()
def export(
    volume: Annotated[
        str | None, typer.Option(help="Only this volume: office/kind/year/part[@copy].")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl: one act a line.")] = "jsonl",
) -> None:
    """Write acts to standard output, one JSON object a line and nothing else."""
    from archive.export import act_to_json

    if form != "jsonl":
        raise typer.BadParameter("only jsonl is written", param_hint="--format")
    for act in _acts(Settings(), volume):
        sys.stdout.write(json.dumps(act_to_json(act), ensure_ascii=False) + "\n")


@app.command()
def evaluate(
    truth: Annotated[Path, typer.Argument(exists=True, help="A truth file, or a folder of them.")],
    as_json: _AsJson = False,
) -> None:
    """Compare the archive's acts with what the pages really say, volume by volume.

    Exit codes: 0 compared; 1 no truth file was found.
    """
    from archive.export import act_to_json
    from indexing.evaluation import score_to_json, score_volume, total, volume_reference
    from indexing.evaluation_table import score_table, worst_fields

    settings, scores = Settings(), []
    for path in _truth_files(truth):
        content = json.loads(path.read_text(encoding="utf-8"))
        acts = (act_to_json(act) for act in _acts(settings, volume_reference(content)))
        scores.append(score_volume(content, acts, path.stem))
    if not scores:
        typer.echo(f"no truth file in {truth}: expected *.json with a list named truth", err=True)
        raise typer.Exit(1)
    scores.append(total(scores))
    if as_json:
        _print_json([score_to_json(score) for score in scores])
    else:
        _print_rich(score_table(scores))
        for score in scores:
            if worst := worst_fields(score):
                typer.echo(f"{score.volume}, read worst: {worst}")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Names in either script, in any spelling.")],
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: _AsJson = False,
) -> None:
    """Find acts by name.

    Exit codes: 0 found; 1 nothing found.
    """
    from archive.catalogue import Catalogue
    from indexing.search.open import open_index
    from indexing.search.request import SearchRequest

    settings = Settings()
    results = open_index(settings).search(SearchRequest(text=text, limit=limit))
    Catalogue.open(settings).log_read(settings.actor, "search", text)
    hits = [
        {
            "reference": hit.reference,
            "act_id": hit.act_id,
            "kind": hit.kind,
            "year": hit.year,
            "office_code": hit.office_code,
            "names": hit.names,
            "page": hit.page,
            "state": hit.state,
            "score": hit.score,
        }
        for hit in results.hits
    ]
    if as_json:
        _print_json({"total": results.total, "hits": hits})
    else:
        columns = ("reference", "kind", "year", "names", "page", "state")
        _print_rows(columns, [[_shown(hit[name]) for name in columns] for hit in hits])
        typer.echo(f"{results.total} acts")
    raise typer.Exit(0 if hits else 1)


@app.command()
def serve() -> None:
    """Serve the API and the pages on loopback, and watch the inbox beside them."""
    from archive_api.serving import serve as run
    from pipelines.processes import inbox_watched

    settings = Settings()
    with inbox_watched(settings):
        run(settings)


@app.command()
def dagster() -> None:
    """Open Dagster's own pages on this installation's volumes and runs."""
    from pipelines.processes import dagster_pages

    raise typer.Exit(dagster_pages(Settings()))


@app.command()
def reindex() -> None:
    """Build the search index anew from the record, beside the live one, then swap."""
    from pipelines.search_index import rebuild
    from pipelines.workshop import Workshop

    with Workshop(Settings()) as workshop:
        typer.echo(f"{rebuild(workshop)} acts in the index")


@app.command()
def fixity(as_json: _AsJson = False) -> None:
    """Hash every master again and follow the audit chain.

    Exit codes: 0 all is whole; 1 something is missing or was changed.
    """
    from dataclasses import asdict

    from rich.console import Console
    from rich.progress import Progress

    from pipelines.fixity import check_fixity
    from pipelines.workshop import Workshop

    with Workshop(Settings()) as workshop, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("masters", total=None)
        report = check_fixity(
            workshop.catalogue,
            workshop.vault,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        _print_json(asdict(report))
    else:
        typer.echo(f"{report.checked} masters checked")
        for word, digests in (("missing", report.missing), ("corrupt", report.corrupt)):
            for digest in digests:
                typer.echo(f"{word}: {digest}")
        typer.echo(f"audit: {report.audit_break or 'whole'}")
    raise typer.Exit(0 if report.whole else 1)


def main() -> None:
    """Entry point of the installed command."""
    app()


def _acts(settings: Settings, volume: str | None) -> Iterator[Any]:
    """Acts of one volume's register, or all."""
    from archive.catalogue import Catalogue
    from archive.register import VolumeReference

    try:
        register = None if volume is None else VolumeReference.parse(volume).register
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--volume") from error
    catalogue = Catalogue.open(settings)
    yield from catalogue.acts(register=register)
    catalogue.close()


def _truth_files(path: Path) -> list[Path]:
    """Truth files at a path: itself, those in it, or those in its folder named truth."""
    if path.is_file():
        return [path]
    inside = path / "truth" if (path / "truth").is_dir() else path
    return sorted(file for file in inside.glob("*.json") if '"truth"' in file.read_text("utf-8"))


def _shown(value: object) -> str:
    return " · ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _print_rows(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    from rich.table import Table

    table = Table(*columns)
    for row in rows:
        table.add_row(*row)
    _print_rich(table)


def _print_rich(table: Any) -> None:
    from rich.console import Console

    # Into a file or a pipe nothing is cut to the width of a terminal that is not there.
    Console(width=None if sys.stdout.isatty() else 160).print(table)


if __name__ == "__main__":
    main()

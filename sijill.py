"""The ``sijill`` command: one thin door to each side of the house, opened only when asked."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from archive.account import Role
from archive.act import ActState
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.register import Kind
from archive.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Scanned civil-status registers to verified, searchable, certifiable acts.",
)

_AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


class Sex(StrEnum):
    """Sexes as acts state them."""

    M = "M"
    F = "F"


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Deliveries: folders or zips.")],
    as_json: _AsJson = False,
) -> None:
    """Take deliveries in, read them, and make their acts searchable.

    A path may be one delivery or a folder with deliveries at any depth. Going again resumes what
    was stopped. Exit codes: 0 every delivery was taken in; 1 a run failed or a path is not there;
    2 one was refused, the others taken in.
    """
    for path in paths:
        _require(path)
    from pipelines.ingesting import ingest as run

    raise typer.Exit(run(paths, Settings(), as_json))


@app.command()
def export(
    volume: Annotated[
        str | None,
        typer.Option(
            help="Only this register: office/kind/year/part; followed by @copy, as that original "
            "was read: 08.201.11.07/birth/1933/1@2."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="jsonl: one act a line.")] = "jsonl",
) -> None:
    """Write acts to standard output, one JSON object a line and nothing else.

    Exit codes: 0 written; 1 the archive holds no such volume.
    """
    from archive.errors import VolumeUnknown
    from pipelines.exporting import export as run

    if form != "jsonl":
        raise typer.BadParameter("only jsonl is written", param_hint="--format")
    try:
        run(Settings(), volume, sys.stdout)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--volume") from error
    except VolumeUnknown as error:
        _fail(str(error))


@app.command()
def evaluate(
    truth: Annotated[Path, typer.Argument(help="A truth file, or a folder of them.")],
    as_json: _AsJson = False,
    report: Annotated[
        Path | None, typer.Option(help="Also write everything measured into this JSON file.")
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Write a page of each volume here, its values coloured.")
    ] = None,
    lines: Annotated[
        Path | None, typer.Option(help="Also read these sets of line images with index.tsv.")
    ] = None,
    years: Annotated[
        str, typer.Option(help="Years that dates of those lines can be of, as 1902-1913.")
    ] = "",
    plain: Annotated[
        bool, typer.Option("--plain", help="Also run plain Tesseract on the same pages.")
    ] = False,
) -> None:
    """Compare the archive's acts with what the pages really say, volume by volume.

    Shows fields and acts right, what went straight through and what was wrong among it, coverage
    against error, how far confidence can be trusted, and the keystrokes left to a clerk.
    Volumes that the archive does not hold are named and left out of every figure.
    Exit codes: 0 compared; 1 no truth file was found, or the archive holds none of the volumes.
    """
    for path in (truth, lines):
        if path is not None:
            _require(path)
    from indexing.evaluation.judging import year_span
    from pipelines.evaluating import Extras
    from pipelines.evaluating import evaluate as run

    try:
        extras = Extras(report, pictures, lines, year_span(years) if years else None, plain)
    except ValueError as error:
        _fail(str(error))
    if reason := run(truth, Settings(), as_json, extras):
        _fail(reason)


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Any words; none where an option says enough.")] = "",
    child: Annotated[str, typer.Option(help="Names of the child or the deceased.")] = "",
    father: Annotated[str, typer.Option(help="Names of the father.")] = "",
    mother: Annotated[str, typer.Option(help="Names of the mother.")] = "",
    place: Annotated[str, typer.Option(help="Where it was, or the person lived.")] = "",
    office: Annotated[str, typer.Option(help="Office: 08.201.11.07, or its name.")] = "",
    kind: Annotated[Kind | None, typer.Option(help="Kind of register.")] = None,
    year: Annotated[int | None, typer.Option(help="Year of the register.")] = None,
    date_from: Annotated[str | None, typer.Option(help="Born, or died, from 1933-03 on.")] = None,
    date_to: Annotated[str | None, typer.Option(help="Born, or died, until 1934.")] = None,
    hijri: Annotated[bool, typer.Option("--hijri", help="These dates are Hijri.")] = False,
    sex: Annotated[Sex | None, typer.Option(help="As the act states it.")] = None,
    state: Annotated[ActState | None, typer.Option(help="How sure the archive is.")] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="No misspelt names, nor the other script's.")
    ] = False,
    fuzzy: Annotated[bool, typer.Option(help="Misspelt names and like sounds too.")] = True,
    cross_script: Annotated[bool, typer.Option(help="The other script's names too.")] = True,
    by_reference: Annotated[
        bool, typer.Option("--by-reference", help="Sort by reference, not by likeness.")
    ] = False,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count by office, year, kind and state.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show.")] = 20,
    as_json: _AsJson = False,
) -> None:
    """Find acts by names in either script and any spelling, numbers, places, dates, references.

    For example: "zineb alaoui", "زينب", "66/1933 Fès", "08.201.11.07/birth/1933/1/66", "Fes 1933".
    Every word must match. Pages of volumes kept as scans are found by office, kind and year.
    Exit codes: 0 found; 1 nothing found.
    """
    from indexing.errors import SearchInvalid
    from indexing.search.request import SearchRequest
    from pipelines.searching import search as run

    asked: dict[str, Any] = {
        "text": text,
        "child": child,
        "father": father,
        "mother": mother,
        "place": place,
        "office": office,
        "kind": kind and kind.value,
        "year_from": year,
        "year_to": year,
        "date_from": date_from,
        "date_to": date_to,
        "sex": sex and sex.value,
        "state": state and state.value,
    }
    if not any(asked.values()):
        raise typer.BadParameter("say what to look for, in words or by an option")
    shown: dict[str, Any] = {
        "calendar": "hijri" if hijri else "gregorian",
        "fuzzy": fuzzy and not exact,
        "cross_script": cross_script and not exact,
        "sort": "reference" if by_reference else "relevance",
        "facets": facets,
        "limit": limit,
    }
    try:
        request = SearchRequest(**asked, **shown)
    except SearchInvalid as error:
        raise typer.BadParameter(str(error)) from error
    raise typer.Exit(run(request, Settings(), as_json))


@app.command()
def serve() -> None:
    """Serve the API and the pages on loopback, and watch the inbox beside them."""
    from archive_api.serving import serve as run
    from pipelines.processes import inbox_watched

    settings = Settings()
    with inbox_watched(settings):
        run(settings)


class Language(StrEnum):
    """Languages people are answered in."""

    FR = "fr"
    AR = "ar"


@app.command()
def issue(
    act: Annotated[str, typer.Argument(help="The act: 08.201.11.07/birth/1933/1/66, or its id.")],
    officer: Annotated[str, typer.Option(help="Account of the officer who signs.")],
    kind: Annotated[PaperKind, typer.Option(help="Which paper.")] = PaperKind.EXTRACT,
    language: Annotated[PaperLanguage, typer.Option(help="As printed.")] = PaperLanguage.BOTH,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write.")] = None,
    key: Annotated[
        str, typer.Option(help="Names the order: asked again, the same paper comes back.")
    ] = "",
    lang: Annotated[Language, typer.Option(help="The language of refusals.")] = Language.FR,
    as_json: _AsJson = False,
) -> None:
    """Issue a paper of a verified act: numbered, sealed, signed, kept, and written to a file.

    The officer's delegation for the act's office (page /lists) must hold today.
    Exit codes: 0 issued; 1 refused, the reason on standard error; 2 it could not be signed now.
    """
    from archive_api.issue_command import issue_one
    from archive_api.issuing import IssueOrder

    order = IssueOrder(key, act, kind, language, officer)
    raise typer.Exit(issue_one(Settings(), order, out, lang.value, as_json))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A PDF, or a picture of a paper.")],
    address: Annotated[
        str, typer.Option(help="Send it to the archive at this address, and show its answer.")
    ] = "",
    lang: Annotated[Language, typer.Option(help="The language of the answer.")] = Language.FR,
    as_json: _AsJson = False,
) -> None:
    """Check a paper: its signature, its seal, and whether it still holds by the archive's record.

    Exit codes: 0 valid, as far as could be asked; 1 not valid, or no longer; 2 cannot tell.
    """
    from archive_api.check_command import verify as run

    raise typer.Exit(run(file, Settings(), address, lang.value, as_json))


@app.command()
def seal_keys(
    new: Annotated[bool, typer.Option("--new", help="Replace the key that seals.")] = False,
    holder_fr: Annotated[str, typer.Option(help="Whom the new key belongs to.")] = "",
    holder_ar: Annotated[str, typer.Option(help="The same, in Arabic.")] = "",
    office: Annotated[list[str] | None, typer.Option(help="Only these offices' papers.")] = None,
    revoke: Annotated[str, typer.Option(help="Id of a key not to be believed any more.")] = "",
    stolen: Annotated[bool, typer.Option("--stolen", help="Nor anything it signed.")] = False,
    write_list: Annotated[Path | None, typer.Option(help="Write the signed list here.")] = None,
) -> None:
    """Show, replace or revoke the keys that seal papers.

    A key that is replaced verifies what it signed and signs nothing more.
    Exit codes: 0 done; 1 there is no such key, or the list cannot be signed here.
    """
    from archive_api.seal.key_folder import SealKeyMissing
    from archive_api.seal_keys_command import KeyChange, change_keys

    asked = KeyChange(new, holder_ar, holder_fr, tuple(office or ()), revoke, stolen)
    try:
        typer.echo("\n".join(change_keys(Settings(), asked, write_list)))
    except (ValueError, SealKeyMissing) as error:
        _fail(str(error))


@app.command()
def invite(
    name: Annotated[str, typer.Argument(help="Account name: a-z, 0-9, dot, dash.")],
    shown_name: Annotated[str, typer.Option("--shown", help="The person's name.")] = "",
    roles: Annotated[list[Role] | None, typer.Option("--role", help="May be repeated.")] = None,
) -> None:
    """Print a one-time link: for a new account with these roles, or for a forgotten password.

    Exit codes: 0 the link is on standard output; 1 the name is none, or roles are missing.
    """
    from archive_api.inviting import invitation

    try:
        typer.echo(invitation(Settings(), name, shown_name, [role.value for role in roles or ()]))
    except ValueError as error:
        _fail(str(error))


@app.command()
def dagster() -> None:
    """Open Dagster's own pages on this installation's volumes and runs."""
    from pipelines.processes import dagster_pages

    raise typer.Exit(dagster_pages(Settings()))


@app.command()
def reindex() -> None:
    """Build the search index anew from the record, beside the live one, then swap.

    The old one is searched and written meanwhile. Going again goes on with what was stopped.
    Exit codes: 0 done; 1 it could not be written or does not agree with the record, the old serves.
    """
    from indexing.errors import IndexingError
    from pipelines.checking import rebuild
    from pipelines.errors import UnderWay

    try:
        typer.echo(f"{rebuild(Settings())} in the index")
    except (IndexingError, UnderWay) as error:
        _fail(f"{error.code}: {error}")


@app.command()
def check(as_json: _AsJson = False) -> None:
    """Hold the search index against the record: changes that wait, counts, a sample of acts.

    Exit codes: 0 the index shows the record as it is; 1 it is behind, differs or does not answer.
    """
    from indexing.errors import IndexingError
    from pipelines.checking import check as run

    try:
        agrees = run(Settings(), as_json)
    except IndexingError as error:
        _fail(f"{error.code}: {error}")
    raise typer.Exit(0 if agrees else 1)


@app.command()
def duplicates(
    again: Annotated[
        bool, typer.Option("--again", help="Compare every act again, not only those changed since.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many pairs to show.")] = 20,
    as_json: _AsJson = False,
) -> None:
    """Look for acts that record the same thing, and show the pairs that wait for a person.

    Going again goes on with what was stopped. Pairs are decided on the page /duplicates.
    """
    from pipelines.duplicates import duplicates as run

    run(Settings(), again, limit, as_json)


@app.command()
def fixity(as_json: _AsJson = False) -> None:
    """Hash every master again and follow the audit chain.

    Exit codes: 0 all is whole; 1 something is missing or was changed.
    """
    from pipelines.fixity import fixity as run

    raise typer.Exit(0 if run(Settings(), as_json) else 1)


def main() -> None:
    """Entry point of the installed command."""
    app()


def _require(path: Path) -> None:
    # Click's own check would end with 2, which says that a delivery was refused.
    if not path.exists():
        _fail(f"{path} is not there: no such file or folder")


def _fail(message: str) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()

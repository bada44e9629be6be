"""What ``sijill evaluate`` does and shows: the archive's acts beside truth files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.act import ActState
from archive.register import VolumeReference
from archive.settings import Settings
from indexing.confidence.calibration import usual_calibration
from indexing.evaluation.figures import figures, figures_to_json
from indexing.evaluation.judged_fields import JudgedAct, judge_acts
from indexing.evaluation.judging import machine_act, volume_reference
from indexing.evaluation.summary import (
    HAND,
    HAND_FRENCH,
    HAND_OTHER,
    TOTAL,
    TYPED,
    groups_of,
    summary_rows,
    summary_to_json,
)
from indexing.evaluation.table import (
    Row,
    curve_table,
    field_table,
    group_table,
    letters_table,
    mention_table,
    reliability_table,
    rows_table,
    score_table,
    trust_table,
    unlisted_table,
    worst_fields,
)
from pipelines import evaluating_pictures, evaluating_plain
from pipelines.exporting import acts_of
from pipelines.printing import note, print_json, print_table, say
from pipelines.workshop import Workshop

_GROUPS = (TYPED, HAND_FRENCH, HAND_OTHER, HAND, TOTAL)


@dataclass(frozen=True, slots=True)
class Extras:
    """What to measure and write beside the acts.

    Attributes:
        report: file for everything measured, as JSON.
        pictures: folder for one page of each volume, boxes coloured by right, wrong, unsure.
        lines: folder of sets of line images with ``index.tsv``.
        years: years that dates of the lines can be of, None for what each set says.
        plain: also what plain Tesseract reads of the same pages.
    """

    report: Path | None = None
    pictures: Path | None = None
    lines: Path | None = None
    years: range | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Volume:
    """One volume that is held: its acts judged, and the groups it is counted in."""

    row: Row
    acts: tuple[JudgedAct, ...]
    groups: tuple[str, ...]


def evaluate(truth: Path, settings: Settings, as_json: bool, extras: Extras | None = None) -> str:
    """Show how right each volume is; why nothing could be compared, empty when it was."""
    wanted, files = extras or Extras(), truth_files(truth)
    if not files:
        return f"no truth file in {truth}: expected *.json with a list named truth"
    with Workshop(settings) as workshop:
        truths = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
        held, missing = _parted(workshop, truths)
        if not held:
            return (
                f"none of the {len(missing)} volumes of {truth} is held in {settings.home}: "
                "ingest their deliveries first, or see that SIJILL_HOME names their archive"
            )
        _say_missing(held, missing)
        volumes = [_judged(workshop, name, content) for name, content in held.items()]
        report = _report(volumes) | {"not_held": missing}
        if as_json:
            print_json(report["volumes"])
        else:
            _show(volumes)
        if wanted.plain:
            ours = {one.row.name: one.row.figures.values_without_mentions for one in volumes}
            report |= evaluating_plain.measure(workshop, held, ours, as_json)
        if wanted.pictures is not None:
            acts = {one.row.name: one.acts for one in volumes}
            evaluating_pictures.draw(workshop, held, acts, wanted.pictures)
    if wanted.lines is not None:
        # Loads both engines' weights, which comparing acts does without.
        from pipelines import evaluating_lines

        report |= evaluating_lines.measure(wanted.lines, as_json, wanted.years)
    if wanted.report is not None:
        _write(wanted.report, report)
    return ""


def truth_files(path: Path) -> list[Path]:
    """Truth files at a path: itself, those in it, or those in its folder named truth."""
    if path.is_file():
        return [path]
    inside = path / "truth" if (path / "truth").is_dir() else path
    return sorted(file for file in inside.glob("*.json") if '"truth"' in file.read_text("utf-8"))


def _parted(
    workshop: Workshop, truths: Mapping[str, dict[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Truths of volumes that the archive holds, and the names of the others."""
    known = {record.volume for record in workshop.catalogue.volumes()}
    held = {
        name: content
        for name, content in truths.items()
        if VolumeReference.parse(volume_reference(content)) in known
    }
    return held, [name for name in truths if name not in held]


def _say_missing(held: Mapping[str, Any], missing: Sequence[str]) -> None:
    if missing:
        names = ", ".join(missing)
        note(f"{len(missing)} of {len(held) + len(missing)} volumes are not held: {names}")
        note("they are left out of every figure: ingest their deliveries to measure them")


def _judged(workshop: Workshop, name: str, content: dict[str, Any]) -> _Volume:
    reference = volume_reference(content)
    found = list(acts_of(workshop.catalogue, VolumeReference.parse(reference)))
    verified = sum(act.state is ActState.VERIFIED for act in found)
    if verified:
        note(f"{name}: {verified} acts that people verified are judged as the machine read them")
    acts = tuple(judge_acts(content, [machine_act(act) for act in found]))
    fitted = reference in usual_calibration().fitted_on
    return _Volume(Row(name, figures(acts), fitted), acts, groups_of(content, name))


def _grouped(volumes: Sequence[_Volume]) -> dict[str, Row]:
    """Volumes of each group as one, in the order of the summary; a group of none is left out."""
    rows = {}
    for name in _GROUPS:
        own = [one for one in volumes if name in one.groups]
        if own:
            acts = [act for one in own for act in one.acts]
            rows[name] = Row(name, figures(acts), any(one.row.fitted for one in own))
    return rows


def _show(volumes: Sequence[_Volume]) -> None:
    rows, groups = [one.row for one in volumes], _grouped(volumes)
    every = list(groups.values())
    # What stands in one group alone is the total: its tables would come twice.
    told = every if len(every) > 2 else every[-1:]
    print_table(score_table([*rows, *told]))
    print_table(trust_table([*rows, *told]))
    if any(row.fitted for row in rows):
        say("* calibration was fitted on this volume: its confidence figures flatter it")
    for table in (mention_table, unlisted_table, field_table, letters_table):
        print_table(table(told))
    for row in told:
        print_table(curve_table(row.name, row.figures.levels))
        print_table(group_table(row))
        print_table(reliability_table(row.name, row.figures.bins))
    for row in rows:
        if worst := worst_fields(row.figures):
            say(f"{row.name}, read worst: {worst}")
    figures_of = {name: row.figures for name, row in groups.items() if name != TOTAL}
    heads = ("figure", *figures_of)
    print_table(rows_table("Beside what is asked", heads, summary_rows(figures_of)))


def _report(volumes: Sequence[_Volume]) -> dict[str, Any]:
    groups = _grouped(volumes)
    every = [*(one.row for one in volumes), groups[TOTAL]]
    return {
        "volumes": [_to_json(row) for row in every],
        "groups": [_to_json(row, whole=True) for row in groups.values()],
        "summary": summary_to_json({name: row.figures for name, row in groups.items()}),
    }


def _to_json(row: Row, whole: bool = False) -> dict[str, Any]:
    told = {"volume": row.name, "calibration_fitted_on_it": row.fitted}
    return told | figures_to_json(row.figures, whole)


def _write(path: Path, report: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

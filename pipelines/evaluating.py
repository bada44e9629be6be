"""What ``sijill evaluate`` does and shows: the archive's acts beside truth files."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.export import act_to_json
from archive.register import VolumeReference
from archive.settings import Settings
from indexing.calibration import usual_calibration
from indexing.evaluation import (
    Share,
    VolumeScore,
    score_to_json,
    score_volume,
    total,
    volume_reference,
)
from indexing.evaluation_figures import Figures, figures, figures_to_json
from indexing.evaluation_table import (
    curve_table,
    field_table,
    letters_table,
    reliability_table,
    score_table,
    trust_table,
    worst_fields,
)
from indexing.judged_fields import JudgedAct, judge_acts
from pipelines import evaluating_pictures, evaluating_plain
from pipelines.exporting import acts_of
from pipelines.printing import print_json, print_table, say
from pipelines.workshop import Workshop

_FILLS = ("hand", "type", "print", "pdf")


@dataclass(frozen=True, slots=True)
class Extras:
    """What to measure and write beside the acts.

    Attributes:
        report: file for everything measured, as JSON.
        pictures: folder for one page of each volume, boxes coloured by right, wrong, unsure.
        lines: folder of sets of line images with ``index.tsv``.
        plain: also what plain Tesseract reads of the same pages.
    """

    report: Path | None = None
    pictures: Path | None = None
    lines: Path | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """One volume, or several as one: its score, its acts, and whether calibration knew it."""

    score: VolumeScore
    acts: tuple[JudgedAct, ...]
    fitted: bool = False
    fill: str = ""

    @property
    def figures(self) -> Figures:
        """What its acts add up to."""
        return figures(self.acts)


def evaluate(truth: Path, settings: Settings, as_json: bool, extras: Extras | None = None) -> bool:
    """Show how right each volume is; False when there is no truth file at this path."""
    wanted, files = extras or Extras(), truth_files(truth)
    if not files:
        return False
    with Workshop(settings) as workshop:
        truths = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
        judged = [_judged(workshop, name, content) for name, content in truths.items()]
        report = {"volumes": [_to_json(one) for one in (*judged, _together(judged, "total"))]}
        report["by_fill"] = [_to_json(one) for one in _by_fill(judged)]
        if as_json:
            print_json(report["volumes"])
        else:
            _show(judged)
        if wanted.plain:
            ours = {one.score.volume: _without_mentions(one.score) for one in judged}
            report |= evaluating_plain.measure(workshop, truths, ours, as_json)
        if wanted.pictures is not None:
            acts = {one.score.volume: one.acts for one in judged}
            evaluating_pictures.draw(workshop, truths, acts, wanted.pictures)
    if wanted.lines is not None:
        # Loads both engines' weights, which comparing acts does without.
        from pipelines import evaluating_lines

        report |= evaluating_lines.measure(wanted.lines, as_json)
    if wanted.report is not None:
        _write(wanted.report, report)
    return True


def truth_files(path: Path) -> list[Path]:
    """Truth files at a path: itself, those in it, or those in its folder named truth."""
    if path.is_file():
        return [path]
    inside = path / "truth" if (path / "truth").is_dir() else path
    return sorted(file for file in inside.glob("*.json") if '"truth"' in file.read_text("utf-8"))


def _judged(workshop: Workshop, name: str, content: dict[str, Any]) -> Judged:
    reference = volume_reference(content)
    volume = VolumeReference.parse(reference)
    acts = [act_to_json(act) for act in acts_of(workshop.catalogue, volume)]
    return Judged(
        score_volume(content, acts, name),
        tuple(judge_acts(content, acts)),
        reference in usual_calibration().fitted_on,
        content.get("fill", ""),
    )


def _without_mentions(score: VolumeScore) -> Share:
    return sum((share for name, share in score.fields.items() if name != "mentions"), Share())


def _together(judged: Iterable[Judged], name: str) -> Judged:
    every = list(judged)
    acts = tuple(act for one in every for act in one.acts)
    return Judged(total([one.score for one in every], name), acts, any(o.fitted for o in every))


def _by_fill(judged: Sequence[Judged]) -> list[Judged]:
    """Volumes filled in the same way as one, where truth says how: hand, type, print, pdf."""
    told = [fill for fill in _FILLS if any(one.fill == fill for one in judged)]
    return [_together([one for one in judged if one.fill == fill], fill) for fill in told]


def _show(judged: Sequence[Judged]) -> None:
    every, fills = _together(judged, "total"), _by_fill(judged)
    # One way of filling in is all of them: its tables would come twice.
    groups = (*fills, every) if len(fills) > 1 else (every,)
    rows = [(one.score, one.figures, one.fitted) for one in (*judged, *groups)]
    print_table(score_table(rows))
    print_table(trust_table(rows))
    if any(one.fitted for one in judged):
        say("* calibration was fitted on this volume: its confidence figures flatter it")
    print_table(field_table([one.score for one in groups]))
    print_table(letters_table([one.score for one in groups]))
    for one in groups:
        print_table(curve_table(one.score.volume, one.figures.levels))
        print_table(reliability_table(one.score.volume, one.figures.bins))
    for one in judged:
        if worst := worst_fields(one.score):
            say(f"{one.score.volume}, read worst: {worst}")


def _to_json(one: Judged) -> dict[str, Any]:
    told = score_to_json(one.score)
    return told | {"calibration_fitted_on_it": one.fitted, **figures_to_json(one.figures)}


def _write(path: Path, report: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

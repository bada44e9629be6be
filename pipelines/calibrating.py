"""Fits calibration on the archive's volumes that have truth, and says how it does on others.

    sijill ingest DELIVERIES
    python -m pipelines.calibrating TRUTH_DIR... --out FILE [--judged TRUTH_DIR...]

Pages are taken as they were read; only structuring runs again. Tables are of volumes read with
curves that were fitted on the others, typed and by hand apart.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.register import VolumeReference
from archive.settings import Settings
from indexing.confidence.calibration import Calibration
from indexing.confidence.fitting import Sample, fit, held_out
from indexing.evaluation.calibration_samples import samples_of
from indexing.evaluation.curve import FINE, LEVELS, calibration_error, levels, reliability
from indexing.evaluation.judged_fields import JudgedAct, fields_of, judge_acts
from indexing.evaluation.judging import reading_to_json, volume_reference
from indexing.evaluation.summary import HAND, TYPED, groups_of
from indexing.evaluation.table import curve_table, reliability_table
from indexing.structuring import structure_volume
from ocr.page import Page
from pipelines.evaluating import truth_files
from pipelines.printing import print_table, say
from pipelines.reading import pages_read
from pipelines.workshop import Workshop

_GROUPS = (TYPED, HAND)


@dataclass(frozen=True, slots=True)
class Known:
    """A volume with truth: its name, its truth, and its pages that were read, by name."""

    name: str
    truth: Mapping[str, Any]
    pages: Sequence[tuple[str, Page]]

    @property
    def reference(self) -> str:
        """The reference of its volume."""
        return volume_reference(self.truth)


def known_volumes(workshop: Workshop, paths: Sequence[Path]) -> Iterator[Known]:
    """Every volume whose truth stands at ``paths`` and that the archive holds and has read."""
    for file in _files(paths):
        truth = json.loads(file.read_text(encoding="utf-8"))
        pages = pages_read(workshop, VolumeReference.parse(volume_reference(truth)))
        read = [(name, page) for name, page in pages if page is not None]
        if read:
            yield Known(file.stem, truth, read)
        else:
            say(f"{file.stem}: left out, not held or not read by this engine")


def judged_by_others(
    volumes: Sequence[Known], samples: Sequence[Sample], wanted: Sequence[str]
) -> dict[str, list[JudgedAct]]:
    """Acts by group of volumes, each volume of ``wanted`` structured with the others' curves."""
    acts: dict[str, list[JudgedAct]] = {}
    shown = {one.reference: one for one in volumes if one.name in wanted}
    for reference, curves in held_out(samples, shown):
        volume, parsed = shown[reference], VolumeReference.parse(reference)
        structure = structure_volume(parsed, volume.pages, confidences=curves)
        judged = judge_acts(volume.truth, [reading_to_json(act) for act in structure.acts])
        for group in groups_of(volume.truth, volume.name):
            acts.setdefault(group, []).extend(judged)
    return acts


def show(judged: Mapping[str, Sequence[JudgedAct]]) -> None:
    """What was said against what was so, and what thresholds would let through, by group."""
    for group in _GROUPS:
        if acts := judged.get(group):
            name = f"{group}, each volume by curves fitted on the others"
            fields = fields_of(acts)
            print_table(reliability_table(name, reliability(fields, FINE)))
            error = calibration_error(reliability(fields)) or 0
            say(f"expected calibration error, {group}: {error:.4f}\n")
            print_table(curve_table(name, levels(acts, LEVELS)))


def write(calibration: Calibration, path: Path) -> None:
    """Write the file that ``indexing.confidence.calibration`` reads."""
    text = json.dumps(calibration.to_json(), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit, show and write; 0 when done, 1 when no volume with truth is held."""
    args = _arguments(arguments)
    with Workshop(Settings()) as workshop:
        volumes = list(known_volumes(workshop, args.truth))
    found = []
    for volume in volumes:
        own = samples_of(volume.truth, volume.pages)
        say(f"{volume.name}: {len(own)} readings")
        found.extend(own)
    if not found:
        say("no volume of these truth files is held and read: sijill ingest its delivery first")
        return 1
    if len({sample.volume for sample in found}) < 2:
        say("one volume alone: no other to judge its curves by")
    else:
        wanted = [file.stem for file in _files(args.judged or args.truth)]
        show(judged_by_others(volumes, found, wanted))
    write(fit(found), args.out)
    return 0


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path, nargs="+", help="truth files or folders of them")
    # The product's own file is replaced by nobody who did not say so.
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument("--judged", type=Path, nargs="+", help="show figures of these alone")
    return parser.parse_args(arguments)


def _files(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in truth_files(path)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

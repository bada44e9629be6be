"""Fits calibration on the archive's volumes that have truth, and says how it does on others.

    sijill ingest DELIVERIES
    python -m pipelines.calibrating TRUTH_DIR... [--out FILE]

Pages are taken as they were read; only structuring runs again.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.register import VolumeReference
from archive.settings import Settings
from indexing.calibration import CALIBRATION_FILE, MENTION, Calibration
from indexing.calibration_fitting import Sample, fit, held_out
from indexing.calibration_samples import samples_of
from indexing.evaluation import volume_reference
from indexing.evaluation_curve import calibration_error, reliability
from indexing.evaluation_table import reliability_table
from indexing.judged_fields import JudgedField
from pipelines.evaluating import truth_files
from pipelines.printing import print_table, say
from pipelines.reading import pages_read
from pipelines.workshop import Workshop


def samples(workshop: Workshop, paths: Sequence[Path]) -> Iterator[Sample]:
    """Readings of every volume whose truth stands at ``paths`` and that the archive holds."""
    for path in paths:
        for file in truth_files(path):
            truth = json.loads(file.read_text(encoding="utf-8"))
            pages = pages_read(workshop, VolumeReference.parse(volume_reference(truth)))
            read = [(name, page) for name, page in pages if page is not None]
            found = samples_of(truth, read) if read else []
            say(f"{file.stem}: {len(found)} readings")
            yield from found


def show(found: Sequence[Sample]) -> None:
    """Confidence against truth, each volume by curves that were fitted on the others."""
    if len({sample.volume for sample in found}) < 2:
        say("one volume alone: no other to judge its curves by")
        return
    fields = [_judged(sample, sure) for sample, sure in held_out(found) if sample.group != MENTION]
    bins = reliability(fields)
    print_table(reliability_table("each volume by curves fitted on the others", bins))
    say(f"expected calibration error {calibration_error(bins) or 0:.4f}")


def write(calibration: Calibration, path: Path) -> None:
    """Write the file that ``indexing.calibration`` reads."""
    text = json.dumps(calibration.to_json(), indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit, show and write; 0 when done, 1 when no volume with truth is held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path, nargs="+", help="truth files or folders of them")
    parser.add_argument("--out", type=Path, default=CALIBRATION_FILE, help="file to write")
    args = parser.parse_args(arguments)
    with Workshop(Settings()) as workshop:
        found = list(samples(workshop, args.truth))
    if not found:
        say("no volume of these truth files is held and read: sijill ingest its delivery first")
        return 1
    show(found)
    write(fit(found), args.out)
    return 0


def _judged(sample: Sample, confidence: float) -> JudgedField:
    return JudgedField(
        act="",
        name=sample.group,
        true="",
        read="",
        right=sample.right,
        confidence=confidence,
        among_first=sample.right,
        unsure=False,
        found=True,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

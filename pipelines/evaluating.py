"""What ``sijill evaluate`` does and shows: the archive's acts beside truth files."""

import json
from contextlib import closing
from pathlib import Path

from archive.catalogue import Catalogue
from archive.export import act_to_json
from archive.register import VolumeReference
from archive.settings import Settings
from indexing.evaluation import VolumeScore, score_to_json, score_volume, total, volume_reference
from indexing.evaluation_table import score_table, worst_fields
from pipelines.exporting import acts_of
from pipelines.printing import print_json, print_table, say


def evaluate(truth: Path, settings: Settings, as_json: bool) -> bool:
    """Show how right each volume is; False when there is no truth file at this path."""
    files = _truth_files(truth)
    if not files:
        return False
    with closing(Catalogue.open(settings)) as catalogue:
        scores = [_score(catalogue, file) for file in files]
    scores.append(total(scores))
    if as_json:
        print_json([score_to_json(score) for score in scores])
        return True
    print_table(score_table(scores))
    for score in scores:
        if worst := worst_fields(score):
            say(f"{score.volume}, read worst: {worst}")
    return True


def _score(catalogue: Catalogue, file: Path) -> VolumeScore:
    content = json.loads(file.read_text(encoding="utf-8"))
    volume = VolumeReference.parse(volume_reference(content))
    return score_volume(content, map(act_to_json, acts_of(catalogue, volume)), file.stem)


def _truth_files(path: Path) -> list[Path]:
    """Truth files at a path: itself, those in it, or those in its folder named truth."""
    if path.is_file():
        return [path]
    inside = path / "truth" if (path / "truth").is_dir() else path
    return sorted(file for file in inside.glob("*.json") if '"truth"' in file.read_text("utf-8"))

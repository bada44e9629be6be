"""Plain Tesseract on the pages of evaluated volumes: the values it reads, whatever they mean."""

from collections.abc import Mapping
from typing import Any

from archive.register import VolumeReference
from indexing.evaluation.judging import Share, share_to_json, volume_reference
from indexing.evaluation.plain_values import plain_values
from indexing.evaluation.table import rows_table
from ocr.plain_tesseract import plain_text
from ocr.scan import frame
from pipelines.printing import print_table
from pipelines.workshop import Workshop

_HEADS = ("volume", "plain Tesseract", "Sijill", "of values", "times as many")


def measure(
    workshop: Workshop,
    truths: Mapping[str, dict[str, Any]],
    ours: Mapping[str, Share],
    as_json: bool,
) -> dict[str, Any]:
    """Read every page of the volumes plainly; ``{"plain": …}`` by volume, shown unless JSON is.

    ``ours`` are the values, mentions left out, that Sijill read right in the same volumes.
    """
    found = {name: _volume(workshop, truth) for name, truth in truths.items()}
    found["total"] = sum(found.values(), Share())
    ours = {**ours, "total": sum(ours.values(), Share())}
    if not as_json:
        rows = [_row(name, share, ours[name]) for name, share in found.items()]
        print_table(rows_table("Values that stand in plain Tesseract's text", _HEADS, rows))
    told = {
        name: {**share_to_json(share), "sijill": share_to_json(ours[name])}
        for name, share in found.items()
    }
    return {"plain": told}


def _row(name: str, plain: Share, ours: Share) -> tuple[str, ...]:
    times = f"{ours.right / plain.right:.2f}" if plain.right else "–"
    return (name, str(plain.right), str(ours.right), str(plain.shown), times)


def _volume(workshop: Workshop, truth: dict[str, Any]) -> Share:
    volume = VolumeReference.parse(volume_reference(truth))
    texts = {
        page.name: plain_text(frame(workshop.vault.get(page.sha256), page.frame))
        for page in workshop.catalogue.pages(volume)
    }
    return plain_values(truth, texts)

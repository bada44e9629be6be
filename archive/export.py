"""Acts as other programs get them: one JSON object per act, of a shape that stays as it is."""

from typing import Any

from archive.act import Act, FieldReading
from archive.box import Box
from archive.finding import Finding
from archive.mention import Mention


def act_to_json(act: Act) -> dict[str, Any]:
    """An act with its fields as they stand now, a person's decisions included.

    ``act_number`` is a number or null, its *bis* or *ter* stands in ``act_number_suffix``; boxes
    are ``[x, y, width, height]`` in pixels of the delivered page.
    """
    return {
        "reference": None if act.reference is None else str(act.reference),
        "office_code": act.register.office_code,
        "kind": act.register.kind.value,
        "year": act.register.year,
        "part": act.register.part,
        "copy": act.reading.copy,
        "act_number": None if act.number is None else act.number.number,
        "act_number_suffix": "" if act.number is None else act.number.suffix,
        "state": act.state.value,
        "death": None if act.death is None else _mention(act.death),
        "form": act.reading.form,
        "pages": [{"page": page, "box": _box(box)} for page, box in act.reading.pages],
        "fields": {name: _field(reading) for name, reading in sorted(act.fields.items())},
        "mentions": [_mention(mention) for mention in act.mentions],
        "findings": [finding_to_json(finding) for finding in act.findings],
    }


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding with its code, what it is about, and its sentence in both languages."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "page": finding.page,
        "field": finding.field,
        "fr": finding.text("fr"),
        "ar": finding.text("ar"),
    }


def _field(reading: FieldReading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "raw": reading.raw,
        "confidence": round(reading.confidence, 4),
        "candidates": list(reading.candidates),
        "page": reading.page,
        "box": _box(reading.box),
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "type": mention.type.value,
        "date": mention.date,
        "text_ar": mention.text_ar,
        "text_fr": mention.text_fr,
        "place": mention.place,
        "other_party": mention.other_party,
        "act_number": mention.act_number,
        "court": mention.court,
        "changed": mention.changed,
        "old": mention.old,
        "new": mention.new,
        "confidence": round(mention.confidence, 4),
        "page": mention.page,
    }


def _box(box: Box | None) -> list[int] | None:
    return None if box is None else [box.x, box.y, box.width, box.height]

"""JSON form of readings and findings, as the event log keeps them for good.

What is at its default is left out. The log is never rewritten, so a name used here, a form of
value or a finding code may be added but never taken away.
"""

import json
from collections.abc import Mapping
from typing import Any

from archive.act import ActReading, FieldReading
from archive.box import Box
from archive.finding import Finding
from archive.mention import Mention, MentionType
from archive.register import ActNumber, RegisterReference

Json = dict[str, Any]


def canonical(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, so that equal values hash equally."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def finding_to_json(finding: Finding) -> Json:
    """A finding as JSON; its texts stay in ``findings.json``."""
    return _kept(
        code=finding.code, params=dict(finding.params), page=finding.page, field=finding.field
    )


def finding_from_json(data: Json) -> Finding:
    """The finding ``finding_to_json`` wrote; KeyError when its code is gone."""
    return Finding(data["code"], data.get("params", {}), data.get("page"), data.get("field"))


def findings_to_json(findings: tuple[Finding, ...]) -> str:
    """Findings as one JSON text."""
    return canonical([finding_to_json(finding) for finding in findings])


def findings_from_json(text: str) -> tuple[Finding, ...]:
    """The findings ``findings_to_json`` wrote."""
    return tuple(finding_from_json(data) for data in json.loads(text))


def mention_to_json(mention: Mention) -> Json:
    """A marginal mention as JSON."""
    return _kept(
        type=mention.type.value,
        date=mention.date,
        text_fr=mention.text_fr,
        text_ar=mention.text_ar,
        place=mention.place,
        other_party=mention.other_party,
        act_number=mention.act_number,
        court=mention.court,
        changed=mention.changed,
        old=mention.old,
        new=mention.new,
        confidence=mention.confidence,
        page=mention.page,
        box=_box_to_json(mention.box),
    )


def mention_from_json(data: Json) -> Mention:
    """The mention ``mention_to_json`` wrote."""
    place = _box_from_json(data.get("box"))
    return Mention(**{**data, "type": MentionType(data["type"]), "box": place})


def mentions_from_json(items: list[Json]) -> tuple[Mention, ...]:
    """The mentions of a JSON list."""
    return tuple(mention_from_json(item) for item in items)


def field_to_json(field: FieldReading) -> Json:
    """A field as JSON: an empty value and no value are different things and stay so."""
    return _kept(
        value=field.value,
        raw=field.raw,
        confidence=field.confidence,
        candidates=list(field.candidates),
        page=field.page,
        box=_box_to_json(field.box),
    )


def field_from_json(data: Json) -> FieldReading:
    """The field ``field_to_json`` wrote."""
    return FieldReading(
        value=data.get("value"),
        raw=data["raw"],
        confidence=data["confidence"],
        candidates=tuple(data.get("candidates", ())),
        page=data.get("page"),
        box=_box_from_json(data.get("box")),
    )


def reading_to_json(reading: ActReading) -> Json:
    """One reading of an act as JSON."""
    return _kept(
        register=str(reading.register),
        copy=reading.copy,
        number=number_to_json(reading.number),
        ordinal=reading.ordinal,
        form=reading.form,
        fields={name: field_to_json(field) for name, field in reading.fields.items()},
        pages=[[name, _box_to_json(box)] for name, box in reading.pages],
        mentions=[mention_to_json(mention) for mention in reading.mentions],
        findings=[finding_to_json(finding) for finding in reading.findings],
        engine=reading.engine,
        sure=reading.sure,
    )


def reading_from_json(data: Json) -> ActReading:
    """The reading ``reading_to_json`` wrote."""
    fields: Mapping[str, Json] = data.get("fields", {})
    return ActReading(
        register=RegisterReference.parse(data["register"]),
        copy=data["copy"],
        number=number_from_json(data.get("number")),
        ordinal=data["ordinal"],
        form=data["form"],
        fields={name: field_from_json(field) for name, field in fields.items()},
        pages=tuple((name, _box_from_json(box)) for name, box in data.get("pages", ())),
        mentions=mentions_from_json(data.get("mentions", [])),
        findings=tuple(finding_from_json(item) for item in data.get("findings", ())),
        engine=data["engine"],
        sure=data["sure"],
    )


def number_to_json(number: ActNumber | None) -> str | None:
    """An act number as written in references."""
    return None if number is None else str(number)


def number_from_json(text: str | None) -> ActNumber | None:
    """The number ``number_to_json`` wrote."""
    return None if text is None else ActNumber.parse(text)


def _box_to_json(box: Box | None) -> list[int] | None:
    return None if box is None else [box.x, box.y, box.width, box.height]


def _box_from_json(data: list[int] | None) -> Box | None:
    return None if data is None else Box(*data)


def _kept(**values: Any) -> Json:
    return {
        name: value for name, value in values.items() if value is not None and value not in ([], {})
    }

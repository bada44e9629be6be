"""The review gate: what an act must show to be accepted by the machine's word alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archive.act import FieldReading
from archive.finding import Finding
from archive.mention import Mention
from indexing.registers.context import VolumeContext
from indexing.registers.sequence import SettledNumber

_EVENT_DATES = ("birth_date", "death_date", "drawn_up_date")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least confidence, 0 to 1, at which a field counts as sure; ``by_field`` overrides."""

    usual: float = 0.85
    mention: float = 0.75
    by_field: Mapping[str, float] = field(default_factory=dict)

    def of(self, name: str) -> float:
        """The threshold of a field."""
        return self.by_field.get(name, self.usual)


def judge(
    expected: Sequence[str],
    fields: Mapping[str, FieldReading],
    mentions: Sequence[Mention],
    number: SettledNumber,
    context: VolumeContext,
    thresholds: Thresholds,
) -> tuple[list[Finding], bool]:
    """Findings that say why an act waits for review, and whether every field is sure.

    ``expected`` are the fields that the act must show.
    """
    findings = _number_findings(number, thresholds)
    for name in expected:
        if name not in fields:
            findings.append(Finding("field_missing", field=name))
    for name, reading in fields.items():
        if name == "act_number":
            continue
        if reading.value is None or reading.confidence < thresholds.of(name):
            percent = round(100 * reading.confidence)
            findings.append(Finding("field_unsure", {"percent": percent}, field=name))
    written = fields.get("year")
    if written is not None and written.value != str(context.year):
        params: dict[str, str | int] = {"written": written.value or "", "register": context.year}
        findings.append(Finding("year_differs", params, field="year"))
    for name in _EVENT_DATES:
        dated = fields.get(name)
        if dated is not None and dated.value and _outside(dated.value, name, context):
            outside: dict[str, str | int] = {"written": dated.value, "register": context.year}
            findings.append(Finding("date_outside_register", outside, field=name))
    for mention in mentions:
        if mention.date is None or mention.confidence < thresholds.mention:
            findings.append(Finding("mention_unsure", {"type": mention.type.value}))
    sure = not any(finding.severity.value == "review" for finding in findings)
    return findings, sure


def _outside(iso: str, name: str, context: VolumeContext) -> bool:
    return int(iso[:4]) not in context.years_of(name)


def _number_findings(number: SettledNumber, thresholds: Thresholds) -> list[Finding]:
    if number.number is None:
        return [Finding("number_unread", field="act_number")]
    if number.confidence < thresholds.of("act_number"):
        percent = round(100 * number.confidence)
        return [Finding("field_unsure", {"percent": percent}, field="act_number")]
    if number.inferred:
        return [Finding("number_inferred", {"number": str(number.number)}, field="act_number")]
    return []

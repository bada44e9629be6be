"""One act of a volume put together: fields decoded, confidence calibrated, doubts named."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.act import ActReading, FieldReading
from archive.finding import Finding
from archive.mention import Mention
from indexing.acts.fields import decode_fields, gather
from indexing.acts.untold_margins import untold_findings
from indexing.confidence.acceptance import Thresholds, judge
from indexing.confidence.calibration import Confidences
from indexing.confidence.facts import Surroundings, Volume, facts_of, mention_facts
from indexing.decoding.field_readings import act_box, field_reading
from indexing.entries.reading import EntryReading
from indexing.mentions.told_once import told_once
from indexing.registers.context import VolumeContext
from indexing.registers.sequence import SettledNumber

STRUCTURING_VERSION = 2
_NUMBER_AND_YEAR = re.compile(r"\d\D*/\s*((?:19|20)\d{2})\b")
_YEAR = "year"
_NEARLY_ALL = 0.75
_FEW_ACTS = 3
_OTHER = {"_ar": "_fr", "_fr": "_ar"}


@dataclass(frozen=True, slots=True)
class DecodedAct:
    """What one entry says, before it is judged."""

    reading: EntryReading
    number: SettledNumber
    fields: Mapping[str, FieldReading]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]


def decode_act(context: VolumeContext, reading: EntryReading, number: SettledNumber) -> DecodedAct:
    """Decode an entry's fields and mentions, each with its decoder's own confidence."""
    fields, findings = decode_fields(
        gather(reading.filled, reading.margin), context, reading.form.expects
    )
    if number.number is not None:
        fields["act_number"] = _number_field(reading, number)
    fields = _with_year(fields, reading)
    mentions = reading.mentions(context.year)
    findings += untold_findings(reading, list(fields.values()), mentions, context)
    return DecodedAct(reading, number, fields, told_once(mentions), tuple(findings))


def trusted(acts: Sequence[DecodedAct], confidences: Confidences) -> list[DecodedAct]:
    """A volume's acts with the confidence that each field and mention deserves."""
    every = [act.fields for act in acts]
    volume = Volume.of([act.reading for act in acts], every)
    return [
        _trusted(act, Surroundings(act.reading, volume, every[:at] + every[at + 1 :]), confidences)
        for at, act in enumerate(acts)
    ]


def _trusted(act: DecodedAct, around: Surroundings, confidences: Confidences) -> DecodedAct:
    fields = confidences.fields(act.fields, facts_of(act.fields, around))
    number = act.number
    if number.number is not None:
        number = replace(number, confidence=fields["act_number"].confidence)
    mentions = tuple(
        confidences.mention(mention, mention_facts(mention, around)) for mention in act.mentions
    )
    return replace(act, fields=fields, number=number, mentions=mentions)


def usual_fields(acts: Sequence[DecodedAct]) -> frozenset[str]:
    """Fields that nearly all acts of a volume show: an act without one was not read whole.

    What a bilingual form asks in one script it asks in the other. None where there are fewer than
    three acts to tell by.
    """
    shown = Counter(name for act in acts for name, field in act.fields.items() if field.value)
    least = _NEARLY_ALL * len(acts)
    usual = {n for n, count in shown.items() if len(acts) >= _FEW_ACTS and count >= least}
    forms = Counter(act.reading.form for act in acts).most_common(1)
    if usual and forms[0][0].shape != "prose":
        usual |= {name[:-3] + _OTHER[name[-3:]] for name in usual if name[-3:] in _OTHER}
    return frozenset(usual)


def act_of(
    act: DecodedAct,
    context: VolumeContext,
    ordinal: int,
    usual: frozenset[str],
    thresholds: Thresholds,
    engine: str,
) -> ActReading:
    """The act judged; ``usual`` fields are expected of it beside those its form prints."""
    form, number = act.reading.form, act.number
    usual |= frozenset(one.field for one in (*form.slots, *form.pairs) if one.field == _YEAR)
    expected = (*form.expects, *sorted(usual - {*form.expects}))
    expected = (*expected, *_unnamed(act, context, expected))
    judged, sure = judge(expected, act.fields, act.mentions, number, context, thresholds)
    return ActReading(
        register=context.volume.register,
        copy=context.volume.copy,
        number=number.number,
        ordinal=ordinal,
        form=form.id,
        fields=act.fields,
        pages=tuple((name, act_box(box)) for name, box in act.reading.entry.places),
        mentions=act.mentions,
        findings=(*act.findings, *judged),
        engine=f"structuring {STRUCTURING_VERSION}; {engine}",
        sure=sure and not any(f.severity.value == "review" for f in act.findings),
    )


def _unnamed(act: DecodedAct, context: VolumeContext, expected: Sequence[str]) -> list[str]:
    """What makes an act somebody's, where neither script says it and nothing asks for it yet.

    A printer whose wordings open no name would otherwise let whole volumes through unnamed.
    """
    script = f"_{act.reading.form.script}"
    missing = [
        name + script
        for name in ("given_name", "family_name")
        if not any(f"{name}_{one}" in act.fields for one in ("ar", "fr"))
    ]
    date = f"{context.kind.value}_date"
    if date not in act.fields and f"{date}_hijri" not in act.fields:
        missing.append(date)
    return [name for name in missing if name not in expected]


def _with_year(fields: dict[str, FieldReading], reading: EntryReading) -> dict[str, FieldReading]:
    """Fields with the year that a number such as "272 / 2004" tells."""
    told = _NUMBER_AND_YEAR.search(reading.number.text)
    if "year" in fields or told is None:
        return fields
    sure = reading.number.confidence
    return {**fields, "year": field_reading(told[1], reading.number_extract, sure)}


def _number_field(reading: EntryReading, number: SettledNumber) -> FieldReading:
    return field_reading(
        str(number.number),
        reading.number_extract,
        number.confidence,
        [str(candidate) for candidate in number.candidates],
    )

"""Readings of a volume with the truth about them, to fit or to measure calibration on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.act import ActReading, FieldReading
from archive.mention import Mention
from archive.register import VolumeReference
from indexing.calibration import MENTION
from indexing.calibration_fitting import Sample
from indexing.evaluation import Json, same_value, volume_reference
from indexing.reading_facts import Facts, group_of
from indexing.structuring import structure_volume
from ocr.page import Page


@dataclass(slots=True)
class NotedFacts:
    """Confidences left as decoders state them, the facts of each act and its mentions noted."""

    acts: list[Mapping[str, Facts]] = field(default_factory=list)
    mentions: list[list[Facts]] = field(default_factory=list)

    def fields(
        self, fields: Mapping[str, FieldReading], facts: Mapping[str, Facts]
    ) -> dict[str, FieldReading]:
        """An act's fields as they are."""
        self.acts.append(facts)
        self.mentions.append([])
        return dict(fields)

    def mention(self, mention: Mention, facts: Facts) -> Mention:
        """A mention of the last act as it is."""
        self.mentions[-1].append(facts)
        return mention


def samples_of(truth: Json, pages: Sequence[tuple[str, Page]]) -> list[Sample]:
    """Every reading of a volume's fields and mentions that its truth can judge.

    An act whose number the truth does not have is judged by its number alone.
    """
    reference = volume_reference(truth)
    noted = NotedFacts()
    structure = structure_volume(VolumeReference.parse(reference), pages, confidences=noted)
    true = {
        str(act["act_number"]) + (act.get("act_number_suffix") or ""): (act, page["shown"])
        for page in truth["truth"]
        for act in page["acts"]
    }
    return [
        Sample(reference, group, facts, right)
        for act, facts_of_act, mentions in zip(
            structure.acts, noted.acts, noted.mentions, strict=True
        )
        for group, facts, right in _judged(act, facts_of_act, mentions, true)
    ]


def _judged(
    act: ActReading,
    facts: Mapping[str, Facts],
    mentions: Sequence[Facts],
    true: Mapping[str, tuple[Json, Sequence[str]]],
) -> Iterator[tuple[str, Facts, bool]]:
    known = true.get(str(act.number))
    if "act_number" in facts:
        yield "act_number", facts["act_number"], known is not None
    if known is None:
        return
    expected, shown = known
    for name in shown:
        if name in facts and name != "act_number" and expected.get(name) not in (None, ""):
            right = same_value(name, act.fields[name].value, expected[name])
            yield group_of(name), facts[name], right
    if "mentions" in shown:
        written = {(m["type"], m["date"]) for m in expected.get("mentions") or ()}
        for mention, told in zip(act.mentions, mentions, strict=True):
            yield MENTION, told, (mention.type.value, mention.date) in written

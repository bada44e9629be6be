"""Readings of a volume with the truth about them, to fit or to measure calibration on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive.act import ActReading, FieldReading
from archive.mention import Mention
from archive.register import VolumeReference
from indexing.confidence.calibration import MENTION
from indexing.confidence.facts import Facts, group_of
from indexing.confidence.fitting import Sample
from indexing.evaluation.judged_fields import JudgedAct, judge_acts
from indexing.evaluation.judging import Json, number_of, reading_to_json, volume_reference
from indexing.structuring import structure_volume
from ocr.page import Page

_NUMBER = "act_number"


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

    An act whose number the truth does not have is judged by its number alone; so that right ones
    are samples as well as wrong ones, numbers are judged whether the page shows them or not.
    """
    reference = volume_reference(truth)
    noted = NotedFacts()
    structure = structure_volume(VolumeReference.parse(reference), pages, confidences=noted)
    true = {
        number_of(act): {"shown": sorted({_NUMBER, *page["shown"]}), "acts": [act]}
        for page in truth["truth"]
        for act in page["acts"]
    }
    samples: list[Sample] = []
    for act, facts, mentions in zip(structure.acts, noted.acts, noted.mentions, strict=True):
        read = reading_to_json(act)
        page = true.get(number_of(read))
        (judged,) = judge_acts({"truth": [] if page is None else [page]}, [read])
        samples.extend(_of_fields(reference, judged, facts))
        if page is not None and "mentions" in page["shown"]:
            samples.extend(_of_mentions(reference, act, page["acts"][0], mentions))
    return samples


def _of_fields(volume: str, act: JudgedAct, facts: Mapping[str, Facts]) -> Iterator[Sample]:
    for one in act.fields:
        if one.name in facts:
            yield Sample(volume, group_of(one.name), facts[one.name], one.right)


def _of_mentions(
    volume: str, act: ActReading, expected: Json, facts: Sequence[Facts]
) -> Iterator[Sample]:
    written = {(told["type"], told["date"]) for told in expected.get("mentions") or ()}
    for mention, told in zip(act.mentions, facts, strict=True):
        yield Sample(volume, MENTION, told, (mention.type.value, mention.date) in written)

"""A volume's pages become its acts: entries found, a form chosen, fields decoded, doubts named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archive.act import ActReading
from archive.finding import Finding
from archive.register import Kind, VolumeReference
from indexing.acts.home_place import with_home_place
from indexing.acts.order_of_days import doubt_disorder
from indexing.acts.page_kinds import closing_count, page_kind
from indexing.acts.printed_rows import read_rows_again
from indexing.acts.reading import DecodedAct, act_of, decode_act, trusted, usual_fields
from indexing.acts.runs import read_acts, read_behind_openings
from indexing.acts.unfilled_forms import page_of, unfilled
from indexing.confidence.acceptance import Thresholds
from indexing.confidence.calibration import Confidences, usual_calibration
from indexing.entries.asides import with_asides_apart
from indexing.entries.reading import EntryReading
from indexing.forms import forms_of
from indexing.registers.context import VolumeContext
from indexing.registers.life_spans import doubt_births
from indexing.registers.sequence import settle_numbers
from indexing.text.scrawl import is_clear, is_unknown_writing, legible
from indexing.volumes.margin_order import with_margin_order
from indexing.volumes.told_kind import told_kind
from indexing.volumes.wordings import read_again
from ocr.page import Page

# Kinds of pages that a register does not have of its own: a person looks at each.
_STRAYS = {
    "unreadable": "page_unreadable",
    "unfilled": "page_unfilled",
    "other": "page_not_recognised",
}


@dataclass(frozen=True, slots=True)
class VolumeStructure:
    """What a volume's pages hold.

    Attributes:
        acts: in the order they stand in the volume.
        page_kinds: "acts" or the kind of a page without acts, by page name.
        findings: about pages and the volume.
    """

    acts: tuple[ActReading, ...]
    page_kinds: Mapping[str, str]
    findings: tuple[Finding, ...]


def structure_volume(
    volume: VolumeReference,
    pages: Sequence[tuple[str, Page]],
    thresholds: Thresholds | None = None,
    confidences: Confidences | None = None,
) -> VolumeStructure:
    """Structure a volume of births or deaths from its pages in order, (name, page).

    Confidences are those of ``usual_calibration`` unless others are given.
    Volumes of other kinds hold no acts for Sijill and give an empty structure.
    """
    if not volume.register.kind.holds_acts:
        kinds = {name: "scan" for name, _ in pages}
        return VolumeStructure((), kinds, (Finding("kind_kept_as_scans"),))
    context = VolumeContext.of(volume)
    readings = read_acts(legible(pages), forms_of(context.kind))
    readings = with_asides_apart(readings, context.year)
    readings = with_margin_order(read_behind_openings(readings, context.year))
    readings = with_margin_order(read_again(readings, context))
    readings = [with_home_place(one, context) for one in read_rows_again(readings, context)]
    numbers = settle_numbers([reading.number for reading in readings])
    told = [
        decode_act(context, reading, number)
        for reading, number in zip(readings, numbers, strict=True)
    ]
    told = trusted(told, confidences or usual_calibration())
    told = [replace(act, fields=doubt_births(act.fields, context)) for act in told]
    ordered = doubt_disorder([act.fields for act in told])
    told = [replace(act, fields=fields) for act, fields in zip(told, ordered, strict=True)]
    told, bare = _without_unfilled(told, pages)
    doubts = _kind_doubts(pages, told, context.kind)
    told = [replace(act, findings=(*act.findings, *doubts)) for act in told]
    usual, engine = usual_fields(told), next((page.engine for _, page in pages), "")
    acts = tuple(
        act_of(act, context, ordinal, usual, thresholds or Thresholds(), engine)
        for ordinal, act in enumerate(told, start=1)
    )
    kinds, findings = _page_kinds(pages, [act.reading for act in told], bare)
    return VolumeStructure(acts, kinds, (*doubts, *findings))


def _kind_doubts(
    pages: Sequence[tuple[str, Page]], acts: Sequence[DecodedAct], kind: Kind
) -> tuple[Finding, ...]:
    """What sends every act to a person where the text tells of the other kind of register."""
    told = told_kind((page for _, page in pages), len(acts))
    if told in (None, kind):
        return ()
    return (Finding("register_kind_differs", {"kind": told.value}),)


def _without_unfilled(
    acts: Sequence[DecodedAct], pages: Sequence[tuple[str, Page]]
) -> tuple[list[DecodedAct], frozenset[str]]:
    """Acts but for forms nobody filled in, and the names of the pages that hold only such."""
    doubted = frozenset(name for name, page in pages if is_unknown_writing(page))
    clear = frozenset(name for name, page in pages if is_clear(page))
    bare = unfilled(acts, doubted, clear)
    names = {page_of(act) for act, empty in zip(acts, bare, strict=True) if empty}
    return [act for act, empty in zip(acts, bare, strict=True) if not empty], frozenset(names)


def _page_kinds(
    pages: Sequence[tuple[str, Page]], readings: Sequence[EntryReading], bare: frozenset[str]
) -> tuple[dict[str, str], list[Finding]]:
    with_acts = {name for reading in readings for name, _ in reading.entry.places}
    kinds: dict[str, str] = {}
    findings: list[Finding] = []
    for name, page in pages:
        if name in bare - with_acts:
            kinds[name] = "unreadable" if is_unknown_writing(page) else "unfilled"
        else:
            kinds[name] = "acts" if name in with_acts else page_kind(page)
        if kinds[name] in _STRAYS:
            findings.append(Finding(_STRAYS[kinds[name]], page=name))
        elif name not in with_acts:
            findings.append(Finding("page_without_act", {"kind": kinds[name]}, page=name))
        if kinds[name] == "closing":
            counted = closing_count(page)
            if counted is not None and counted != len(readings):
                params = {"counted": counted, "found": len(readings)}
                findings.append(Finding("closing_count_differs", params, page=name))
    return kinds, findings

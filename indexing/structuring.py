"""A volume's pages become its acts: entries found, a form chosen, fields decoded, doubts named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from archive.act import ActReading
from archive.finding import Finding
from archive.register import VolumeReference
from indexing.acceptance import Thresholds
from indexing.act_reading import act_of, decode_act, usual_fields
from indexing.calibration import Confidences, usual_calibration
from indexing.entries import Entry, entries_of
from indexing.entry_reading import EntryReading, read_entry
from indexing.forms import Form, forms_of
from indexing.page_kinds import closing_count, page_kind
from indexing.reading_facts import Surroundings, word_clarity
from indexing.sequence import settle_numbers
from indexing.volume_context import VolumeContext
from ocr.page import Page

_IS_ACT = 0.22
_CONTINUES = 0.12
_SAMPLE = 12
_AS_LONG = 0.55


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
    forms = forms_of(context.kind)
    labels = tuple(dict.fromkeys(label for form in forms for label in form.number))
    entries = {name: entries_of(name, page, labels) for name, page in pages}
    form = _form_of_volume([e for found in entries.values() for e in found], forms)
    readings = _read_entries(pages, entries, form, forms)
    numbers = settle_numbers([reading.number for reading in readings])
    words, sure = word_clarity(readings), confidences or usual_calibration()
    told = [
        decode_act(context, Surroundings(reading, words), number, sure)
        for reading, number in zip(readings, numbers, strict=True)
    ]
    usual, engine = usual_fields(told), next((page.engine for _, page in pages), "")
    acts = tuple(
        act_of(act, context, ordinal, usual, thresholds or Thresholds(), engine)
        for ordinal, act in enumerate(told, start=1)
    )
    kinds, findings = _page_kinds(pages, readings)
    return VolumeStructure(acts, kinds, tuple(findings))


def _form_of_volume(entries: Sequence[Entry], forms: Sequence[Form]) -> Form:
    """The form that fits the volume's first entries best."""
    sample = entries[:_SAMPLE]
    return max(forms, key=lambda form: sum(read_entry(entry, form).fit for entry in sample))


def _read_entries(
    pages: Sequence[tuple[str, Page]],
    entries: Mapping[str, list[Entry]],
    form: Form,
    forms: Sequence[Form],
) -> list[EntryReading]:
    """Readings of the acts; an entry without number at the top of a page goes on with the last.

    Beside acts, an entry with as much text as they have is an act too, however badly it reads.
    """
    readings: list[EntryReading] = []
    acts: list[int] = []
    for name, _ in pages:
        for place, entry in enumerate(entries[name]):
            reading = _best_reading(entry, form, forms)
            whole = _continued(readings[acts[-1]], reading) if place == 0 and acts else None
            if whole is not None:
                readings[acts[-1]] = whole
                continue
            if _has_number(reading) or reading.fit >= _IS_ACT:
                acts.append(len(readings))
            readings.append(reading)
    return _keep_acts(readings, frozenset(acts))


def _continued(last: EntryReading, reading: EntryReading) -> EntryReading | None:
    """The last act with an entry that carries it on, None when the entry is its own."""
    if reading.entry.number_line is not None or not _CONTINUES <= reading.fit < 0.8:
        return None
    whole = read_entry(last.entry.joined(reading.entry), last.form)
    return whole if whole.fit > last.fit + 0.05 else None


def _keep_acts(readings: Sequence[EntryReading], acts: frozenset[int]) -> list[EntryReading]:
    if not acts:
        return []
    usual = float(np.median([_letters(readings[index]) for index in acts]))
    pages = {name for index in acts for name, _ in readings[index].entry.places}
    return [
        reading
        for index, reading in enumerate(readings)
        if index in acts
        or (reading.entry.places[0][0] in pages and _letters(reading) >= _AS_LONG * usual)
    ]


def _letters(reading: EntryReading) -> int:
    return sum(len(word.word.text) for line in reading.entry.lines for word in line.words)


def _best_reading(entry: Entry, form: Form, forms: Sequence[Form]) -> EntryReading:
    """The volume's form, unless another one fits this entry far better (a volume may change)."""
    own = read_entry(entry, form)
    if own.fit >= 0.5:
        return own
    others = [read_entry(entry, other) for other in forms if other is not form]
    best = max(others, key=lambda reading: reading.fit)
    return best if best.fit > own.fit + 0.3 else own


def _page_kinds(
    pages: Sequence[tuple[str, Page]], readings: Sequence[EntryReading]
) -> tuple[dict[str, str], list[Finding]]:
    with_acts = {name for reading in readings for name, _ in reading.entry.places}
    kinds: dict[str, str] = {}
    findings: list[Finding] = []
    for name, page in pages:
        kinds[name] = "acts" if name in with_acts else page_kind(page)
        if name not in with_acts:
            findings.append(Finding("page_without_act", {"kind": kinds[name]}, page=name))
        if kinds[name] == "closing":
            counted = closing_count(page)
            if counted is not None and counted != len(readings):
                params = {"counted": counted, "found": len(readings)}
                findings.append(Finding("closing_count_differs", params, page=name))
    return kinds, findings


def _has_number(reading: EntryReading) -> bool:
    """Whether an act number was read: its label and figures after it."""
    return reading.entry.number_line is not None and any(c.isdigit() for c in reading.number.text)

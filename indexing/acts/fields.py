"""An act's fields from the filled slots of its form: each value decoded beside its relatives."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from archive.act import FIELD_NAMES, FieldReading
from archive.civil_date import Calendar
from archive.finding import Finding
from archive.folding import western_digits
from indexing.decoding.date_agreement import (
    calendar_findings,
    date_candidates,
    date_field,
    drawn_up_in,
    follow,
    hijri_years,
    settle,
)
from indexing.decoding.dates import DateCandidate, decode_time
from indexing.decoding.field_readings import field_reading, tidy
from indexing.decoding.full_names import cut_full_name, cut_parents, family_first, nearest
from indexing.decoding.gender_agreement import doubt_contradictions, sex_of_role
from indexing.decoding.names import decode_name
from indexing.decoding.values import decode_job, decode_place, decode_sex
from indexing.entries.prose import FilledSlot
from indexing.names.matching import fold
from indexing.registers.context import VolumeContext
from indexing.text.stream import Extract, extract_words

_FULL_NAMES = {"person", "family_given", "given_family", "full_name", "mother_ar"}
_SAME_FAMILY = 0.75
# Behind a known given name, the child's family name may be read worse.
_LIKE_FAMILY, _KNOWN_GIVEN = 0.55, 0.9
_SHARED_FAMILY = {"family_name": "father_family", "father_family": "family_name"}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERSON = {"child": ("given_name", "family_name"), "mother": ("mother_given", "mother_family")}
Readings = dict[str, dict[str, list[Extract]]]


@dataclass(slots=True)
class SlotTexts:
    """Extracts of an act by field and script, and the sexes that its printed wordings tell."""

    by_field: Readings = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    sexes: list[str] = field(default_factory=list)

    def add(self, name: str, kind: str, script: str, extract: Extract) -> None:
        """One more reading of a field."""
        if extract.text:
            self.by_field.setdefault(name, {}).setdefault(script, []).append(extract)
            self.types.setdefault(name, kind)

    def one(self, name: str) -> dict[str, Extract]:
        """The surest extract of a field in each script."""
        found = self.by_field.get(name, {})
        return {script: max(e, key=lambda x: x.confidence) for script, e in found.items()}


def gather(filled: Sequence[FilledSlot], margin: Sequence[tuple[str, str, Extract]]) -> SlotTexts:
    """Extracts by field; full names cut in two. ``margin`` holds names that the margin repeats."""
    texts = SlotTexts()
    for name, script, extract in margin:
        texts.add(name, "family" if name == "family_name" else "given", script, extract)
    # Names told by the margin or the other script help to cut those written in one piece.
    for one in sorted(filled, key=_cutting_order):
        if one.sex:
            texts.sexes.append(one.sex)
        if one.slot.type in ("skip", "mentions") or not one.extract.text:
            continue
        if one.slot.type == "parents_ar":
            father, mother = cut_parents(one.extract)
            texts.add("father_given", "given", "ar", father)
            slot = replace(one.slot, field="mother", type="mother_ar")
            _add_full_name(texts, replace(one, slot=slot, extract=mother))
        elif one.slot.type in _FULL_NAMES:
            _add_full_name(texts, one)
        elif one.slot.field == "father_given":
            _add_father(texts, one)
        else:
            texts.add(one.slot.field, one.slot.type, one.slot.script, one.extract)
    return texts


def decode_fields(
    texts: SlotTexts, context: VolumeContext, expects: Collection[str] = ()
) -> tuple[dict[str, FieldReading], list[Finding]]:
    """Every field the texts tell, and what its dates have to say about each other.

    A sex that the form ``expects`` and that was not read is told by wordings and given name.
    """
    fields: dict[str, FieldReading] = {}
    findings = _decode_dates(texts, context, fields)
    for name, kind in texts.types.items():
        decoder = _DECODERS.get(kind)
        if decoder is not None:
            for script, reading in decoder(texts, name, context).items():
                fields[f"{name}_{script}"] = reading
    told = decode_sex(texts.one("sex"), texts.sexes)
    fields = doubt_contradictions(fields, told)
    given = [r.value for n, r in fields.items() if n.startswith("given_name") and r.value]
    sex = decode_sex(texts.one("sex"), texts.sexes, given)
    if sex is not None and (sex.box is not None or "sex" in expects):
        fields["sex"] = sex
    _decode_plain(texts, fields)
    return {name: reading for name, reading in fields.items() if name in FIELD_NAMES}, findings


def _cutting_order(one: FilledSlot) -> int:
    """Single names first, then names whose order the form tells, then the others."""
    if one.slot.type == "full_name":
        return 2
    late = one.slot.type == "parents_ar" or one.slot.field == "father_given"
    return 3 if late else int(one.slot.type in _FULL_NAMES)


def _add_father(texts: SlotTexts, one: FilledSlot) -> None:
    """The father's given name; the family name too where it is the child's."""
    script = one.slot.script
    child = [tidy(e.text) for e in texts.by_field.get("family_name", {}).get(script, [])]
    words = one.extract.words
    for at in range(1, len(words)):
        rest = extract_words(words[at:])
        given = nearest(tidy(extract_words(words[:at]).text), script, "given") >= _KNOWN_GIVEN
        least = _LIKE_FAMILY if given else _SAME_FAMILY
        if any(_alike(tidy(rest.text), family) >= least for family in child):
            texts.add("father_given", "given", script, extract_words(words[:at]))
            texts.add("father_family", "family", script, rest)
            return
    texts.add("father_given", "given", script, one.extract)


def _alike(a: str, b: str) -> float:
    return float(Levenshtein.normalized_similarity(fold(a), fold(b)))


def _add_full_name(texts: SlotTexts, one: FilledSlot) -> None:
    given, family = _PERSON.get(one.slot.field, (f"{one.slot.field}_given", ""))
    known = texts.by_field.get(family, {}).get(one.slot.script, [])
    first = one.slot.type == "family_given"
    if one.slot.type == "full_name":
        others = {part: _other_script(texts, part, one.slot.script) for part in (given, family)}
        first = family_first(one.extract, one.slot.script, others[given], others[family])
    cut = cut_full_name(
        one.extract,
        one.slot.script,
        family_first=first,
        family=known[0].text if known else "",
    )
    texts.add(given, "given", one.slot.script, cut.given)
    if family:
        texts.add(family, "family", one.slot.script, cut.family)


def _other_script(texts: SlotTexts, name: str, script: str) -> str:
    found = texts.by_field.get(name, {}).get("ar" if script == "fr" else "fr", [])
    return found[0].text if found else ""


def _decode_dates(
    texts: SlotTexts, context: VolumeContext, fields: dict[str, FieldReading]
) -> list[Finding]:
    _part_calendars(texts, context)
    candidates: dict[str, list[DateCandidate]] = {}
    for name, kind in texts.types.items():
        if kind in ("date", "year", "hijri_date"):
            candidates[name] = _candidates(texts.one(name), kind, name, context)
    event = f"{context.kind.value}_date"
    if "drawn_up_date" in candidates:
        drawn_up = drawn_up_in(candidates["drawn_up_date"], context.year)
        candidates["drawn_up_date"] = drawn_up
    if event in candidates and "drawn_up_date" in candidates:
        candidates[event], candidates["drawn_up_date"] = follow(
            candidates[event], candidates["drawn_up_date"]
        )
    for name in list(candidates):
        hijri = f"{name}_hijri"
        if hijri in candidates:
            candidates[name], candidates[hijri] = settle(candidates[name], candidates[hijri])
    for name, ranked in candidates.items():
        reading = date_field(ranked, texts.one(name))
        if reading is not None:
            fields[name] = reading
    return [
        finding
        for name in candidates
        if f"{name}_hijri" in fields and name in fields
        for finding in calendar_findings(fields[f"{name}_hijri"].value, fields[name].value, name)
    ]


def _part_calendars(texts: SlotTexts, context: VolumeContext) -> None:
    """Give each event's dates to their calendars: forms print either one first."""
    for event in (f"{context.kind.value}_date", "drawn_up_date"):
        _part_calendar(texts, event, context)


def _part_calendar(texts: SlotTexts, event: str, context: VolumeContext) -> None:
    either = [name for name in (event, f"{event}_second") if texts.types.get(name) == "event_date"]
    taken: dict[str, dict[str, list[Extract]]] = {}
    for name in either:
        readings = texts.one(name)
        scores = {
            kind: max((c.score for c in _candidates(readings, kind, event, context)), default=0.0)
            for kind in ("date", "hijri_date")
        }
        hijri = scores["hijri_date"] > scores["date"]
        target = f"{event}_hijri" if hijri else event
        if target in taken:
            target = event if hijri else f"{event}_hijri"
        taken[target] = texts.by_field.pop(name)
        texts.types.pop(name)
    for target, found in taken.items():
        texts.by_field[target] = found
        texts.types[target] = "hijri_date" if target.endswith("_hijri") else "date"


def _candidates(
    readings: Mapping[str, Extract], kind: str, name: str, context: VolumeContext
) -> list[DateCandidate]:
    years = context.years_of(name.removesuffix("_hijri"))
    if kind == "hijri_date":
        return date_candidates(readings, Calendar.HIJRI, hijri_years(years))
    return date_candidates(readings, Calendar.GREGORIAN, years)


def _decode_plain(texts: SlotTexts, fields: dict[str, FieldReading]) -> None:
    for name, kind in texts.types.items():
        readings = texts.one(name)
        script, extract = max(readings.items(), key=lambda item: item[1].confidence)
        if kind == "time":
            found = decode_time(extract.text, script)
            if found:
                times = [candidate.time for candidate in found]
                fields[name] = field_reading(times[0], extract, found[0].score, times)
        elif kind == "year_number":
            year = _YEAR.search(western_digits(extract.text))
            if year is not None:
                fields[name] = field_reading(year[0], extract, extract.confidence, [year[0]])


def _names(texts: SlotTexts, name: str, _: VolumeContext) -> Mapping[str, FieldReading]:
    kind = "family" if "family" in name else "given"
    told = decode_sex(texts.one("sex"), texts.sexes)
    sex = sex_of_role(name, told)
    return decode_name(texts.by_field[name], kind, _of_relative(texts, name), sex)


def _of_relative(texts: SlotTexts, name: str) -> dict[str, list[Extract]]:
    """What the act reads for the other of child and father, who share their family name."""
    other = texts.by_field.get(_SHARED_FAMILY.get(name, ""), {})
    own = {script: [tidy(e.text) for e in found] for script, found in texts.by_field[name].items()}
    return {
        script: [
            extract
            for extract in found
            if any(_alike(tidy(extract.text), text) >= _SAME_FAMILY for text in own.get(script, []))
        ]
        for script, found in other.items()
    }


def _places(texts: SlotTexts, name: str, context: VolumeContext) -> Mapping[str, FieldReading]:
    at_home = name == f"{context.kind.value}_place"
    return decode_place(texts.by_field[name], context.office if at_home else None)


def _jobs(texts: SlotTexts, name: str, _: VolumeContext) -> Mapping[str, FieldReading]:
    return decode_job(texts.by_field[name])


_Decoder = Callable[[SlotTexts, str, VolumeContext], Mapping[str, FieldReading]]
_DECODERS: dict[str, _Decoder] = {
    "given": _names,
    "family": _names,
    "place": _places,
    "job": _jobs,
}

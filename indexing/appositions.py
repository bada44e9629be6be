"""Values that a sentence sets side by side without a label of their own.

"Rachid, cordonnier, né en 1899": a profession after a comma. "est décédé à Sidi Daoud Malika
Saber": the person's name right behind a place or an hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexing.decoding_values import job_likeness
from indexing.field_readings import tidy
from indexing.forms import Form, Slot
from indexing.full_names import nearest
from indexing.names import fold
from indexing.prose import FilledSlot
from indexing.text_stream import Extract, PlacedWord, extract_words

_BREAKS = (",", ";", "،", "؛", ":", ".")
_CAN_TRAIL = {"date", "event_date", "time", "place", "skip"}
_AT = ("a", "ب")
_JOB = 0.72
_LONGEST_NAME = 5
_NAMED = 1.15


def part_appositions(filled: Sequence[FilledSlot], form: Form) -> list[FilledSlot]:
    """Slots cut at their commas: the first part stays, a profession among the rest gets its own."""
    told = {one.slot.field for one in filled if one.extract.text}
    parted: list[FilledSlot] = []
    for one in _part_years(filled, form, told):
        pieces = _pieces(one.extract)
        if one.slot.type in ("skip", "date", "event_date", "time", "mentions") or len(pieces) < 2:
            parted.append(one)
            continue
        parted.append(replace(one, extract=pieces[0]))
        job = _job_slot(form, one.slot)
        for piece in pieces[1:]:
            if job is None or job.field in told:
                break
            if job_likeness(tidy(piece.text), one.slot.script) >= _JOB:
                parted.append(FilledSlot(job, piece, None, 0.0))
                told.add(job.field)
    return parted


def _part_years(filled: Sequence[FilledSlot], form: Form, told: set[str]) -> list[FilledSlot]:
    """ "né vers 1918 à Sidi Daoud": the place behind a year goes to its own slot."""
    parted: list[FilledSlot] = []
    for one in filled:
        words = one.extract.words
        at = next((i for i, p in enumerate(words) if i and fold(p.word.text) in _AT), None)
        slot = next(
            (s for s in form.slots if s.type == "place" and s.group == one.slot.group), None
        )
        if one.slot.type != "year" or at is None or slot is None or slot.field in told:
            parted.append(one)
            continue
        parted.append(replace(one, extract=extract_words(words[:at])))
        parted.append(FilledSlot(slot, extract_words(words[at + 1 :]), None, 0.0))
    return parted


def part_person(
    filled: Sequence[FilledSlot], form: Form, known: Mapping[str, str]
) -> list[FilledSlot]:
    """When no label opens the person's name, cut it from the end of the slot before the sex.

    Args:
        known: given and family name in the form's script if the margin tells them.
    """
    fields = {one.slot.field for one in filled if one.extract.text}
    if fields & {"child", "given_name"}:
        return list(filled)
    before = _slot_before_sex(filled)
    if before is None:
        return list(filled)
    one = filled[before]
    words = [placed for placed in one.extract.words if tidy(placed.word.text)]
    cut = _name_start(words, one.slot.script, known)
    if cut is None:
        return list(filled)
    person = Slot("child", "person", one.slot.script, one.slot.labels)
    rest = replace(one, extract=extract_words(words[:cut]))
    name = FilledSlot(person, extract_words(words[cut:]), None, 0.0)
    return [*filled[:before], rest, name, *filled[before + 1 :]]


def _pieces(extract: Extract) -> list[Extract]:
    pieces: list[list[PlacedWord]] = [[]]
    for placed in extract.words:
        pieces[-1].append(placed)
        if placed.word.text.rstrip().endswith(_BREAKS) and len(tidy(placed.word.text)) > 1:
            pieces.append([])
    whole = [extract_words(piece) for piece in pieces if any(tidy(p.word.text) for p in piece)]
    return whole if len(whole) > 1 else [extract]


def _job_slot(form: Form, beside: Slot) -> Slot | None:
    return next((s for s in form.slots if s.type == "job" and s.group == beside.group), None)


def _slot_before_sex(filled: Sequence[FilledSlot]) -> int | None:
    """Index of the slot whose end touches the sex, or the father where no sex is told."""
    for field in ("sex", "father_given"):
        at = next((i for i, one in enumerate(filled) if one.slot.field == field), None)
        if at:
            before = at - 1
            return before if filled[before].slot.type in _CAN_TRAIL else None
    return None


def _name_start(words: Sequence[PlacedWord], script: str, known: Mapping[str, str]) -> int | None:
    """Index of the word that begins the name; None when nothing there looks like one."""
    if len(words) < 3:
        return None
    cuts = range(max(1, len(words) - _LONGEST_NAME), len(words))
    name = " ".join(known[part] for part in ("given_name", "family_name") if part in known)
    if name:
        best = max(cuts, key=lambda cut: _alike(words[cut:], name))
        if _alike(words[best:], name) >= 0.45:
            return best
    scores = {cut: _name_likeness(words[cut:], script) for cut in cuts if cut < len(words) - 1}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _NAMED else None


def _alike(words: Sequence[PlacedWord], name: str) -> float:
    text = fold(" ".join(placed.word.text for placed in words))
    return float(Levenshtein.normalized_similarity(text, fold(name)))


def _name_likeness(words: Sequence[PlacedWord], script: str) -> float:
    """Likeness of the words to a given name followed by a family name, 0 to 2."""
    texts = [tidy(placed.word.text) for placed in words]
    return max(
        nearest(" ".join(texts[:cut]), script, "given")
        + nearest(" ".join(texts[cut:]), script, "family")
        for cut in range(1, len(texts))
    )

"""Values that a sentence sets side by side without a label of their own.

"Rachid, cordonnier, né en 1899": a profession after a comma. "est décédé à Sidi Daoud Malika
Saber": the person's name right behind a place or an hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from indexing.decoding.closed_words import ClosedWords
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import nearest
from indexing.decoding.values import job_likeness, place_likeness
from indexing.entries.lost_labels import recover_labels
from indexing.entries.prose import FilledSlot
from indexing.forms import Form, Slot
from indexing.labels.search import folded, shape
from indexing.names.matching import fold
from indexing.text.stream import Extract, PlacedWord, TextStream, extract_words

_BREAKS = (",", ";", "،", "؛", ":", ".")
_CAN_TRAIL = {"date", "event_date", "time", "place", "skip"}
_FULL_DATES = ("date", "event_date", "hijri_date")
_DATES = (*_FULL_DATES, "year")
_UNDATED = ("place", "job", "given", "family", "person", "mother_ar", "parents_ar", "sex")
# An hour and what is passed over hold numbers of their own: of their dates whole ones only.
_MAY_HIDE = ("time", "skip")
_LONG_DATE = 9
_LIKE_LABEL = 0.65
_KNOWN = 0.85
_NAMED_BEFORE = 0.8
_SHORTEST = 3
_PARENTS, _OWN_DAY = ("father", "mother", "couple"), "drawn_up_date"
_AT = ("a", "ب")
# What else stands between commas beside a name, in small letters.
_NO_TRADE = frozenset(
    (
        *("veuf", "veuve", "celibataire", "marie", "mariee", "divorce", "divorcee", "ne", "nee"),
        *("age", "agee", "ans", "domicilie", "domiciliee", "demeurant", "decede", "decedee"),
        *("present", "absent", "majeur", "majeure", "dit", "dite"),
    )
)
_JOB = 0.72
_LONGEST_NAME = 5
_NAMED = 1.15


def part_appositions(filled: Sequence[FilledSlot], form: Form) -> list[FilledSlot]:
    """Slots cut at their commas: the first part stays, a profession among the rest gets its own."""
    filled = recover_labels(filled, form)
    told = {one.slot.field for one in filled if one.extract.text}
    parted: list[FilledSlot] = []
    for one in _part_by_kind(filled, form, told):
        pieces = _pieces(one.extract)
        if one.slot.type in ("skip", "date", "event_date", "time", "mentions") or len(pieces) < 2:
            parted.append(one)
            continue
        parted.append(replace(one, extract=pieces[0]))
        job = _job_slot(form, one.slot)
        for piece in pieces[1:]:
            if job is None or job.field in told:
                break
            if _is_small(piece) or job_likeness(tidy(piece.text), one.slot.script) >= _JOB:
                parted.append(FilledSlot(job, piece, None, 0.0))
                told.add(job.field)
    return parted


def _part_by_kind(filled: Sequence[FilledSlot], form: Form, told: set[str]) -> list[FilledSlot]:
    """Slots cut where a date begins or ends: what no label opened goes to a slot of its kind.

    "né vers 1918 à Sidi Daoud": a place behind a year. "بفاس يم عاشر يناير": a date whose label was
    misread behind a place.
    """
    parted: list[FilledSlot] = []
    for one in filled:
        stream = TextStream(one.extract.words)
        words = ClosedWords.of(stream, one.slot.script)
        if one.slot.type in _DATES:
            parted += _without_place(one, stream, words, form, told)
        elif one.slot.type in _UNDATED or one.slot.type in _MAY_HIDE:
            parted += _without_date(one, stream, words, form, told)
        else:
            parted.append(one)
    return parted


def _without_place(
    one: FilledSlot, stream: TextStream, words: ClosedWords, form: Form, told: set[str]
) -> list[FilledSlot]:
    """A date and the place written right behind it."""
    slot = _untold(form, one.slot, ("place",), told)
    start = _label_start(stream.letters[: words.spans[0][0]], one.slot) if words.spans else 0
    before = stream.extract(0, start)
    if (
        slot is not None
        and start > _SHORTEST
        and place_likeness(before.text, "ar") >= _NAMED_BEFORE
    ):
        told.add(slot.field)
        date = replace(one, extract=stream.extract(start, len(stream.letters)))
        return [FilledSlot(slot, before, None, 0.0), date]
    end = _word_end(stream, words.spans[-1][1]) if words.spans else len(stream.letters)
    tail = stream.extract(end, len(stream.letters))
    opening = next((i for i, p in enumerate(tail.words) if fold(p.word.text) in _AT), None)
    if slot is None or not words.spans:
        return [one]
    if opening is not None:
        place = extract_words(tail.words[opening + 1 :])
    elif one.slot.script == "ar" and tail.text.startswith("ب") and len(tail.text) > _SHORTEST:
        place = _without_preposition(tail)
    else:
        return [one]
    if not place.text:
        return [one]
    told.add(slot.field)
    return [replace(one, extract=stream.extract(0, end)), FilledSlot(slot, place, None, 0.0)]


def _word_end(stream: TextStream, end: int) -> int:
    """The end of a number whose last letters were misread; a glued "at" is left to the place."""
    for letters in range(3):
        if stream.is_boundary(end + letters):
            return end if stream.letters[end : end + letters].startswith("ب") else end + letters
    return end


def _without_preposition(tail: Extract) -> Extract:
    """A place without the ب written in one piece with it, unless its own name begins so."""
    stream = TextStream(tail.words)
    bare = stream.extract(1, len(stream.letters))
    named = place_likeness(tail.text, "ar")
    return tail if named >= _KNOWN and named > place_likeness(bare.text, "ar") else bare


def _without_date(
    one: FilledSlot, stream: TextStream, words: ClosedWords, form: Form, told: set[str]
) -> list[FilledSlot]:
    """A value and the dates behind it whose labels were misread."""
    dates: list[tuple[int, Slot]] = []
    for (start, end), dated in zip(words.spans, words.dated, strict=True):
        kinds = _FULL_DATES if dated else ("year",)
        own = not dated and one.slot.type in _MAY_HIDE
        long = end - start >= _LONG_DATE and not own
        slot = _untold(form, one.slot, kinds, told) if long else None
        if slot is not None:
            told.add(slot.field)
            dates.append((start, slot))
    if not dates:
        return [one]
    cuts = [_label_start(stream.letters[:start], slot) for start, slot in dates]
    ends = [*cuts[1:], len(stream.letters)]
    parted = [replace(one, extract=stream.extract(0, cuts[0]))]
    for (start, slot), end in zip(dates, ends, strict=True):
        date = FilledSlot(slot, stream.extract(start, end), None, 0.0)
        part = TextStream(date.extract.words)
        within = ClosedWords.of(part, one.slot.script)
        parted += _without_place(date, part, within, form, told)
    return parted


def _label_start(letters: str, slot: Slot) -> int:
    """Where what is left of the slot's label begins at the end of ``letters``."""
    cuts = [
        (
            Levenshtein.normalized_similarity(shape(letters[-size:]), shape(folded(label.text))),
            -size,
        )
        for label in slot.labels
        for size in range(2, min(len(letters), len(folded(label.text)) + 1))
    ]
    likeness, cut = max(cuts, default=(0.0, 0))
    return len(letters) + (cut if likeness >= _LIKE_LABEL else 0)


def _untold(form: Form, beside: Slot, kinds: Sequence[str], told: set[str]) -> Slot | None:
    """The first slot of these types, told of the same person, that has no text yet."""
    group = [s for s in form.slots if s.group == beside.group and s.type in kinds]
    # Behind the parents no day is left but the act's own.
    if kinds is _FULL_DATES and beside.group in _PARENTS:
        group += [s for s in form.slots if s.field == _OWN_DAY and s.type in kinds]
    return next((slot for slot in group if slot.field not in told), None)


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


def _is_small(piece: Extract) -> bool:
    """Whether no word has a capital: a trade, known or not, beside the names and places."""
    text = tidy(piece.text)
    trade = len(text.split()) <= 3 and not set(fold(text).split()) & _NO_TRADE
    return len(text) > _SHORTEST and text.isascii() and text.islower() and trade


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
            return best + _small_before_capital(words[best:])
    scores = {cut: _name_likeness(words[cut:], script) for cut in cuts if cut < len(words) - 1}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= _NAMED else None


def _small_before_capital(words: Sequence[PlacedWord]) -> int:
    """How many words in small letters stand before one with a capital: minutes, no name."""
    small = [tidy(placed.word.text).islower() for placed in words]
    return small.index(False) if False in small and words[0].word.text.isascii() else 0


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

"""One entry read with one form: its slots filled, its margin told apart, its mentions read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from archive.mention import Mention
from indexing.entries import Entry, number_match
from indexing.field_readings import tidy
from indexing.forms import Form, Slot
from indexing.mentions import first_mention, read_mentions
from indexing.names import fold
from indexing.pairs import TextLine, best_label, fill_pairs, pair_fit
from indexing.prose import FilledSlot, fill_slots, fit
from indexing.sequence import NumberReading
from indexing.text_stream import EMPTY, Extract, PlacedWord, TextStream, extract_words
from ocr.page import RegionKind

_HEADING = 0.72
Names = tuple[tuple[str, Extract], ...]
MentionWords = dict[str, tuple[PlacedWord, ...]]


@dataclass(frozen=True, slots=True)
class EntryReading:
    """What one form finds in an entry.

    Attributes:
        fit: share of the form's labels found, 0 to 1.
        margin: names that the margin repeats, as (field, extract).
    """

    form: Form
    entry: Entry
    fit: float
    filled: tuple[FilledSlot, ...]
    margin: Names
    mention_words: MentionWords
    number: NumberReading
    number_extract: Extract

    def mentions(self, year: int) -> tuple[Mention, ...]:
        """Mentions of the margin, French ones first."""
        return tuple(
            mention
            for script, words in sorted(self.mention_words.items(), reverse=True)
            for mention in read_mentions(words, script, year)
        )


def read_entry(entry: Entry, form: Form) -> EntryReading:
    """Read an entry as the form describes it."""
    number_extract = _number(entry, form)
    reading = NumberReading(number_extract.text, number_extract.confidence)
    if form.shape == "prose":
        filled, margin, mentions, share = _read_prose(entry, form)
    else:
        pairs, lines = fill_pairs(form, [line for line in entry.lines if _is_text(line, form)])
        filled, margin, share = tuple(pairs), (), pair_fit(form, pairs)
        mentions = {s: _words([x for x in lines if x.script == s]) for s in ("fr", "ar")}
    ruled = any(line.row is not None for line in entry.lines)
    share *= 1.0 if ruled == (form.shape == "table") else 0.9
    return EntryReading(form, entry, share, filled, margin, mentions, reading, number_extract)


def _read_prose(
    entry: Entry, form: Form
) -> tuple[
    tuple[FilledSlot, ...],
    tuple[tuple[str, Extract], ...],
    dict[str, tuple[PlacedWord, ...]],
    float,
]:
    beside = [line for line in entry.lines if line.region.kind is RegionKind.MARGIN]
    body = [line for line in entry.lines if line.region.kind is not RegionKind.MARGIN]
    if not any(line.script == form.script for line in body):
        body, beside = list(entry.lines), []
    pairs: list[FilledSlot] = []
    sentence: list[TextLine] = []
    for line in body:
        if _is_number(line, form) or _is_heading(line, form):
            continue
        if line.script == form.script:
            sentence.append(line)
        else:
            pairs += _pair_of(line, form.pairs)
    filled = fill_slots(form, TextStream(_words(sentence)))
    share = fit(form, filled)
    margin, mentions = _read_margin(beside, form)
    filled, people = _part_place_and_person(filled, margin)
    return (*filled, *pairs), (*margin, *people), mentions, share


def _pair_of(line: TextLine, pairs: Sequence[Slot]) -> list[FilledSlot]:
    match = best_label(pairs, line)
    if match is None:
        return []
    stream = TextStream(line.words)
    extract = stream.extract(match.end, len(stream.letters))
    return [FilledSlot(match.slot, extract, match.sex, match.gain)]


def _read_margin(
    lines: Sequence[TextLine], form: Form
) -> tuple[list[tuple[str, Extract]], MentionWords]:
    """Names above the first mention, and the words of the mentions by script."""
    text = [line for line in lines if not _is_number(line, form) and not _is_heading(line, form)]
    mentions: MentionWords = {}
    names: list[TextLine] = []
    for script in ("fr", "ar"):
        own = [line for line in text if line.script == script]
        words = _words(own)
        start = first_mention(words, script)
        if start is None:
            names += [line for line in own if script == form.script]
            continue
        mentions[script] = words[start:]
        opening = words[start]
        before = next(i for i, line in enumerate(own) if opening in line.words)
        names += [line for line in own[:before] if script == form.script]
    if form.margin_names != "family_given":
        return [], mentions
    return _margin_names([line for line in names if _may_be_name(line)]), mentions


def _may_be_name(line: TextLine) -> bool:
    text = tidy(extract_words(line.words).text)
    letters = sum(c.isalpha() for c in text)
    return letters >= 3 and letters >= 0.6 * len(text.replace(" ", ""))


def _margin_names(lines: Sequence[TextLine]) -> list[tuple[str, Extract]]:
    extracts = [extract_words(line.words) for line in lines[:2]]
    return list(zip(("family_name", "given_name"), extracts, strict=False))


def _part_place_and_person(
    filled: Sequence[FilledSlot], margin: Sequence[tuple[str, Extract]]
) -> tuple[list[FilledSlot], list[tuple[str, Extract]]]:
    """Cut slots where a place and a full name stand side by side, by the name in the margin."""
    known = dict(margin)
    name = " ".join(known[part].text for part in ("given_name", "family_name") if part in known)
    kept: list[FilledSlot] = []
    people: list[tuple[str, Extract]] = []
    for one in filled:
        if one.slot.type != "place_person":
            kept.append(one)
            continue
        words = one.extract.words
        cuts = range(1, len(words))
        if name and len(words) > 1:
            at = max(cuts, key=lambda cut: _alike(words[cut:], name))
            if _alike(words[at:], name) < 0.45:
                at = max(1, len(words) - len(name.split()))
        else:
            at = max(1, len(words) - 2)
        place = replace(one.slot, field=one.slot.field.split("+")[0], type="place")
        person = replace(one.slot, field=one.slot.field.split("+")[1], type="person")
        kept.append(replace(one, slot=place, extract=extract_words(words[:at])))
        kept.append(FilledSlot(person, extract_words(words[at:]), None, 0.0))
    return kept, people


def _alike(words: Sequence[PlacedWord], name: str) -> float:
    text = fold(" ".join(placed.word.text for placed in words))
    return float(Levenshtein.normalized_similarity(text, fold(name)))


def _number(entry: Entry, form: Form) -> Extract:
    """The act number as read: beside its label in either script, digits preferred."""
    found = []
    for line in entry.lines:
        end = number_match(line, form.number)
        if end is not None:
            stream = TextStream(line.words)
            found.append(stream.extract(end, len(stream.letters)))
    digits = [e for e in found if any(c.isdigit() for c in e.text)]
    return max(digits or found, key=lambda e: e.confidence, default=EMPTY)


def _is_text(line: TextLine, form: Form) -> bool:
    return not (_is_number(line, form) or _is_heading(line, form))


def _is_number(line: TextLine, form: Form) -> bool:
    return number_match(line, form.number) is not None


def _is_heading(line: TextLine, form: Form) -> bool:
    text = fold(extract_words(line.words).text)
    return any(
        fuzz.ratio(text, fold(heading)) >= 100 * _HEADING for heading in form.headings if text
    )


def _words(lines: Sequence[TextLine]) -> tuple[PlacedWord, ...]:
    return tuple(word for line in lines for word in line.words)

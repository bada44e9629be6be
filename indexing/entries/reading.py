"""One entry read with one form: its slots filled, its margin told apart, its mentions read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from archive.mention import Mention
from archive.register import Kind
from indexing.decoding.field_readings import tidy
from indexing.decoding.full_names import cut_full_name, family_first
from indexing.entries.appositions import part_appositions, part_person
from indexing.entries.cutting import Entry, number_lines
from indexing.entries.drawn_up_first import with_event_day, without_opening
from indexing.entries.function_words import ended
from indexing.entries.listed import with_listed
from indexing.entries.opening_dates import give_opening_dates
from indexing.entries.paired_dates import with_both_calendars, with_unclaimed_days
from indexing.entries.pairs import best_label, fill_pairs, pair_fit, part_labels, part_names
from indexing.entries.prose import FilledSlot, fill_slots, fit
from indexing.entries.unlabelled_mother import with_unlabelled_mother
from indexing.forms import Form, Slot
from indexing.labels.words import meaning
from indexing.mentions.reading import first_mention, read_mentions
from indexing.names.matching import fold
from indexing.names.units import knows
from indexing.registers.sequence import NumberReading
from indexing.tables.number_lines import number_match, number_span
from indexing.text.glued_words import parted
from indexing.text.line import TextLine
from indexing.text.stream import (
    EMPTY,
    Extract,
    PlacedWord,
    TextStream,
    extract_words,
    fold_label,
)
from ocr.page import RegionKind

_HEADING = 0.9
_LONGEST_NAME = 6
# "Commune de … — Naissances — Année 1941", "سجل الوفيات لسنة 1992": a page's running title.
_TITLE = re.compile(r"\b(?:annee|registre des \w+|لسنه) \d{4}$")
_LONGEST_TITLE, _TITLE_WORD = 64, 3
Names = tuple[tuple[str, str, Extract], ...]
MentionWords = dict[str, tuple[PlacedWord, ...]]


@dataclass(frozen=True, slots=True)
class EntryReading:
    """What one form finds in an entry.

    Attributes:
        fit: share of the form's labels found, 0 to 1.
        margin: names that the margin repeats, as (field, script, extract).
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
            for mention in read_mentions(words, script, year, dead=_is_of_death(self.form))
        )


# An entry is asked for by what chooses the form, by what orders the leaves and by what parts acts.
@lru_cache(maxsize=1024)
def read_entry(entry: Entry, form: Form) -> EntryReading:
    """Read an entry as the form describes it."""
    number_extract, reading = _number(entry, form)
    if form.shape == "prose":
        filled, margin, mentions, share = _read_prose(entry, form)
    else:
        pairs, lines = fill_pairs(form, text_lines(entry, form))
        filled, margin, share = tuple(pairs), (), pair_fit(form, pairs)
        mentions = {s: _words([x for x in lines if x.script == s]) for s in ("fr", "ar")}
    for line in entry.aside:
        mentions[line.script] = (*mentions.get(line.script, ()), *line.words)
    ruled = any(line.row is not None for line in entry.lines)
    share *= 1.0 if ruled == (form.shape == "table") else 0.9
    return EntryReading(form, entry, share, filled, margin, mentions, reading, number_extract)


def _read_prose(
    entry: Entry, form: Form
) -> tuple[tuple[FilledSlot, ...], Names, MentionWords, float]:
    body, beside = _body_and_margin(entry, form)
    pairs: list[FilledSlot] = []
    for line in body:
        if line.script != form.script:
            for part in part_labels(form.pairs, line):
                for each in part_names(form.pairs, part):
                    pairs += _pair_of(each, form.pairs)
    opening, stream = _opening_and_rest(body, form)
    filled = [one for one in fill_slots(form, stream) if one.slot not in {o.slot for o in opening}]
    share = fit(form, filled)
    if not form.in_order:
        filled = with_listed(filled, form, stream)
    if form.script == "ar":
        filled = with_both_calendars(filled, form, stream)
        if not (form.drawn_up_first or form.in_order):
            filled = with_unclaimed_days(filled, form, stream)
    if form.drawn_up_first:
        filled = with_event_day(filled, form, stream)
    filled = give_opening_dates([*opening, *filled], form, stream)
    filled = with_unlabelled_mother(filled, form, stream)
    margin, mentions = _read_margin(beside, form)
    known = {
        field: tidy(extract.text) for field, script, extract in margin if script == form.script
    }
    filled = [ended(one) for one in part_person(part_appositions(filled, form), form, known)]
    return (*filled, *pairs), tuple(margin), mentions, share


def sentence(entry: Entry, form: Form) -> TextStream:
    """The sentence of an entry of prose: its body in the form's script, no number, no title.

    Where the form opens with the day of drawing up: what stands behind that day.
    """
    return _opening_and_rest(_body_and_margin(entry, form)[0], form)[1]


def _opening_and_rest(body: Sequence[TextLine], form: Form) -> tuple[list[FilledSlot], TextStream]:
    stream = _stream(body, form)
    return without_opening(stream, form) if form.drawn_up_first else ([], stream)


def _stream(body: Sequence[TextLine], form: Form) -> TextStream:
    return TextStream(parted(_words([line for line in body if line.script == form.script])))


def _body_and_margin(entry: Entry, form: Form) -> tuple[list[TextLine], list[TextLine]]:
    beside = [line for line in entry.lines if line.region.kind is RegionKind.MARGIN]
    body = [line for line in entry.lines if line.region.kind is not RegionKind.MARGIN]
    if not any(line.script == form.script for line in body):
        body, beside = list(entry.lines), []
    return [x for x in body if not (_is_number(x, form) or _is_heading(x, form))], beside


def _pair_of(line: TextLine, pairs: Sequence[Slot]) -> list[FilledSlot]:
    """The label and value of a line in the other script, or a full name that stands alone."""
    match = best_label(pairs, line)
    if match is None:
        extract = extract_words(line.words)
        words = tidy(extract.text).split()
        if pairs and 2 <= len(words) <= _LONGEST_NAME and _may_be_name(line):
            alone = Slot("child", "full_name", line.script, pairs[0].labels)
            return [FilledSlot(alone, extract, None, 0.0)]
        return []
    stream = TextStream(line.words)
    extract = stream.extract(match.end, len(stream.letters))
    return [FilledSlot(match.slot, extract, match.sex, match.gain)]


def _read_margin(
    lines: Sequence[TextLine], form: Form
) -> tuple[list[tuple[str, str, Extract]], MentionWords]:
    """Names above the first mention, by script, and the words of the mentions."""
    text = [line for line in lines if not _is_heading(line, form)]
    mentions: MentionWords = {}
    names: list[tuple[str, str, Extract]] = []
    for script in ("fr", "ar"):
        # Figures alone are read in either script: they belong to the mention that they stand in.
        own = [line for line in text if line.script == script or not _has_letters(line)]
        words = _words(own)
        start = first_mention(words, script, dead=_is_of_death(form))
        if start is not None:
            mentions[script] = words[start:]
            opening = words[start]
            own = own[: next(i for i, line in enumerate(own) if opening in line.words)]
        if form.margin_names == "family_given":
            above = [
                line
                for line in own
                if _may_be_name(line) and not (_is_number(line, form) or _is_title(line))
            ]
            names += _margin_names(above, script)
    return names, mentions


def _is_of_death(form: Form) -> bool:
    return form.kind is Kind.DEATH


def _has_letters(line: TextLine) -> bool:
    return any(c.isalpha() for placed in line.words for c in placed.word.text)


def _may_be_name(line: TextLine) -> bool:
    text = tidy(extract_words(line.words).text)
    letters = sum(c.isalpha() for c in text)
    return letters >= 3 and letters >= 0.6 * len(text.replace(" ", ""))


def _is_title(line: TextLine) -> bool:
    """Whether a line names the event, as the title of an act does ("رسم الازدياد"), or its record.

    No name of a person is among such words but Mouloud's.
    """
    texts = [tidy(placed.word.text) for placed in line.words]
    if any(knows(fold_label(text), kind) for text in texts for kind in ("given", "family")):
        return False
    return any(meaning(text, line.script).events for text in texts if len(text) >= _TITLE_WORD)


def _margin_names(lines: Sequence[TextLine], script: str) -> list[tuple[str, str, Extract]]:
    extracts = [extract_words(line.words) for line in lines[:2]]
    if len(extracts) == 1 and len(tidy(extracts[0].text).split()) > 1:
        # Both names on one line, in an order that only they tell.
        turned = family_first(extracts[0], script, "", "")
        cut = cut_full_name(extracts[0], script, family_first=turned)
        extracts = [cut.family, cut.given]
    fields = ("family_name", "given_name")
    return [(field, script, e) for field, e in zip(fields, extracts, strict=False)]


def _number(entry: Entry, form: Form) -> tuple[Extract, NumberReading]:
    """The act number as read beside its label, digits preferred, and what other scripts read."""
    found = []
    for line in number_lines(entry, form.number):
        stream = TextStream(line.words)
        whole = 0, len(stream.letters)
        found.append((stream.extract(*(number_span(line, form.number) or whole)), line.script))
    digits = [one for one in found if any(c.isdigit() for c in one[0].text)]
    ranked = sorted(digits or found, key=lambda one: -one[0].confidence) or [(EMPTY, "fr")]
    first, *others = (NumberReading(e.text, e.confidence, (), script) for e, script in ranked)
    return ranked[0][0], replace(first, others=tuple(others))


def text_lines(entry: Entry, form: Form) -> list[TextLine]:
    """Lines of an entry that are neither its number nor a heading."""
    return [line for line in entry.lines if _is_text(line, form)]


def _is_text(line: TextLine, form: Form) -> bool:
    return not (_is_number(line, form) or _is_heading(line, form))


def _is_number(line: TextLine, form: Form) -> bool:
    return number_match(line, form.number) is not None


def _is_heading(line: TextLine, form: Form) -> bool:
    text = fold(extract_words(line.words).text)
    if form.shape == "prose" and len(text) < _LONGEST_TITLE and _TITLE.search(text):
        return True
    return any(
        Levenshtein.normalized_similarity(text, fold(heading)) >= _HEADING
        for heading in form.headings
    )


def _words(lines: Sequence[TextLine]) -> tuple[PlacedWord, ...]:
    return tuple(word for line in lines for word in line.words)

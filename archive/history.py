"""An act's history: its events, and the act they add up to. Pure.

A machine reading is replaced by the next one; what a person confirmed is not. Confirming an act
pins every value, and every mention, that the person saw: later readings can add a finding to a
verified act and nothing else. It pins the scans too: what is read later from a page that was
replaced may be another person's act, and never gives a verified act its image.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from archive.act import Act, ActReading, ActState, FieldReading
from archive.finding import Finding, Severity
from archive.folding import same_words
from archive.margin import Amendment, MentionEntered, MentionWithdrawn, margin
from archive.mention import Mention
from archive.register import ActNumber, RegisterReference
from archive.review_events import FirstRead, Reopened, SecondRead


@dataclass(frozen=True, slots=True)
class Read:
    """The machine read the act in one original.

    Attributes:
        number: the number the act holds from here on, None when it has none or another holds it.
        scans: by page name, ``VolumePage.scan`` of the page it was read from, which tells a page
            read again from one that was replaced; pages whose scan is unknown are absent.
    """

    reading: ActReading
    number: ActNumber | None
    scans: Mapping[str, str] = field(default_factory=dict)

    @property
    def scan(self) -> str:
        """Scan of the page the act begins on, empty when unknown."""
        return self.scans.get(self.reading.pages[0][0], "") if self.reading.pages else ""


@dataclass(frozen=True, slots=True)
class Missed:
    """The volume was read again and the act was not found in this original.

    Attributes:
        scans: by name, the scans then in force of the pages it had been read from.
    """

    copy: int
    scans: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verified:
    """A person confirmed the act.

    Attributes:
        decisions: what the person changed.
        confirmed: every value the act has from here on, decisions included; "" for a field that
            the act leaves empty.
    """

    decisions: Mapping[str, str]
    confirmed: Mapping[str, str]
    mentions: tuple[Mention, ...]
    number: ActNumber


@dataclass(frozen=True, slots=True)
class Merged:
    """A person found two acts to be one; both acts' logs tell it.

    Attributes:
        standing: id of the act that stands.
        second: id of the act that is a second copy of it from here on.
        reason: the person's own words.
    """

    standing: str
    second: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unmerged:
    """The merging of the same two acts was taken back; both acts' logs tell it."""

    standing: str
    second: str
    reason: str


Word = Verified | FirstRead | SecondRead | Reopened
"""What a person said of the whole act."""

What = Read | Missed | Word | Merged | Unmerged | Amendment


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of an act's log.

    Attributes:
        version: 1, 2, 3 … within the act.
        at: ISO instant, UTC.
        seq: its entry in the audit trail, ascending over the whole catalogue.
    """

    act_id: str
    version: int
    what: What
    actor: str
    at: str
    seq: int = 0

    @property
    def kind(self) -> str:
        """The class of what happened in lower case: ``read``, ``missed``, ``verified`` …"""
        return type(self.what).__name__.lower()


@dataclass(frozen=True, slots=True)
class History:
    """Everything an act's events say so far.

    Attributes:
        reads: latest reading per original.
        missed: originals in which the act was not found when last read, with ``Missed.scans``.
        decided: values a person confirmed, empty while nobody did.
        mentions: the confirmed mentions, None while nobody confirmed any.
        confirmed: the reading that a person first confirmed, None while nobody did.
        read_then: what the machine had read when the act was last confirmed.
        standing_act: id of the act that this one is a second copy of, None while it stands itself.
        amendments: what officers did to the margin since.
        first: a person's reading that waits for another's, None while none does.
        second: another person's reading that differs from it and waits for a third's.
        reopened: whether a person took back their word and nobody confirmed the act since.
        before: what the history was before the last word, which can be taken back.
    """

    act_id: str
    register: RegisterReference
    version: int = 0
    number: ActNumber | None = None
    reads: Mapping[int, Read] = field(default_factory=dict)
    missed: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] | None = None
    confirmed: Read | None = None
    read_then: Mapping[str, str | None] = field(default_factory=dict)
    standing_act: str | None = None
    amendments: tuple[Amendment, ...] = ()
    first: FirstRead | None = None
    second: SecondRead | None = None
    reopened: bool = False
    before: "History | None" = None

    @property
    def reading(self) -> ActReading:
        """The latest reading of the lowest copy."""
        return self.reads[min(self.reads)].reading

    @property
    def standing(self) -> Read:
        """What the act's image and boxes come from: the latest reading of the lowest copy, but
        never one from other scans than those a person confirmed the act against.
        """
        latest = self.reads[min(self.reads)]
        if self.confirmed is None or latest.scans == self.confirmed.scans:
            return latest
        return self.confirmed

    @property
    def verified(self) -> bool:
        """Whether a person confirmed the act."""
        return self.mentions is not None

    def after(self, what: What) -> "History":
        """The history with one more event."""
        version = self.version + 1
        match what:
            case Read(reading, number):
                return replace(
                    self,
                    version=version,
                    number=number,
                    reads={**self.reads, reading.copy: what},
                    missed={copy: s for copy, s in self.missed.items() if copy != reading.copy},
                )
            case Missed(copy, scans):
                return replace(self, version=version, missed={**self.missed, copy: scans})
            case Verified() | FirstRead() | SecondRead() | Reopened():
                return replace(self._after_word(what), version=version)
            case Merged(standing, second):
                leads_to = standing if second == self.act_id else self.standing_act
                return replace(self, version=version, standing_act=leads_to)
            case Unmerged(_, second):
                leads_to = None if second == self.act_id else self.standing_act
                return replace(self, version=version, standing_act=leads_to)
            case MentionEntered() | MentionWithdrawn():
                return replace(self, version=version, amendments=(*self.amendments, what))

    def _after_word(self, word: Word) -> "History":
        before = replace(self, before=None)
        # The scans and the reading that the first person saw are those the act is confirmed with.
        seen = self.read_then if self.first is not None else _values(self.reading)
        match word:
            case Verified(_, confirmed, mentions, number):
                return replace(
                    self,
                    number=number,
                    decided=confirmed,
                    # Officers' mentions stand on those confirmed then, which stay as they were.
                    mentions=self.mentions if self.amendments else mentions,
                    confirmed=self.standing,
                    read_then=seen,
                    first=None,
                    second=None,
                    reopened=False,
                    before=before,
                )
            case FirstRead():
                return replace(
                    before, first=word, confirmed=self.standing, read_then=seen, before=before
                )
            case SecondRead():
                return replace(before, second=word, before=before)
            case Reopened(number):
                was = self.before or History(self.act_id, self.register)
                now = replace(
                    was, reads=self.reads, missed=self.missed, standing_act=self.standing_act
                )
                return replace(now, number=number, amendments=self.amendments, reopened=True)

    def act(self) -> Act:
        """The act as it stands."""
        findings = (*self.reading.findings, *self._findings())
        standing = self.standing
        read = self.reading.mentions if self.mentions is None else self.mentions
        entries = margin(read, self.amendments)
        return Act(
            act_id=self.act_id,
            register=self.register,
            number=self.number,
            state=self._state(findings),
            reading=standing.reading,
            fields=lay_over(standing.reading, self.decided),
            mentions=tuple(entry.mention for entry in entries if entry.in_force),
            findings=findings,
            version=self.version,
            decided=self.decided,
            scans=standing.scans,
            standing_act=self.standing_act,
            margin=entries,
        )

    def _state(self, findings: tuple[Finding, ...]) -> ActState:
        if self.verified:
            return ActState.VERIFIED
        doubtful = any(finding.severity is Severity.REVIEW for finding in findings)
        waits = self.first is not None or self.reopened
        if waits or doubtful or self.number is None or not self.reading.sure:
            return ActState.TO_REVIEW
        return ActState.ACCEPTED

    def _findings(self) -> Iterable[Finding]:
        if self.number is None and self.reading.number is not None:
            yield Finding("number_taken", {"number": str(self.reading.number)})
        for copy in sorted(self.missed):
            yield Finding("not_found_again", {"copy": copy})
        yield from self._replaced()
        yield from self._disagreements()
        for name, value in _values(self.reading).items():
            changed = self.verified and value != self.read_then.get(name)
            if changed and value != (self.decided.get(name) or None):
                yield Finding("reading_differs", field=name)
        known = [self.mentions, None if self.confirmed is None else self.confirmed.reading.mentions]
        if self.mentions is not None and self.reading.mentions not in known:
            yield Finding("reading_differs", field="mentions")

    def _replaced(self) -> Iterable[Finding]:
        standing = self.standing
        copy = standing.reading.copy
        now = self.missed.get(copy) or self.reads[copy].scans
        for page, scan in standing.scans.items():
            if now.get(page, scan) != scan:
                yield Finding("page_replaced", page=page)

    def _disagreements(self) -> Iterable[Finding]:
        lowest = _values(self.reading)
        for copy in sorted(self.reads)[1:]:
            for name, other in _values(self.reads[copy].reading).items():
                value = lowest.get(name)
                if value and other and not same_words(value, other):
                    yield Finding("copies_disagree", {"copy": copy}, field=name)


def fold(act_id: str, register: RegisterReference, events: Iterable[Event]) -> History:
    """The history that an act's events, in order, add up to."""
    start = History(act_id, register)
    return reduce(lambda history, event: history.after(event.what), events, start)


def lay_over(reading: ActReading, decided: Mapping[str, str]) -> dict[str, FieldReading]:
    """A reading's fields under a person's decisions; only decided fields once there are any."""
    if not decided:
        return dict(reading.fields)
    nothing = FieldReading(value=None, raw="", confidence=0.0)
    return {
        name: _decided_field(reading.fields.get(name, nothing), value)
        for name, value in decided.items()
    }


def confirmed_values(act: Act, decisions: Mapping[str, str]) -> dict[str, str]:
    """Every value an act has once a person confirms it with these decisions."""
    seen = {name: field.value or "" for name, field in act.fields.items()}
    if act.number is not None:
        seen["act_number"] = str(act.number)
    return {**seen, **decisions}


def _decided_field(read: FieldReading, value: str) -> FieldReading:
    # A dict keeps the order and drops doubles; what the machine read stays at hand.
    candidates = dict.fromkeys((value, read.value or "", *read.candidates))
    return replace(
        read,
        value=value or None,
        confidence=1.0,
        candidates=tuple(candidate for candidate in candidates if candidate),
    )


def _values(reading: ActReading) -> dict[str, str | None]:
    return {name: field.value for name, field in reading.fields.items()}

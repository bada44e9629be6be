"""Acts: their fields as read or verified, their state, and one reading of an act from a volume."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from archive.box import Box
from archive.finding import Finding
from archive.margin import MarginEntry, corrected
from archive.mention import Mention, MentionType
from archive.register import ActNumber, ActReference, Kind, RegisterReference

_PERSON_FIELDS = ("given_name", "family_name")
_PARENT_FIELDS = ("given", "family", "job", "birth_place")
_SCRIPTS = ("ar", "fr")

FIELD_NAMES: tuple[str, ...] = (
    "act_number",
    "year",
    "sex",
    *(f"{name}_{script}" for name in _PERSON_FIELDS for script in _SCRIPTS),
    "birth_date",
    "birth_date_hijri",
    "birth_time",
    "birth_place_ar",
    "birth_place_fr",
    "death_date",
    "death_date_hijri",
    "death_time",
    "death_place_ar",
    "death_place_fr",
    "nationality",
    "job_ar",
    "job_fr",
    *(
        f"{parent}_{name}_{script}"
        for parent in ("father", "mother")
        for name in _PARENT_FIELDS
        for script in _SCRIPTS
    ),
    "father_birth_date",
    "mother_birth_date",
    *(
        f"{name}_{script}"
        for name in ("residence", "declarant", "judgment", "officer_name")
        for script in _SCRIPTS
    ),
    "drawn_up_date",
    "drawn_up_date_hijri",
)
"""Every field an act may carry; dates are ISO (shorter where the act says less), times HH:MM."""


class ActState(Enum):
    """``to_review`` waits for people; ``accepted`` is the machine's word, ``verified`` theirs."""

    TO_REVIEW = "to_review"
    ACCEPTED = "accepted"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What one field of an act says and how sure the archive is of it.

    Attributes:
        value: normalised value, None when nothing usable was read.
        raw: the text as read, before any correction.
        confidence: 0 to 1; 1 when a person verified it.
        candidates: values best first, ``value`` among them when there is one.
        page: page name in the volume, None when the value was inferred from other pages.
        box: where the value stands on that page, None when it stands nowhere.
    """

    value: str | None
    raw: str
    confidence: float
    candidates: tuple[str, ...] = ()
    page: str | None = None
    box: Box | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class ActReading:
    """One reading of one act from one original of a register.

    Attributes:
        register: the register the act stands in.
        copy: which original was read.
        number: None when no number could be read or inferred.
        ordinal: place of the act in the volume, counted from 1, in page order.
        form: id of the form description used.
        fields: keys from ``FIELD_NAMES``.
        pages: page names the act stands on, with its region on each (None: the whole page).
        findings: why it waits for review, or what was noted.
        engine: engine and version that read it, settings included.
    """

    register: RegisterReference
    copy: int
    number: ActNumber | None
    ordinal: int
    form: str
    fields: Mapping[str, FieldReading]
    pages: tuple[tuple[str, Box | None], ...]
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    engine: str = ""
    sure: bool = False

    @property
    def reference(self) -> ActReference | None:
        """The act's reference, None while its number is unknown."""
        return None if self.number is None else ActReference(self.register, self.number)


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the record holds it: the state derived from its events.

    Attributes:
        act_id: stable key in the catalogue, kept when the number is corrected.
        reading: the latest machine reading of the lowest copy; of a verified act, the latest made
            from the scans that the person saw.
        fields: reading's fields with every person's decision laid over them.
        state: see ``ActState``.
        version: number of events applied.
        scans: by page name, ``VolumePage.scan`` that the reading was made from: its boxes belong
            to that picture, even once another has taken the page's name.
        standing_act: id of the act that a person found this one to be a second copy of.
        mentions: those in force.
        margin: every mention that the act ever bore, those in force among them.
    """

    act_id: str
    register: RegisterReference
    number: ActNumber | None
    state: ActState
    reading: ActReading
    fields: Mapping[str, FieldReading]
    mentions: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    version: int = 0
    decided: Mapping[str, str] = field(default_factory=dict)
    scans: Mapping[str, str] = field(default_factory=dict)
    standing_act: str | None = None
    margin: tuple[MarginEntry, ...] = ()

    @property
    def current(self) -> Mapping[str, str]:
        """Values as they are today: the act's text under the mentions that changed it, in order."""
        return self.values_before(None)

    @property
    def corrected(self) -> Mapping[str, str]:
        """Values that the mentions in force changed."""
        return corrected(self.margin)

    def values_before(self, entry: str | None) -> Mapping[str, str]:
        """Values as the mentions before one of the margin left them, all of them for None."""
        written = {name: reading.value for name, reading in self.fields.items() if reading.value}
        changed = corrected(self.margin, entry)
        return {name: one for name, one in {**written, **changed}.items() if one}

    @property
    def superseded(self) -> tuple[MarginEntry, ...]:
        """The mentions out of force: replaced by a later one or withdrawn."""
        return tuple(entry for entry in self.margin if not entry.in_force)

    @property
    def death(self) -> Mention | None:
        """The mention of the person's death in the margin of a birth act, the surest one."""
        deaths = [m for m in self.mentions if m.type is MentionType.DEATH]
        if self.register.kind is not Kind.BIRTH:
            return None
        return max(deaths, key=lambda mention: mention.confidence, default=None)

    @property
    def annulled(self) -> bool:
        """Whether a court annulled the act: it stands in the register and gives no paper."""
        return any(mention.type is MentionType.ANNULMENT for mention in self.mentions)

    @property
    def reference(self) -> ActReference | None:
        """The act's reference, None while its number is unknown."""
        return None if self.number is None else ActReference(self.register, self.number)

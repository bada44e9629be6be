"""Marginal mentions: what the margin of an act says happened after it was drawn up."""

from dataclasses import dataclass
from enum import Enum

from archive.box import Box


class MentionType(Enum):
    """Types of mentions entered by the offices (law 37-99; domain wording per type)."""

    MARRIAGE = "marriage"
    MARRIAGE_PROOF = "marriage_proof"
    MARRIAGE_ACKNOWLEDGED = "marriage_acknowledged"
    DIVORCE = "divorce"
    RETURN = "return"
    ANNOTATION = "annotation"
    RECTIFICATION = "rectification"
    MATERIAL_ERROR = "material_error"
    NAME_CHANGE = "name_change"
    GIVEN_NAME_CHANGE = "given_name_change"
    LATIN_SPELLING = "latin_spelling"
    NATIONALITY = "nationality"
    RECOGNITION = "recognition"
    DEATH = "death"
    ANNULMENT = "annulment"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention as read from the margin.

    Attributes:
        type: what it records; ``OTHER`` when no wording matched.
        date: ISO date, shorter where the mention says less, None when it shows none.
        text_fr, text_ar: the wording as written, in whichever script it stands.
        place: commune or town named, other_party: the spouse named,
        act_number: act or judgment number named, court: the court named; None where the mention
            names none.
        changed: field of ``archive.act.FIELD_NAMES``, without its script, that a rectification
            names; old, new: what it says stood there and stands there now. The act's own fields
            keep what its text says.
        confidence: 0 to 1 for the type and date together.
        page: page name in the volume.
        box: where it stands on that page; None when a person entered it, and in the first readings.
    """

    type: MentionType
    date: str | None = None
    text_fr: str | None = None
    text_ar: str | None = None
    place: str | None = None
    other_party: str | None = None
    act_number: str | None = None
    court: str | None = None
    changed: str | None = None
    old: str | None = None
    new: str | None = None
    confidence: float = 0.0
    page: str | None = None
    box: Box | None = None

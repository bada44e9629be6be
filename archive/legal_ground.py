"""Legal grounds: what allows a mention or a correction, and the paper that shows it. Pure."""

from dataclasses import dataclass
from enum import Enum


class GroundKind(Enum):
    """What a mention may rest on; which of them is lawful for which mention is held as data."""

    JUDGMENT = "judgment"
    PROSECUTOR = "prosecutor"
    DECREE = "decree"
    AUTHORITY_DECISION = "authority_decision"
    MARRIAGE_ACT = "marriage_act"
    DIVORCE_ACT = "divorce_act"
    ADOUL_ACT = "adoul_act"
    DEATH_ACT = "death_act"
    NOTICE = "notice"
    SIGNATURE = "signature"
    RECORD_ERROR = "record_error"


@dataclass(frozen=True, slots=True)
class LegalGround:
    """One ground as a mention cites it.

    Attributes:
        reference: its number, as written on it.
        date: ISO date, date_hijri: the same day as the paper writes it in the other calendar;
            None where the paper shows none.
        authority_ar, authority_fr: who gave it: the court, the governor, the other office.
    """

    kind: GroundKind
    reference: str = ""
    date: str | None = None
    date_hijri: str | None = None
    authority_ar: str = ""
    authority_fr: str = ""


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """The scan of a paper that shows a ground, a master of the vault."""

    sha256: str
    media_type: str

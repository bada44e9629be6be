"""What an applicant asks for: which paper, of which act, and how it is to reach them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.register import FIRST_YEAR, ActNumber, ActReference, Kind, RegisterReference

MOST_COPIES = 20

_ARABIC = ("\u0600", "\u06ff")


class ApplicantCapacity(Enum):
    """In which quality somebody asks for a paper of an act (law 37-99)."""

    HOLDER = "holder"
    ASCENDANT = "ascendant"
    DESCENDANT = "descendant"
    SPOUSE = "spouse"
    GUARDIAN = "guardian"
    MANDATED = "mandated"
    HEIR = "heir"
    ADMINISTRATION = "administration"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks.

    Attributes:
        identity: the document that was shown, in the applicant's or the clerk's own words.
    """

    name: str
    capacity: ApplicantCapacity
    identity: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an applicant has a name")


@dataclass(frozen=True, slots=True)
class Known:
    """What an applicant knows of an act whose reference they do not have.

    Attributes:
        kind: of the register.
        given, family: names of the person, in either script; father, mother: names of that parent.
        date: of the birth, or in a register of deaths of the death, as far as it is known (ISO).
        calendar: of the date, "gregorian" or "hijri".
        year: of the register.

    Raises:
        ValueError: registers of the kind hold no acts, the office's code or the year cannot be, or
            nothing that could find an act is known.
    """

    kind: Kind
    given: str = ""
    family: str = ""
    father: str = ""
    mother: str = ""
    sex: str = ""
    date: str = ""
    calendar: str = "gregorian"
    place: str = ""
    office_code: str = ""
    year: int | None = None
    number: ActNumber | None = None

    def __post_init__(self) -> None:
        if not self.kind.holds_acts:
            raise ValueError(f"registers of {self.kind.value} hold no acts that papers are made of")
        if self.office_code:
            RegisterReference(self.office_code, self.kind, self.year or FIRST_YEAR)
        names = (self.given, self.family, self.father, self.mother)
        if not any(name.strip() for name in names) and not self.is_reference:
            raise ValueError("a name, or the office, year and number of the act, must be known")

    @property
    def is_reference(self) -> bool:
        """Whether the act is named but for its part: numbers run through all parts of a year."""
        return bool(self.office_code and self.year and self.number)

    @property
    def as_fields(self) -> Mapping[str, str]:
        """The same by the names of an act's fields."""
        event = "birth" if self.kind is Kind.BIRTH else "death"
        hijri = "_hijri" if self.calendar == "hijri" else ""
        named = {
            "given_name": self.given,
            "family_name": self.family,
            "father_given": self.father,
            "mother_given": self.mother,
            f"{event}_place": self.place,
        }
        fields = {f"{name}_{_script(text)}": text for name, text in named.items()}
        fields |= {"sex": self.sex, f"{event}_date{hijri}": self.date}
        return {name: text.strip() for name, text in fields.items() if text.strip()}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    Attributes:
        copies: papers to be made, each with a serial of its own.
        act: the act's reference; known: what finds it otherwise. One of the two is there.
        address: where a paper is posted to, "" for the other deliveries.
        has_seen_proof: whether whoever received the request saw the paper that proves the
            applicant's capacity.

    Raises:
        ValueError: see above; more copies than may be asked for, or of an electronic paper.
    """

    kind: PaperKind
    language: PaperLanguage
    applicant: Applicant
    delivery: Delivery
    act: ActReference | None = None
    known: Known | None = None
    copies: int = 1
    purpose: str = ""
    address: str = ""
    has_seen_proof: bool = False

    def __post_init__(self) -> None:
        if (self.act is None) == (self.known is None):
            raise ValueError("name the act, or say what is known of it: one of the two")
        if not 1 <= self.copies <= MOST_COPIES:
            raise ValueError(f"{self.copies} copies: 1 to {MOST_COPIES} may be asked for")
        if self.delivery is Delivery.ELECTRONIC and self.copies != 1:
            raise ValueError("an electronic paper is one file: ask for one copy")
        if (self.delivery is Delivery.POST) != bool(self.address.strip()):
            raise ValueError("a paper that is posted, and no other, has an address")

    @property
    def register_kind(self) -> Kind:
        """Of which kind the act's register is."""
        if self.act is not None:
            return self.act.register.kind
        assert self.known is not None
        return self.known.kind

    @property
    def year(self) -> int | None:
        """Year of the register, None where nobody knows it yet."""
        if self.act is not None:
            return self.act.register.year
        assert self.known is not None
        return self.known.year

    @property
    def office_code(self) -> str:
        """The office whose act it is, "" where nobody knows it yet."""
        if self.act is not None:
            return self.act.register.office_code
        assert self.known is not None
        return self.known.office_code


def _script(text: str) -> str:
    first, last = _ARABIC
    return "ar" if any(first <= letter <= last for letter in text) else "fr"

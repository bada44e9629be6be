"""What is typed at the counter for a new request, read, or what is wrong with it. Pure."""

from collections.abc import Mapping
from contextlib import suppress

from archive.act import Act
from archive.errors import DecisionInvalid
from archive.folding import western_digits
from archive.issuing.asked import MOST_COPIES, Applicant, ApplicantCapacity, Asked, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.register import FIRST_YEAR, LAST_YEAR, ActNumber, ActReference, Kind
from archive.typed_value import as_kept
from archive_api.list_forms import TypedForm

LONGEST = 500
"""Characters of one input at most."""

AT_THE_COUNTER = (Delivery.COUNTER, Delivery.POST)
"""How a paper that is asked for at the counter reaches the applicant."""

LIMITS = {"copies": MOST_COPIES, "first": FIRST_YEAR, "last": LAST_YEAR}
"""What the texts of what is wrong name."""

_NAMES = ("given", "family", "father", "mother", "place")


class CounterForm(TypedForm):
    """The form of a new request; faults are keys of ``wrong`` in ``texts/counter.json``.

    Args:
        act: the act that was chosen, None where only what the applicant knows is typed.
    """

    def __init__(self, typed: Mapping[str, str], lang: str, act: Act | None) -> None:
        super().__init__(typed, lang)
        self._act = act

    def asked(self) -> Asked:
        """What is asked for; FormWrong with every input that is wrong."""
        # In the order of the page: the first that is wrong is where the person goes on.
        reference = None if self._act is None else self._act.reference
        known = self._known() if reference is None else None
        self._fault_unless(bool(self.said("applicant")), "applicant")
        capacity = self._one_of(ApplicantCapacity, "capacity")
        kind, language = self._one_of(PaperKind, "kind"), self._one_of(PaperLanguage, "language")
        delivery = self._one_of(Delivery, "delivery")
        # Nobody at the counter could be handed a file: services ask for those.
        self._fault_unless(delivery is None or delivery in AT_THE_COUNTER, "delivery")
        copies, is_posted = self._copies(), delivery is Delivery.POST
        self._fault_unless(not is_posted or bool(self.said("address")), "address")
        self._require()
        assert kind and language and capacity and delivery and copies
        return Asked(
            kind=kind,
            language=language,
            applicant=Applicant(self.said("applicant"), capacity, self.said("identity")),
            delivery=delivery,
            act=reference,
            known=known,
            copies=copies,
            purpose=self.said("purpose"),
            address=self.said("address") if is_posted else "",
            has_seen_proof=self.ticked("proof"),
        )

    def _copies(self) -> int | None:
        said = western_digits(self.said("copies") or "1")
        copies = int(said) if said.isdecimal() and len(said) < 4 else 0
        self._fault_unless(1 <= copies <= MOST_COPIES, "copies")
        return copies

    def _known(self) -> Known | None:
        """What finds the act: of an act that has no number its own names, else what was typed."""
        if self._act is not None:
            return self._of_act(self._act)
        register = self._one_of(Kind, "register")
        self._fault_unless(register is None or register.holds_acts, "register")
        office = self._office("office_code") if self.said("office_code") else None
        year, number, on = self._year(), self._number(), self._date()
        names = {name: self.said(name) for name in _NAMES}
        is_named = any(names[name] for name in _NAMES[:4]) or bool(office and year and number)
        self._fault_unless(is_named, "family", "known")
        if self._faults or register is None:
            return None
        given, family, father, mother, place = (names[name] for name in _NAMES)
        return Known(
            register,
            given,
            family,
            father,
            mother,
            place=place,
            sex=self.said("sex") if self.said("sex") in ("M", "F") else "",
            date=on,
            calendar=self._calendar,
            office_code="" if office is None else office.code,
            year=year,
            number=number,
        )

    def _of_act(self, act: Act) -> Known | None:
        values = act.current
        given, family = (
            values.get(f"{field}_ar") or values.get(f"{field}_fr") or ""
            for field in ("given_name", "family_name")
        )
        self._fault_unless(bool(given or family), "act", "act_nameless")
        if self._faults:
            return None
        office, year = act.register.office_code, act.register.year
        return Known(act.register.kind, given, family, office_code=office, year=year)

    @property
    def _calendar(self) -> str:
        return "hijri" if self.said("calendar") == "hijri" else "gregorian"

    def _date(self) -> str:
        field = "birth_date_hijri" if self._calendar == "hijri" else "birth_date"
        try:
            return as_kept(field, self.said("date"))
        except DecisionInvalid:
            self._faults["date"] = "date"
            return ""

    def _year(self) -> int | None:
        said = western_digits(self.said("year"))
        year = int(said) if said.isdecimal() and len(said) == 4 else 0
        self._fault_unless(not said or FIRST_YEAR <= year <= LAST_YEAR, "year")
        return year or None

    def _number(self) -> ActNumber | None:
        said = western_digits(self.said("number"))
        if said:
            with suppress(ValueError):
                return ActNumber.parse(said)
            self._faults["number"] = "number"
        return None

    def _fault_unless(self, is_right: bool, name: str, code: str = "") -> None:
        if not is_right:
            self._faults[name] = code or name


def reference_typed(text: str) -> ActReference | None:
    """The reference that somebody typed instead of a name, None where it is none."""
    try:
        return ActReference.parse(text.strip())
    except ValueError:
        return None

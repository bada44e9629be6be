"""What the administrator types into the forms of lists, read, or what is wrong with it. Pure."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from archive.folding import western_digits
from archive.issuing.deadlines import MOST_DAYS, Deadline, Delivery
from archive.issuing.fees import MOST_DIRHAMS, Fee
from archive.issuing.office_change import OfficeChange
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import PaperKind
from archive.issuing.working_days import LONGEST_HOLIDAY, Holiday
from archive.offices import Office, office, offices_named

LIMITS = {
    "most_dirhams": MOST_DIRHAMS,
    "most_days": MOST_DAYS,
    "most_lasting": LONGEST_HOLIDAY,
}
"""What the texts of what is wrong name."""

_IN_BRACKETS = re.compile(r"\(([\d.]+(?:-\d+)?)\)\s*$", re.ASCII)
_COUNT = re.compile(r"\d{1,3}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,5}(\.\d{1,2})?", re.ASCII)
E = TypeVar("E", bound=Enum)


class FormWrong(Exception):
    """Something typed cannot be taken as it is.

    Attributes:
        faults: what is wrong, by name of input: a key of ``wrong`` in ``texts/lists.json``.
    """

    def __init__(self, **faults: str) -> None:
        super().__init__(", ".join(f"{name}: {code}" for name, code in faults.items()))
        self.faults = faults


class TypedForm:
    """One form as it was sent; every input is read before anything is told to be wrong.

    Args:
        typed: by name of input.
        lang: of the page, in which sources are typed.
    """

    def __init__(self, typed: Mapping[str, str], lang: str) -> None:
        self._typed = typed
        self._lang = lang
        self._faults: dict[str, str] = {}

    def fee(self) -> Fee:
        """A fee; FormWrong when it is none."""
        kind, begins = self._one_of(PaperKind, "kind"), self._day("from_day")
        amount = self._amount("amount")
        self._require()
        assert kind and begins and amount is not None
        return Fee(kind, amount, begins, None, *self._source())

    def deadline(self) -> Deadline:
        """A deadline; FormWrong when it is none."""
        kind, delivery = self._one_of(PaperKind, "kind"), self._one_of(Delivery, "delivery")
        begins = self._day("from_day")
        days, remind = self._count("days", MOST_DAYS), self._count("remind", MOST_DAYS)
        if days is not None and remind is not None and remind > days:
            self._faults["remind"] = "remind"
        self._require()
        assert kind and delivery and begins and days is not None and remind is not None
        return Deadline(kind, delivery, days, remind, begins, None, *self._source())

    def holiday(self) -> Holiday:
        """A holiday that comes once or each year; FormWrong when it is none."""
        begins, lasting = self._day("first"), self._count("lasting", LONGEST_HOLIDAY)
        names = self._names()
        if lasting == 0:
            self._faults["lasting"] = "lasting"
        self._require()
        assert begins and lasting
        yearly = self.ticked("yearly")
        until = None if yearly else begins + timedelta(days=lasting)
        return Holiday(begins, until, yearly, *names, *self._source())

    def delegation(self, officer_id: str) -> Delegation:
        """A delegation of an officer; FormWrong when it is none."""
        found, begins = self._office("office_code"), self._day("from_day")
        last = self._day("last_day") if self.said("last_day") else None
        decision = self.said("decision")
        if not decision:
            self._faults["decision"] = "decision"
        if begins and last and last < begins:
            self._faults["last_day"] = "last_day"
        self._require()
        assert found and begins
        until = None if last is None else last + timedelta(days=1)
        automatic = self.ticked("automatic")
        return Delegation(officer_id, found.code, begins, until, decision, automatic)

    def officer(self, with_account: bool = False) -> tuple[str, str, Capacity, str | None]:
        """Names in Arabic and French, capacity and key; FormWrong when one is missing.

        Args:
            with_account: whether an account must be chosen as well.
        """
        if with_account and not self.said("account"):
            self._faults["account"] = "account"
        capacity, (name_fr, name_ar) = self._one_of(Capacity, "capacity"), self._names()
        self._require()
        assert capacity
        return name_ar, name_fr, capacity, self.said("signing_key") or None

    def ends_on(self) -> date:
        """The day from which something no longer holds; FormWrong when it is none."""
        day = self._day("until_day")
        self._require()
        assert day
        return day

    def chosen_office(self) -> Office:
        """The office that was chosen or typed; FormWrong when it is none."""
        found = self._office("office_code")
        self._require()
        assert found
        return found

    def office_change(self, before: Office) -> OfficeChange:
        """What becomes of an office; FormWrong when nothing does.

        Args:
            before: the office as it is so far, whose names hold where none is typed.
        """
        begins = self._day("from_day")
        name_fr, name_ar = (self.said(n) or getattr(before, n) for n in ("name_fr", "name_ar"))
        is_open = self.said("status") != "closed"
        was_open = before.valid_to is None
        if (name_fr, name_ar, is_open) == (before.name_fr, before.name_ar, was_open):
            self._faults["status"] = "unchanged"
        self._require()
        assert begins
        return OfficeChange(before.code, name_fr, name_ar, is_open, begins, None, *self._source())

    def said(self, name: str) -> str:
        """What was typed into an input, "" for nothing."""
        return " ".join(self._typed.get(name, "").split())

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self._typed.get(name))

    def _require(self) -> None:
        if self._faults:
            raise FormWrong(**self._faults)

    def _source(self) -> tuple[str, str]:
        """What sets an entry, in French and in Arabic."""
        said = self.said("source")
        return (said, "") if self._lang == "fr" else ("", said)

    def _names(self) -> tuple[str, str]:
        """The names in French and in Arabic."""
        names = {name: self.said(name) for name in ("name_fr", "name_ar")}
        self._faults |= {name: "name" for name, said in names.items() if not said}
        return names["name_fr"], names["name_ar"]

    def _one_of(self, choices: type[E], name: str) -> E | None:
        found = next((one for one in choices if one.value == self.said(name)), None)
        if found is None:
            self._faults[name] = name
        return found

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.said(name))
        except ValueError:
            self._faults[name] = "day"
            return None

    def _amount(self, name: str) -> Decimal | None:
        said = western_digits(self.said(name)).replace(",", ".").replace("٫", ".")
        if not _AMOUNT.fullmatch(said) or Decimal(said) > MOST_DIRHAMS:
            self._faults[name] = "amount"
            return None
        return Decimal(said)

    def _count(self, name: str, most: int) -> int | None:
        said = western_digits(self.said(name))
        if not _COUNT.fullmatch(said) or int(said) > most:
            self._faults[name] = "lasting" if name == "lasting" else "days"
            return None
        return int(said)

    def _office(self, name: str) -> Office | None:
        said = self.said(name)
        bracketed = _IN_BRACKETS.search(said)
        found = office(bracketed[1] if bracketed else western_digits(said))
        if found is None and said:
            named = offices_named(said, 2)
            found = named[0] if len(named) == 1 else None
        if found is None:
            self._faults[name] = "office"
        return found

"""What can be asked of the act index."""

from dataclasses import dataclass

from archive.register import Kind
from indexing.errors import SearchInvalid
from indexing.search.event_days import asked_days
from indexing.search.form_values import first_year, last_year, typed_number

MAX_LIMIT = 1000
COUNTED_TO = 10_000
TYPES = ("act", "page")
SORTS = ("relevance", "reference")


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One search; every criterion given must hold, an empty request finds everything.

    Attributes:
        text: names in either script and any order, with or without particles, of the person or
            the parents; places; act numbers ("66", "123/1962 Fès"), years, dates, references.
            Numbers are exact.
        given, family: names of the person; child: either, or both in any order.
        father, mother: any names of that parent. place: where the act says the event was, or the
            person lived, or its office is.
        year_from, year_to: years of the register, inclusive; a Hijri one is the years it lies in.
        date_from, date_to: dates, ISO or day first, in ``calendar`` ("gregorian" or "hijri")
            between which the birth, or in registers of deaths the death, was; each may say only a
            month or a year. One whose year is only of the other calendar is of that.
        office: code or name of the office, in either script. office_code: exact code.
        type: "act", or "page" for pages of volumes kept as scans; None for both.
        page: exact page name.
        fuzzy: whether misspelt names match too (edit distance, same consonants).
        cross_script: whether a name in one script finds the other script's spellings.
        unfinished: whether the last word of ``text`` may go on, as while it is typed.
        sort: "relevance", or "reference": office, year, kind, part, number. What is not ranked is
            sorted by reference.
        facets: whether to count what is found by office, year, kind and state.
        counted_to: how far the total is counted, None to the end.
        limit: hits wanted, 1 to 1000. after: ``SearchResults.next`` of the page before.

    Raises:
        SearchInvalid: a number, date, kind, type, limit or interval that cannot match anything.
    """

    text: str = ""
    given: str = ""
    family: str = ""
    child: str = ""
    father: str = ""
    mother: str = ""
    place: str = ""
    year_from: int | None = None
    year_to: int | None = None
    date_from: str | None = None
    date_to: str | None = None
    calendar: str = "gregorian"
    office: str = ""
    office_code: str | None = None
    kind: str | None = None
    sex: str | None = None
    state: str | None = None
    act_number: str | None = None
    type: str | None = None
    page: str | None = None
    fuzzy: bool = True
    cross_script: bool = True
    unfinished: bool = False
    sort: str = "relevance"
    facets: bool = False
    counted_to: int | None = COUNTED_TO
    limit: int = 20
    after: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            message = f"limit {self.limit} is not between 1 and {MAX_LIMIT}"
            raise SearchInvalid("limit_invalid", message)
        first, last = first_year(self.year_from), last_year(self.year_to)
        if first and last and first > last:
            message = f"years {self.year_from} to {self.year_to} are the wrong way round"
            raise SearchInvalid("years_reversed", message)
        if self.kind not in (None, *(kind.value for kind in Kind)):
            raise SearchInvalid("kind_unknown", f"{self.kind!r} is no kind of register")
        if self.type not in (None, *TYPES):
            raise SearchInvalid("type_unknown", f"type {self.type!r} is not one of {TYPES}")
        if self.sort not in SORTS:
            raise SearchInvalid("sort_unknown", f"sort {self.sort!r} is not one of {SORTS}")
        if self.act_number is not None:
            try:
                typed_number(self.act_number)
            except ValueError as error:
                raise SearchInvalid("act_number_invalid", str(error)) from error
        asked_days(self.date_from, self.date_to, self.calendar)

"""Issued papers as pages list them: what each is, who signed it, and whether it still holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from archive.issuing.paper import IssuedPaper, PaperState, PublicStatus
from archive.morocco import in_morocco
from archive_api.desk_pages import Desk
from archive_api.shown_people import shown_people
from archive_api.shown_values import shown_date, shown_instant


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper on a page.

    Attributes:
        address: of its own page.
        day, at: when it was issued, the day alone and to the minute.
        who: the name of who signed it.
        since: from when its state holds, "" while it is current.
    """

    paper: IssuedPaper
    status: PublicStatus
    address: str
    day: str
    at: str
    who: str
    since: str

    @property
    def state(self) -> str:
        """``current``, ``changed``, ``annulled`` or ``revoked``."""
        return self.status.state.value


def paper_address(serial: str) -> str:
    """The address of a paper's own page."""
    return f"/papers/{serial}"


def shown_papers(desk: Desk, papers: Iterable[IssuedPaper]) -> list[ShownPaper]:
    """Papers with what they are now."""
    who = shown_people(desk)
    return [_shown(desk, paper, who(paper.officer)) for paper in papers]


def _shown(desk: Desk, paper: IssuedPaper, who: str) -> ShownPaper:
    known = desk.archive.catalogue.paper_status(paper.code)
    status = PublicStatus(PaperState.CURRENT) if known is None else known[1]
    day = in_morocco(datetime.fromisoformat(paper.at)).date()
    return ShownPaper(
        paper,
        status,
        paper_address(paper.serial),
        shown_date(day.isoformat(), desk.lang),
        shown_instant(paper.at, desk.lang),
        who,
        shown_instant(status.since, desk.lang) if status.since else "",
    )

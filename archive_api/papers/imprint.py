"""What every paper carries whatever it says: letterhead, officer, place and day, number, codes.

Pure. The day is Morocco's at the instant of issue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from archive.civil_date import Calendar
from archive.issuing.paper import PaperOrder
from archive.morocco import in_morocco
from archive.offices import Office
from archive_api.papers import wording
from archive_api.papers.wording import Both


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands around the act on every paper.

    Attributes:
        done: place and day of issue.
        officer: name; capacity: in which quality they sign.
        serial, code, address: empty on a specimen that was only looked at.
        labels: the words beside them.
        specimen: the words across the paper and the line that explains them, None on a real one.
    """

    done: Both
    officer: Both
    capacity: Both
    serial: str
    code: str
    address: str
    labels: Mapping[str, Both]
    specimen: tuple[Both, Both] | None


def imprint(order: PaperOrder, office: Office) -> Imprint:
    """The imprint of a paper of an office."""
    forms = wording.forms()
    issued = wording.date_in_words(day_of(order.at).isoformat(), Calendar.GREGORIAN)
    params = office_params(office)
    words = forms["specimen"]
    specimen = (wording.fixed(words), Both(words["line_fr"], words["line_ar"]))
    return Imprint(
        done=Both(
            forms["done"]["fr"].format(date=issued.fr, **params),
            forms["done"]["ar"].format(date=issued.ar, **params),
        ),
        officer=Both(order.officer.name_fr, order.officer.name_ar),
        capacity=Both(order.officer.capacity_fr, order.officer.capacity_ar),
        serial=order.serial,
        code=order.code,
        address=order.address,
        labels={name: Both(one["fr"], one["ar"]) for name, one in forms["imprint"].items()},
        specimen=specimen if order.specimen else None,
    )


def day_of(at: datetime) -> date:
    """The day in Morocco at an instant."""
    return in_morocco(at).date()


def letterhead(office: Office) -> tuple[Both, ...]:
    """The lines at the head of a paper, from the kingdom down to the bureau."""
    lines: dict[str, Any] = wording.forms()["header"]
    names = [
        "kingdom",
        "ministry",
        "prefecture" if office.is_prefecture else "province",
        *(["cercle"] if office.cercle_fr else []),
        "arrondissement" if office.is_arrondissement else "commune",
        "bureau",
    ]
    return tuple(wording.fixed(lines[name], **office_params(office)) for name in names)


def office_params(office: Office) -> dict[str, str]:
    """The names of an office that fixed wordings ask for."""
    entry, number = wording.forms()["bureau"], office.bureau
    bureau = wording.fixed(entry, number=str(number)) if number else Both("", "")
    return {
        "bureau_fr": bureau.fr,
        "bureau_ar": bureau.ar,
        "office_fr": office.name_fr,
        "of_office_fr": wording.of_fr(office.name_fr),
        "office_ar": office.name_ar,
        "of_province_fr": wording.of_fr(office.province_fr),
        "province_ar": office.province_ar,
        "of_cercle_fr": wording.of_fr(office.cercle_fr),
        "cercle_ar": office.cercle_ar,
    }

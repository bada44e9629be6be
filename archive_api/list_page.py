"""The pages of the lists: their frame, the forms they are sent, and what a form comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from archive.errors import ListRefused
from archive.morocco import in_morocco
from archive_api.desk_pages import Desk
from archive_api.list_forms import LIMITS, FormWrong
from archive_api.problems import Problem

TABS = {
    "officers": "/lists",
    "fees": "/lists/fees",
    "deadlines": "/lists/deadlines",
    "holidays": "/lists/holidays",
    "offices": "/lists/offices",
}
LONGEST = 300
"""Characters of one input at most."""


async def _typed(request: Request) -> dict[str, str]:
    sent = {name: str(value) for name, value in (await request.form()).items()}
    too_long = [name for name, value in sent.items() if len(value) > LONGEST]
    if too_long:
        errors = [{"field": name, "message": f"over {LONGEST} characters"} for name in too_long]
        raise Problem("request_invalid", {"errors": errors})
    return sent


Typed = Annotated[dict[str, str], Depends(_typed)]
"""What was typed into a form, by name of input."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent and not taken, to be shown again.

    Attributes:
        form: which form of the page.
        typed: what was typed; wrong: what is wrong with it, in words, by name of input.
        said: why it is refused as a whole, "" where inputs are wrong.
    """

    form: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    said: str = ""
    status: int = 200


def list_page(desk: Desk, tab: str, template: str, sent: Sent, **shown: Any) -> HTMLResponse:
    """A page of the lists under one of its tabs."""
    said = desk.texts("lists.json")
    frame = {"s": said, "tabs": TABS, "tab": tab, "sent": sent, "today": today().isoformat()}
    return desk.page(template, sent.status, **frame, **shown)


def take(
    desk: Desk,
    form: str,
    typed: dict[str, str],
    change: Callable[[], object],
    page: Callable[[Sent], HTMLResponse],
    address: str,
) -> Response:
    """What a form comes to: its page again with what is wrong, or the change and ``address``."""
    try:
        change()
    except FormWrong as error:
        texts = desk.texts("lists.json")["wrong"]
        wrong = {name: texts[code].format(**LIMITS) for name, code in error.faults.items()}
        return page(Sent(form, typed, wrong, desk.texts("lists.json")["not_saved"], 422))
    except ListRefused as error:
        problem = Problem(error.code, **error.params)
        return page(Sent(form, typed, {}, problem.texts[desk.lang], problem.status_code))
    return RedirectResponse(address, status_code=303)


def today() -> date:
    """The day in Morocco."""
    return in_morocco(datetime.now(UTC)).date()

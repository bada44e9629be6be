"""Why a paper or a step of its request was refused, as the problem that people are told."""

from collections.abc import Iterable, Mapping

import structlog

from archive.errors import ActChanged, PaperOutdated
from archive.issuing.errors import PaperRefused
from archive_api.desk_pages import field_label, texts
from archive_api.papers.errors import GregorianDayMissing, LatinNameMissing, PaperError
from archive_api.problems import Problem
from archive_api.shown_values import shown_date
from archive_api.signing.port import SigningError

log = structlog.get_logger("archive_api")

NOT_GIVEN = (PaperRefused, PaperError, SigningError, PaperOutdated, ActChanged, Problem)
"""Every error for which a paper asked for is not given."""


def told_problem(error: Exception) -> Problem:
    """What people are told of an error of ``NOT_GIVEN``."""
    match error:
        case Problem():
            return error
        case SigningError():
            log.error("not_signed", code=error.code, said=str(error))
            return Problem(error.code)
        case PaperError():
            log.error("paper_not_made", code=error.code)
            return not_made(error)
        case PaperRefused():
            return _refused(error)
        case _:
            return Problem("paper_outdated")


def step_refused(state: str) -> Problem:
    """What people are told of a step that does not follow from where a request is."""
    return Problem("request_step_refused", {"state": state}, state=state_words(state))


def state_words(state: str) -> dict[str, str]:
    """How people call a state of requests, by language."""
    return {lang: texts("counter.json")[lang]["states"][state] for lang in ("fr", "ar")}


def _refused(error: PaperRefused) -> Problem:
    """The day that a refusal speaks of is ISO for programs, and words for people."""
    told: dict[str, str | Mapping[str, str]] = {**error.params}
    if "day" not in told:
        return Problem(error.code, **told)
    day = error.params["day"]
    told["day"] = {lang: shown_date(day, lang) for lang in ("fr", "ar")}
    return Problem(error.code, {"day": day}, **told)


def not_made(error: PaperError) -> Problem:
    """What people are told of a paper that cannot be set."""
    if isinstance(error, LatinNameMissing | GregorianDayMissing):
        fields = error.params["fields"]
        return Problem(error.code, {"fields": fields}, named=_named(fields.split(", ")))
    return Problem(error.code, **error.params)


def _named(fields: Iterable[str]) -> dict[str, str]:
    """Fields as people call them, by language."""
    return {
        lang: texts("desk.json")[lang]["comma"]
        .ljust(2)
        .join(field_label(field, lang) for field in fields)
        for lang in ("fr", "ar")
    }

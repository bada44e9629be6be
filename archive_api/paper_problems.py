"""Why a paper was not given, as the problem that people are told on the page they asked from."""

import structlog

from archive.errors import ActChanged, PaperOutdated
from archive.issuing.errors import PaperRefused
from archive_api.papers.errors import PaperError
from archive_api.problems import Problem
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
            return Problem(error.code, **error.params)
        case PaperRefused():
            return Problem(error.code, **error.params)
        case _:
            return Problem("paper_outdated")

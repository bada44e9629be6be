"""From errors to problems: one handler per error the routes let through."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from archive.errors import (
    ActChanged,
    ActUnknown,
    CatalogueUnavailable,
    DecisionInvalid,
    NumberTaken,
)
from archive_api.problems import Problem
from indexing.errors import IndexRefused, IndexUnavailable

log = structlog.get_logger("archive_api")

_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "route_unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.BAD_REQUEST: "body_unreadable",
}


def _http(_: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return error.response()
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(HTTPStatus(error.status_code), "internal")
    return Problem(code).response(error.headers)


def _request_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What was sent is left out of the answer and of the log: it may be a person's data.
    errors = [
        {"field": ".".join(str(step) for step in item["loc"]), "message": item["msg"]}
        for item in error.errors()
    ]
    return Problem("request_invalid", {"errors": errors}).response()


def _act_unknown(request: Request, _: Exception) -> Response:
    reference = str(request.path_params.get("reference", ""))
    return Problem("act_unknown", reference=reference).response()


def _act_changed(_: Request, error: Exception) -> Response:
    assert isinstance(error, ActChanged)
    return Problem("act_changed", version=error.version).response()


def _number_taken(_: Request, error: Exception) -> Response:
    assert isinstance(error, NumberTaken)
    return Problem("number_taken", holder=error.holder).response()


def _decision_invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, DecisionInvalid)
    errors = [{"field": name, "message": text} for name, text in error.problems.items()]
    return Problem("decision_invalid", {"errors": errors}).response()


def _catalogue_unavailable(_: Request, error: Exception) -> Response:
    log.warning("catalogue_unavailable", error=type(error).__name__)
    return Problem("catalogue_unavailable").response()


def _search_unavailable(_: Request, error: Exception) -> Response:
    log.warning("search_unavailable", error=type(error).__name__)
    return Problem("search_unavailable").response()


def _search_refused(_: Request, error: Exception) -> Response:
    log.error("search_refused", error=type(error).__name__)
    return Problem("search_refused").response()


def _internal(_: Request, error: Exception) -> Response:
    # The message may quote an act: only its kind is logged here, the server logs the traceback.
    log.error("internal", error=type(error).__name__)
    return Problem("internal").response()


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Any]] = {
    HTTPException: _http,
    RequestValidationError: _request_invalid,
    ActUnknown: _act_unknown,
    ActChanged: _act_changed,
    NumberTaken: _number_taken,
    DecisionInvalid: _decision_invalid,
    CatalogueUnavailable: _catalogue_unavailable,
    IndexUnavailable: _search_unavailable,
    IndexRefused: _search_refused,
    Exception: _internal,
}
"""The handler of each error, for ``FastAPI.add_exception_handler``."""

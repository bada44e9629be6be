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
    PairChanged,
    PairContradicted,
    PairSettled,
    PairUnknown,
)
from archive_api.problems import Problem, reason
from archive_api.routers.desk import problem_page
from indexing.errors import IndexingError, IndexRefused, IndexUnavailable

log = structlog.get_logger("archive_api")

_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "route_unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.BAD_REQUEST: "body_unreadable",
}
_UNTIL_REINDEXED = "index_unreadable"


def _answer(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """The problem as a document, or as a page to whoever asks for pages: a browser."""
    if "text/html" in request.headers.get("accept", ""):
        return problem_page(request, problem, headers)
    return problem.response(headers)


def _http(request: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return _answer(request, error)
    assert isinstance(error, HTTPException)
    code = _BY_STATUS.get(HTTPStatus(error.status_code), "internal")
    return _answer(request, Problem(code), error.headers)


def _request_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What was sent is left out of the answer and of the log: it may be a person's data.
    errors = [
        {"field": ".".join(str(step) for step in item["loc"]), "message": item["msg"]}
        for item in error.errors()
    ]
    return _answer(request, Problem("request_invalid", {"errors": errors}))


def _act_unknown(request: Request, _: Exception) -> Response:
    reference = str(request.path_params.get("reference", ""))
    return _answer(request, Problem("act_unknown", reference=reference))


def _act_changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ActChanged)
    return _answer(request, Problem("act_changed", version=error.version))


def _number_taken(request: Request, error: Exception) -> Response:
    assert isinstance(error, NumberTaken)
    return _answer(request, Problem("number_taken", holder=error.holder))


def _pair_unknown(request: Request, _: Exception) -> Response:
    return _answer(request, Problem("pair_unknown"))


def _pair_changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, PairChanged)
    return _answer(request, Problem("pair_changed", version=error.version))


def _pair_settled(request: Request, _: Exception) -> Response:
    return _answer(request, Problem("pair_settled"))


def _pair_contradicted(request: Request, error: Exception) -> Response:
    assert isinstance(error, PairContradicted)
    told = {"pair": error.pair, "one": error.one, "other": error.other}
    return _answer(request, Problem("pair_contradicted", **told))


def _decision_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, DecisionInvalid)
    errors = []
    for name, fault in error.problems.items():
        texts = reason(fault.code)
        errors.append({"field": name, "code": fault.code, "message": texts["fr"], "texts": texts})
    return _answer(request, Problem("decision_invalid", {"errors": errors}))


def _catalogue_unavailable(request: Request, error: Exception) -> Response:
    log.warning("catalogue_unavailable", error=type(error).__name__)
    return _answer(request, Problem("catalogue_unavailable"))


def _search_unavailable(request: Request, error: Exception) -> Response:
    assert isinstance(error, IndexingError)
    log.warning("search_unavailable", error=type(error).__name__, code=error.code)
    texts = reason(error.code)
    said = {"reason": texts["fr"], "reason_code": error.code, "reason_texts": texts}
    wait = {"Retry-After": "60"} if error.code == _UNTIL_REINDEXED else None
    return _answer(request, Problem("search_unavailable", said), wait)


def _search_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, IndexRefused)
    if error.code == _UNTIL_REINDEXED:
        return _search_unavailable(request, error)
    log.error("search_refused", error=type(error).__name__, code=error.code)
    return _answer(request, Problem("search_refused"))


def _internal(request: Request, error: Exception) -> Response:
    # The message may quote an act: only its kind is logged here, the server logs the traceback.
    log.error("internal", error=type(error).__name__)
    return _answer(request, Problem("internal"))


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Any]] = {
    HTTPException: _http,
    RequestValidationError: _request_invalid,
    ActUnknown: _act_unknown,
    ActChanged: _act_changed,
    NumberTaken: _number_taken,
    PairUnknown: _pair_unknown,
    PairChanged: _pair_changed,
    PairSettled: _pair_settled,
    PairContradicted: _pair_contradicted,
    DecisionInvalid: _decision_invalid,
    CatalogueUnavailable: _catalogue_unavailable,
    IndexUnavailable: _search_unavailable,
    IndexRefused: _search_refused,
    Exception: _internal,
}
"""The handler of each error, for ``FastAPI.add_exception_handler``."""

"""From errors to problems: one handler per error the routes let through."""

import errno
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from archive.account import LEAST_PASSWORD, MOST_PASSWORD
from archive.errors import (
    AccountExists,
    AccountUnknown,
    ActChanged,
    ActLocked,
    ActNotWaiting,
    ActSettled,
    ActUnknown,
    ArbiterNeeded,
    CatalogueUnavailable,
    DecisionInvalid,
    InvitationInvalid,
    LastAdministrator,
    ListRefused,
    MentionRefused,
    NumberTaken,
    OrderTaken,
    PairChanged,
    PairContradicted,
    PairSettled,
    PairUnknown,
    PaperOutdated,
    PaperUnknown,
    PasswordRefused,
    ProgramUnknown,
    ProposalChanged,
    ProposalSettled,
    ProposalUnknown,
    ReadTwice,
    ReopenRefused,
    RequestChanged,
    RequestKeyTaken,
    RequestUnknown,
    SearchOrderSettled,
    SearchOrderUnknown,
    SignInDelayed,
    SignInRefused,
    WebhookUnknown,
)
from archive.issuing.errors import PaperRefused, RequestStepRefused
from archive_api.asking_rate import AskedTooOften
from archive_api.paper_problems import not_made, step_refused, told_problem
from archive_api.papers.errors import PaperError
from archive_api.problems import Problem, reason
from archive_api.routers.desk import problem_page
from archive_api.signing.port import SigningError
from indexing.errors import IndexingError, IndexRefused, IndexUnavailable

log = structlog.get_logger("archive_api")

_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "route_unknown",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.BAD_REQUEST: "body_unreadable",
}
FAULTS = {
    "missing": "input_missing",
    "string_too_long": "input_too_long",
    "too_long": "input_too_long",
    "string_too_short": "input_too_short",
    "too_short": "input_too_short",
    "enum": "input_not_listed",
    "literal_error": "input_not_listed",
    "greater_than_equal": "input_out_of_range",
    "less_than_equal": "input_out_of_range",
    "extra_forbidden": "input_unknown",
    "json_invalid": "input_not_json",
}
"""The reason of each kind of fault that the framework finds; any other is ``input_unfit``."""

_UNTIL_REINDEXED = "index_unreadable"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


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
        {
            "field": ".".join(str(step) for step in item["loc"]),
            "message": item["msg"],
            "texts": reason(FAULTS.get(item["type"], "input_unfit")),
        }
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


def _pair_changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, PairChanged)
    return _answer(request, Problem("pair_changed", version=error.version))


def _pair_contradicted(request: Request, error: Exception) -> Response:
    assert isinstance(error, PairContradicted)
    told = {"pair": error.pair, "one": error.one, "other": error.other}
    return _answer(request, Problem("pair_contradicted", **told))


def _mention_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, MentionRefused)
    return _answer(request, Problem(error.code))


def _list_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ListRefused)
    return _answer(request, Problem(error.code, **error.params))


def _proposal_changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProposalChanged)
    return _answer(request, Problem("proposal_changed", version=error.version))


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


def _system(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    if error.errno not in _NO_ROOM:
        raise error
    log.error("disk_full")
    return _answer(request, Problem("disk_full"))


def _sign_in_delayed(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignInDelayed)
    wait = {"Retry-After": str(error.seconds)}
    return _answer(request, Problem("sign_in_delayed", seconds=error.seconds), wait)


def _asked_too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, AskedTooOften)
    wait = {"Retry-After": str(error.seconds)}
    return _answer(request, Problem("asked_too_often", seconds=error.seconds), wait)


def _password_refused(request: Request, _: Exception) -> Response:
    return _answer(request, Problem("password_refused", least=LEAST_PASSWORD, most=MOST_PASSWORD))


def _request_changed(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestChanged)
    return _answer(request, Problem("request_changed", version=error.version))


def _request_key_taken(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestKeyTaken)
    return _answer(request, Problem("request_key_taken", number=error.number))


def _request_step_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestStepRefused)
    return _answer(request, step_refused(error.state))


def _not_signed(request: Request, error: Exception) -> Response:
    assert isinstance(error, SigningError)
    log.error("not_signed", code=error.code, said=str(error))
    return _answer(request, Problem(error.code))


def _paper_not_made(request: Request, error: Exception) -> Response:
    assert isinstance(error, PaperError)
    log.error("paper_not_made", code=error.code)
    return _answer(request, not_made(error))


def _paper_refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, PaperRefused)
    return _answer(request, told_problem(error))


def _plainly(code: str) -> Callable[[Request, Exception], Response]:
    """The handler of an error whose problem says all there is to say."""

    def answer(request: Request, _: Exception) -> Response:
        return _answer(request, Problem(code))

    return answer


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Any]] = {
    HTTPException: _http,
    RequestValidationError: _request_invalid,
    ActUnknown: _act_unknown,
    ActChanged: _act_changed,
    NumberTaken: _number_taken,
    PairUnknown: _plainly("pair_unknown"),
    PairChanged: _pair_changed,
    PairSettled: _plainly("pair_settled"),
    PairContradicted: _pair_contradicted,
    MentionRefused: _mention_refused,
    ListRefused: _list_refused,
    ProposalUnknown: _plainly("proposal_unknown"),
    ProposalChanged: _proposal_changed,
    ProposalSettled: _plainly("proposal_settled"),
    DecisionInvalid: _decision_invalid,
    ActLocked: _plainly("act_locked"),
    ActNotWaiting: _plainly("act_not_waiting"),
    ReadTwice: _plainly("read_twice"),
    ActSettled: _plainly("act_settled"),
    ArbiterNeeded: _plainly("arbiter_needed"),
    ReopenRefused: _plainly("reopen_refused"),
    WebhookUnknown: _plainly("webhook_unknown"),
    SearchOrderUnknown: _plainly("search_order_unknown"),
    SearchOrderSettled: _plainly("search_order_settled"),
    AccountExists: _plainly("account_exists"),
    AccountUnknown: _plainly("account_unknown"),
    ProgramUnknown: _plainly("account_unknown"),
    InvitationInvalid: _plainly("invitation_invalid"),
    LastAdministrator: _plainly("last_administrator"),
    PasswordRefused: _password_refused,
    SignInDelayed: _sign_in_delayed,
    SignInRefused: _plainly("sign_in_refused"),
    AskedTooOften: _asked_too_often,
    PaperError: _paper_not_made,
    PaperRefused: _paper_refused,
    OrderTaken: _plainly("order_taken"),
    PaperUnknown: _plainly("paper_unknown"),
    PaperOutdated: _plainly("paper_outdated"),
    RequestUnknown: _plainly("request_unknown"),
    RequestChanged: _request_changed,
    RequestKeyTaken: _request_key_taken,
    RequestStepRefused: _request_step_refused,
    CatalogueUnavailable: _catalogue_unavailable,
    IndexUnavailable: _search_unavailable,
    IndexRefused: _search_refused,
    SigningError: _not_signed,
    OSError: _system,
    Exception: _internal,
}
"""The handler of each error, for ``FastAPI.add_exception_handler``."""

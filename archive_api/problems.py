"""Problems: every error of the HTTP interface as RFC 9457 problem+json, coded, in both languages.

Codes, statuses and texts stand in ``problems.json``, what is wrong with one value in
``reasons.json``. A problem names references and field names, never a person's data.
"""

import json
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import HTTPException
from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """An error the caller can act on.

    It is an HTTPException so that FastAPI passes it on untouched while it parses a request body.

    Args:
        code: a key of ``problems.json``; KeyError when it is not.
        members: further members of the problem document, as ``errors``.
        params: values the texts name in braces; a value by language stands in the texts alone.
    """

    def __init__(
        self,
        code: str,
        members: Mapping[str, Any] | None = None,
        /,
        **params: str | int | Mapping[str, str],
    ) -> None:
        entry = _read("problems.json")[code]
        self.code = code
        said = {language: _said_in(language, params) for language in ("fr", "ar")}
        self.texts = {language: entry[language].format_map(said[language]) for language in said}
        plain = {name: one for name, one in params.items() if not isinstance(one, Mapping)}
        self.members = {**(members or {}), **plain}
        super().__init__(status_code=entry["status"], detail=self.texts["fr"])

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """The problem document as an HTTP response."""
        body = {
            **self.members,
            "type": f"urn:sijill:problem:{self.code}",
            "title": HTTPStatus(self.status_code).phrase,
            "status": self.status_code,
            "detail": self.detail,
            "code": self.code,
            "texts": self.texts,
        }
        return JSONResponse(body, self.status_code, self.kept(headers), media_type=MEDIA_TYPE)

    def kept(self, headers: Mapping[str, str] | None = None) -> dict[str, str]:
        """The headers of the response, with when to try again, or how to say who asks."""
        kept = dict(headers or {})
        if self.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            kept.setdefault("Retry-After", "2")
        if self.status_code == HTTPStatus.UNAUTHORIZED:
            kept.setdefault("WWW-Authenticate", "Bearer")
        return kept


def reason(code: str) -> dict[str, str]:
    """What exactly is wrong, in both languages; KeyError for a code not in ``reasons.json``."""
    entry = _read("reasons.json")[code]
    return {language: entry[language] for language in ("fr", "ar")}


def _said_in(language: str, params: Mapping[str, str | int | Mapping[str, str]]) -> dict[str, Any]:
    return {
        name: one[language] if isinstance(one, Mapping) else one for name, one in params.items()
    }


@cache
def _read(name: str) -> dict[str, dict[str, Any]]:
    texts: dict[str, dict[str, Any]] = json.loads(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
    )
    return texts

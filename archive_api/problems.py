"""Problems: every error of the HTTP interface as RFC 9457 problem+json, coded, in both languages.

Codes, statuses and texts stand in ``problems.json``. A problem names references and field names,
never a person's data.
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
        params: values the texts name in braces.
    """

    def __init__(
        self, code: str, members: Mapping[str, Any] | None = None, /, **params: str | int
    ) -> None:
        entry = _texts()[code]
        self.code = code
        self.texts = {language: entry[language].format_map(params) for language in ("fr", "ar")}
        self.members = {**(members or {}), **params}
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
        kept = dict(headers or {})
        if self.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            kept.setdefault("Retry-After", "2")
        return JSONResponse(body, self.status_code, kept, media_type=MEDIA_TYPE)


@cache
def _texts() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_name("problems.json")
    texts: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return texts

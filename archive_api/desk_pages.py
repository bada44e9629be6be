"""Pages for people, in French or in Arabic: their frame, their texts, and the names of fields."""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from archive.offices import office

Language = Annotated[Literal["fr", "ar"], Query()]
"""The language of a page, French where the address does not say."""

HERE = Path(__file__).parent

_PAGES = Jinja2Templates(HERE / "templates")
_SCRIPTS = {"_fr": {"fr": "latin", "ar": "باللاتينية"}, "_ar": {"fr": "arabe", "ar": "بالعربية"}}
# Frames are never needed; images, the style sheet and the one script come from this service.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


def desk_page(request: Request, template: str, lang: str, **shown: Any) -> HTMLResponse:
    """A page of this template, what it shows, and the texts of its language as ``t``."""
    other = "fr" if lang == "ar" else "ar"
    context = {
        **shown,
        "lang": lang,
        "other": other,
        "other_address": str(request.url.include_query_params(lang=other)),
        "t": texts("desk.json")[lang],
    }
    return _PAGES.TemplateResponse(request, template, context, headers=_HEADERS)


def office_name(code: str, lang: str) -> str:
    """The office's name in a language, its code where it has none."""
    entry = office(code)
    return code if entry is None else getattr(entry, f"name_{lang}")


def field_label(name: str, lang: str) -> str:
    """What a field of an act is called, with its script where it has one."""
    labels = texts("field_labels.json")
    if name in labels:
        return str(labels[name][lang])
    base, script = name[:-3], _SCRIPTS[name[-3:]][lang]
    return f"{labels[base][lang]} ({script})"


@cache
def texts(name: str) -> dict[str, Any]:
    """A file of texts that lies beside this one."""
    loaded: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return loaded

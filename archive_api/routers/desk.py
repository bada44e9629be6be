"""A small start page: the volumes held, a search, and one act with its crops.

Server-rendered, in French or in Arabic (``?lang=ar``); it shows what the JSON interface shows.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.templating import Jinja2Templates

from archive.offices import office
from archive_api.opened import Opened
from archive_api.problems import Problem
from archive_api.routers.acts import shown
from archive_api.routers.search import found
from archive_api.schemas.search import SearchIn

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Language = Annotated[Literal["fr", "ar"], Query()]

_HERE = Path(__file__).parent.parent
_PAGES = Jinja2Templates(_HERE / "templates")
_SCRIPTS = {"_fr": {"fr": "latin", "ar": "باللاتينية"}, "_ar": {"fr": "arabe", "ar": "بالعربية"}}
# Scripts and frames are never needed; images and the style sheet come from this service.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


@router.get("/")
def start(request: Request, archive: Opened, lang: Language = "fr") -> HTMLResponse:
    """The volumes held and how far each is."""
    volumes = []
    for record in archive.catalogue.volumes():
        register = record.volume.register
        volumes.append(
            {
                "reference": str(record.volume),
                "kind": register.kind.value,
                "year": register.year,
                "office": _office_name(register.office_code, lang),
                "progress": archive.catalogue.progress(record.volume),
            }
        )
    return _page(request, "start.html", lang, volumes=volumes)


@router.get("/search")
def results(
    request: Request,
    archive: Opened,
    text: Annotated[str, Query(max_length=200)] = "",
    lang: Language = "fr",
) -> HTMLResponse:
    """What a search finds."""
    hits = found(archive, SearchIn(text=text, limit=50))
    return _page(request, "results.html", lang, results=hits, text=text)


@router.get("/acts/{reference:path}")
def act(request: Request, archive: Opened, reference: str, lang: Language = "fr") -> HTMLResponse:
    """One act: each field beside its crop."""
    seen = shown(archive, reference)
    fields = [
        {"label": _label(name, lang), "field": field}
        for name, field in seen.fields.items()
        if field.value or field.crop
    ]
    name = _office_name(seen.office_code, lang)
    return _page(request, "act.html", lang, act=seen, fields=fields, office=name)


@router.get("/static/desk.css", response_class=FileResponse)
def style() -> FileResponse:
    """The style sheet."""
    return FileResponse(_HERE / "static" / "desk.css", media_type="text/css")


def problem_page(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A problem for people: its sentence in the language of the page that led to it."""
    lang = "ar" if request.query_params.get("lang") == "ar" else "fr"
    page = _page(request, "problem.html", lang, said=problem.texts[lang])
    page.status_code = problem.status_code
    page.headers.update(problem.kept(headers))
    return page


def _page(request: Request, template: str, lang: str, **shown: Any) -> HTMLResponse:
    other = "fr" if lang == "ar" else "ar"
    context = {
        **shown,
        "lang": lang,
        "other": other,
        "other_address": str(request.url.include_query_params(lang=other)),
        "t": _read("desk.json")[lang],
    }
    return _PAGES.TemplateResponse(request, template, context, headers=_HEADERS)


def _office_name(code: str, lang: str) -> str:
    entry = office(code)
    return code if entry is None else getattr(entry, f"name_{lang}")


def _label(name: str, lang: str) -> str:
    labels = _read("field_labels.json")
    if name in labels:
        return str(labels[name][lang])
    base, script = name[:-3], _SCRIPTS[name[-3:]][lang]
    return f"{labels[base][lang]} ({script})"


@cache
def _read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_HERE / name).read_text(encoding="utf-8"))
    return loaded

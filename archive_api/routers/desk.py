"""A small start page: the volumes held, a search, and one act with its crops.

Server-rendered, in French or in Arabic (``?lang=ar``); it shows what the JSON interface shows.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse

from archive_api.desk_pages import HERE, Language, desk_page, field_label, office_name, texts
from archive_api.opened import Opened
from archive_api.problems import Problem
from archive_api.routers.acts import shown
from archive_api.routers.duplicates import ties

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


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
                "office": office_name(register.office_code, lang),
                "progress": archive.catalogue.progress(record.volume),
            }
        )
    return desk_page(request, "start.html", lang, volumes=volumes)


@router.get("/acts/{reference:path}")
def act(request: Request, archive: Opened, reference: str, lang: Language = "fr") -> HTMLResponse:
    """One act: each field beside its crop."""
    seen = shown(archive, reference)
    fields = [
        {"label": field_label(name, lang), "field": field}
        for name, field in seen.fields.items()
        if field.value or field.crop
    ]
    name = office_name(seen.office_code, lang)
    tied = ties(archive, seen.act_id)
    words = texts("duplicates.json")[lang]
    return desk_page(
        request, "act.html", lang, act=seen, fields=fields, office=name, ties=tied, d=words
    )


@router.get("/static/desk.css", response_class=FileResponse)
def style() -> FileResponse:
    """The style sheet."""
    return FileResponse(HERE / "static" / "desk.css", media_type="text/css")


def problem_page(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """A problem for people: its sentence in the language of the page that led to it."""
    lang = "ar" if request.query_params.get("lang") == "ar" else "fr"
    why = problem.members.get("reason_texts", {}).get(lang)
    page = desk_page(request, "problem.html", lang, said=problem.texts[lang], why=why)
    page.status_code = problem.status_code
    page.headers.update(problem.kept(headers))
    return page

"""The desk's first page; what every page is served with.

Server-rendered, in French or in Arabic; they show what the JSON interface shows.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from archive_api.desk_pages import STATIC, desk_outside_routes
from archive_api.problems import Problem

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}
_ASKED_AGAIN = {"Cache-Control": "no-cache"}


@router.get("/static/{name:path}", response_class=FileResponse)
def static(name: str, v: str = "") -> FileResponse:
    """Style sheets, scripts and fonts; an address that says which content it is for keeps it."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise Problem("route_unknown")
    return FileResponse(path, headers=_KEPT if v else _ASKED_AGAIN)


def problem_page(
    request: Request, problem: Problem, headers: Mapping[str, str] | None = None
) -> Response:
    """A problem for people, in the language of the page that led to it.

    Who has to sign in first is led there, and back afterwards.
    """
    desk = desk_outside_routes(request)
    if problem.code == "sign_in_needed" and request.method in ("GET", "HEAD"):
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        address = request.url_for("sign_in_page").include_query_params(next=path)
        return RedirectResponse(f"{address.path}?{address.query}", status_code=303)
    why = problem.members.get("reason_texts", {}).get(desk.lang)
    page = desk.page("problem.html", problem.status_code, said=problem.texts[desk.lang], why=why)
    page.headers.update(problem.kept(headers))
    return page

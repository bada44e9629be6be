"""``/check``: the page where anybody checks a paper, by its code, its seal or its file."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
from starlette.datastructures import UploadFile

from archive.issuing.paper_code import typed_code
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR, MonthNames
from archive_api.check_desk import MOST_BYTES, MOST_MEGABYTES, OnCheckDesk
from archive_api.check_words import Told, told
from archive_api.desk_pages import STATIC, Desk, OnDesk, static_address
from archive_api.problems import Problem
from archive_api.seal.claims import table
from archive_api.seal.sealing import PREFIX

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_STYLES = ("desk.css", "check.css")
_SCRIPTS = ("check.js", "check_camera.js", "check_cbor.js", "check_result.js", "check_seal.js")
_OTHERS = ("seal.svg", "vendor/zxing_reader.js", "vendor/zxing_reader.wasm")
_FONTS = ("noto-sans-latin", "noto-sans-latin-ext", "noto-sans-arabic", "noto-naskh-arabic")
_MONTHS = {
    "fr": {"gregorian": GREGORIAN_FR, "hijri": HIJRI_FR},
    "ar": {"gregorian": GREGORIAN_AR, "hijri": HIJRI_AR},
}

_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' blob:; style-src 'self'; "
    "script-src 'self'; worker-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
}
# The page runs no WebAssembly: its worker does, under a policy of its own.
_DECODER_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'",
    "Cache-Control": "no-cache",
}
_WORKER_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; connect-src 'self'",
    "Service-Worker-Allowed": "/check",
    "Cache-Control": "no-cache",
}


@router.get("/check")
def page(desk: OnDesk, code: Annotated[str | None, Query(max_length=60)] = None) -> Response:
    """The page; a code typed where no script runs leads to its own address."""
    if code is None:
        return _page(desk)
    known = typed_code(code)
    if known is None:
        return _page(desk, wrong_code=code, status=422)
    return RedirectResponse(f"/check/{known}?lang={desk.lang}", status_code=303)


@router.post("/check")
async def check_file(request: Request, desk: OnDesk, check: OnCheckDesk) -> Response:
    """What a file shows, where no script runs; it is not kept."""
    announced = request.headers.get("content-length", "")
    if not announced.isdecimal() or int(announced) > MOST_BYTES:
        raise Problem("upload_too_large", limit=MOST_MEGABYTES)
    async with request.form(max_files=1, max_fields=1) as form:
        sent = form.get("file")
        data = await sent.read() if isinstance(sent, UploadFile) else b""
    if not data:
        return _page(desk, status=422)
    return _page(desk, told(await run_in_threadpool(check.file, data), desk.lang))


@router.get("/check/assets", response_class=JSONResponse)
def assets() -> JSONResponse:
    """What the page is made with, for the worker that keeps it when there is no network."""
    return JSONResponse({"assets": _assets(), "version": _version()})


@router.get("/check/worker.js", response_class=FileResponse)
def worker() -> FileResponse:
    """The worker that answers for the page when there is no network."""
    return FileResponse(STATIC / "check_worker.js", headers=_WORKER_HEADERS)


@router.get("/check/decoder.js", response_class=FileResponse)
def decoder() -> FileResponse:
    """The worker that reads codes in pictures."""
    return FileResponse(STATIC / "check_decoder.js", headers=_DECODER_HEADERS)


@router.get("/check/{code}")
def by_code(
    desk: OnDesk, check: OnCheckDesk, code: Annotated[str, Path(max_length=60)]
) -> Response:
    """What the record says of the paper of a code, printed on it as the end of an address."""
    if typed_code(code) is None:
        return _page(desk, wrong_code=code, status=422)
    return _page(desk, told(check.code(code), desk.lang))


def _page(
    desk: Desk, result: Told | None = None, wrong_code: str | None = None, status: int = 200
) -> HTMLResponse:
    words = desk.texts("check.json")
    known = {
        "words": words,
        "lang": desk.lang,
        "claims": table(),
        "prefix": PREFIX,
        "months": {name: _names(one) for name, one in _MONTHS[desk.lang].items()},
        "worker": f"/check/worker.js?v={_version()}",
        "limit": MOST_MEGABYTES,
        "reader": {
            "script": static_address("vendor/zxing_reader.js"),
            "wasm": static_address("vendor/zxing_reader.wasm"),
        },
    }
    shown = {"c": words, "known": known, "result": result, "wrong_code": wrong_code}
    made = desk.page("check.html", status, **shown)
    made.headers.update(_PAGE_HEADERS)
    made.headers["Content-Language"] = desk.lang
    return made


def _names(months: MonthNames) -> list[str]:
    return [months.name(number) for number in range(1, 13)]


def _assets() -> list[str]:
    named = (*_STYLES, *_SCRIPTS, *_OTHERS)
    modules = [f"/static/{name}" for name in _SCRIPTS]
    fonts = [f"/static/vendor/{name}.woff2" for name in _FONTS]
    return [*map(static_address, named), *modules, *fonts, "/check/decoder.js"]


def _version() -> str:
    contents = "".join(_assets()) + static_address("check_worker.js")
    contents += static_address("check_decoder.js")
    return hashlib.sha256(contents.encode()).hexdigest()[:12]

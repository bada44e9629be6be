"""The HTTP application: routers, what every request passes, and the archive opened with it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.vault import Vault
from archive_api import deposit
from archive_api.access import AccessLog, BodyLimit, LoopbackOnly, is_loopback
from archive_api.opened import Archive
from archive_api.refusals import HANDLERS
from archive_api.routers import (
    acts,
    batches,
    desk,
    desk_search,
    duplicate_desk,
    duplicates,
    health,
    offices,
    pages,
    papers,
    search,
)
from archive_api.schemas.wire import ProblemOut
from indexing.search.open import open_index

UPLOAD_LIMIT = 16 * 1000**3
"""Bytes one delivery may have by HTTP; larger ones are copied into the inbox."""

UPLOAD_FILES = 5000
"""Files one delivery may have by HTTP; a volume of more pages comes as a zip."""

_ROUTERS = (
    *(batches, search, papers, acts, pages, offices, health),
    *(duplicates, duplicate_desk, desk_search, desk),
)
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "model": ProblemOut,
        "description": "a problem, coded, in French and Arabic",
        "content": {"application/problem+json": {}},
    }
}


def create_app(settings: Settings, upload_limit: int = UPLOAD_LIMIT) -> FastAPI:
    """The application over one installation; nothing is opened before it starts.

    Args:
        settings: where the catalogue, the vault and the index are.
        upload_limit: bytes above which a request body is refused with 413.
    """
    guards = [Middleware(AccessLog), Middleware(BodyLimit, limit=upload_limit)]
    if is_loopback(settings.host):
        guards.insert(1, Middleware(LoopbackOnly))
    app = FastAPI(
        title="Sijill",
        summary="Civil-status acts of Morocco: delivered, read, verified, found, certified.",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_opening(settings),
        middleware=guards,
        responses=_PROBLEMS,
        form_limits={"max_files": UPLOAD_FILES},
    )
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    for module in _ROUTERS:
        app.include_router(module.router)
    return app


def _opening(settings: Settings) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        deposit.sweep(settings.inbox)
        catalogue = Catalogue.open(settings)
        app.state.archive = Archive(
            settings=settings,
            catalogue=catalogue,
            vault=Vault(settings.vault_url),
            index=open_index(settings),
        )
        yield
        catalogue.close()

    return lifespan

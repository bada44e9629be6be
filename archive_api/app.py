"""The HTTP application: routers, what every request passes, and the archive opened with it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from fastapi import FastAPI
from starlette.middleware import Middleware

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.sign_in_tries import SignInTries
from archive.vault import Vault
from archive_api import deposit
from archive_api.access import AccessLog, BodyLimit, LoopbackOnly, SameOrigin
from archive_api.asking_rate import AskingRate
from archive_api.check_desk import FileReads
from archive_api.followed import Followed
from archive_api.links_to_hand import LinksToHand
from archive_api.opened import Archive
from archive_api.page_views import PageViews
from archive_api.refusals import HANDLERS
from archive_api.requests_followed import requests_followed
from archive_api.routers import (
    acts,
    batches,
    check,
    check_json,
    desk,
    desk_accounts,
    desk_act,
    desk_confirm,
    desk_counter,
    desk_deliver,
    desk_lists,
    desk_mentions,
    desk_new_request,
    desk_officers,
    desk_overview,
    desk_own_account,
    desk_papers,
    desk_programs,
    desk_proposals,
    desk_request,
    desk_search,
    desk_start,
    desk_verify,
    duplicate_desk,
    duplicates,
    health,
    iiif,
    offices,
    pages,
    papers,
    requests,
    search,
    search_orders,
    uploads,
    webhooks,
)
from archive_api.schemas.wire import ProblemOut
from archive_api.seen_pages import SeenPages
from archive_api.signing.checking_apart import CheckingApart
from archive_api.signing.opening import Signers
from archive_api.uploads import Uploads
from indexing.search.open import open_index

UPLOAD_LIMIT = 16 * 1000**3
"""Bytes one delivery may have by HTTP; larger ones are copied into the inbox."""

UPLOAD_FILES = 5000
"""Files one delivery may have by HTTP; a volume of more pages comes as a zip."""

ROUTERS = (
    *(check_json, check, batches, uploads, search, papers, acts, pages, offices, health, iiif),
    *(requests, search_orders, webhooks),
    *(duplicates, duplicate_desk, desk_search, desk_start, desk_overview),
    *(desk_accounts, desk_programs, desk_own_account),
    *(desk_officers, desk_lists, desk_papers),
    *(desk_new_request, desk_counter, desk_confirm, desk_request),
    *(desk_deliver, desk_verify, desk_mentions, desk_proposals, desk, desk_act),
)
"""Every module of routes, those whose addresses take the rest of a path last."""

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    "default": {
        "model": ProblemOut,
        "description": "a problem, coded, in French and Arabic",
        "content": {"application/problem+json": {}},
    }
}


def create_app(
    settings: Settings, upload_limit: int = UPLOAD_LIMIT, follows_requests: bool = False
) -> FastAPI:
    """The application over one installation; nothing is opened before it starts.

    Args:
        settings: where the catalogue, the vault and the index are.
        upload_limit: bytes above which a request body is refused with 413.
        follows_requests: whether requests for papers are taken on beside the service.
    """
    guards = [Middleware(AccessLog), Middleware(BodyLimit, limit=upload_limit)]
    guards.insert(1, Middleware(SameOrigin))
    if settings.local_only:
        guards.insert(1, Middleware(LoopbackOnly))
    app = FastAPI(
        title="Sijill",
        summary="Civil-status acts of Morocco: delivered, read, verified, found, certified.",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=opening(settings, follows_requests),
        middleware=guards,
        responses=_PROBLEMS,
        form_limits={"max_files": UPLOAD_FILES},
    )
    for error, handler in HANDLERS.items():
        app.add_exception_handler(error, handler)
    for module in ROUTERS:
        app.include_router(module.router)
    app.state.addresses = {
        getattr(route, "path", "") for one in ROUTERS for route in one.router.routes
    }
    return app


def opening(settings: Settings, follows_requests: bool = False) -> Callable[[FastAPI], Any]:
    """What opens an installation when an application starts, and closes it when it ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        deposit.sweep(settings.inbox)
        Uploads(settings).sweep()
        catalogue, signers = Catalogue.open(settings), Signers(settings)
        app.state.views, app.state.seen = PageViews(settings.views_dir), SeenPages()
        app.state.archive = Archive(
            settings=settings,
            catalogue=catalogue,
            vault=Vault(settings.vault_url),
            index=open_index(settings),
            signers=signers,
        )
        app.state.followed, app.state.tries = Followed(), SignInTries()
        app.state.links = LinksToHand()
        app.state.asked, app.state.file_reads = AskingRate(), FileReads()
        app.state.apart = CheckingApart()
        with requests_followed(app.state.archive) if follows_requests else nullcontext():
            yield
        app.state.apart.close()
        signers.close()
        catalogue.close()

    return lifespan

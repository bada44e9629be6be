"""The administrator's pages of webhooks: who is told of requests, and whether it arrives."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from archive.account import Right
from archive.issuing.webhook import ABOUT_REQUESTS, EventKind, WebhookState, is_url
from archive_api.desk_pages import Desk, OnDesk
from archive_api.shown_values import shown_instant
from archive_api.signed_in import allowed

router = APIRouter(prefix="/webhooks", include_in_schema=False, default_response_class=HTMLResponse)

_MANAGE = [allowed(Right.MANAGE_LISTS)]
_TEXTS = "webhooks.json"
_LAST = 50
_Kinds = Annotated[list[EventKind], Form(default_factory=list)]


@router.get("", dependencies=_MANAGE)
def webhooks(desk: OnDesk) -> HTMLResponse:
    """Every subscription, and the form of a new one."""
    return _list(desk)


@router.post("", dependencies=_MANAGE)
def add(
    desk: OnDesk, kinds: _Kinds, url: Annotated[str, Form(max_length=1000)] = ""
) -> HTMLResponse:
    """Subscribe an address and show its secret, once; or say beside each input what is wrong."""
    told, typed = desk.texts(_TEXTS)["wrong"], url.strip()
    private = desk.archive.settings.webhooks_private
    wrong: dict[str, str] = {}
    if not is_url(typed, private):
        wrong["url"] = told["url_private" if private else "url"]
    if not kinds:
        wrong["kinds"] = told["kinds"]
    if wrong:
        return _list(desk, status=422, typed=typed, ticked=kinds, wrong=wrong)
    made, secret = desk.archive.catalogue.add_webhook(typed, kinds, desk.actor)
    return _one(desk, made.webhook, secret=secret, is_new=True)


@router.get("/{webhook}", dependencies=_MANAGE)
def webhook(desk: OnDesk, webhook: str) -> HTMLResponse:
    """One subscription and its last messages."""
    return _one(desk, webhook)


@router.post("/{webhook}/state", dependencies=_MANAGE)
def set_state(desk: OnDesk, webhook: str, state: Annotated[WebhookState, Form()]) -> Response:
    """Pause a subscription, or let it go on."""
    resting = state is not WebhookState.ACTIVE
    wanted = WebhookState.PAUSED if resting else WebhookState.ACTIVE
    desk.archive.catalogue.set_webhook_state(webhook, wanted, desk.actor)
    return _back(webhook)


@router.post("/{webhook}/secret", dependencies=_MANAGE)
def rotate(desk: OnDesk, webhook: str) -> HTMLResponse:
    """Make a new secret and show it once."""
    secret = desk.archive.catalogue.rotate_secret(webhook, desk.actor)
    return _one(desk, webhook, secret=secret)


@router.post("/{webhook}/test", dependencies=_MANAGE)
def test(desk: OnDesk, webhook: str) -> Response:
    """Send a message that tells of nothing."""
    desk.archive.catalogue.test_webhook(webhook, desk.actor)
    return _back(webhook)


@router.post("/{webhook}/again", dependencies=_MANAGE)
def send_again(
    desk: OnDesk, webhook: str, seq: Annotated[int | None, Form(ge=1, le=2**62)] = None
) -> Response:
    """Send a message again, or all that were given up."""
    desk.archive.catalogue.send_again(webhook, seq, desk.actor)
    return _back(webhook)


@router.post("/{webhook}/removed", dependencies=_MANAGE)
def remove(desk: OnDesk, webhook: str) -> Response:
    """End a subscription."""
    desk.archive.catalogue.remove_webhook(webhook, desk.actor)
    return RedirectResponse("/webhooks", status_code=303)


def _back(webhook: str) -> Response:
    return RedirectResponse(f"/webhooks/{webhook}", status_code=303)


def _list(desk: Desk, status: int = 200, **shown: Any) -> HTMLResponse:
    """The page of subscriptions.

    Args:
        shown: ``typed``, ``ticked`` and ``wrong`` of a new one that could not be made.
    """
    return desk.page(
        "webhooks.html",
        status,
        w=desk.texts(_TEXTS),
        webhooks=desk.archive.catalogue.webhooks(),
        kinds=ABOUT_REQUESTS,
        is_local=desk.archive.settings.public_url is None,
        address=desk.archive.settings.address,
        **{"typed": "", "ticked": ABOUT_REQUESTS, "wrong": {}, **shown},
    )


def _one(desk: Desk, webhook: str, secret: str | None = None, is_new: bool = False) -> HTMLResponse:
    catalogue = desk.archive.catalogue
    return desk.page(
        "webhook.html",
        201 if is_new else 200,
        w=desk.texts(_TEXTS),
        one=catalogue.webhook(webhook),
        kinds=ABOUT_REQUESTS,
        deliveries=catalogue.webhook_deliveries(webhook, _LAST),
        secret=secret,
        is_new=is_new,
        at=partial(shown_instant, lang=desk.lang),
    )

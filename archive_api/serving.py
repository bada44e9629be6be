"""Serving the application, and its log: JSON lines on standard error, without personal data."""

import logging
import sys

import structlog
import uvicorn

from archive.settings import Settings
from archive_api.app import create_app
from archive_api.inviting import first_link
from archive_api.webhooks import webhooks_sent

_ENDING_SECONDS = 3


def serve(settings: Settings) -> None:
    """Serve on ``settings.host`` and ``settings.port`` until interrupted.

    uvicorn's own access log is off: it writes query strings, which may name people.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    link = first_link(settings)
    if link is not None:
        said = f"Première connexion / أول دخول (24 h): {link}"
        print(said, file=sys.stderr, flush=True)  # noqa: T201, a person at the terminal reads it
    with webhooks_sent(settings):
        uvicorn.run(
            create_app(settings, follows_requests=True),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="warning",
            # Pages that follow a delivery hold their connection open; they connect again.
            timeout_graceful_shutdown=_ENDING_SECONDS,
        )

"""Serving the application, and its log: JSON lines on standard error, without personal data."""

import logging
import sys

import structlog
import uvicorn

from archive.settings import Settings
from archive_api.app import create_app


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
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="warning",
    )

"""``/health``: whether the service can answer, for people and probes."""

from fastapi import APIRouter
from pydantic import BaseModel

from archive_api.opened import Opened

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """What answered: volumes held, documents in the index, changes that it does not show yet."""

    status: str
    volumes: int
    indexed: int
    behind: int


@router.get("/health")
def health(archive: Opened) -> Health:
    """Ask the catalogue and the index; 503 when one of them does not answer."""
    catalogue = archive.catalogue
    volumes, indexed = catalogue.count_volumes(), archive.index.count()
    live = archive.index.live()
    # A probe makes nothing: where there is no index yet, everything waits.
    behind = catalogue.waiting(0 if live is None else catalogue.index_position(live))
    return Health(status="ok", volumes=volumes, indexed=indexed, behind=behind)

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
    volumes = len(archive.catalogue.volumes())
    indexed = archive.index.count()
    behind = archive.catalogue.waiting(archive.catalogue.index_position(archive.index.ensure()))
    return Health(status="ok", volumes=volumes, indexed=indexed, behind=behind)

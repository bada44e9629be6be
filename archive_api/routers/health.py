"""``/health``: whether the service can answer, for people and probes."""

from fastapi import APIRouter
from pydantic import BaseModel

from archive_api.opened import Opened

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """What answered: volumes the catalogue holds, acts the index holds."""

    status: str
    volumes: int
    indexed: int


@router.get("/health")
def health(archive: Opened) -> Health:
    """Ask the catalogue and the index; 503 when one of them does not answer."""
    volumes = len(archive.catalogue.volumes())
    indexed = archive.index.count()
    return Health(status="ok", volumes=volumes, indexed=indexed)

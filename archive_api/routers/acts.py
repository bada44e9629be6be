"""``/v1/acts``: one act with its fields and history, its crops, and a person's word on it.

A reference contains slashes (``08.201.11.07/birth/1933/1/66``), so its converter takes the rest
of the path: the routes that end in a word come before the one that ends in the reference.
"""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Path, Response

from archive.account import Right
from archive.act import Act
from archive_api.opened import Archive, Opened
from archive_api.problems import Problem
from archive_api.routers.duplicates import look_again
from archive_api.schemas.acts import ActOut, DecisionsIn
from archive_api.signed_in import program_allowed
from indexing.errors import IndexingError
from indexing.search.document import document

router = APIRouter(prefix="/v1/acts", tags=["acts"])

log = structlog.get_logger("archive_api")

CROP_MARGIN = 0.35
"""Room around a field's crop, as a share of its shorter side: the strokes that leave the box."""

Reference = Annotated[
    str, Path(description="office/kind/year/part/number, or the id of an act without a number")
]
_JPEG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {}}, "description": "the crop"}
}


@router.get(
    "/{reference:path}/fields/{name}/crop",
    response_class=Response,
    responses=_JPEG,
    dependencies=[program_allowed(Right.READ)],
)
def crop(archive: Opened, reference: Reference, name: str) -> Response:
    """Where a field's value stands on the page, as JPEG."""
    act = archive.act(reference)
    field = act.fields.get(name)
    if field is None or field.page is None or field.box is None:
        raise Problem("field_without_image", field=name)
    image = archive.crop_jpeg(act, field.page, field.box, CROP_MARGIN)
    archive.log_read("crop.seen", act.act_id)
    return Response(image, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.post("/{reference:path}/verify", dependencies=[program_allowed(Right.CONFIRM)])
def verify(archive: Opened, reference: Reference, said: DecisionsIn) -> ActOut:
    """Confirm an act, with corrections or as it stands: it becomes ``verified``.

    409 act_changed when somebody decided since ``expected_version`` was read.
    """
    act = archive.act(reference)
    actor = archive.actor_or(said.actor)
    verified = archive.catalogue.verify(
        act.act_id, said.decisions, actor, expected_version=said.expected_version
    )
    look_again(archive, [verified])
    show_in_index(archive, verified)
    return ActOut.from_act(verified, archive.catalogue.history(verified.act_id))


@router.get("/{reference:path}", dependencies=[program_allowed(Right.READ)])
def read(archive: Opened, reference: Reference) -> ActOut:
    """One act: fields with candidates and crops, mentions, findings, history."""
    return shown(archive, reference)


def show_in_index(archive: Archive, act: Act) -> None:
    """Show the act as it now stands; where the index cannot, it follows the record's outbox.

    A second copy is in no index: the act that stands for it is.
    """
    if act.standing_act is not None:
        return
    try:
        archive.index.put([document(act)])
    except IndexingError as error:
        log.warning("index_behind", act=act.act_id, error=type(error).__name__)


def shown(archive: Archive, reference: str) -> ActOut:
    """An act as shown to a reader, the reading of it logged."""
    act = archive.act(reference)
    archive.log_read("act.seen", act.act_id)
    return ActOut.from_act(act, archive.catalogue.history(act.act_id))

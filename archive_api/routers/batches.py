"""``/v1/batches``: deliver a volume, and see what became of it."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from archive.account import Right
from archive.errors import VolumeUnknown
from archive.records import Delivery, DeliveryStatus
from archive.register import Kind
from archive_api.deposit import Upload, new_delivery_id, stage
from archive_api.opened import Archive, Opened
from archive_api.problems import Problem
from archive_api.schemas.batches import BatchOut, DepositedOut
from archive_api.signed_in import program_allowed
from archive_api.uploads import volume_of_form

router = APIRouter(prefix="/v1/batches", tags=["batches"])

_KINDS = Literal["birth", "death", "marriage", "divorce", "judgment"]


@router.post("", status_code=202, dependencies=[program_allowed(Right.DELIVER)])
def receive(
    request: Request,
    response: Response,
    archive: Opened,
    files: Annotated[list[UploadFile], File(description="one zip, or scans in page order")],
    kind: Annotated[_KINDS | None, Form()] = None,
    office_code: Annotated[str | None, Form(max_length=20)] = None,
    year: Annotated[int | None, Form(ge=1915, le=2100)] = None,
    part: Annotated[int, Form(ge=1)] = 1,
    original: Annotated[int, Form(alias="copy", ge=1)] = 1,
) -> DepositedOut:
    """Receive a delivery: it is put whole into the inbox, where intake judges it.

    Send one zip, or scans; and what the volume is: a ``batch.json`` in it or among them, or the
    form fields in its place. 202: its findings follow under the address in ``Location``.
    """
    uploads = [Upload(upload.filename or "", upload.file) for upload in files]
    manifest = _manifest(kind, office_code, year, part, original)
    delivery_id = new_delivery_id()
    staged = stage(archive.settings.inbox, delivery_id, uploads, manifest)
    # Recorded before the intake can see it, or this record could overwrite the intake's.
    archive.catalogue.record_delivery(
        delivery_id,
        staged.target.name,
        DeliveryStatus.WAITING,
        volume_of_form(manifest),
        actor=archive.actor,
    )
    staged.publish()
    location = str(request.app.url_path_for("batch", batch=delivery_id))
    response.headers["Location"] = location
    return DepositedOut(id=delivery_id, status=DeliveryStatus.WAITING.value, location=location)


@router.get("", dependencies=[program_allowed(Right.FOLLOW)])
def batches(archive: Opened) -> list[BatchOut]:
    """Every delivery, its status and its findings."""
    return [BatchOut.from_delivery(delivery) for delivery in archive.catalogue.deliveries()]


@router.get("/{batch}", dependencies=[program_allowed(Right.FOLLOW)])
def batch(archive: Opened, batch: str) -> BatchOut:
    """One delivery: status, findings in both languages, and progress once it is taken in."""
    delivery = archive.catalogue.delivery(batch)
    if delivery is None:
        raise Problem("batch_unknown", batch=batch)
    return _with_progress(archive, delivery)


def _with_progress(archive: Archive, delivery: Delivery) -> BatchOut:
    unheld = (DeliveryStatus.WAITING, DeliveryStatus.REFUSED)
    if delivery.volume is None or delivery.status in unheld:
        return BatchOut.from_delivery(delivery)
    try:
        return BatchOut.from_delivery(delivery, archive.catalogue.progress(delivery.volume))
    except VolumeUnknown:
        return BatchOut.from_delivery(delivery)


def _manifest(
    kind: str | None, office_code: str | None, year: int | None, part: int, copy: int
) -> dict[str, str | int]:
    required = {"kind": kind, "office_code": office_code, "year": year}
    missing = [name for name, value in required.items() if value is None]
    if len(missing) == len(required):
        return {}
    if kind is None or office_code is None or year is None:
        raise Problem("upload_form_incomplete", fields=", ".join(missing))
    return {
        "kind": Kind(kind).value,
        "office_code": office_code.strip(),
        "year": year,
        "part": part,
        "copy": copy,
    }

"""``/v1/uploads``: deliver a large volume in chunks, and go on after any interruption.

In the spirit of tus: begun by POST, asked how far by HEAD, gone on with by PATCH, each chunk and
each whole file under a SHA-256 digest (RFC 9530), published by POST, given up by DELETE.
"""

import base64
import binascii
import hashlib
import re
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from archive.account import Right
from archive.offices import office
from archive_api.opened import Archive, Opened
from archive_api.problems import Problem
from archive_api.schemas.uploads import PublishedOut, UploadIn, UploadOut
from archive_api.signed_in import program_allowed
from archive_api.uploads import CHUNK_MOST, Unfinished, Uploads

router = APIRouter(prefix="/v1/uploads", tags=["uploads"])

_MAY_DELIVER = program_allowed(Right.DELIVER)
_SHA256 = re.compile(r"(?:^|[,\s])sha-256=:([A-Za-z0-9+/=]{44}):")
_NO_STORE = {"Cache-Control": "no-store"}


@router.post("", status_code=201, dependencies=[_MAY_DELIVER])
def begin(request: Request, response: Response, archive: Opened, wanted: UploadIn) -> UploadOut:
    """Begin an upload: nothing is delivered before every announced file is whole."""
    manifest = {} if wanted.manifest is None else wanted.manifest.form()
    code = manifest.get("office_code")
    if code is not None and office(str(code)) is None:
        raise Problem("office_unknown", office_code=str(code))
    uploads = Uploads(archive.settings)
    files = [(file.name, file.size) for file in wanted.files]
    name = "".join(letter for letter in wanted.name if letter.isprintable()).strip()
    begun = uploads.begin(archive.actor, files, manifest, name)
    told = UploadOut.from_upload(begun, uploads.lifetime)
    response.headers["Location"] = str(request.app.url_path_for("upload", upload=told.id))
    return told


@router.get("", dependencies=[_MAY_DELIVER])
def unfinished(archive: Opened) -> list[UploadOut]:
    """The asker's own uploads that are not whole yet, or not published."""
    uploads = Uploads(archive.settings)
    mine = (one for one in uploads.unfinished() if one.announced.by == archive.actor)
    return [UploadOut.from_upload(one, uploads.lifetime) for one in mine]


@router.get("/{upload}", dependencies=[_MAY_DELIVER])
def upload(archive: Opened, upload: str) -> UploadOut:
    """One upload and how far each file is."""
    uploads = Uploads(archive.settings)
    return UploadOut.from_upload(own_upload(archive, upload), uploads.lifetime)


@router.delete("/{upload}", status_code=204, dependencies=[_MAY_DELIVER])
def give_up(archive: Opened, upload: str) -> None:
    """Remove an upload and all that came of it."""
    own_upload(archive, upload)
    Uploads(archive.settings).give_up(upload)


@router.head("/{upload}/files/{place}", dependencies=[_MAY_DELIVER], response_class=Response)
def kept(
    archive: Opened,
    upload: str,
    place: int,
    want_repr_digest: Annotated[str, Header(max_length=200)] = "",
) -> Response:
    """How much of a file is kept, and on wish the digest of that."""
    files = own_upload(archive, upload)
    if not 0 <= place < len(files.kept):
        raise Problem("upload_unknown")
    headers = {
        **_NO_STORE,
        "Upload-Offset": str(files.kept[place]),
        "Upload-Length": str(files.announced.files[place][1]),
    }
    if "sha-256" in want_repr_digest:
        digest = Uploads(archive.settings).kept_digest(upload, place)
        headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode()}:"
    return Response(headers=headers)


@router.patch(
    "/{upload}/files/{place}",
    status_code=204,
    dependencies=[_MAY_DELIVER],
    response_class=Response,
)
async def append(
    request: Request,
    archive: Opened,
    upload: str,
    place: int,
    upload_offset: Annotated[int, Header(ge=0)],
    content_digest: Annotated[str, Header(max_length=500)] = "",
    repr_digest: Annotated[str, Header(max_length=500)] = "",
) -> Response:
    """Send the next chunk of a file, its digest in Content-Digest.

    The chunk that completes the file brings the whole file's digest in Repr-Digest. A chunk that
    does not arrive whole, or is another than its digest says, leaves everything as it was.
    """
    await run_in_threadpool(own_upload, archive, upload)
    expected = _digest(content_digest)
    if expected is None:
        raise Problem("digest_missing", header="Content-Digest")
    chunk = await _chunk(request)

    def keep() -> int:
        if hashlib.sha256(chunk).digest() != expected:
            raise Problem("chunk_altered", offset=upload_offset)
        whole = _digest(repr_digest)
        return Uploads(archive.settings).append(upload, place, upload_offset, chunk, whole)

    reached = await run_in_threadpool(keep)
    return Response(status_code=204, headers={**_NO_STORE, "Upload-Offset": str(reached)})


@router.post("/{upload}/delivery", status_code=202, dependencies=[_MAY_DELIVER])
def publish(request: Request, response: Response, archive: Opened, upload: str) -> PublishedOut:
    """Deliver a whole upload: once, however often it is asked."""
    if archive.catalogue.delivery(upload) is None:
        own_upload(archive, upload)
    Uploads(archive.settings).publish(upload, archive.catalogue)
    location = str(request.app.url_path_for("batch", batch=upload))
    response.headers["Location"] = location
    return PublishedOut(id=upload, location=location)


def own_upload(archive: Archive, upload_id: str) -> Unfinished:
    """An upload that the asker began; Problem upload_of_another where somebody else did."""
    found = Uploads(archive.settings).upload(upload_id)
    if found.announced.by != archive.actor:
        raise Problem("upload_of_another")
    return found


async def _chunk(request: Request) -> bytes:
    """The body, as long as it is no longer than a chunk may be."""
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > CHUNK_MOST:
                raise Problem("chunk_too_large", limit=CHUNK_MOST)
            parts.append(part)
    except ClientDisconnect as error:
        # Nobody hears this answer: what was cut off is sent again.
        raise Problem("body_unreadable") from error
    if not size:
        raise Problem("body_unreadable")
    return b"".join(parts)


def _digest(header: str) -> bytes | None:
    found = _SHA256.search(header)
    if found is None:
        return None
    try:
        digest = base64.b64decode(found[1], validate=True)
    except binascii.Error:
        return None
    return digest if len(digest) == hashlib.sha256().digest_size else None

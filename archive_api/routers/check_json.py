"""``/v1/check``: whether a paper was issued and still holds, for anybody's programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from archive_api.check_desk import MOST_BYTES, MOST_MEGABYTES, OnCheckDesk
from archive_api.problems import Problem
from archive_api.schemas.checking import CheckOut, SealIn

router = APIRouter(prefix="/v1/check", tags=["checking"])

# Pages of others may ask too: nothing here depends on who asks.
_ANYBODY = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
_COSE = "application/cose"
_LIST: dict[int | str, dict[str, Any]] = {
    200: {"content": {_COSE: {}}, "description": "a COSE_Sign1 message: see docs/checking.md"}
}
_ANY_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("application/pdf", "image/jpeg", "image/png", "image/webp")
        },
    }
}


@router.get("/keys", response_class=Response, responses=_LIST)
def keys(desk: OnCheckDesk) -> Response:
    """The keys that seal papers here, signed by the root key, for verifiers without a network."""
    from archive_api.seal.key_folder import SealKeyMissing

    desk.rate.count(desk.visitor)
    try:
        signed = desk.keys().signed_list()
    except SealKeyMissing as error:
        raise Problem("seal_keys_missing") from error
    return Response(signed, media_type=_COSE, headers=_ANYBODY)


@router.post("/seal")
def seal(desk: OnCheckDesk, asked: SealIn, response: Response) -> CheckOut:
    """What the text of a paper's large code says, and whether the paper still holds."""
    response.headers.update(_ANYBODY)
    return CheckOut.of(desk.seal(asked.text))


async def _sent(request: Request) -> bytes:
    """What was sent; Problem upload_too_large before more than the limit is held."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MOST_BYTES:
            raise Problem("upload_too_large", limit=MOST_MEGABYTES)
    return bytes(data)


@router.post("/file", openapi_extra=_ANY_FILE)
def file(desk: OnCheckDesk, data: Annotated[bytes, Depends(_sent)], response: Response) -> CheckOut:
    """What a PDF or a picture of a paper shows; the file is not kept."""
    response.headers.update(_ANYBODY)
    return CheckOut.of(desk.file(data))


@router.get("/{code}")
def code(
    desk: OnCheckDesk,
    code: Annotated[str, Path(max_length=60, examples=["7K3Q-0M2D-VX9A-41TF"])],
    response: Response,
) -> CheckOut:
    """Whether a paper was issued under a code and still holds: nothing of the person."""
    response.headers.update(_ANYBODY)
    return CheckOut.of(desk.code(code))

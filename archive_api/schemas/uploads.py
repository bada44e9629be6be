"""Resumable uploads on the wire."""

from datetime import UTC, datetime
from typing import Annotated, Literal, Self

from pydantic import Field

from archive.register import FIRST_YEAR, LAST_YEAR
from archive_api.schemas.wire import Wire
from archive_api.uploads import CHUNK_MOST, Unfinished, volume_of_form

_Name = Annotated[str, Field(min_length=1, max_length=255)]


class AnnouncedFileIn(Wire):
    """A file that will come."""

    name: _Name
    size: int = Field(ge=0, le=2**50)


class ManifestIn(Wire):
    """The volume, in place of a ``batch.json``."""

    kind: Literal["birth", "death", "marriage", "divorce", "judgment"]
    office_code: str = Field(max_length=20)
    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    part: int = Field(default=1, ge=1, le=9999)
    copy_number: int = Field(default=1, ge=1, le=99, alias="copy")
    supplement: bool = False

    def form(self) -> dict[str, str | int]:
        """What ``batch.json`` will say, without the pages."""
        said: dict[str, str | int] = self.model_dump(by_alias=True, exclude={"supplement"})
        said["office_code"] = self.office_code.strip()
        return {**said, "supplement": True} if self.supplement else said


class UploadIn(Wire):
    """An upload to begin: its files in page order."""

    files: list[AnnouncedFileIn] = Field(min_length=1, max_length=5000)
    manifest: ManifestIn | None = None
    name: str = Field(default="", max_length=120)


class FileOut(Wire):
    """One file and how much of it is kept."""

    name: str
    size: int
    offset: int


class UploadOut(Wire):
    """An upload under way."""

    id: str
    name: str
    began: str
    ends: str
    volume: str | None
    chunk_most: int
    files: list[FileOut]

    @classmethod
    def from_upload(cls, upload: Unfinished, lifetime: int) -> Self:
        """The wire form of an upload that is kept so many seconds after its last chunk."""
        told = upload.announced
        volume = volume_of_form(told.manifest)
        pairs = zip(told.files, upload.kept, strict=True)
        ends = datetime.fromtimestamp(upload.touched + lifetime, UTC)
        return cls(
            id=told.upload_id,
            name=told.name,
            began=told.began,
            ends=ends.isoformat(timespec="seconds"),
            volume=None if volume is None else str(volume),
            chunk_most=CHUNK_MOST,
            files=[FileOut(name=name, size=size, offset=kept) for (name, size), kept in pairs],
        )


class PublishedOut(Wire):
    """A delivery that is whole and waits for intake."""

    id: str
    location: str

"""Offices on the wire."""

from typing import Self

from archive.offices import Office
from archive_api.schemas.wire import Wire


class OfficeOut(Wire):
    """A civil-status office."""

    code: str
    name_fr: str
    name_ar: str
    province_fr: str
    province_ar: str

    @classmethod
    def from_office(cls, office: Office) -> Self:
        """The wire form of an office."""
        return cls(**{name: getattr(office, name) for name in cls.model_fields})

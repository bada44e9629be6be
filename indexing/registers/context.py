"""What a volume tells about every act in it: kind, year, office; the frame of its closed worlds."""

from dataclasses import dataclass

from archive.offices import Office, office
from archive.register import Kind, VolumeReference


@dataclass(frozen=True, slots=True)
class VolumeContext:
    """The volume an act stands in, with its office when the code is known."""

    volume: VolumeReference
    office: Office | None

    @classmethod
    def of(cls, volume: VolumeReference) -> "VolumeContext":
        """The context of a volume."""
        return cls(volume, office(volume.register.office_code))

    @property
    def kind(self) -> Kind:
        """Kind of the register."""
        return self.volume.register.kind

    @property
    def year(self) -> int:
        """Year of the register."""
        return self.volume.register.year

    def years_of(self, field: str) -> range:
        """Gregorian years a date field is likely to fall in.

        Acts are drawn up in the register's year and declare events of that year or the one
        before; parents are 12 to 95 years older, the dead up to 120.
        """
        year = self.year
        if field in ("father_birth_date", "mother_birth_date"):
            return range(year - 95, year - 11)
        if field == "birth_date" and self.kind is Kind.DEATH:
            return range(year - 120, year + 1)
        return range(year - 1, year + 1)

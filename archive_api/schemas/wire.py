"""What every wire model builds on: the closed base, findings and problems."""

from typing import Self

from pydantic import BaseModel, ConfigDict

from archive.finding import Finding


class Wire(BaseModel):
    """Base of the models: closed, and read from the archive's own types."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class FindingOut(Wire):
    """A finding with its sentence in both languages."""

    code: str
    severity: str
    page: str | None
    field: str | None
    fr: str
    ar: str

    @classmethod
    def from_finding(cls, finding: Finding) -> Self:
        """The wire form of a finding."""
        return cls(
            code=finding.code,
            severity=finding.severity.value,
            page=finding.page,
            field=finding.field,
            fr=finding.text("fr"),
            ar=finding.text("ar"),
        )


class ProblemOut(BaseModel):
    """RFC 9457 problem details, coded, with the sentence in both languages."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    texts: dict[str, str]

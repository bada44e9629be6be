"""``/v1/offices``: the civil-status offices and their codes."""

from typing import Annotated

from fastapi import APIRouter, Query

from archive.account import Right
from archive.offices import all_offices, office
from archive_api.problems import Problem
from archive_api.schemas.offices import OfficeOut
from archive_api.signed_in import program_allowed

router = APIRouter(prefix="/v1/offices", tags=["offices"])


@router.get("", dependencies=[program_allowed(Right.READ)])
def offices(
    name: Annotated[str, Query(max_length=80, description="part of a name, either script")] = "",
) -> list[OfficeOut]:
    """The offices whose name contains ``name``; all of them without it."""
    wanted = name.casefold().strip()
    return [
        OfficeOut.from_office(entry)
        for entry in all_offices()
        if wanted in entry.name_fr.casefold() or wanted in entry.name_ar
    ]


@router.get("/{code}", dependencies=[program_allowed(Right.READ)])
def one_office(code: str) -> OfficeOut:
    """One office by its code."""
    entry = office(code)
    if entry is None:
        raise Problem("office_unknown", office_code=code)
    return OfficeOut.from_office(entry)

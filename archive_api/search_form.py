"""The search form read: what it asks for, and what is wrong beside which of its fields."""

from collections.abc import Mapping
from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from archive_api.schemas.search import SearchIn, SearchOut
from indexing.errors import SearchInvalid
from indexing.search.request import SearchRequest

NOTHING = SearchOut(total=0, more=False, hits=[], next=None, facets=None, did_you_mean={})
"""What a search finds that was not made."""

_SHAPES = {"year_from": "year_invalid", "year_to": "year_invalid"}
"""Fields of the form whose values may be of no shape at all, and what is then said."""

_REVERSED = {"years_reversed": "year_to", "dates_reversed": "date_to"}
_BY_ITSELF = ("act_number", "date_from", "date_to")

Form = TypeVar("Form", bound=SearchIn)


def read_form(form: type[Form], given: Mapping[str, str]) -> tuple[Form, dict[str, str]]:
    """What a form asks for, and by field the code of the reason why it cannot be asked.

    Fields that are wrong ask for nothing.

    Raises:
        RequestValidationError: something is wrong that no field of the form can say.
    """
    wrong = _of_no_shape(form, given)
    kept = {name: value for name, value in given.items() if name not in wrong}
    calendar = kept.get("calendar") or "gregorian"
    for name in _BY_ITSELF:
        if kept.get(name):
            code = _refused(**{name: kept[name], "calendar": calendar})
            if code is not None:
                wrong[name] = code
                del kept[name]
    wanted = form.model_validate(kept)
    code = _refused(**{**wanted.criteria(), "after": None})
    if code in _REVERSED:
        wrong[_REVERSED[code]] = code
    return wanted, wrong


def _of_no_shape(form: type[Form], given: Mapping[str, str]) -> dict[str, str]:
    try:
        form.model_validate(dict(given))
    except ValidationError as error:
        fields = [str(one["loc"][0]) if one["loc"] else "" for one in error.errors()]
        if not _SHAPES.keys() >= {*fields}:
            raise RequestValidationError(error.errors()) from error
        return {name: _SHAPES[name] for name in fields}
    return {}


def _refused(**criteria: object) -> str | None:
    """The code of what is wrong with criteria, None where they can be asked."""
    try:
        SearchRequest(**criteria)  # type: ignore[arg-type]
    except SearchInvalid as error:
        return error.code
    return None

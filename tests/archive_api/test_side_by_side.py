from collections.abc import Callable
from dataclasses import replace

import pytest

from archive.act import FIELD_NAMES, Act, ActReading, ActState
from archive_api.side_by_side import Match, field_order, side_by_side
from indexing.forms import all_forms


@pytest.fixture
def act(act_reading: Callable[..., ActReading]) -> Callable[..., Act]:
    """An act of one invented birth: ``act({"sex": "F"})``."""

    def build(values: dict[str, str], form: str = "test") -> Act:
        reading = replace(act_reading(values=values), form=form)
        return Act("id", reading.register, None, ActState.ACCEPTED, reading, reading.fields)

    return build


def test_fields_come_in_the_order_of_the_form() -> None:
    order = field_order("ar_prose_birth")
    told = ["birth_date", "birth_date_hijri", "given_name_ar", "father_given_ar", "residence_ar"]
    assert sorted(told, key=order.index) == told
    assert order.index("drawn_up_date_hijri") == order.index("drawn_up_date") + 1
    assert field_order("fr_unheard_of") == list(FIELD_NAMES)


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.id)
def test_every_field_has_one_place_in_every_form(form: object) -> None:
    order = field_order(form.id)  # type: ignore[attr-defined]
    assert sorted(order) == sorted(FIELD_NAMES)


def test_differences_are_told_from_other_spellings_and_from_silence(
    act: Callable[..., Act],
) -> None:
    one = act(
        {"given_name_fr": "Zahra", "sex": "F", "mother_given_ar": "فاطمة", "residence_fr": ""}
    )
    other = act({"given_name_fr": "Zohra", "mother_given_ar": "فاطِمه", "residence_fr": ""})
    rows = {row.name: row for row in side_by_side(one, other)}
    assert {name: row.match for name, row in rows.items()} == {
        "given_name_fr": Match.DIFFERS,
        "sex": Match.ONE_ONLY,
        "mother_given_ar": Match.SAME,
        "residence_fr": Match.NEITHER,
    }
    assert rows["sex"].values == ("F", None)

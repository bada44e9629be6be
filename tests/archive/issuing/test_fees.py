from datetime import date
from decimal import Decimal

import pytest

from archive.issuing.errors import FeeUnset
from archive.issuing.fees import Fee, fee
from archive.issuing.paper import PaperKind

FEES = (
    Fee(PaperKind.EXTRACT, Decimal("2.00"), date(2026, 1, 1), date(2026, 7, 1)),
    Fee(PaperKind.EXTRACT, Decimal("2.50"), date(2026, 7, 1)),
    Fee(PaperKind.FULL_COPY, Decimal(0), date(2026, 1, 1)),
)


@pytest.mark.parametrize(
    ("kind", "copies", "day", "dirhams"),
    [
        (PaperKind.EXTRACT, 1, "2026-06-30", "2.00"),
        (PaperKind.EXTRACT, 3, "2026-07-01", "7.50"),
        (PaperKind.FULL_COPY, 20, "2026-07-01", "0.00"),
    ],
)
def test_a_paper_costs_what_the_day_of_its_request_says(
    kind: PaperKind, copies: int, day: str, dirhams: str
) -> None:
    assert str(fee(kind, copies, date.fromisoformat(day), FEES)) == dirhams


@pytest.mark.parametrize(
    ("kind", "day"), [(PaperKind.EXTRACT, "2025-12-31"), (PaperKind.MULTILINGUAL, "2026-02-01")]
)
def test_what_has_no_fee_is_not_free(kind: PaperKind, day: str) -> None:
    with pytest.raises(FeeUnset):
        fee(kind, 1, date.fromisoformat(day), FEES)


def test_at_least_one_copy_is_asked_for() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fee(PaperKind.EXTRACT, 0, date(2026, 2, 1), FEES)


@pytest.mark.parametrize("amount", ["-0.01", "1000.01", "2.005", "NaN", "Infinity"])
def test_a_fee_is_dirhams_to_the_centime(amount: str) -> None:
    with pytest.raises(ValueError, match="no fee"):
        Fee(PaperKind.EXTRACT, Decimal(amount), date(2026, 1, 1))

"""Columns: what the acts of a volume tell of a field together."""

import pytest

from indexing.confidence.columns import Columns


def test_a_column_is_the_mean_of_the_acts_that_show_it():
    columns = Columns.of([{"sex": (1.0, 0.0), "job_fr": (0.5, 1.0)}, {"sex": (0.0, 0.0)}])
    assert columns.cells == {"sex": (0.5, 0.0), "job_fr": (0.5, 1.0)}
    assert columns.shown == {"sex": 1.0, "job_fr": 0.5}
    assert columns.every == pytest.approx((0.5, 1 / 3))


def test_a_volume_without_act_has_no_column():
    assert Columns.of([]) == Columns(0, {}, {}, ())

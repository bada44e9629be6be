import gc

import pytest

from indexing.search.collection import without_cycle_search


def test_cycles_are_looked_for_again_afterwards_even_when_it_broke() -> None:
    with pytest.raises(ValueError, match="broken"), without_cycle_search():
        assert not gc.isenabled()
        raise ValueError("broken")
    assert gc.isenabled()


def test_whoever_had_put_it_off_before_goes_on_without() -> None:
    with without_cycle_search():
        with without_cycle_search():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()

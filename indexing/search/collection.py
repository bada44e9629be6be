"""Making documents by the thousand without Python looking for reference cycles among them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycle_search() -> Iterator[None]:
    """Put off the search for reference cycles while acts become documents: they have none.

    Each search goes through every object made so far, which took two thirds of the time that
    documents took. What a batch leaves behind is freed by reference counts as before.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

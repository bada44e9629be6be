"""Work that goes on beside other work, in a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def beside(name: str, work: Callable[[Event], None]) -> Iterator[None]:
    """Let ``work`` go on while the block runs; its event is set at the end, and it is waited for.

    Args:
        name: of the thread.
        work: is to return soon after the event is set.
    """
    over = Event()
    thread = Thread(target=work, args=(over,), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()

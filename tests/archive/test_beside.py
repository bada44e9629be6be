"""Work beside other work."""

from threading import Event, current_thread

import pytest

from archive.beside import beside


def test_work_goes_on_beside_the_block_in_a_thread_of_its_name() -> None:
    began, names = Event(), list[str]()

    def work(over: Event) -> None:
        names.append(current_thread().name)
        began.set()
        over.wait()

    with beside("bells", work):
        assert began.wait(10)
    assert names == ["bells"]


def test_the_block_ends_when_the_work_has_ended_whatever_happened_in_it() -> None:
    done = list[str]()

    def work(over: Event) -> None:
        over.wait()
        done.append("tidied up")

    with pytest.raises(ValueError, match="in the block"), beside("bells", work):
        raise ValueError("in the block")
    assert done == ["tidied up"]

"""Reading processes: what they give, what stops them, and what does not."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from archive.errors import MasterMissing
from ocr.alto import from_alto
from pipelines.page_tasks import PageTask
from pipelines.readers import PageReaders


@pytest.fixture
def readers(vault, settings):
    with PageReaders(2, settings.vault_url) as opened:
        yield opened


def test_every_page_comes_back_as_alto(readers, vault, small):
    tasks = [PageTask(vault.put(small(seed)), 0, 150) for seed in range(3)]
    found = {read.task: from_alto(read.alto) for read in readers.read(tasks)}
    assert set(found) == set(tasks)
    assert {(page.width, page.height) for page in found.values()} == {(300, 200)}


def test_a_page_that_cannot_be_read_does_not_hold_up_the_others(readers, vault, small):
    broken, sound = vault.put(b"no scan"), vault.put(small(1))
    tasks = [PageTask(broken, 0, None), PageTask(sound, 0, None)]
    found = {read.task.sha256: read.alto for read in readers.read(tasks)}
    assert found[broken] is None
    assert found[sound] is not None


def test_a_master_that_is_gone_stops_the_reading(readers):
    with pytest.raises(MasterMissing):
        list(readers.read([PageTask("0" * 64, 0, None)]))


def test_a_reader_that_dies_costs_no_page(readers, vault, small):
    tasks = [PageTask(vault.put(small(seed)), 0, 150) for seed in range(4)]
    found = []
    for read in readers.read(tasks):
        if not found:
            os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
        found.append(read)
    assert sorted(read.task.sha256 for read in found) == sorted(task.sha256 for task in tasks)
    assert all(read.alto for read in found)


def children_of(pid):
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes under /proc")
def test_readers_end_when_their_parent_is_killed(vault, settings, small, tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(
            f"""
            from pipelines.readers import PageReaders, PageTask
            import time
            if __name__ == "__main__":
                readers = PageReaders(2, {settings.vault_url!r})
                list(readers.read([PageTask({vault.put(small(1))!r}, 0, 150)]))
                print("read", flush=True)
                time.sleep(600)
            """
        )
    )
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert parent.stdout.readline() == b"read\n"
    children = children_of(parent.pid)
    assert children
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [child for child in children if is_alive(child)]

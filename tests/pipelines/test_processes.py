"""The server and its watcher as processes: what they print, and that they end when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def in_background(tmp_path):
    """Starts Python as a script's ``&`` does, SIGINT ignored; what it prints goes to ``log``."""
    started = []
    log = tmp_path / "log"

    def start(*arguments, **environment):
        with log.open("w") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env={**os.environ, "SIJILL_HOME": str(tmp_path / "home"), **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
            )
        started.append(process)
        return process, log

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(text, log, process):
    while text not in log.read_text():
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)


def fetch(address, process, log):
    while True:
        try:
            with urlopen(address) as answer:
                return answer.read()
        except URLError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)


def test_the_watcher_ends_at_a_signal_that_its_shell_had_it_ignore(in_background):
    process, log = in_background("-m", "pipelines.watching")
    wait_for("watching", log, process)
    process.terminate()
    assert process.wait(30) == 0


def test_the_server_prints_no_searched_name_and_ends_with_its_watcher(in_background):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    process, log = in_background("sijill.py", "serve", SIJILL_PORT=port)
    fetch(f"http://127.0.0.1:{port}/v1/search?text=Zineb", process, log)
    wait_for("watching", log, process)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.terminate()
    assert process.wait(30) == 0
    assert children
    assert not any(Path("/proc", child).exists() for child in children)
    assert "Zineb" not in log.read_text()


def test_looking_rarely_for_cycles_still_frees_them():
    code = """
import gc, weakref
from pipelines.processes import collect_rarely
class Node: pass
usual = gc.get_threshold()[0]
collect_rarely()
assert gc.get_threshold()[0] > usual and gc.get_freeze_count() > 0
node = Node()
node.itself, gone = node, weakref.ref(node)
del node
kept = [[] for _ in range(2 * gc.get_threshold()[0])]
assert gone() is None
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)

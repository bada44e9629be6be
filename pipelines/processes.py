"""The command's own process and those beside it: the inbox watcher, Dagster's pages."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from archive.settings import Settings

_ENDING_SECONDS = 5.0
_YOUNG_OBJECTS = 20_000


def collect_rarely() -> None:
    """Look for unreachable cycles more rarely than usual, never among what is loaded by now.

    Structuring makes many objects and few cycles: looking for them took a sixth of its time.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


@contextmanager
def inbox_watched(settings: Settings) -> Iterator[None]:
    """Watch the inbox in a process of its own while the block runs, whatever signal ends it.

    One that does not end by itself is killed: what it left half-way goes on at the next start.
    """
    settings.inbox.mkdir(parents=True, exist_ok=True)
    # The server gives the signal on once it has shut down; the watcher must end with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    watcher = subprocess.Popen([sys.executable, "-m", "pipelines.watching"])
    try:
        yield
    finally:
        watcher.terminate()
        try:
            watcher.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            watcher.kill()
            watcher.wait()


def dagster_pages(settings: Settings) -> int:
    """Serve Dagster's own pages on this installation until interrupted; returns their exit code."""
    # Loads Dagster, which serving the archive does without.
    from pipelines.running import prepare_home

    home = {**os.environ, "DAGSTER_HOME": str(prepare_home(settings))}
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions"]
    return subprocess.run(command, env=home, check=False).returncode

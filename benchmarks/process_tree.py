"""How long a command takes and how much memory it and all its descendants hold together."""

import os
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost.

    Attributes:
        seconds: wall time from start to end.
        work: seconds of processor time of all its processes; other programs hardly change it.
        peak_megabytes: most proportional memory (PSS) of all its processes at one moment; shared
            pages count once.
        told: its standard error.
        returncode: its exit code.
    """

    seconds: float
    work: float
    peak_megabytes: float
    told: str
    returncode: int


def measure(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, sampling the memory of its whole process tree."""
    with tempfile.TemporaryFile() as errors:
        begun, peak = time.monotonic(), 0.0
        process = subprocess.Popen(
            command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=errors
        )
        ended = 0
        while not ended:
            peak = max(peak, tree_megabytes(process.pid))
            time.sleep(_EVERY_SECONDS)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - begun
        errors.seek(0)
        told = errors.read().decode("utf-8", "replace")
    work = usage.ru_utime + usage.ru_stime
    return Cost(seconds, work, peak, told, process.returncode)


def tree_megabytes(root: int) -> float:
    """Proportional memory of a process and its descendants, in megabytes of a million bytes."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for folder in _PROC.iterdir():
        if folder.name.isdigit() and (parent := _parent(folder)) is not None:
            children[parent].append(int(folder.name))
    waiting, kilobytes = [root], 0
    while waiting:
        pid = waiting.pop()
        waiting += children[pid]
        kilobytes += _pss(_PROC / str(pid))
    return kilobytes * 1024 / 1e6


def _parent(folder: Path) -> int | None:
    try:
        stat = (folder / "stat").read_text()
    except OSError:
        return None  # it ended meanwhile
    # The name in brackets may hold spaces and brackets itself.
    return int(stat.rpartition(")")[2].split()[1])


def _pss(folder: Path) -> int:
    try:
        rollup = (folder / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in rollup.splitlines() if "Pss:" in line), 0)

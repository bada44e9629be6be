"""The embedded index on bad days: its writer is killed, its disk is full, its folder is closed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.act import Act
from archive.register import VolumeReference
from indexing.errors import IndexUnavailable
from indexing.search.document import ActDocument, document, page_document
from indexing.search.request import SearchRequest
from indexing.search.tantivy_index import TantivyIndex

MakeAct = Callable[..., Act]
ROOT = Path(__file__).parents[3]

PUTS = """
import sys
from pathlib import Path
from archive.register import VolumeReference
from indexing.search.document import page_document
from indexing.search.tantivy_index import TantivyIndex

volume = VolumeReference.parse("08.201.11.07/marriage/1933/1@1")
index = TantivyIndex(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10**6):
    index.put([page_document(volume, f"{number}.jpg")])
    print(number, flush=True)
"""
"""Puts one document after another and says so after each."""

FULL = """
import json, os, sys
from pathlib import Path
from archive.register import VolumeReference
from indexing.errors import IndexUnavailable
from indexing.search.document import page_document
from indexing.search.tantivy_index import TantivyIndex

folder = Path(sys.argv[1])
volume = VolumeReference.parse("08.201.11.07/marriage/1933/1@1")
documents = [page_document(volume, f"{number}.jpg") for number in range(5000)]
index = TantivyIndex(folder / "search")
index.put(documents[:10])
(folder / "filler").write_bytes(b"x" * int(sys.argv[2]))
codes = []
for what in (index.put, index.rebuild):
    try:
        what(documents)
    except IndexUnavailable as error:
        codes.append(error.code)
held = TantivyIndex(folder / "search").count()
(folder / "filler").unlink()
index.put(documents)
print(json.dumps({"codes": codes, "held": held, "after": index.count()}))
"""
"""Fills a small disk, writes on, makes room, writes again."""


def python(code: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", code, *map(str, arguments)]


def test_what_was_acknowledged_outlives_the_writer_and_the_next_one_goes_on(
    tmp_path: Path, make_act: MakeAct
) -> None:
    promised = 0
    for round_ in range(3):
        process = subprocess.Popen(
            python(PUTS, tmp_path, promised + 1), cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(3 + round_):
            promised = int(process.stdout.readline())
        time.sleep(0.01 * round_)
        process.send_signal(signal.SIGKILL)
        told = process.stdout.read().splitlines()
        process.wait()
        # The last line may have been cut short; what stands before it was said whole.
        promised = max([promised, *map(int, told[:-1])])
        index = TantivyIndex(tmp_path, wait_seconds=2)
        assert index.count() >= promised
        assert index.search(SearchRequest(limit=1000)).total == index.count()
    index.put([document(make_act("late"))])
    index.rebuild([document(make_act("new"))])
    assert index.count() == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Callable[..., list[str]]:
    """Gives a command that runs another with a disk of 4 MB mounted on a folder."""
    own = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    mounted = ["unshare", *own, "--mount", "sh", "-ec"]
    folder = tmp_path / "disk"
    folder.mkdir()

    def command(*rest: str, options: str = "size=4m") -> list[str]:
        mount = f'mount -t tmpfs -o {options} none {folder}; exec "$@"'
        return [*mounted, mount, "sh", *rest]

    probe = subprocess.run(command("true"), capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"no disk can be mounted here: {probe.stderr.strip()}")
    return command


def test_a_full_disk_is_told_by_its_code_and_the_index_goes_on_once_there_is_room(
    small_disk: Callable[..., list[str]], tmp_path: Path
) -> None:
    command = small_disk(*python(FULL, tmp_path / "disk", 4_000_000))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "codes": ["index_disk_full", "index_disk_full"],
        "held": 10,
        "after": 5000,
    }


def one_document() -> ActDocument:
    return page_document(VolumeReference.parse("08.201.11.07/marriage/1933/1@1"), "1.jpg")


def test_a_folder_that_cannot_be_made_is_told_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(IndexUnavailable, match="let this user write") as refused:
        TantivyIndex(tmp_path / "file" / "search").put([one_document()])
    assert refused.value.code == "index_unwritable"


def test_a_folder_that_may_not_be_written_is_told_by_its_code(
    small_disk: Callable[..., list[str]], tmp_path: Path
) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from indexing.errors import IndexUnavailable\n"
        "from indexing.search.tantivy_index import TantivyIndex\n"
        "try:\n"
        "    TantivyIndex(Path(sys.argv[1])).ensure()\n"
        "except IndexUnavailable as error:\n"
        "    print(error.code)\n"
    )
    command = small_disk(*python(code, tmp_path / "disk"), options="ro")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "index_unwritable", done.stderr


def test_a_writer_that_waits_in_vain_tells_so_by_its_code(tmp_path: Path) -> None:
    holder = TantivyIndex(tmp_path)
    with holder._writing(), pytest.raises(IndexUnavailable) as refused:
        TantivyIndex(tmp_path, wait_seconds=0.05).put([one_document()])
    assert refused.value.code == "index_busy"

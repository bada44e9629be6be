"""Several writers at once, and writers killed at work."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from archive.act import ActReading
from archive.catalogue import Catalogue
from archive.errors import ActChanged, CatalogueUnavailable
from archive.records import KeptActs
from archive.register import VolumeReference
from archive.settings import Settings

MakeReading = Callable[..., ActReading]

KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from archive.act import ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.register import ActNumber, VolumeReference

url, volume, kill_at = sys.argv[1], VolumeReference.parse(sys.argv[2]), int(sys.argv[3])
readings = [
    ActReading(
        volume.register, 1, ActNumber(n), n, "fr_prose",
        {"act_number": FieldReading(str(n), str(n), 0.9)}, (("p1.jpg", None),), sure=True,
    )
    for n in range(1, 31)
]
catalogue = Catalogue.open(url)
writes = 0

def count(connection, cursor, statement, *others):
    global writes
    writes += statement.startswith(("INSERT", "UPDATE"))
    if writes == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, "after_cursor_execute", count)
catalogue.keep_acts(volume, readings, {"p1.jpg": "acts"}, ())
print("kept")
"""


@pytest.fixture
def keep_in_another_process(
    database_url: str, volume: VolumeReference
) -> Callable[[int], subprocess.CompletedProcess[str]]:
    """Keep thirty acts in a process that is killed after its n-th write, if there is one."""

    def keep(kill_at: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", KILLED, database_url, str(volume), str(kill_at)]
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONPATH": root}
        return subprocess.run(command, capture_output=True, text=True, env=environment)

    return keep


def state_of(catalogue: Catalogue) -> list[object]:
    return [*catalogue.acts(), *(entry.action for entry in catalogue.audit_entries())]


def test_a_writer_killed_at_work_leaves_nothing_and_can_start_again(
    held: Catalogue,
    volume: VolumeReference,
    keep_in_another_process: Callable[[int], subprocess.CompletedProcess[str]],
) -> None:
    before = state_of(held)
    for kill_at in (1, 3, 4, 6):
        killed = keep_in_another_process(kill_at)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert state_of(held) == before
    finished = keep_in_another_process(999)
    assert finished.stdout == "kept\n", finished.stderr
    assert held.progress(volume).acts == 30
    assert len(state_of(held)) == len(before) + 30 + 31
    assert held.check_audit() is None


def test_of_two_people_deciding_at_once_one_is_told(
    held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    held.keep_acts(volume, [make_reading(66)], {})
    (act,) = held.acts()
    barrier = Barrier(2, timeout=60)

    def decide(person: str) -> bool:
        barrier.wait()
        try:
            held.verify(act.act_id, {"given_name_fr": person}, person, 1)
        except ActChanged:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = dict(zip(("Amina", "Brahim"), pool.map(decide, ("Amina", "Brahim")), strict=True))
    assert sorted(done.values()) == [False, True]
    (winner,) = (person for person in done if done[person])
    kept = held.act(act.act_id)
    assert kept is not None
    assert (kept.version, kept.decided["given_name_fr"]) == (2, winner)
    assert [event.actor for event in held.history(act.act_id)] == ["sijill", winner]


def test_writers_at_once_lose_nothing_and_keep_one_chain(
    database_url: str, held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    barrier = Barrier(4, timeout=60)

    def work(worker: int) -> None:
        catalogue = Catalogue.open(database_url)
        barrier.wait()
        for at in range(1, 11):
            catalogue.log_read(f"worker {worker}", "search", "")
            acts = [make_reading(n, n, engine=f"{worker}/{at}") for n in (1, 2)]
            catalogue.keep_acts(volume, acts, {})
        catalogue.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert held.check_audit() is None
    assert [act.version for act in held.acts()] == [40, 40]
    reads = [entry for entry in held.audit_entries() if entry.action == "search"]
    assert len(reads) == 40
    seqs = [seq for seq, _ in held.changes_since(0)]
    assert seqs == sorted(set(seqs))
    assert len(seqs) == 80


def test_an_index_following_along_misses_no_change(
    database_url: str, held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    def write(worker: int) -> None:
        catalogue = Catalogue.open(database_url)
        for at in range(15):
            catalogue.keep_acts(volume, [make_reading(1, engine=f"{worker}/{at}")], {})
        catalogue.close()

    seen: list[int] = []
    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(write, worker) for worker in range(3)]
        while not all(writer.done() for writer in writers):
            seen += [seq for seq, _ in held.changes_since(seen[-1] if seen else 0)]
        for writer in writers:
            writer.result()
    seen += [seq for seq, _ in held.changes_since(seen[-1] if seen else 0)]
    assert seen == [seq for seq, _ in held.changes_since(0)]
    assert len(seen) == 45


def test_what_is_kept_is_there_for_the_next_to_open(
    database_url: str, held: Catalogue, volume: VolumeReference, make_reading: MakeReading
) -> None:
    assert held.keep_acts(volume, [make_reading(66)], {}) == KeptActs(1, 0, 0, 0)
    assert list(Catalogue.open(database_url).acts()) == list(held.acts())


def test_settings_say_where_and_who(tmp_path: Path) -> None:
    catalogue = Catalogue.open(Settings.at(tmp_path / "new" / "home", actor="office 7"))
    catalogue.record_delivery("d1", "x", "waiting")
    assert [entry.actor for entry in catalogue.audit_entries()] == ["office 7"]
    assert (tmp_path / "new" / "home" / "catalogue.sqlite").exists()


def test_a_database_that_does_not_answer_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnavailable):
        Catalogue.open(f"postgresql://sijill@/none?host={tmp_path}")

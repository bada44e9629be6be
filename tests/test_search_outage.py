"""Elasticsearch stopped for a while: nothing is lost, people are told, it catches up by itself.

A real server of this test's own, with TLS and an API key, is stopped and started again.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from archive.act import Act, ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from archive.settings import Settings
from archive_api.app import create_app
from pipelines.following import record_followed
from pipelines.search_index import agreement, is_behind
from pipelines.workshop import Workshop

STARTER = Path(__file__).parents[1] / "deploy" / "elasticsearch"
SHARED = Path("/var/tmp") / f"sijill-elasticsearch-{os.getuid()}"
PATIENCE_SECONDS = 120
ANSWER_SECONDS = 6
"""A second more than anybody is kept waiting for a server that does not answer."""


@dataclass(frozen=True)
class Server:
    """A server that can be stopped and comes back at the same address."""

    folder: Path
    port: int

    def say(self, word: str) -> subprocess.CompletedProcess[str]:
        own = {"ELASTICSEARCH_HOME": str(self.folder), "ELASTICSEARCH_PORT": str(self.port)}
        heap = {"ELASTICSEARCH_HEAP": "256m"}
        return subprocess.run(
            [STARTER, word],
            env={**os.environ, **own, **heap},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def server() -> Iterator[Server]:
    """A server not started yet, of the distribution that the other tests share if it is there."""
    # Under root the server runs as a user who may not enter the folders of tests.
    folder = Path(tempfile.mkdtemp(prefix="sijill-outage-", dir="/var/tmp"))
    folder.chmod(0o755)
    for distribution in SHARED.glob("elasticsearch-*"):
        subprocess.run(["cp", "-a", distribution, folder], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Server(folder, port)
    yield made
    made.say("stop")
    shutil.rmtree(folder)


@pytest.fixture
def installation(server: Server, tmp_path: Path) -> Settings:
    """Settings of an archive whose index is on that server, started."""
    started = server.say("start")
    if started.returncode:
        pytest.skip(f"no Elasticsearch: {started.stderr.strip().splitlines()[-1]}")
    told = dict(line.split("=", 1) for line in started.stdout.splitlines())
    names = {name.removeprefix("SIJILL_").lower(): value for name, value in told.items()}
    return Settings.model_validate({"home": tmp_path / "home", **names})


def keep(catalogue: Catalogue, year: int, part: int = 1) -> Act:
    """A new volume of twenty acts; returns the first."""
    volume = VolumeReference.parse(f"08.201.11.07/birth/{year}/{part}@1")
    catalogue.take_in(volume, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "invented")
    given = FieldReading("Driss", "Driss", 0.95, ("Driss",), "p1.jpg")
    readings = [
        ActReading(volume.register, 1, ActNumber(n), n, "invented", {"given_name_fr": given}, ())
        for n in range(1, 21)
    ]
    catalogue.keep_acts(volume, readings, {})
    return next(iter(catalogue.acts(volume.register)))


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"not so after {PATIENCE_SECONDS} s"
        time.sleep(0.1)


def found(client: TestClient, act: Act) -> list[str]:
    answer = client.get("/v1/search", params={"text": str(act.reference)})
    return [hit["state"] for hit in answer.json()["hits"]] if answer.status_code == 200 else []


def ask_in_vain(client: TestClient) -> None:
    """One search, which says within bounded time and with a reason that it is not possible."""
    begun = time.monotonic()
    answer = client.get("/v1/search", params={"text": "Driss"})
    assert time.monotonic() - begun < ANSWER_SECONDS
    said = answer.json()
    assert (answer.status_code, said["code"]) == (503, "search_unavailable")
    assert said["reason_code"] == "index_unavailable"
    assert said["texts"].keys() == said["reason_texts"].keys() == {"fr", "ar"}


def verify(client: TestClient, act: Act) -> None:
    """An officer's decision, which is taken within bounded time whatever the index does."""
    begun = time.monotonic()
    said = {"expected_version": act.version}
    answer = client.post(f"/v1/acts/{act.reference}/verify", json=said)
    assert (answer.status_code, answer.json()["state"]) == (200, "verified")
    assert time.monotonic() - begun < ANSWER_SECONDS


@pytest.mark.parametrize(
    "seconds", [0, pytest.param(60, marks=pytest.mark.prove)], ids=["restart", "minute"]
)
def test_a_stopped_elasticsearch_loses_nothing_and_catches_up_by_itself(
    server: Server, installation: Settings, seconds: float
) -> None:
    catalogue = Catalogue.open(installation)
    with (
        TestClient(create_app(installation), base_url="http://127.0.0.1") as client,
        record_followed(installation, seconds=0.2),
    ):
        before = keep(catalogue, 1933)
        wait_until(lambda: len(found(client, before)) == 1)

        assert server.say("stop").returncode == 0
        until = time.monotonic() + seconds
        ask_in_vain(client)
        assert client.get("/health").status_code == 503
        verify(client, before)
        meanwhile = [keep(catalogue, 1934)]
        while time.monotonic() < until:
            ask_in_vain(client)
            verify(client, meanwhile[-1])
            meanwhile.append(keep(catalogue, 1934, part=len(meanwhile) + 1))
            time.sleep(0.5)

        assert server.say("start").returncode == 0
        wait_until(lambda: len(found(client, meanwhile[-1])) == 1)
        wait_until(lambda: found(client, before) == ["verified"])
        for act in meanwhile[:-1]:
            assert found(client, act) == ["verified"]
    with Workshop(installation) as workshop:
        assert not is_behind(workshop)
        assert agreement(workshop).agrees
        assert workshop.index.count() == 20 * (1 + len(meanwhile))
    catalogue.close()

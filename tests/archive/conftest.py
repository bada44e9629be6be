"""Fixtures of the record: a catalogue on each engine, and readings of invented acts.

PostgreSQL is a throw-away server that the session starts from Debian's package, on a Unix socket
in a temporary folder. Nobody in these tests exists.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from archive.account import Account, Role
from archive.act import Act, ActReading, FieldReading
from archive.box import Box
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference

MakePage = Callable[..., VolumePage]
MakeReading = Callable[..., ActReading]


@pytest.fixture(scope="session")
def postgresql_socket() -> Iterator[str]:
    """Folder of the socket of a running PostgreSQL whose superuser is ``sijill``."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL server here: apt-get install postgresql")
    programs = found[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="sijill-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root; Debian's package made this user.
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
    try:
        run("initdb", "--no-sync", "--auth=trust", "--username=sijill", "--encoding=UTF8")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield str(folder)
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, empty_record: Path
) -> Iterator[str]:
    """URL of a database that holds nothing, on each engine in turn."""
    if request.param == "sqlite":
        (tmp_path / "home").mkdir()
        yield f"sqlite:///{shutil.copy(empty_record, tmp_path / 'home')}"
        return
    # A schema of its own is as empty as a database of its own, and made a hundred times faster.
    socket = request.getfixturevalue("postgresql_socket")
    name = f"sijill_{uuid.uuid4().hex}"
    admin = f"host={socket} user=sijill dbname=postgres"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    yield f"postgresql://sijill@/postgres?host={socket}&options=-csearch_path%3D{name}"
    with psycopg.connect(admin, autocommit=True) as connection:
        # A failed test may have left a transaction open, which the drop would wait for.
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename = 'sijill' AND pid <> pg_backend_pid()"
        )
        connection.execute(f'DROP SCHEMA "{name}" CASCADE')


@pytest.fixture
def catalogue(database_url: str) -> Iterator[Catalogue]:
    """An empty catalogue."""
    opened = Catalogue.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def volume() -> VolumeReference:
    """The first original of a register of births."""
    return VolumeReference.parse("08.201.11.07/birth/1933/1@1")


@pytest.fixture
def make_page() -> MakePage:
    """A page at an ordinal: ``make_page(3)``, or with other bytes, ``make_page(3, scan="b")``."""

    def make(ordinal: int, name: str | None = None, scan: str = "a") -> VolumePage:
        sha256 = f"{ordinal:02}{scan}".ljust(64, "0")
        return VolumePage(name or f"p{ordinal}.jpg", ordinal, sha256, 0, 1200, 1700, 300)

    return make


@pytest.fixture
def make_reading(volume: VolumeReference) -> MakeReading:
    """A sure reading of an act: ``make_reading(66, page=2, given_name_fr="Idder")``."""

    def make(
        number: int | str | None,
        ordinal: int = 1,
        page: int = 1,
        box: tuple[int, int, int, int] | None = None,
        copy: int = 1,
        sure: bool = True,
        engine: str = "reader 1",
        **fields: str,
    ) -> ActReading:
        known = None if number is None else ActNumber.parse(str(number))
        name = f"p{page}.jpg"
        values = {**({} if known is None else {"act_number": str(known)}), **fields}
        return ActReading(
            register=volume.register,
            copy=copy,
            number=known,
            ordinal=ordinal,
            form="fr_prose",
            fields={
                key: FieldReading(value, value, 0.9, (value,), name)
                for key, value in values.items()
            },
            pages=((name, None if box is None else Box(*box)),),
            engine=engine,
            sure=sure,
        )

    return make


@pytest.fixture
def make_unsure(make_reading: MakeReading) -> MakeReading:
    """A reading whose given name is unsure: ``make_unsure(66, 0.3, given_name_fr="ldder")``."""

    def make(number: int | None, confidence: float, ordinal: int = 1, **fields: str) -> ActReading:
        name = "given_name_fr"
        reading = make_reading(number, ordinal, page=ordinal, sure=False, **{name: "x", **fields})
        doubtful = replace(reading.fields[name], confidence=confidence)
        return replace(
            reading,
            fields={**reading.fields, name: doubtful},
            findings=(Finding("field_unsure", {"percent": 0}, field=name),),
        )

    return make


@pytest.fixture
def held(catalogue: Catalogue, volume: VolumeReference, make_page: MakePage) -> Catalogue:
    """A catalogue that took in a volume of three pages."""
    catalogue.take_in(volume, [make_page(ordinal) for ordinal in (1, 2, 3)], source="delivery-1")
    return catalogue


class Clock:
    """An instant that a test moves on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)

    def __call__(self) -> str:
        return self.now.isoformat(timespec="microseconds")

    def pass_by(self, **lasting: float) -> None:
        self.now += timedelta(**lasting)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(database_url: str, clock: Clock):
    """A catalogue with Amina, an administrator who has chosen her password."""
    catalogue = Catalogue.open(database_url)
    catalogue._clock = clock
    amina = Account("amina", "Amina", frozenset((Role.ADMINISTRATOR,)))
    catalogue.claim(catalogue.invite(amina), "quatre mots très ordinaires")
    yield catalogue
    catalogue.close()


@pytest.fixture
def act(held: Catalogue, volume: VolumeReference, make_reading: Callable[..., ActReading]) -> Act:
    """A verified act."""
    reading = make_reading(66, given_name_fr="Idder", family_name_fr="Alaoui", sex="M")
    held.keep_acts(volume, [reading], {})
    (kept,) = held.acts(volume.register)
    return held.verify(kept.act_id, {}, "amina", kept.version)

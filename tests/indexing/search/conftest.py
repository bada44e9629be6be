import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from elasticsearch import Elasticsearch

from archive.act import Act, ActReading, ActState, FieldReading
from archive.catalogue import Catalogue
from archive.catalogue_duplicates import Compared, Decision
from archive.duplicate import Pair
from archive.records import VolumePage
from archive.register import ActNumber, RegisterReference, VolumeReference
from archive.settings import Settings
from indexing.search.elastic_index import ElasticIndex
from indexing.search.index import ActIndex
from indexing.search.tantivy_index import TantivyIndex

STARTER = Path(__file__).parents[3] / "deploy" / "elasticsearch"

MakeAct = Callable[..., Act]
LendIndex = Callable[[], AbstractContextManager[ElasticIndex]]


@pytest.fixture
def make_act() -> MakeAct:
    """An act from plain values: ``make_act("1", {"given_name_fr": "Driss"}, year=1950)``.

    ``doubts`` gives fields other readings: {"family_name_fr": ("Alami", "Alaoui")}.
    """

    def make(
        act_id: str,
        values: Mapping[str, str] | None = None,
        *,
        office: str = "08.201.11.07",
        kind: str = "birth",
        year: int = 1962,
        number: str | None = None,
        state: ActState = ActState.ACCEPTED,
        doubts: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Act:
        fields = {
            name: FieldReading(value, value, 1.0, (value,))
            for name, value in (values or {}).items()
        }
        for name, candidates in (doubts or {}).items():
            fields[name] = FieldReading(candidates[0], candidates[0], 0.5, candidates)
        register = RegisterReference.parse(f"{office}/{kind}/{year}")
        parsed = None if number is None else ActNumber.parse(number)
        reading = ActReading(register, 1, parsed, 1, "invented", fields, ())
        return Act(act_id, register, parsed, state, reading, fields)

    return make


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Catalogue]:
    """An empty record."""
    opened = Catalogue.open(f"sqlite:///{tmp_path / 'home' / 'catalogue.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def keep(record: Catalogue) -> Callable[..., list[Act]]:
    """Takes a volume of acts into the record: ``keep("08.201.11.07/birth/1933/1@1", acts=5)``."""

    def take(name: str, acts: int) -> list[Act]:
        volume = VolumeReference.parse(name)
        record.take_in(volume, [VolumePage("p1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "invented")
        given = FieldReading("Driss", "Driss", 0.95, ("Driss",), "p1.jpg")
        readings = [
            ActReading(
                volume.register, 1, ActNumber(n), n, "invented", {"given_name_fr": given}, ()
            )
            for n in range(1, acts + 1)
        ]
        record.keep_acts(volume, readings, {})
        return list(record.acts(volume.register))

    return take


@pytest.fixture
def join(record: Catalogue) -> Callable[[Act, Act], None]:
    """Makes the second of two acts of the record a second copy of the first."""

    def made_one(one: Act, other: Act) -> None:
        pair = Pair.of(one.act_id, other.act_id)
        facts = {act.act_id: {"number": "1"} for act in (one, other)}
        record.keep_compared([Compared(pair, ("same_person",), facts)])
        record.join(Decision(pair.name, "seen both", "amina", 1, {}), one.act_id)

    return made_one


@pytest.fixture(scope="session")
def elasticsearch_server() -> Iterator[Settings]:
    """Settings of a real Elasticsearch with TLS and an API key: one named, or one started here.

    SIJILL_SEARCH_URL names one that is there already (with SIJILL_SEARCH_API_KEY and
    SIJILL_SEARCH_CA_CERTS); what these tests start, they stop.
    """
    if os.environ.get("SIJILL_SEARCH_URL"):
        yield Settings()
        return
    was_running = subprocess.run([STARTER, "running"], check=False).returncode == 0
    started = subprocess.run([STARTER, "start"], check=False, capture_output=True, text=True)
    if started.returncode:
        reason = (started.stderr.strip().splitlines() or ["deploy/elasticsearch start failed"])[-1]
        pytest.skip(f"no Elasticsearch: {reason}")
    told = dict(line.split("=", 1) for line in started.stdout.splitlines())
    names = {name.removeprefix("SIJILL_").lower(): value for name, value in told.items()}
    yield Settings.model_validate(names)
    if not was_running:
        subprocess.run([STARTER, "stop"], check=True)


@pytest.fixture(scope="session")
def elasticsearch_client(
    elasticsearch_server: Settings, tell_at_end: Callable[[str], None]
) -> Elasticsearch:
    """The official client on that server, for what the port does not offer."""
    server = elasticsearch_server
    trusted = {} if server.search_ca_certs is None else {"ca_certs": str(server.search_ca_certs)}
    client = Elasticsearch(str(server.search_url), api_key=server.search_api_key, **trusted)
    # Told by its nodes: the test distribution has no root page.
    nodes = client.nodes.info(filter_path="nodes.*.version")["nodes"].values()
    versions = ", ".join(sorted({node["version"] for node in nodes}))
    tell_at_end(f"Index contract held against Elasticsearch {versions} at {server.search_url}")
    return client


@pytest.fixture(scope="session")
def lent_elastic_index(elasticsearch_server: Settings) -> LendIndex:
    """Lends an empty index on Elasticsearch behind an alias of its own, dropped afterwards."""
    server = elasticsearch_server
    assert server.search_url is not None
    url, key, trusted = server.search_url, server.search_api_key, server.search_ca_certs

    @contextmanager
    def lent() -> Iterator[ElasticIndex]:
        index = ElasticIndex(url, f"t{uuid4().hex}-sijill", api_key=key, ca_certs=trusted)
        yield index
        index.drop()

    return lent


@pytest.fixture
def elastic_index(lent_elastic_index: LendIndex) -> Iterator[ElasticIndex]:
    """An empty index on Elasticsearch, dropped afterwards."""
    with lent_elastic_index() as index:
        yield index


@pytest.fixture(params=["tantivy", "elasticsearch"])
def act_index(request: pytest.FixtureRequest, tmp_path: Path) -> ActIndex:
    """An empty index of each engine in turn."""
    if request.param == "tantivy":
        return TantivyIndex(tmp_path / "search")
    index: ActIndex = request.getfixturevalue("elastic_index")
    return index

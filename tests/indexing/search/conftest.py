import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from archive.act import Act, ActReading, ActState, FieldReading
from archive.register import ActNumber, RegisterReference
from indexing.search.index import ActIndex

MakeAct = Callable[..., Act]


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


SERVER = os.environ.get("ELASTICSEARCH_URL", "")


@pytest.fixture(params=["tantivy", *(["elasticsearch"] if SERVER else [])])
def act_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ActIndex]:
    """An empty index of each engine; Elasticsearch's where ELASTICSEARCH_URL names a server."""
    if request.param == "tantivy":
        from indexing.search.tantivy_index import TantivyIndex

        yield TantivyIndex(tmp_path / "search")
        return
    from indexing.search.elastic_index import ElasticIndex

    index = ElasticIndex(SERVER, alias=f"t{uuid4().hex}-sijill")
    yield index
    index.drop()

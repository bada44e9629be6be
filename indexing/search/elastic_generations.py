"""Writing the act index on Elasticsearch: its generations are indices named after the alias.

Searches and writes go through the alias. A generation's name carries its index's unique id, so
that one deleted behind our back and made again is another.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError, TransportError

from indexing.search import elastic_client, generations
from indexing.search.document import ActDocument
from indexing.search.elastic_client import translated
from indexing.search.index import Generation
from indexing.search.mapping import index_body

DEFAULT_ALIAS = "sijill"
_TIMEOUT_SECONDS = 30
_PATIENCE_SECONDS = 5
"""How long whoever searches or confirms an act waits for a server that does not answer."""
_READABLE_SECONDS = 10
_MERGE_SECONDS = 6 * 3600
_SEGMENT_BYTES = 5_000_000_000
"""The most that Elasticsearch merges into one segment by itself."""
_EXISTS = "resource_already_exists_exception"


class ElasticGeneration:
    """A ``Generation`` that is an index without the alias."""

    def __init__(self, client: Elasticsearch, name: str) -> None:
        self._client = client
        self._name = name
        self._index = name.partition("/")[0]

    @property
    def name(self) -> str:
        """See ``Generation.name``."""
        return self._name

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``Generation.put``."""
        with translated():
            elastic_client.write(self._client, self._index, documents)

    def remove(self, ids: Iterable[str]) -> None:
        """See ``Generation.remove``."""
        with translated():
            elastic_client.remove(self._client, self._index, ids)

    def count(self) -> int:
        """See ``Generation.count``."""
        with translated():
            self._client.indices.refresh(index=self._index)
            return int(self._client.count(index=self._index)["count"])

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """See ``Generation.differing``."""
        with translated():
            return elastic_client.differing(self._client, self._index, documents)

    def merge(self) -> None:
        """See ``Generation.merge``: each segment is searched by itself."""
        patient = self._client.options(request_timeout=_MERGE_SECONDS)
        with suppress(ApiError, TransportError):
            stats = patient.indices.stats(index=self._index, metric="store", level="shards")
            size = stats["_all"]["primaries"]["store"]["size_in_bytes"]
            shards = len(stats["indices"][self._index]["shards"])
            segments = 1 + size // (shards * _SEGMENT_BYTES)
            patient.indices.forcemerge(index=self._index, max_num_segments=segments)

    def close(self) -> None:
        """See ``Generation.close``: nothing is held."""

    def discard(self) -> None:
        """See ``Generation.discard``."""
        with translated():
            self._client.indices.delete(index=self._index, ignore_unavailable=True)


class ElasticGenerations:
    """The half of an ``ActIndex`` that writes; the first write makes alias and generation."""

    def __init__(
        self,
        url: str,
        alias: str = DEFAULT_ALIAS,
        api_key: str | None = None,
        ca_certs: Path | None = None,
        shards: int = 1,
        replicas: int = 0,
    ) -> None:
        """Connect to nothing yet; ``shards`` and ``replicas`` are of generations made from now."""
        options: dict[str, Any] = {"request_timeout": _TIMEOUT_SECONDS}
        if api_key is not None:
            options["api_key"] = api_key
        if ca_certs is not None:
            options["ca_certs"] = str(ca_certs)
        self._client = Elasticsearch(url, **options)
        self._quick = self._client.options(request_timeout=_PATIENCE_SECONDS)
        self._alias = alias
        self._body = index_body(shards, replicas)
        self._readable_until = 0.0

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``ActIndex.put``."""
        if not documents:
            return
        client = self._quick if len(documents) == 1 else self._client
        with translated():
            generations.require_readable(self._first(client))
            elastic_client.write(client, self._alias, documents, alias=True)
            client.indices.refresh(index=self._alias)

    def remove(self, ids: Iterable[str]) -> None:
        """See ``ActIndex.remove``."""
        with translated():
            live = self._live()
            if live is not None:
                generations.require_readable(live)
                elastic_client.remove(self._client, self._alias, ids)
                self._client.indices.refresh(index=self._alias)

    def differing(self, documents: Iterable[ActDocument]) -> dict[str, tuple[str, ...]]:
        """See ``ActIndex.differing``."""
        with translated():
            live = self._live()
            if live is None:
                return {document.id: ("id",) for document in documents}
            generations.require_readable(live)
            return elastic_client.differing(self._client, self._alias, documents)

    def ensure(self) -> str:
        """See ``ActIndex.ensure``."""
        with translated():
            return self._first()

    def live(self) -> str | None:
        """See ``ActIndex.live``."""
        with translated():
            return self._live(self._quick)

    def begin(self) -> Generation:
        """See ``ActIndex.begin``; others that were begun and never published are removed."""
        with translated():
            live = generations.number_of(self._first())
            for index in self._all():
                if generations.number_of(index) > live:
                    self._client.indices.delete(index=index, ignore_unavailable=True)
            index = self._create(self._body)
            return ElasticGeneration(self._client, self._all()[index])

    def unfinished(self) -> Generation | None:
        """See ``ActIndex.unfinished``."""
        with translated():
            live = generations.number_of(self._live() or "")
            begun = [index for index in self._all() if generations.number_of(index) > live]
            newest = max(begun, key=generations.number_of, default=None)
            if newest is None or not generations.is_readable(newest):
                return None
            return ElasticGeneration(self._client, self._all()[newest])

    def publish(self, generation: Generation) -> None:
        """See ``ActIndex.publish``: one call moves the alias."""
        index = generation.name.partition("/")[0]
        with translated():
            self._client.indices.refresh(index=index)
            live = self._live_index()
            removed = [] if live in (None, index) else [live]
            actions: list[dict[str, Any]] = [
                {"remove": {"index": one, "alias": self._alias}} for one in removed
            ]
            added = {"add": {"index": index, "alias": self._alias}}
            self._client.indices.update_aliases(actions=[*actions, added])

    def tidy(self) -> None:
        """See ``ActIndex.tidy``; searches under way on them fail: leave them time to end."""
        with translated():
            live = self._live_index()
            if live is None:
                return
            for index in self._all():
                before = generations.number_of(index) <= generations.number_of(live)
                if before and index != live:
                    self._client.indices.delete(index=index, ignore_unavailable=True)

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """See ``ActIndex.rebuild``."""
        return generations.rebuild(self, documents)

    def drop(self) -> None:
        """Delete alias and generations; for tests and for leaving Elasticsearch."""
        with translated():
            for index in self._all():
                self._client.indices.delete(index=index, ignore_unavailable=True)

    def _first(self, client: Elasticsearch | None = None) -> str:
        """The live generation's name, one made where there is none."""
        while (live := self._live(client)) is None:
            # Of two processes that start at once, one makes the index, and the other finds it.
            self._create({**self._body, "aliases": {self._alias: {}}}, once=True)
        return live

    def _live(self, client: Elasticsearch | None = None) -> str | None:
        return next(iter(self._named(self._alias, client).values()), None)

    def _require_readable(self, answering: Iterable[str] = ()) -> None:
        """Refuse another version's index, which would show fewer acts than it holds.

        Args:
            answering: names of indices that documents found are in; none: the server is asked.
        """
        names = set(answering)
        asked = not names and time.monotonic() > self._readable_until
        if asked:
            # A key that only reads may ask this, but not for an index's settings.
            names = set(self._quick.field_caps(index=self._alias, fields="id")["indices"])
        for name in names:
            generations.require_readable(name)
        if asked:
            self._readable_until = time.monotonic() + _READABLE_SECONDS

    def _live_index(self) -> str | None:
        return next(iter(self._named(self._alias)), None)

    def _all(self) -> dict[str, str]:
        return self._named(f"{self._alias}-names*")

    def _named(self, target: str, client: Elasticsearch | None = None) -> dict[str, str]:
        """Generations by their index's name."""
        asked = client or self._client
        try:
            told = asked.indices.get_settings(index=target, name="index.uuid").body
        except NotFoundError:
            return {}
        return {index: f"{index}/{one['settings']['index']['uuid']}" for index, one in told.items()}

    def _create(self, body: dict[str, Any], once: bool = False) -> str:
        """Make the next index; ``once``: nothing where another made one of this number just now."""
        while True:
            number = max(map(generations.number_of, self._all()), default=0) + 1
            index = f"{self._alias}-{generations.generation_name(number)}"
            try:
                self._client.indices.create(index=index, **body)
            except BadRequestError as error:
                if error.error != _EXISTS:
                    raise
                if not once:
                    continue
            return index

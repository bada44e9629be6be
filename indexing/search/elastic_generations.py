"""Writing the act index on Elasticsearch: its generations are indices named after the alias.

Searches and writes go through the alias.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    BadRequestError,
    Elasticsearch,
    TransportError,
)
from elasticsearch.helpers import BulkIndexError, bulk

from indexing.errors import IndexingError, IndexRefused, IndexUnavailable, RebuildIncomplete
from indexing.search.document import ActDocument
from indexing.search.mapping import NAMES_VERSION, index_body, source

DEFAULT_ALIAS = "sijill"
_TIMEOUT_SECONDS = 30
_RETRIES = 3
_LATER = frozenset({408, 429, 502, 503, 504})


class ElasticGenerations:
    """The half of an ``ActIndex`` that writes; the first write makes alias and generation."""

    def __init__(
        self,
        url: str,
        alias: str = DEFAULT_ALIAS,
        api_key: str | None = None,
        ca_certs: Path | None = None,
    ) -> None:
        """Connect to nothing yet."""
        options: dict[str, Any] = {"request_timeout": _TIMEOUT_SECONDS}
        if api_key is not None:
            options["api_key"] = api_key
        if ca_certs is not None:
            options["ca_certs"] = str(ca_certs)
        self._client = Elasticsearch(url, **options)
        self._alias = alias

    def put(self, documents: Sequence[ActDocument]) -> None:
        """See ``ActIndex.put``."""
        if not documents:
            return
        with translated():
            self._ensure()
            self._write(self._alias, documents)
            self._client.indices.refresh(index=self._alias)

    def remove(self, ids: Iterable[str]) -> None:
        """See ``ActIndex.remove``."""
        actions = [{"_op_type": "delete", "_index": self._alias, "_id": one} for one in ids]
        with translated():
            if not actions or not self._exists():
                return
            _, problems = bulk(self._client, actions, raise_on_error=False)
            refused = [one for one in _listed(problems) if one["delete"]["status"] != 404]
            if refused:
                raise IndexRefused(f"{len(refused)} documents could not be removed: {refused[0]}")
            self._client.indices.refresh(index=self._alias)

    def rebuild(self, documents: Iterable[ActDocument]) -> int:
        """See ``ActIndex.rebuild``; the generations before are deleted after the swap."""
        with translated():
            built = self._create()
            given = self._write(built, documents)
            self._client.indices.refresh(index=built)
            held = int(self._client.count(index=built)["count"])
            if held != given:
                self._client.indices.delete(index=built)
                raise RebuildIncomplete(f"{given} documents were put in, {built} holds {held}")
            self._swap(built)
        return held

    def drop(self) -> None:
        """Delete alias and generations; for tests and for leaving Elasticsearch."""
        with translated():
            for name in self._generations():
                self._client.indices.delete(index=name)

    def _ensure(self) -> None:
        if self._exists():
            return
        # One fixed name and one call: of two processes that start at once, one makes the index.
        try:
            body = {**index_body(), "aliases": {self._alias: {}}}
            self._client.indices.create(index=f"{self._alias}-names{NAMES_VERSION}-first", **body)
        except BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise

    def _exists(self) -> bool:
        return bool(self._client.indices.exists_alias(name=self._alias))

    def _create(self) -> str:
        name = f"{self._alias}-names{NAMES_VERSION}-{uuid4().hex[:12]}"
        self._client.indices.create(index=name, **index_body())
        return name

    def _generations(self) -> list[str]:
        if not self._exists():
            return []
        return list(self._client.indices.get_alias(name=self._alias).body)

    def _swap(self, built: str) -> None:
        before = self._generations()
        removed = [{"remove": {"index": name, "alias": self._alias}} for name in before]
        added = {"add": {"index": built, "alias": self._alias}}
        self._client.indices.update_aliases(actions=[*removed, added])
        for name in before:
            self._client.indices.delete(index=name)

    def _write(self, target: str, documents: Iterable[ActDocument]) -> int:
        actions = (
            {"_op_type": "index", "_index": target, "_id": one.id, "_source": source(one)}
            for one in documents
        )
        written, _ = bulk(self._client, actions, max_retries=_RETRIES)
        return written


@contextmanager
def translated() -> Iterator[None]:
    """Raise our errors for the client's."""
    try:
        yield
    except BulkIndexError as error:
        raise _bulk_error(error.errors) from error
    except BadRequestError as error:
        raise IndexRefused(f"Elasticsearch refused the request: {error.message}") from error
    except (AuthenticationException, AuthorizationException) as error:
        # The record waits in its outbox: nothing is lost while a key is mended.
        raise IndexUnavailable(
            f"Elasticsearch refused our key ({error.status_code}): SIJILL_SEARCH_API_KEY must be "
            "one with the privilege all on the index and its generations"
        ) from error
    except ApiError as error:
        if error.status_code in _LATER:
            raise IndexUnavailable(f"Elasticsearch is busy ({error.status_code})") from error
        raise IndexRefused(f"Elasticsearch said {error.status_code}: {error.message}") from error
    except TransportError as error:
        raise IndexUnavailable(f"Elasticsearch did not answer: {error.message}") from error


def _bulk_error(problems: list[Any]) -> IndexingError:
    statuses = {outcome["status"] for one in problems for outcome in one.values()}
    if statuses <= _LATER:
        return IndexUnavailable(f"Elasticsearch is too busy for {len(problems)} documents")
    return IndexRefused(f"Elasticsearch refused {len(problems)} documents, status {statuses}")


def _listed(problems: int | list[Any]) -> list[Any]:
    return problems if isinstance(problems, list) else []

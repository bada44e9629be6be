"""Talking to Elasticsearch: its errors as ours, and documents written in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import Any

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    BadRequestError,
    Elasticsearch,
    TransportError,
)
from elasticsearch.helpers import BulkIndexError, bulk

from indexing.errors import IndexingError, IndexRefused, IndexUnavailable
from indexing.search.document import ActDocument
from indexing.search.mapping import FIELDS, source

_RETRIES = 3
_CHUNK = 500
_AT_ONCE = 2
_LATER = frozenset({408, 429, 502, 503, 504})
_OVERTAKEN = 409
_UNKNOWN = 404


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
            "one with the privileges read, write and manage on the index and its generations"
        ) from error
    except ApiError as error:
        if error.status_code in _LATER:
            raise IndexUnavailable(f"Elasticsearch is busy ({error.status_code})") from error
        raise IndexRefused(f"Elasticsearch said {error.status_code}: {error.message}") from error
    except TransportError as error:
        raise IndexUnavailable(f"Elasticsearch did not answer: {error.message}") from error


def write(
    client: Elasticsearch, target: str, documents: Iterable[ActDocument], alias: bool = False
) -> None:
    """Put documents into an index, or behind an alias, passing over those a later one overtook."""
    more = {"require_alias": True} if alias else {}

    def put(chunk: Sequence[ActDocument]) -> None:
        actions = ({**_versioned(one), "_index": target, "_source": source(one)} for one in chunk)
        _refuse(_bulk(client, actions, **more), _OVERTAKEN)

    waiting = iter(documents)
    chunks = iter(lambda: list(islice(waiting, _CHUNK)), [])
    # One chunk is put into JSON while the server works on another.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(put, chunks):
            pass


def remove(client: Elasticsearch, target: str, ids: Iterable[str]) -> None:
    """Take documents out of an index; a delete keeps the version, for a document may come back."""
    wanted = list(ids)
    if not wanted:
        return
    held = client.mget(index=target, ids=wanted, source=False)["docs"]
    actions = [
        {
            "_op_type": "delete",
            "_index": target,
            "_id": one["_id"],
            "version": one["_version"],
            "version_type": "external_gte",
        }
        for one in held
        if one.get("found")
    ]
    _refuse(_bulk(client, actions), _UNKNOWN, _OVERTAKEN)


def differing(
    client: Elasticsearch, target: str, documents: Iterable[ActDocument]
) -> dict[str, tuple[str, ...]]:
    """See ``ActIndex.differing``."""
    expected = {one.id: source(one) for one in documents}
    if not expected:
        return {}
    answer = client.mget(index=target, ids=list(expected))["docs"]
    held = {one["_id"]: one["_source"] for one in answer if one.get("found")}
    found = {
        document_id: tuple(name for name in FIELDS if fields.get(name) != there.get(name))
        for document_id, fields in expected.items()
        if (there := held.get(document_id)) is not None
    }
    missing: dict[str, tuple[str, ...]] = {one: ("id",) for one in expected if one not in held}
    return missing | {document_id: names for document_id, names in found.items() if names}


def _bulk(client: Elasticsearch, actions: Iterable[dict[str, Any]], **more: Any) -> list[Any]:
    """Send actions; those that failed, with their status."""
    told = ["items.*.status", "items.*.error"]
    _, problems = bulk(
        client, actions, max_retries=_RETRIES, raise_on_error=False, filter_path=told, **more
    )
    return problems if isinstance(problems, list) else []


def _versioned(document: ActDocument) -> dict[str, Any]:
    action: dict[str, Any] = {"_op_type": "index", "_id": document.id}
    if document.version:
        # Writing the same again is no conflict, writing an earlier one is.
        action |= {"version": document.version, "version_type": "external_gte"}
    return action


def _refuse(problems: Iterable[Any], *expected: int) -> None:
    others = [one for one in problems if _status(one) not in expected]
    if others:
        raise _bulk_error(others)


def _status(problem: dict[str, Any]) -> int:
    (outcome,) = problem.values()
    return int(outcome["status"])


def _bulk_error(problems: list[Any]) -> IndexingError:
    statuses = {_status(one) for one in problems}
    if statuses <= _LATER:
        return IndexUnavailable(f"Elasticsearch is too busy for {len(problems)} documents")
    return IndexRefused(f"Elasticsearch refused {len(problems)} documents, status {statuses}")

"""What both engines share about generations: their names, and building one from documents alone."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Protocol

from indexing.errors import IndexRefused, RebuildIncomplete
from indexing.search.document import ActDocument
from indexing.search.index import Generation
from indexing.search.mapping import NAMES_VERSION

BATCH = 5000
"""Documents written at a time while a generation is built."""

_NAME = re.compile(r"names(\d+)-(\d{6})\b")


class Builds(Protocol):
    """The part of an ``ActIndex`` that generations are built with."""

    def begin(self) -> Generation:
        """See ``ActIndex.begin``."""

    def publish(self, generation: Generation) -> None:
        """See ``ActIndex.publish``."""

    def tidy(self) -> None:
        """See ``ActIndex.tidy``."""


def generation_name(number: int) -> str:
    """Name of the generation of this number: ``names2-000007``."""
    return f"names{NAMES_VERSION}-{number:06}"


def number_of(name: str) -> int:
    """A generation's number, 0 for a name of before they were numbered; later ones are higher."""
    found = _NAME.search(name)
    return 0 if found is None else int(found[2])


def is_readable(name: str) -> bool:
    """Whether this version of Sijill can search and write the generation of this name."""
    return f"names{NAMES_VERSION}-" in name


def require_readable(name: str) -> None:
    """Raise IndexRefused ``index_unreadable`` for a generation of another version of Sijill."""
    if not is_readable(name):
        message = f"search index {name} is of another version of Sijill: run sijill reindex"
        raise IndexRefused(message, "index_unreadable")


def rebuild(index: Builds, documents: Iterable[ActDocument]) -> int:
    """See ``ActIndex.rebuild``."""
    generation = index.begin()
    try:
        given = 0
        waiting = iter(documents)
        while batch := list(islice(waiting, BATCH)):
            generation.put(batch)
            given += len(batch)
        held = generation.count()
        if held != given:
            generation.discard()
            raise RebuildIncomplete(f"{given} documents were put in, the index holds {held}")
        generation.merge()
        index.publish(generation)
    finally:
        generation.close()
    index.tidy()
    return held

"""The catalogue, the archive's system of record: one class over all its parts.

Each write is one transaction with its audit entries inside: all of it is kept or nothing. Calls
may come from several threads and processes at once.
"""

from typing import Self

from archive.catalogue_acts import Acts
from archive.catalogue_audit import Audit
from archive.catalogue_deliveries import Deliveries
from archive.catalogue_duplicates import Duplicates
from archive.catalogue_outbox import Outbox
from archive.catalogue_readings import Readings
from archive.catalogue_volumes import Volumes
from archive.migrations import upgrade
from archive.settings import Settings
from archive.store import open_engine


class Catalogue(Deliveries, Volumes, Readings, Acts, Duplicates, Audit, Outbox):
    """The record of one archive.

    Errors of the database itself come out as ``archive.errors.CatalogueUnavailable``.
    """

    @classmethod
    def open(cls, where: Settings | str) -> Self:
        """Open a catalogue by its settings or database URL, made or migrated when needed.

        Raises:
            CatalogueNewer: a later version of Sijill migrated it.
            CatalogueUnavailable: the database does not answer.
        """
        url = where if isinstance(where, str) else where.database_url
        engine = open_engine(url)
        upgrade(engine)
        return cls(engine, where.actor) if isinstance(where, Settings) else cls(engine)

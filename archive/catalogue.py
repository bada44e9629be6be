"""The catalogue, the archive's system of record: one class over all its parts.

Each write is one transaction with its audit entries inside: all of it is kept or nothing. Calls
may come from several threads and processes at once.
"""

from typing import Self

from archive.catalogue_accounts import Accounts
from archive.catalogue_acts import Acts
from archive.catalogue_audit import Audit
from archive.catalogue_deliveries import Deliveries
from archive.catalogue_duplicates import Duplicates
from archive.catalogue_held import HeldRegisters
from archive.catalogue_hurried import Hurried
from archive.catalogue_lists import Lists
from archive.catalogue_locks import Locks
from archive.catalogue_measures import Measures
from archive.catalogue_outbox import Outbox
from archive.catalogue_papers import Papers
from archive.catalogue_programs import Programs
from archive.catalogue_proposals import Proposals
from archive.catalogue_queue import Queue
from archive.catalogue_readings import Readings
from archive.catalogue_reminders import Reminders
from archive.catalogue_requests import Requests
from archive.catalogue_review import Reviews
from archive.catalogue_search_orders import SearchOrders
from archive.catalogue_sessions import Sessions
from archive.catalogue_volumes import Volumes
from archive.catalogue_webhook_sending import WebhookSending
from archive.catalogue_webhooks import Webhooks
from archive.migrations import upgrade
from archive.settings import Settings
from archive.store import open_engine


class Catalogue(
    Deliveries,
    Volumes,
    Readings,
    Acts,
    Queue,
    Locks,
    Reviews,
    Measures,
    Duplicates,
    Proposals,
    Papers,
    Requests,
    Reminders,
    Lists,
    Audit,
    Outbox,
    Accounts,
    Programs,
    Sessions,
    HeldRegisters,
    Hurried,
    SearchOrders,
    Webhooks,
    WebhookSending,
):
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
        if isinstance(where, Settings):
            return cls(engine, where.actor, policy=where.review_policy)
        return cls(engine)

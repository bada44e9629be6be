from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from archive.catalogue import Catalogue
from archive.errors import CatalogueNewer
from archive.migrations import upgrade
from archive.store import open_engine, write_transaction
from archive.tables import metadata


def test_migrated_tables_are_those_the_code_uses(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_opening_again_changes_nothing(database_url: str) -> None:
    Catalogue.open(database_url).log_read("amina", "search", "")
    assert [entry.seq for entry in Catalogue.open(database_url).audit_entries()] == [1]


def test_several_may_open_a_new_catalogue_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(Catalogue.open, [database_url] * 4))
    opened[0].log_read("amina", "search", "")
    assert all(catalogue.check_audit() is None for catalogue in opened)


def test_a_catalogue_of_a_later_version_is_left_alone(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CatalogueNewer, match="9999"):
        Catalogue.open(database_url)
    engine.dispose()


def test_opening_does_not_wait_for_a_writer(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with write_transaction(engine):
        Catalogue.open(database_url).close()
    engine.dispose()

"""Alembic migrations of the catalogue, run by ``upgrade`` when a catalogue is opened."""

from pathlib import Path

from sqlalchemy import Engine

from archive.errors import CatalogueNewer
from archive.store import connect, write_transaction


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring a database, empty or older, to this version's tables in one transaction.

    Args:
        to: a revision to stop at.

    Raises:
        CatalogueNewer: the database is at a revision this version does not know.
    """
    # Alembic costs a start-up more than the rest of the archive together.
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with connect(engine) as connection:
        at = MigrationContext.configure(connection).get_current_heads()
    if at == tuple(scripts.get_heads()):
        return
    with write_transaction(engine) as connection:
        # Read again: another process may have migrated while this one waited for its turn.
        at = MigrationContext.configure(connection).get_current_heads()
        known = {script.revision for script in scripts.walk_revisions()}
        if set(at) - known:
            raise CatalogueNewer(
                f"the catalogue is at revision {', '.join(at)}, which this version does not know: "
                "run the Sijill that migrated it, or a later one"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, to)

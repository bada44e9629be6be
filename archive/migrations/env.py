"""Where Alembic comes in: it works on the connection that ``upgrade`` hands over."""

from alembic import context

from archive.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()

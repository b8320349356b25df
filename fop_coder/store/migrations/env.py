"""Run by Alembic: takes the connection that ``migrating.migrate`` has opened, within its transaction."""

from alembic import context

from fop_coder.store.rows import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()

"""Bringing a file to the present schema with Alembic; the numbers of revisions are the schema versions."""

from pathlib import Path

from sqlalchemy import Connection

from fop_coder.store import file


def migrate(connection: Connection) -> None:
    """Set up an empty file, or bring an older one to the present schema, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.upgrade(config, "head")
        file.set_version(connection, file.SCHEMA_VERSION)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise

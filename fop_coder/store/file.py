"""What only SQLite has: the file with its header, settings, consistent copies, and in-memory snapshots."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from fop_coder.model.errors import Cancelled, ProjectRefused

APPLICATION_ID = 0x464F5043
"""Stands at byte 68 of every project file: "FOPC"."""

SCHEMA_VERSION = 1
"""What this program writes; kept in SQLite's user_version. Each has a migration of the same number."""

_BUSY_SECONDS = 10
_COPY_PAGES = 2048

Progress = Callable[[int, int], None]


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open a file in autocommit mode with foreign keys on.

    A closed project is one whole file: the rollback journal goes with each commit, and every commit is on the disk.
    Reading only still opens for writing where it can, so that a journal left by a killed program is rolled back, and then
    refuses to write.
    """

    def open_file() -> sqlite3.Connection:
        try:
            raw = sqlite3.connect(
                f"file:{quote(str(path))}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            raw.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError:
            if not read_only:
                raise
            raw = sqlite3.connect(
                f"file:{quote(str(path))}?mode=ro", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        _set_up(raw)
        if read_only:
            raw.execute("PRAGMA query_only = ON")
        return raw

    return _connection(open_file)


def _set_up(raw: sqlite3.Connection) -> None:
    for pragma in (
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "journal_mode = DELETE",
        "synchronous = FULL",
        "temp_store = MEMORY",
        "cache_size = -65536",
        "secure_delete = ON",
    ):
        raw.execute(f"PRAGMA {pragma}")


def _connection(opener: Callable[[], sqlite3.Connection]) -> Connection:
    engine = create_engine("sqlite://", creator=opener, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    return engine.connect()


def close(connection: Connection) -> None:
    """Close a connection and everything behind it."""
    engine = connection.engine
    connection.close()
    engine.dispose()


def check_header(path: Path) -> int:
    """Look whether a file is a project; return the schema version it was written with, 0 for one never set up.

    Raises:
        ProjectRefused: if it is not there, no project, or of a newer version.
    """
    if not path.exists():
        raise ProjectRefused("there is no such file", where=str(path), do="Check the name, or create it with: fop-coder new")
    if path.is_dir():
        raise ProjectRefused("is a folder, not a project", where=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise ProjectRefused(f"cannot be read ({error.strerror})", where=str(path)) from error
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ProjectRefused("is not a FOP Coder project", where=str(path), do="Choose a file that ends in .fop")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise ProjectRefused(
            f"was written by a newer version of FOP Coder (its format is {version}, this program knows {SCHEMA_VERSION})",
            where=str(path),
            do="Update FOP Coder to open it; the file was not touched",
        )
    return version


def set_version(connection: Connection, version: int) -> None:
    """Write the header's marks."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def beside(path: Path) -> Path:
    """Return the name of a new file beside another, to be filled and then renamed onto it."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise ProjectRefused(f"cannot be written here ({error.strerror})", where=str(path), do="Choose another folder") from error
    os.close(handle)
    return Path(name)


def place_without_overwriting(fresh: Path, path: Path) -> None:
    """Give a finished file its name; never over another file.

    Raises:
        ProjectRefused: if something is there already.
    """
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise ProjectRefused("is there already", where=str(path), do="Choose another name; nothing was overwritten") from error
    except OSError:  # a disk without hard links (exFAT): look, then rename
        if path.exists():
            raise ProjectRefused("is there already", where=str(path), do="Choose another name") from None
        fresh.rename(path)
        return
    fresh.unlink()


def copy_into(connection: Connection, out: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> None:
    """Copy the database as it is at one moment into a file, page by page; safe while it is written to.

    Raises:
        Cancelled: if the user stops it; the file is then incomplete.
    """
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the engine above makes no other

    def told(_: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)
        if cancelled and cancelled():
            raise Cancelled("the copy was stopped")

    target = sqlite3.connect(out)
    try:
        source.backup(target, pages=_COPY_PAGES, progress=told)
    finally:
        target.close()


def snapshot(connection: Connection) -> Connection:
    """Return a connection to a copy in memory, for long readings that must not lock the writer out."""
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the engine above makes no other

    def open_copy() -> sqlite3.Connection:
        raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        source.backup(raw)
        raw.execute("PRAGMA query_only = ON")
        return raw

    return _connection(open_copy)

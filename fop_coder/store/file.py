"""What only SQLite has: the file with its header, settings, consistent copies, and in-memory snapshots."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_from_bytes

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from fop_coder.model.errors import Cancelled, ProjectDamaged, ProjectRefused

APPLICATION_ID = 0x464F5043
"""Stands at byte 68 of every project file: "FOPC"."""

SCHEMA_VERSION = 5
"""What this program writes; kept in SQLite's user_version. Each has a migration of the same number."""

_BUSY_SECONDS = 10
_COPY_PAGES = 2048

Progress = Callable[[int, int], None]


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open a file in autocommit mode with foreign keys on.

    A closed project is one whole file: the rollback journal goes with each commit, and every commit is on the disk.
    Reading only still opens for writing where it can, so that a journal left by a killed program is rolled back, and
    then refuses to write.
    """

    def open_file() -> sqlite3.Connection:
        try:
            return _open(path, "rw", read_only=read_only)
        except sqlite3.OperationalError:
            if not read_only:
                raise
            return _open(path, "ro", read_only=True)

    return _connection(open_file, path)


def _open(path: Path, mode: str, *, read_only: bool) -> sqlite3.Connection:
    raw = sqlite3.connect(
        f"file:{quote_from_bytes(os.fsencode(path))}?mode={mode}",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        raw.execute("PRAGMA schema_version").fetchone()
        _set_up(raw)
        if read_only:
            raw.execute("PRAGMA query_only = ON")
    except BaseException:
        raw.close()
        raise
    return raw


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


def _connection(opener: Callable[[], sqlite3.Connection], path: Path | None = None) -> Connection:
    engine = create_engine("sqlite://", creator=opener, poolclass=StaticPool, isolation_level="AUTOCOMMIT")

    def refuse_damage(context: ExceptionContext) -> None:
        error = context.original_exception
        if context.connection is not None and _tells_of_damage(error):
            do = "See where with: fop-coder verify, and restore a backup with: fop-coder restore"
            raise ProjectDamaged(f"is damaged ({error})", where=str(path or ""), do=do) from error

    event.listen(engine, "handle_error", refuse_damage)
    return engine.connect()


def _tells_of_damage(error: BaseException) -> bool:
    """Say whether SQLite has come upon pages that cannot be; a broken full-text index has an error of its own."""
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF  # the lower byte; the rest tells details
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "vtable constructor failed" in str(error)


def close(connection: Connection) -> None:
    """Close a connection and everything behind it."""
    engine = connection.engine
    connection.close()
    engine.dispose()


def is_there(path: Path) -> bool:
    """Say whether something of this name is there.

    Raises:
        ProjectRefused: if nothing can have this name, or it cannot be looked at.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise ProjectRefused(
            f"cannot be looked at ({error.strerror})", where=str(path), do="Choose another name or folder"
        ) from error
    except ValueError as error:  # a null character, or half of one
        raise ProjectRefused("is no name that a file can have", where=str(path), do="Choose another name") from error
    return True


def check_header(path: Path) -> int:
    """Look whether a file is a project; return the schema version it was written with, 0 for one never set up.

    Raises:
        ProjectRefused: if it is not there, no project, or of a newer version.
    """
    if not is_there(path):
        raise ProjectRefused(
            "there is no such file", where=str(path), do="Check the name, or create it with: fop-coder new"
        )
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
            f"was written by a newer version of FOP Coder (its format is {version}, this one knows {SCHEMA_VERSION})",
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
    is_there(path)  # refuses what no file can be called
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise ProjectRefused(
            f"cannot be written here ({error.strerror})", where=str(path), do="Choose another folder"
        ) from error
    os.close(handle)
    return Path(name)


def free_name(path: Path, note: str) -> Path:
    """Return a name beside a file that nothing has yet, with a note and the moment: ``study (note, 2024 …).fop``."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    found, number = path.with_name(f"{path.stem} ({note}, {stamp}){path.suffix}"), 2
    while found.exists():
        found, number = path.with_name(f"{path.stem} ({note}, {stamp}, {number}){path.suffix}"), number + 1
    return found


def place_without_overwriting(fresh: Path, path: Path) -> None:
    """Give a finished file its name; never over another file.

    Raises:
        ProjectRefused: if something is there already.
    """
    journal = _journal(path)
    if journal.exists() and not path.exists():
        # SQLite would take it for unfinished work on the new file and destroy that.
        raise ProjectRefused(
            "has remains of another project beside it", where=str(path), do=f"Move {journal.name} away first"
        )
    try:
        os.link(fresh, path)
    except FileExistsError as error:
        raise ProjectRefused(
            "is there already", where=str(path), do="Choose another name; nothing was overwritten"
        ) from error
    except OSError:  # a disk without hard links (exFAT): look, then rename
        if path.exists():
            raise ProjectRefused("is there already", where=str(path), do="Choose another name") from None
        fresh.rename(path)
        return
    fresh.unlink()


def put_aside(path: Path, aside: Path) -> None:
    """Give a project another name. Work left half-done in it is taken back first, or goes along if it cannot be."""
    with suppress(DatabaseError, ProjectRefused, UnicodeDecodeError):
        close(connect(path))
    path.rename(aside)
    if _journal(path).exists():
        _journal(path).rename(_journal(aside))


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def copy_whole(
    connection: Connection, out: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> None:
    """Write a consistent copy under a name that nothing has yet; it appears whole or not at all.

    Raises:
        Cancelled: if the user stops it.
        ProjectRefused: if it cannot be written, or something is there already.
    """
    fresh = beside(out)
    try:
        copy_into(connection, fresh, progress, cancelled)
        place_without_overwriting(fresh, out)
    finally:
        fresh.unlink(missing_ok=True)


def copy_into(
    connection: Connection, out: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> None:
    """Copy the database as it is at one moment into a file, page by page; safe while it is written to.

    Raises:
        Cancelled: if the user stops it; the file is then incomplete.
        ProjectRefused: if it cannot be written.
    """
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the engine above makes no other

    def told(_: int, left: int, total: int) -> None:
        if progress:
            progress(total - left, total)
        if cancelled and cancelled():
            raise Cancelled("the copy was stopped")

    try:
        with closing(sqlite3.connect(out)) as target:
            source.backup(target, pages=_COPY_PAGES, progress=told)
    except sqlite3.Error as error:
        raise ProjectRefused(
            f"the copy cannot be written ({error})", where=str(out), do="Is the disk full? Choose another folder"
        ) from error


def snapshot(connection: Connection, *, writable: bool = False) -> Connection:
    """Return a connection to a copy in memory, for long readings that must not lock the writer out.

    ``writable``: what is written there is lost with the copy; nothing of it comes to the file.
    """
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - the engine above makes no other

    def open_copy() -> sqlite3.Connection:
        raw = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        source.backup(raw)
        raw.execute(f"PRAGMA query_only = {'OFF' if writable else 'ON'}")
        return raw

    return _connection(open_copy)

"""Stores to test with: quick ones in memory for what is tried hundreds of times, and what to compare them by."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from fop_coder.model.change import KINDS
from fop_coder.model.documents import Document, TurnList
from fop_coder.store import file
from fop_coder.store.store import Store


@contextmanager
def in_memory(path: Path):
    """Yield a writable store on a copy of a project file in memory: everything but the disk."""

    def open_copy() -> sqlite3.Connection:
        raw = sqlite3.connect(":memory:", isolation_level=None)
        source = sqlite3.connect(path)
        source.backup(raw)
        source.close()
        raw.execute("PRAGMA foreign_keys = ON")
        return raw

    engine = create_engine("sqlite://", creator=open_copy, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
    connection = engine.connect()
    try:
        yield Store(connection, path=None, lock=None, read_only=False)
    finally:
        file.close(connection)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, derived ones and history too: two equal dumps are the same project."""
    raw = connection_of(store)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def values(store: Store) -> dict[str, set[Any]]:
    """Return all values by kind, and what is derived from them in terms that do not depend on row numbers."""
    found: dict[str, set[Any]] = {k.__name__: set(store.values(k)) for k in KINDS if k is not TurnList}
    found["TurnList"] = {turns for d in store.values(Document) if (turns := store.turns(d.guid))}
    guids = store.coding_guids()
    found["counted"] = {(c, frozenset(who)) for c, who in store.counted_for(guids).items()}
    return found


def connection_of(store: Store) -> sqlite3.Connection:
    """Return the connection behind a store."""
    raw = store._connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw

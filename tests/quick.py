"""What tests need not wait for again and again: each stands for something that has tests of its own.

``ShortCuts`` are taken for the whole run (``tests/conftest.py``); tests about one of these things ask for the fixture
``as_in_use``, which gives them back meanwhile.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable
from threading import Lock

import pytest
import typer.main
import typer.testing
from sqlalchemy import Connection

from fop_coder.store import file, migrating


class ShortCuts:
    """Quick ways that lead to the same place.

    Commands are built once, not each time that one is typed; no commit waits until it is on the disk; an empty file is
    filled from one that went through all migrations.
    """

    def __init__(self) -> None:
        self._instead = pytest.MonkeyPatch()
        self._commands = functools.cache(typer.main.get_command)
        self._set_up = not_waiting_for_the_disk(file._set_up)
        self._migrate = from_a_template(migrating.migrate)

    def take(self) -> None:
        """Put them in the place of what is used."""
        self._instead.setattr(typer.testing, "_get_command", self._commands)
        self._instead.setattr(typer.main, "get_command", self._commands)
        self._instead.setattr(file, "_set_up", self._set_up)
        self._instead.setattr(migrating, "migrate", self._migrate)

    def give_back(self) -> None:
        """Put back what is used."""
        self._instead.undo()


def not_waiting_for_the_disk(set_up: Callable[[sqlite3.Connection], None]) -> Callable[[sqlite3.Connection], None]:
    """Return a function that sets a connection up as usual, but for waiting until commits are on the disk."""

    def quick(raw: sqlite3.Connection) -> None:
        set_up(raw)
        raw.execute("PRAGMA synchronous = OFF")

    return quick


def from_a_template(migrate: Callable[[Connection], None]) -> Callable[[Connection], None]:
    """Return a function that fills an empty file with a copy of the first that was migrated; others are migrated."""
    template = sqlite3.connect(":memory:", check_same_thread=False)
    one_at_a_time = Lock()

    def quick(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        with one_at_a_time:
            if not is_empty(raw):
                migrate(connection)
            elif is_empty(template):
                migrate(connection)
                raw.backup(template)
            else:
                template.backup(raw)

    return quick


def is_empty(raw: sqlite3.Connection) -> bool:
    """Say whether nothing was set up in a file."""
    return raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)

"""One open file: its connection, the whole numbers that stand for GUIDs, and what was read and is kept."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, TextClause, text

from fop_coder.model.base import Guid
from fop_coder.model.counting import Voices

_VOICES_KEPT = 4
_ANSWERS_KEPT = 256
"""When there are more, all are forgotten."""

_LONG_STATEMENT = 2_000
"""Characters; longer ones list numbers and hardly come twice."""

_T = TypeVar("_T")

REFERRED_TO = frozenset(
    ("coder", "code", "criterion", "scheme", "category", "respondent", "attribute", "document", "speaker")
)
"""The tables whose numbers are kept in memory; codings are not among them, there may be a million."""


class Identities:
    """GUID ↔ row number for the tables that others refer to, read once and kept in step by the writer."""

    def __init__(self, connection: Connection) -> None:
        """Start with nothing known."""
        self._connection = connection
        self._ids: dict[str, dict[str, int]] = {}
        self._guids: dict[str, dict[int, Guid]] = {}

    def ids(self, table: str) -> dict[str, int]:
        """Return GUID → row number of a table."""
        self._load(table)
        return self._ids[table]

    def guids(self, table: str) -> dict[int, Guid]:
        """Return row number → GUID of a table."""
        self._load(table)
        return self._guids[table]

    def _load(self, table: str) -> None:
        if table not in self._ids:
            rows = self._connection.exec_driver_sql(f'SELECT id, guid FROM "{table}"').all()  # noqa: S608 - our own names
            self._ids[table] = {guid: number for number, guid in rows}
            self._guids[table] = {number: Guid(guid) for number, guid in rows}

    def learn(self, table: str, pairs: Iterable[tuple[Guid, int]]) -> None:
        """Take in rows just written."""
        if table in REFERRED_TO:
            self._load(table)
            for guid, number in pairs:
                self._ids[table][guid] = number
                self._guids[table][number] = guid

    def unlearn(self, table: str, guids: Iterable[Guid]) -> None:
        """Leave out rows just deleted."""
        if table in self._ids:
            for guid in guids:
                self._guids[table].pop(self._ids[table].pop(guid), None)

    def forget(self) -> None:
        """Forget everything, after a rollback or when another process may have written."""
        self._ids.clear()
        self._guids.clear()


class Session:
    """What the functions of the store work on."""

    def __init__(self, connection: Connection) -> None:
        """Take an open connection in autocommit mode; transactions are begun by hand."""
        self.connection = connection
        self.identities = Identities(connection)
        self._voices: OrderedDict[int, Voices[int]] = OrderedDict()
        self._kept: dict[Any, tuple[frozenset[Any], Any]] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside or nothing; no other process can write in between."""
        self.connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            self.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            yield
            self.connection.exec_driver_sql("COMMIT")
        except BaseException:
            self.forget()
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        """Take back what was begun, unless SQLite has done so by itself, as it does when the disk is full."""
        if self.connection.invalidated:  # SQLAlchemy closes the file when Ctrl+C comes in the middle of a statement
            return
        raw = self.connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection) and raw.in_transaction:
            self.connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """See one state of the file throughout, even if another process writes meanwhile."""
        self.connection.exec_driver_sql("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def forget(self) -> None:
        """Forget all that was kept in memory."""
        self.identities.forget()
        self._voices.clear()
        self._kept.clear()

    def keep(self, kinds: Iterable[Any], asked: Any, read: Callable[[], _T]) -> _T:
        """Return what was read before in answer to the same question, or read it now.

        Args:
            kinds: of values that the answer rests on; it is forgotten when one of these changes.
            asked: names the question.
            read: answers it; the answer must be a value that nobody changes.
        """
        if asked not in self._kept:
            if len(self._kept) >= _ANSWERS_KEPT:
                self._kept.clear()
            self._kept[asked] = (frozenset(kinds), read())
        found: _T = self._kept[asked][1]
        return found

    def forget_kept(self, changed: frozenset[Any]) -> None:
        """Forget the answers that rest on kinds of values that are being changed."""
        for asked in [asked for asked, (kinds, _) in self._kept.items() if kinds & changed]:
            del self._kept[asked]

    def forget_written(self, changed: frozenset[Any]) -> None:
        """Forget what rests on kinds of values that were changed on another way into the file."""
        self.identities.forget()
        self._voices.clear()
        self.forget_kept(changed)

    def forget_voices(self, document_id: int) -> None:
        """Forget who speaks where in a document."""
        self._voices.pop(document_id, None)

    def voices(self, document_id: int) -> Voices[int]:
        """Return who speaks where in a document; the last few documents are kept."""
        voices = self._voices.get(document_id)
        if voices is None:
            voices = read_voices(self, document_id)
            self._voices[document_id] = voices
            if len(self._voices) > _VOICES_KEPT:
                self._voices.popitem(last=False)
        else:
            self._voices.move_to_end(document_id)
        return voices

    def all(self, sql: str, **values: Any) -> list[Any]:
        """Run a query with named values and return all rows."""
        return list(self.connection.execute(_statement(sql), values).all())

    def one(self, sql: str, **values: Any) -> Any:
        """Run a query that gives exactly one value."""
        return self.connection.execute(_statement(sql), values).scalar_one()

    def plain(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query with values by place and return the driver's own rows: there may be a million."""
        try:
            with self.connection.exec_driver_sql(sql, tuple(values)) as found:
                return cast(list[tuple[Any, ...]], found.cursor.fetchall())
        except sqlite3.Error:  # while fetching: asked again through SQLAlchemy, which says it as all others expect
            return [tuple(row) for row in self.connection.exec_driver_sql(sql, tuple(values)).all()]

    def write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement with values by place, once for each row; the driver is handed all of them at once."""
        values: Any = rows if isinstance(rows, list) else list(rows)
        if values:
            self.connection.exec_driver_sql(sql, values)

    def do(self, sql: str, rows: dict[str, Any] | list[dict[str, Any]] | None = None) -> None:
        """Run a statement, once for each row of values."""
        if isinstance(rows, list) and len(rows) > 1:
            self._do_many(sql, rows)
        elif rows != []:
            self.connection.execute(_statement(sql), rows)

    def _do_many(self, sql: str, rows: list[dict[str, Any]]) -> None:
        """Hand all rows to the driver at once; SQLAlchemy would take longer to look at each than to write it."""
        compiled = _statement(sql).compile(dialect=self.connection.dialect)
        names = compiled.positiontup
        values: Any = rows if names is None else [tuple([row[name] for name in names]) for row in rows]
        self.connection.exec_driver_sql(str(compiled), values)


def _statement(sql: str) -> TextClause:
    """Return a statement made once: looking for its named values takes as long as a small query."""
    return _short_statement(sql) if len(sql) < _LONG_STATEMENT else text(sql)


@lru_cache(maxsize=256)
def _short_statement(sql: str) -> TextClause:
    return text(sql)


_CONTENT = 'SELECT t.content FROM document d JOIN "text" t ON t.sha256 = d.sha256 WHERE d.id = ?'
_TURNS = (
    'SELECT t.start, t."end", s.respondent_id FROM turn t JOIN speaker s ON s.id = t.speaker_id'
    " WHERE t.document_id = ? AND s.respondent_id IS NOT NULL ORDER BY t.start"
)


def read_voices(session: Session, document_id: int) -> Voices[int]:
    """Read who speaks where in a document. Row numbers stand in for GUIDs: the result is used inside the store."""
    return Voices(session.plain(_CONTENT, (document_id,))[0][0], session.plain(_TURNS, (document_id,)))

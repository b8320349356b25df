"""Is the file whole? Looks for anything wrong with the database, offsets, derived tables and history, and says where."""

from collections.abc import Callable

from sqlalchemy.exc import DatabaseError

from fop_coder.model.change import KINDS
from fop_coder.model.documents import TurnList, fingerprint
from fop_coder.model.errors import ValueRefused
from fop_coder.store import derived, history
from fop_coder.store.reading import read_codebook
from fop_coder.store.session import Session
from fop_coder.store.tables import read_values

Progress = Callable[[int, int], None]


def find_problems(session: Session, progress: Progress | None = None) -> list[str]:
    """Return what is wrong, a sentence each; nothing where the project is whole."""
    steps: list[Callable[[Session], list[str]]] = [
        _database,
        _references,
        _texts,
        _offsets,
        _values,
        _derived,
        _full_text,
        history.problems,
    ]
    found: list[str] = []
    for number, step in enumerate(steps, start=1):
        try:
            found.extend(step(session))
        except (DatabaseError, ValueRefused) as error:
            found.append(f"{step.__name__.strip('_')}: could not be checked ({error})")
        if progress:
            progress(number, len(steps))
    return found


def _database(session: Session) -> list[str]:
    rows = session.connection.exec_driver_sql("PRAGMA integrity_check").all()
    return [f"database: {row[0]}" for row in rows if row[0] != "ok"]


def _references(session: Session) -> list[str]:
    rows = session.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"database: row {row[1]} of {row[0]} points at a {row[2]} that is not there" for row in rows]


def _texts(session: Session) -> list[str]:
    found = []
    for name, sha256, length, content in session.connection.exec_driver_sql(
        'SELECT d.name, d.sha256, d.length, t.content FROM document d LEFT JOIN "text" t ON t.sha256 = d.sha256'
    ):
        if content is None:
            found.append(f"{name}: its text is missing")
        elif fingerprint(content) != sha256:
            found.append(f"{name}: its text does not have the fingerprint it is kept under")
        elif len(content) != length:
            found.append(f"{name}: its text has {len(content)} characters, not {length}")
    return found


def _offsets(session: Session) -> list[str]:
    found = []
    for table, word in (("coding", "passage"), ("turn", "turn")):
        for name, start, end, length in session.all(
            f'SELECT d.name, x.start, x."end", d.length FROM {table} x JOIN document d ON d.id = x.document_id'
            ' WHERE x.start < 0 OR x."end" <= x.start OR x."end" > d.length'
        ):
            found.append(f"{name}: a {word} runs from {start} to {end} in a text of {length} characters")
    for name, start in session.all(
        "SELECT d.name, u.start FROM (SELECT document_id, start, LAG(\"end\") OVER (PARTITION BY document_id ORDER BY start)"
        " AS before FROM turn) u JOIN document d ON d.id = u.document_id WHERE u.start < u.before"
    ):
        found.append(f"{name}: two turns overlap at character {start}")
    return found


def _values(session: Session) -> list[str]:
    found = []
    for kind in KINDS:
        if kind is TurnList:
            continue
        try:
            read_values(session, kind)
        except (ValueRefused, KeyError, ValueError) as error:
            found.append(f"{kind.__name__.lower()}: a value cannot be read ({error})")
    try:
        read_codebook(session)
    except ValueRefused as error:
        found.append(f"codebook: {error}")
    return found


def _derived(session: Session) -> list[str]:
    found = []
    for document_id, name in session.all("SELECT id, name FROM document"):
        present = {
            tuple(row)
            for row in session.all(
                "SELECT k.coder_id, k.code_id, k.respondent_id, k.document_id, k.coding_id, k.criteria FROM counted k"
                " JOIN coding c ON c.id = k.coding_id WHERE c.document_id = :id",
                id=document_id,
            )
        }
        if present != derived.counted_as_it_should_be(session, document_id):
            found.append(f"{name}: for whom its passages count is out of step")
    strays = session.one("SELECT COUNT(*) FROM counted WHERE coding_id NOT IN (SELECT id FROM coding)")
    if strays:
        found.append(f"derived table: {strays} rows belong to passages that are not there")
    return found


def _full_text(session: Session) -> list[str]:
    found = []
    turns = session.one(
        "SELECT (SELECT COUNT(*) FROM turn) - (SELECT COUNT(*) FROM turn_words JOIN turn ON turn.id = turn_words.rowid)"
    )
    if turns:
        found.append(f"search: {turns} turns are not in the full-text index")
    wrong = session.one(
        "SELECT COUNT(*) FROM turn_words w LEFT JOIN turn t ON t.id = w.rowid"
        ' WHERE t.id IS NULL OR length(w.words) <> t."end" - t.start'
    )
    if wrong:
        found.append(f"search: {wrong} turns stand in the full-text index with other words than in their text")
    return found

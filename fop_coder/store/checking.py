"""Is the file whole? Looks for anything wrong with database, offsets, derived tables and history, and says where."""

from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from fop_coder.model.change import KINDS
from fop_coder.model.documents import TurnList, fingerprint
from fop_coder.model.errors import FopCoderError
from fop_coder.store import derived, history
from fop_coder.store.consistency import STRAY_CODES, STRAY_MEMBERS
from fop_coder.store.reading import read_codebook
from fop_coder.store.session import Session
from fop_coder.store.tables import quoted, read_values

Progress = Callable[[int, int], None]

_DAMAGE = (SQLAlchemyError, FopCoderError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a reader may run into: a damaged file can hold anything anywhere, a word in place of a number too."""


def find_problems(session: Session, progress: Progress | None = None, *, derived_too: bool = True) -> list[str]:
    """Return what is wrong, a sentence each; nothing where the project is whole.

    Args:
        derived_too: look at what is made from the rest, too; who only takes over what coders said reads none of it.
    """
    values: list[Callable[[Session], list[str]]] = [_references, _texts, _offsets, _values, _belonging, _history]
    steps = [_database, *values, _derived, _full_text] if derived_too else [_tables_of_values, *values]
    found: list[str] = []
    for number, step in enumerate(steps, start=1):
        try:
            found.extend(step(session))
        except _DAMAGE as error:
            why = error.what if isinstance(error, FopCoderError) else error  # where, and what to do, is said by others
            found.append(f"{step.__name__.strip('_')}: could not be checked ({why})")
        if progress:
            progress(number, len(steps))
    return found


def _database(session: Session) -> list[str]:
    rows = session.connection.exec_driver_sql("PRAGMA integrity_check").all()
    return [f"database: {row[0]}" for row in rows if row[0] != "ok"]


_DERIVED = ("counted", "refers", "turn_words", "memo_words", "coding_words")
"""The derived tables; a full-text index has tables of its own whose names begin like it."""


def _tables_of_values(session: Session) -> list[str]:
    """Look at tables and their indexes one by one, but for the derived ones."""
    names = [name for (name,) in session.plain("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for name in names:
        if not name.startswith(_DERIVED):
            rows = session.plain(f"PRAGMA integrity_check({quoted(name)})")
            found += [f"database: {row[0]}" for row in rows if row[0] != "ok"]
    return found


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
            f'SELECT d.name, x.start, x."end", d.length FROM {table} x'  # noqa: S608 - named above
            " JOIN document d ON d.id = x.document_id"
            ' WHERE x.start < 0 OR x."end" <= x.start OR x."end" > d.length'
        ):
            found.append(f"{name}: a {word} runs from {start} to {end} in a text of {length} characters")
    for name, start in session.all(
        "SELECT d.name, u.start FROM (SELECT document_id, start,"
        ' LAG("end") OVER (PARTITION BY document_id ORDER BY start) AS before FROM turn) u'
        " JOIN document d ON d.id = u.document_id WHERE u.start < u.before"
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
        except _DAMAGE as error:
            found.append(f"{kind.__name__.lower()}: a value cannot be read ({error})")
    try:
        read_codebook(session)
    except _DAMAGE as error:
        found.append(f"codebook: {error}")
    return found


_STRAYS = (
    (
        "turns are given to a speaker of another document",
        "turn t JOIN speaker s ON s.id = t.speaker_id WHERE s.document_id <> t.document_id",
    ),
    (
        "passages have a criterion of another code",
        "coding_criterion k JOIN coding c ON c.id = k.coding_id JOIN criterion x ON x.id = k.criterion_id"
        " WHERE x.code_id <> c.code_id",
    ),
    (
        "respondents are given a category of another scheme",
        "classification c JOIN category x ON x.id = c.category_id WHERE x.scheme_id <> c.scheme_id",
    ),
    (
        "marks are about something that is not there",
        "mark WHERE about NOT IN (SELECT guid FROM code UNION ALL SELECT guid FROM scheme)",
    ),
    (
        "memos are about something that is not there",
        "memo WHERE about NOT IN (SELECT guid FROM document UNION ALL SELECT guid FROM respondent"
        " UNION ALL SELECT guid FROM code UNION ALL SELECT guid FROM settings)",
    ),
    (
        "default views are those of a coder who is not there",
        "settings WHERE default_view NOT IN ('consensus', 'either', 'both')"
        " AND default_view NOT IN (SELECT guid FROM coder)",
    ),
    ("members of cases are not there", STRAY_MEMBERS),
    ("codes of questions of the topic guide are not there", STRAY_CODES),
)
"""What points at something of the wrong kind, which no foreign key can tell: in words, and where to count it."""


def _belonging(session: Session) -> list[str]:
    found = []
    for what, where in _STRAYS:
        count = session.one(f"SELECT COUNT(*) FROM {where}")  # noqa: S608 - as written above
        if count:
            found.append(f"values: {count} {what}")
    sets = session.one("SELECT COUNT(*) FROM settings")
    if sets != 1:
        found.append(f"settings: there are {sets} sets where there must be one")
    return found


def _derived(session: Session) -> list[str]:
    found = []
    for document_id, name in session.all("SELECT id, name FROM document"):
        present = set(
            session.plain(
                "SELECT k.coder_id, k.code_id, k.respondent_id, k.document_id, k.coding_id, k.criteria FROM counted k"
                " JOIN coding c ON c.id = k.coding_id WHERE c.document_id = ?",
                (document_id,),
            )
        )
        if present != derived.counted_as_it_should_be(session, document_id):
            found.append(f"{name}: for whom its passages count is out of step")
    strays = session.one("SELECT COUNT(*) FROM counted WHERE coding_id NOT IN (SELECT id FROM coding)")
    if strays:
        found.append(f"derived table: {strays} rows belong to passages that are not there")
    wrong = derived.sums_out_of_step(session)
    if wrong:
        found.append(f"derived table: {wrong} sums of who refers to what are out of step")
    return found


def _full_text(session: Session) -> list[str]:
    found = []
    for document_id, name, content in session.connection.exec_driver_sql(
        'SELECT d.id, d.name, t.content FROM document d JOIN "text" t ON t.sha256 = d.sha256'
    ):
        wrong = sum(
            words != derived.searchable(content[start:end])
            for start, end, words in session.plain(
                'SELECT t.start, t."end", w.words FROM turn t LEFT JOIN turn_words w ON w.rowid = t.id'
                " WHERE t.document_id = ?",
                (document_id,),
            )
        )
        if wrong:
            found.append(f"{name}: {wrong} turns stand in the full-text index with other words than in the text")
    for table, column in (("coding", "memo"), ("memo", "text")):
        wrong = sum(
            (kept or "") != derived.searchable(memo)
            for memo, kept in session.all(
                f"SELECT m.{column}, w.words FROM {table} m"  # noqa: S608 - named above
                f" LEFT JOIN {table}_words w ON w.rowid = m.id WHERE m.{column} <> '' OR w.rowid IS NOT NULL"
            )
        )
        if wrong:
            found.append(f"search: {wrong} memos stand in the full-text index with other words than their own")
    for table in ("turn", "coding", "memo"):
        strays = session.one(f"SELECT COUNT(*) FROM {table}_words WHERE rowid NOT IN (SELECT id FROM {table})")  # noqa: S608
        if strays:
            found.append(f"search: {strays} entries of the full-text index belong to nothing ({table})")
    return found


def _history(session: Session) -> list[str]:
    return history.problems(session)

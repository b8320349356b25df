"""The migrations make exactly the tables that the row classes describe."""

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from fop_coder.store import file
from fop_coder.store.migrating import migrate
from fop_coder.store.migrations import versions
from fop_coder.store.rows import metadata

FULL_TEXT = re.compile(r"(turn|memo|coding)_words(_\w+)?$")
ALEMBIC = "alembic_version"


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """Return the path of a file that was empty and has been through all migrations."""
    path = tmp_path_factory.mktemp("schema") / "migrated.fop"
    sqlite3.connect(path).close()
    path.touch()
    connection = file.connect(path)
    migrate(connection)
    file.close(connection)
    return path


def described(path):
    """Return all that SQLite knows of a file's tables, apart from the full-text index."""
    raw = sqlite3.connect(path)
    names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {}
    for name in names:
        if FULL_TEXT.fullmatch(name) or name == ALEMBIC:
            continue
        indexes = {
            (unique, origin, partial, tuple(row[1:] for row in raw.execute(f'PRAGMA index_xinfo("{index}")')))
            for _, index, unique, origin, partial in raw.execute(f'PRAGMA index_list("{name}")')
        }
        keys = {row[2:] for row in raw.execute(f'PRAGMA foreign_key_list("{name}")')}
        options = raw.execute(f'PRAGMA table_list("{name}")').fetchone()[2:]
        found[name] = (raw.execute(f'PRAGMA table_xinfo("{name}")').fetchall(), indexes, keys, options)
    raw.close()
    return found


def test_an_empty_file_migrated_has_the_tables_of_the_row_classes(migrated, tmp_path):
    made = tmp_path / "made.fop"
    engine = create_engine(f"sqlite:///{made}")
    metadata.create_all(engine)
    engine.dispose()
    expected, found = described(made), described(migrated)
    assert sorted(found) == sorted(expected)
    for name, table in expected.items():
        assert found[name] == table, name


def test_alembic_finds_nothing_to_change(migrated):
    connection = file.connect(migrated)
    differences = [
        difference
        for difference in compare_metadata(MigrationContext.configure(connection), metadata)
        if not (difference[0] == "remove_table" and FULL_TEXT.fullmatch(difference[1].name))
    ]
    file.close(connection)
    assert differences == []


def test_the_full_text_index_makes_no_difference_of_accents(migrated):
    raw = sqlite3.connect(migrated)
    made = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%VIRTUAL%'"))
    raw.close()
    assert sorted(made) == ["coding_words", "memo_words", "turn_words"]
    assert all("fts5(words, tokenize = 'unicode61 remove_diacritics 2')" in sql for sql in made.values())


def test_the_migrated_file_says_which_version_it_is(migrated):
    assert file.check_header(migrated) == file.SCHEMA_VERSION
    raw = sqlite3.connect(migrated)
    assert raw.execute(f"SELECT version_num FROM {ALEMBIC}").fetchall() == [(f"{file.SCHEMA_VERSION:04}",)]
    raw.close()


def test_there_is_one_migration_for_each_version():
    numbers = sorted(p.name[:5] for p in Path(versions.__path__[0]).glob("v*.py"))
    assert numbers == [f"v{n:04}" for n in range(1, file.SCHEMA_VERSION + 1)]


def test_migrating_again_changes_nothing(migrated):
    before = migrated.read_bytes()
    connection = file.connect(migrated)
    migrate(connection)
    file.close(connection)
    assert described(migrated)
    after = migrated.read_bytes()
    assert len(after) == len(before)
    differing = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    assert all(n < 100 for n in differing), "at most the counters of the header"


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "study.fop"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE speaker (mine)")
    raw.close()
    connection = file.connect(path)
    with pytest.raises(Exception, match="speaker already exists"):
        migrate(connection)
    file.close(connection)
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("speaker",)]
    raw.close()

"""What is kept in memory is forgotten when it may no longer be so, and a transaction is whole or nothing."""

import sqlite3

import pytest

from fop_coder.model.change import Change
from fop_coder.model.errors import ProjectRefused
from fop_coder.model.people import Coder, Respondent
from fop_coder.store import file, session
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.small import guid
from tests.reference.stores import connection_of, in_memory


@pytest.fixture
def inside(small_project):
    with in_memory(small_project) as store:
        yield store._session


def test_an_error_inside_a_transaction_takes_everything_back(inside):
    before = inside.identities.ids("coder")
    with pytest.raises(RuntimeError), inside.transaction():
        inside.do("UPDATE respondent SET label = 'x' || label")
        inside.identities.learn("coder", [(guid("nobody"), 99)])
        raise RuntimeError
    assert inside.one("SELECT COUNT(*) FROM respondent WHERE label LIKE 'x%'") == 0
    assert inside.identities.ids("coder") == {g: n for g, n in before.items() if n != 99}


def test_a_transaction_that_sqlite_took_back_by_itself_tells_the_first_error(inside):
    with pytest.raises(RuntimeError, match="the disk is full"), inside.transaction():
        inside.connection.exec_driver_sql("ROLLBACK")
        raise RuntimeError("the disk is full")
    with inside.transaction():
        inside.do("UPDATE settings SET name = 'still usable'")
    assert inside.one("SELECT name FROM settings") == "still usable"


def test_a_reading_sees_one_state_throughout(project_file):
    writer = Store.open(project_file)
    reader = Store.open(project_file, read_only=True)
    connection_of(writer).execute("PRAGMA busy_timeout = 10")
    with reader._session.reading():
        assert reader.count("respondent") == 5
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            connection_of(writer).execute("DELETE FROM named_filter")
        assert reader.count("respondent") == 5
    writer.apply(Change("Add", added=(Respondent(guid("new"), "LB99"),)), small.FIRST.guid)
    assert reader.count("respondent") == 6
    reader.close()
    writer.close()


def test_answers_are_kept_until_what_they_rest_on_changes(inside):
    asked = []

    def ask(kinds=(Coder,), name="question"):
        return inside.keep(kinds, name, lambda: asked.append(name) or len(asked))

    assert [ask(), ask()] == [1, 1]
    inside.forget_kept(frozenset({Respondent}))
    assert ask() == 1
    inside.forget_kept(frozenset({Respondent, Coder}))
    assert ask() == 2
    inside.forget()
    assert ask() == 3
    assert ask(name="another") == 4


def test_only_so_many_answers_are_kept(inside):
    for number in range(session._ANSWERS_KEPT + 1):
        inside.keep((Coder,), number, lambda: "kept")
    assert inside.keep((Coder,), 0, lambda: "read again") == "read again"


def test_voices_of_the_last_few_documents_are_kept(inside):
    documents = sorted(inside.identities.guids("document"))
    voices = [inside.voices(number) for number in documents]
    assert inside.voices(documents[-1]) is voices[-1]
    inside.forget_voices(documents[-1])
    assert inside.voices(documents[-1]) is not voices[-1]
    assert len(documents) <= session._VOICES_KEPT
    assert inside.voices(documents[0]) is voices[0]


def test_a_file_that_cannot_be_written_to_can_still_be_read(project_file, monkeypatch):
    opened = file._open

    def write_protected(path, mode, *, read_only):
        if mode == "rw":
            raise sqlite3.OperationalError("unable to open database file")
        return opened(path, mode, read_only=read_only)

    monkeypatch.setattr(file, "_open", write_protected)
    reader = Store.open(project_file, read_only=True)
    assert reader.settings() == small.SETTINGS
    assert reader.find_problems() == []
    reader.close()
    with pytest.raises(ProjectRefused, match="unable to open"):
        Store.open(project_file)
    assert not list(project_file.parent.glob("*.lock"))

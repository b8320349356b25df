"""A project is one whole file: it appears whole, is opened only if it is one, and copies are whole or not at all."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Text
from fop_coder.model.errors import Cancelled, ChangeRefused, ProjectLocked, ProjectRefused
from fop_coder.model.people import Respondent
from fop_coder.store import file
from fop_coder.store.restoring import restore
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.stores import connection_of, dump, values

FIRST = small.FIRST.guid

pytestmark = pytest.mark.usefixtures("as_in_use")


def add(label):
    return Change(f"Add {label}", added=(Respondent(small.guid(label), label),))


def names_in(folder):
    return sorted(p.name for p in folder.iterdir())


# ---- making ----------------------------------------------------------------------------------------------------------


def test_a_new_project_is_one_file_that_says_what_it_is(tmp_path):
    path = tmp_path / "new.fop"
    Store.create(path, small.BARE, FIRST)
    assert names_in(tmp_path) == ["new.fop"]
    header = path.read_bytes()[:100]
    assert header[68:72] == b"FOPC"
    assert file.check_header(path) == file.SCHEMA_VERSION
    assert header[18:20] == b"\1\1", "a rollback journal, not a write-ahead log"
    store = Store.open(path)
    assert store.settings() == small.SETTINGS
    assert store.find_problems() == []
    store.close()
    assert names_in(tmp_path) == ["new.fop"]


def test_a_new_project_never_takes_the_place_of_another_file(tmp_path):
    path = tmp_path / "new.fop"
    path.write_text("something of mine")
    with pytest.raises(ProjectRefused, match="is there already"):
        Store.create(path, small.BARE, FIRST)
    assert path.read_text() == "something of mine"
    assert names_in(tmp_path) == ["new.fop"]


def test_a_new_project_that_cannot_be_leaves_nothing_behind(tmp_path):
    with pytest.raises(ChangeRefused):
        Store.create(tmp_path / "new.fop", Change("New", added=(small.SETTINGS,)), FIRST)
    with pytest.raises(ProjectRefused, match="cannot be written here"):
        Store.create(tmp_path / "no such folder" / "new.fop", small.BARE, FIRST)
    assert names_in(tmp_path) == []


def test_a_new_project_beside_the_journal_of_a_lost_one_is_refused(tmp_path):
    journal = tmp_path / "new.fop-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9 and so on")
    with pytest.raises(ProjectRefused, match="remains of another project") as refused:
        Store.create(tmp_path / "new.fop", small.BARE, FIRST)
    assert "new.fop-journal" in refused.value.do
    assert names_in(tmp_path) == ["new.fop-journal"]


@pytest.mark.parametrize("name", ["a b.fop", "50% of ü#1?.fop", "שלום.fop", 'it\'s "x".fop'])
def test_projects_may_have_any_name(tmp_path, small_project, name):
    path = tmp_path / name
    shutil.copy(small_project, path)
    store = Store.open(path)
    store.apply(add("LB99"), FIRST)
    assert store.snapshot().find_problems() == []
    store.close()
    assert names_in(tmp_path) == [name]


# ---- opening ---------------------------------------------------------------------------------------------------------


def header(tmp_path, small_project, place, content):
    path = tmp_path / "study.fop"
    data = bytearray(small_project.read_bytes())
    data[place : place + len(content)] = content
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_project_is_refused_untouched(tmp_path, small_project, read_only):
    (tmp_path / "folder.fop").mkdir()
    (tmp_path / "empty.fop").touch()
    (tmp_path / "text.fop").write_text("SQLite format 3, or so")
    (tmp_path / "short.fop").write_bytes(small_project.read_bytes()[:60])
    with sqlite3.connect(tmp_path / "other.fop") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    for name, said in {
        "none.fop": "there is no such file",
        "folder.fop": "is a folder",
        "empty.fop": "is not a FOP Coder project",
        "text.fop": "is not a FOP Coder project",
        "short.fop": "is not a FOP Coder project",
        "other.fop": "is not a FOP Coder project",
    }.items():
        with pytest.raises(ProjectRefused, match=said) as refused:
            Store.open(tmp_path / name, read_only=read_only)
        assert refused.value.where.endswith(name)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("kept", [0.5, 0.9])
def test_a_file_that_was_cut_off_is_refused_with_what_to_do(tmp_path, small_project, kept, read_only):
    content = small_project.read_bytes()
    path = tmp_path / "study.fop"
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(ProjectRefused, match="malformed") as refused:
        Store.open(path, read_only=read_only)
    assert "backup" in refused.value.do
    assert names_in(tmp_path) == ["study.fop"], "no lock is left"


def test_a_header_cut_in_half_is_refused(tmp_path, small_project):
    path = tmp_path / "study.fop"
    path.write_bytes(small_project.read_bytes()[:100])
    with pytest.raises(ProjectRefused):
        Store.open(path)
    assert names_in(tmp_path) == ["study.fop"]


def test_a_project_can_be_read_while_another_has_it_open(store):
    reader = Store.open(store.path, read_only=True)
    assert values(reader) == values(store)
    store.apply(add("LB99"), FIRST)
    reader.refresh()
    assert values(reader) == values(store)
    assert reader.find_problems() == []
    reader.close()
    assert names_in(store.path.parent) == ["study.fop", "study.fop.lock"]


def test_several_can_read_a_project_that_nobody_writes_to(project_file):
    readers = [Store.open(project_file, read_only=True) for _ in range(3)]
    assert len({reader.fingerprint() for reader in readers}) == 1
    for reader in readers:
        reader.close()
    assert names_in(project_file.parent) == ["study.fop"]


def test_a_project_that_another_has_open_is_not_opened_for_writing(store):
    with pytest.raises(ProjectLocked, match="has had it open"):
        Store.open(store.path)


def test_a_snapshot_does_not_see_what_is_written_later(store):
    snapshot = store.snapshot()
    before = dump(snapshot)
    store.apply(add("LB99"), FIRST)
    assert dump(snapshot) == before != dump(store)
    snapshot.close()


# ---- backups ---------------------------------------------------------------------------------------------------------


def test_a_backup_of_an_open_project_is_that_project(store, tmp_path):
    out, told = tmp_path / "backup.fop", []
    store.apply(add("LB99"), FIRST)
    store.back_up(out, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0
    store.apply(add("LB98"), FIRST)
    copy = Store.open(out)
    assert copy.find_problems() == []
    assert [e.change.label for e in copy.history()] == ["New project with everything", "Add LB99"]
    copy.close()
    assert names_in(tmp_path) == ["backup.fop", "study.fop", "study.fop.lock"]


def test_a_reader_can_back_up_what_another_writes(store, tmp_path):
    reader = Store.open(store.path, read_only=True)
    store.apply(add("LB99"), FIRST)
    reader.back_up(tmp_path / "backup.fop")
    reader.close()
    copy = Store.open(tmp_path / "backup.fop", read_only=True)
    assert values(copy) == values(store)
    copy.close()


def test_a_backup_never_takes_the_place_of_another_file(store, tmp_path):
    out = tmp_path / "backup.fop"
    out.write_text("something of mine")
    with pytest.raises(ProjectRefused, match="is there already"):
        store.back_up(out)
    assert out.read_text() == "something of mine"
    with pytest.raises(ProjectRefused, match="cannot be written here"):
        store.back_up(tmp_path / "no such folder" / "backup.fop")
    assert names_in(tmp_path) == ["backup.fop", "study.fop", "study.fop.lock"]


def test_a_backup_that_is_stopped_or_fails_leaves_nothing_behind(store, tmp_path, monkeypatch):
    with pytest.raises(Cancelled):
        store.back_up(tmp_path / "backup.fop", cancelled=lambda: True)
    monkeypatch.setattr(file, "beside", lambda path: tmp_path / "no such folder" / "x")
    with pytest.raises(ProjectRefused, match="cannot be written"):
        store.back_up(tmp_path / "backup.fop")
    assert names_in(tmp_path) == ["study.fop", "study.fop.lock"]
    assert store.find_problems() == []


def test_on_a_disk_without_hard_links_nothing_is_overwritten_either(store, tmp_path, monkeypatch):
    def unable(*_):
        raise OSError("not supported")

    monkeypatch.setattr(file.os, "link", unable)
    store.back_up(tmp_path / "backup.fop")
    before = (tmp_path / "backup.fop").read_bytes()
    with pytest.raises(ProjectRefused, match="is there already"):
        store.back_up(tmp_path / "backup.fop")
    assert (tmp_path / "backup.fop").read_bytes() == before


# ---- restoring -------------------------------------------------------------------------------------------------------


@pytest.fixture
def backup(make_store, tmp_path):
    """Return a backup of the small project, and the path of the project that has changed since and is closed."""
    store = make_store()
    store.back_up(tmp_path / "backup.fop")
    store.apply(add("LB99"), FIRST)
    store.close()
    return tmp_path / "backup.fop", store.path


def labels(path):
    store = Store.open(path, read_only=True)
    found = {r.label for r in store.values(Respondent)}
    assert store.find_problems() == []
    store.close()
    return found


def test_a_backup_is_restored_where_nothing_is(backup, tmp_path):
    assert restore(backup[0], tmp_path / "again.fop") is None
    assert "LB99" not in labels(tmp_path / "again.fop")


def test_restoring_keeps_what_was_there_beside(backup, tmp_path):
    path, project = backup
    before = names_in(tmp_path)
    with pytest.raises(ProjectRefused, match="is there already"):
        restore(path, project)
    assert names_in(tmp_path) == before
    aside = [restore(path, project, replace=True) for _ in range(3)]
    assert len(set(aside)) == 3, "however quickly it is done again, nothing is overwritten"
    assert "LB99" not in labels(project)
    assert ["LB99" in labels(a) for a in aside] == [True, False, False]
    assert "before restoring" in aside[0].name
    assert not list(tmp_path.glob("*.lock"))


def test_a_damaged_backup_is_refused_and_the_project_stays(backup, tmp_path):
    path, project = backup
    raw = sqlite3.connect(path)
    raw.execute("UPDATE coding SET start = -5 WHERE id = 1")
    raw.commit()
    raw.close()
    before = project.read_bytes()
    with pytest.raises(ProjectRefused, match="the backup is damaged"):
        restore(path, project, replace=True)
    with pytest.raises(ProjectRefused):
        restore(tmp_path / "no such backup.fop", project, replace=True)
    assert project.read_bytes() == before
    assert names_in(tmp_path) == ["backup.fop", "study.fop"]


def test_a_project_damaged_beyond_opening_can_be_replaced(backup):
    path, project = backup
    content = project.read_bytes().replace(b"tablecodingcoding", b"table\xff\xffdingcoding")
    project.write_bytes(content)
    with pytest.raises(ProjectRefused):
        Store.open(project)
    aside = restore(path, project, replace=True)
    assert aside.read_bytes() == content
    assert "LB99" not in labels(project)


def test_a_project_that_somebody_has_open_is_not_replaced(backup, tmp_path):
    path, project = backup
    store = Store.open(project)
    with pytest.raises(ProjectLocked):
        restore(path, project, replace=True)
    assert store.find_problems() == []
    store.close()
    assert "LB99" in labels(project)


def test_when_the_backup_cannot_be_put_in_place_the_project_gets_its_name_back(backup, tmp_path, monkeypatch):
    path, project = backup
    before = project.read_bytes()

    def unable(fresh, path):
        raise ProjectRefused("cannot be written here", where=str(path))

    monkeypatch.setattr(file, "place_without_overwriting", unable)
    with pytest.raises(ProjectRefused, match="cannot be written"):
        restore(path, project, replace=True)
    assert project.read_bytes() == before
    assert names_in(tmp_path) == ["backup.fop", "study.fop"]


# ---- older files -----------------------------------------------------------------------------------------------------


def test_a_file_that_was_never_set_up_is_copied_and_brought_up_to_date(tmp_path):
    path = tmp_path / "study.fop"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 0")
    raw.execute("VACUUM")
    raw.close()
    with pytest.raises(ProjectRefused, match="must be brought up to date first"):
        Store.open(path, read_only=True)
    before = path.read_bytes()
    with pytest.raises(ProjectRefused, match="could not be brought from format 0"):
        Store.open(path)  # there are no settings in it, so it is no whole project
    assert file.check_header(path) == 0
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT * FROM sqlite_master").fetchall() == []
    raw.close()
    assert len(before) == len(path.read_bytes())
    assert not list(tmp_path.glob("*.lock"))


def test_an_older_file_is_kept_beside_before_it_is_brought_up_to_date(project_file, monkeypatch):
    from fop_coder.store import migrating

    def made_in_another_way(connection):
        file.set_version(connection, file.SCHEMA_VERSION)

    monkeypatch.setattr(migrating, "migrate", made_in_another_way)
    raw = sqlite3.connect(project_file)
    raw.execute("PRAGMA user_version = 0")
    raw.close()
    store = Store.open(project_file)
    assert store.find_problems() == []
    store.close()
    (kept,) = [p for p in project_file.parent.iterdir() if "before version" in p.name]
    assert file.check_header(kept) == 0
    assert file.check_header(project_file) == file.SCHEMA_VERSION


def test_a_migration_that_fails_changes_nothing(project_file):
    raw = sqlite3.connect(project_file)
    raw.execute("PRAGMA user_version = 0")
    raw.execute("DROP TABLE alembic_version")
    raw.close()
    before = project_file.read_bytes()
    with pytest.raises(ProjectRefused, match="already exists"):
        Store.open(project_file)
    assert project_file.read_bytes() == before


# ---- settings of the connection ------------------------------------------------------------------------------------


def test_every_commit_is_on_the_disk_and_references_hold(store):
    raw = connection_of(store)
    assert {
        pragma: raw.execute(f"PRAGMA {pragma}").fetchone()[0]
        for pragma in ("foreign_keys", "trusted_schema", "journal_mode", "synchronous", "secure_delete")
    } == {"foreign_keys": 1, "trusted_schema": 0, "journal_mode": "delete", "synchronous": 2, "secure_delete": 1}


def test_what_is_deleted_does_not_stay_in_the_file(store):
    text = Text.of("we plan")
    document = Document(small.guid("d"), "unmistakable-name-of-a-file", text.sha256, 7)
    memo = Coding(small.guid("c"), document.guid, 0, 2, small.PLANNING.guid, FIRST, memo="unmistakable-memo")
    change = Change("Import", added=(document, memo), texts=(text,))
    store.apply(change, FIRST)
    store.apply(Change("Take out", removed=(memo, document)), FIRST)
    raw = connection_of(store)
    raw.execute("DELETE FROM payload WHERE number > 1")
    raw.execute("INSERT INTO coding_words (coding_words) VALUES ('optimize')")
    store.close()
    content = Path(store.path).read_bytes()
    assert b"unmistakable-name" not in content
    assert b"unmistakable-memo" not in content

"""A program killed while it writes: what it acknowledged is there, what it had half done is not; the file is whole."""

import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from sqlalchemy.exc import DatabaseError

from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.store import file
from fop_coder.store.restoring import restore
from fop_coder.store.store import Store
from tests.reference import small
from tests.reference.stores import values

START = """
import os, signal, sys
from pathlib import Path
from fop_coder.model.base import Guid, new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Text
from fop_coder.store import history
from fop_coder.store.store import Store

store = Store.open(Path(sys.argv[1]))
coder = store.settings().default_coder
code = store.codebook().codes[0].guid

def import_one(number, passages):
    text = Text.of("we plan it " * passages)
    document = Document(new_guid(), f"{os.getpid()} {number}", text.sha256, len(text.content))
    codings = [
        Coding(new_guid(), document.guid, 11 * n, 11 * n + 7, code, coder, memo=f"memo {n}") for n in range(passages)
    ]
    store.apply(Change(f"Import {number}", added=(document, *codings), texts=(text,)), coder)
    return document.guid
"""

WRITE_ON_AND_ON = (
    START
    + """
print("ready", flush=True)
for number in range(10_000):
    print(import_one(number, 150), flush=True)
"""
)

DIE_IN_THE_MIDDLE = (
    START
    + """
raw = store._connection.connection.driver_connection
raw.execute("PRAGMA cache_size = 10")  # pages go to the file before the end, as they do in a large Change
history.append = lambda *args: os.kill(os.getpid(), signal.SIGKILL)
import_one(0, 2_000)
"""
)


def run(script, path):
    return subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)


def test_whatever_was_acknowledged_survives_a_kill_at_any_moment(project_file):
    moments = random.Random(20240503)
    acknowledged = []
    for _ in range(3):
        writer = run(WRITE_ON_AND_ON, project_file)
        assert writer.stdout.readline() == "ready\n"
        time.sleep(moments.uniform(0.02, 0.3))
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate(timeout=60)
        acknowledged += [line for line in rest.splitlines() if len(line) == 36]
        assert project_file.with_name("study.fop.lock").exists()

        store = Store.open(project_file)
        assert store.find_problems() == []
        documents = {d.guid for d in store.values(Document)}
        assert documents >= set(acknowledged)
        for guid in documents - {t.document.guid for t in small.TRANSCRIPTS}:
            assert len(store.coding_guids(documents=[guid])) == 150, "a Change is there whole or not at all"
        assert len(store.history()) == 1 + len(documents) - len(small.TRANSCRIPTS)
        store.close()
    assert acknowledged
    store = Store.open(project_file)  # an empty journal may lie there until something is written again
    store.apply(Change("Take off", removed=(small.SAMPLE,)), small.FIRST.guid)
    store.close()
    assert sorted(p.name for p in project_file.parent.iterdir()) == ["study.fop"]


@pytest.fixture
def half_done(project_file):
    """Return a project that a program died on in the middle of a large Change, with its journal beside."""
    before = project_file.read_bytes()
    writer = run(DIE_IN_THE_MIDDLE, project_file)
    out, _ = writer.communicate(timeout=60)
    assert (writer.returncode, out) == (-signal.SIGKILL, "")
    assert project_file.with_name("study.fop-journal").stat().st_size > 0
    assert project_file.read_bytes() != before
    return project_file


@pytest.mark.parametrize("read_only", [False, True])
def test_what_was_half_done_is_taken_back_when_it_is_opened(half_done, small_project, read_only):
    expected = Store.open(small_project, read_only=True)
    store = Store.open(half_done, read_only=read_only)
    assert values(store) == values(expected)
    assert store.find_problems() == []
    store.close()
    expected.close()
    assert not half_done.with_name("study.fop-journal").exists()


def test_what_was_half_done_does_not_get_into_a_backup_put_in_its_place(half_done, small_project, tmp_path):
    aside = restore(small_project, half_done, replace=True)
    for path in (half_done, aside):
        store = Store.open(path)
        assert store.find_problems() == []
        assert {c.guid for c in store.values(Coding)} == {c.guid for c in small.CODINGS}
        store.close()
    assert not list(tmp_path.glob("*-journal"))


def test_a_project_that_cannot_be_opened_is_put_aside_with_its_journal(half_done, small_project, tmp_path, monkeypatch):
    before, journal = half_done.read_bytes(), half_done.with_name("study.fop-journal").read_bytes()
    connect = file.connect

    def unable(path, *, read_only=False):
        if path == half_done:
            raise DatabaseError("PRAGMA", None, sqlite3.DatabaseError("malformed"))
        return connect(path, read_only=read_only)

    with monkeypatch.context() as patched:
        patched.setattr(file, "connect", unable)
        aside = restore(small_project, half_done, replace=True)
    beside = aside.with_name(aside.name + "-journal")
    assert (aside.read_bytes(), beside.read_bytes()) == (before, journal)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([aside.name, beside.name, "study.fop"])
    for path in (half_done, aside):
        store = Store.open(path)
        assert store.find_problems() == []
        store.close()

"""The lock says who has a project open, and is taken over only from a program that is certainly gone."""

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from fop_coder.model.errors import ProjectLocked, ProjectRefused
from fop_coder.store.lock import Holder, Lock, _started
from fop_coder.store.store import Store

HERE = socket.gethostname()
SINCE = "2024-05-03T10:00:00Z"
NO_PROCESS = 2**22 + 1
"""Above the highest number that Linux gives a process."""


@pytest.fixture
def project(tmp_path):
    return tmp_path / "study.fop"


def left_by(project, **holder):
    """Leave a lock as a program would that held it."""
    mine = Holder("somebody", HERE, os.getpid(), _started(os.getpid()), SINCE)
    path = project.with_name("study.fop.lock")
    path.write_text(json.dumps({**asdict(mine), **holder}), encoding="utf-8")
    return path


def test_a_lock_lies_beside_the_project_while_it_is_held(project):
    lock = Lock(project)
    assert lock.holder() is None
    lock.acquire()
    assert lock.path == project.with_name("study.fop.lock")
    holder = lock.holder()
    assert (holder.host, holder.pid) == (HERE, os.getpid())
    assert not holder.is_gone
    lock.release()
    assert not lock.path.exists()
    lock.release()


def test_a_second_opening_is_refused_with_who_has_it_and_what_to_do(project):
    left_by(project)
    with pytest.raises(ProjectLocked) as refused:
        Lock(project).acquire()
    said = str(refused.value)
    assert f"somebody on {HERE} has had it open since {SINCE} (process {os.getpid()})" in said
    assert "delete study.fop.lock" in refused.value.do
    assert Lock(project).holder().user == "somebody", "the lock stays as it was"


@pytest.mark.parametrize("holder", [{"pid": NO_PROCESS}, {"started": "1"}], ids=["dead", "number given anew"])
def test_a_lock_left_by_a_program_that_died_is_taken_over(project, holder):
    left_by(project, **holder)
    lock = Lock(project)
    lock.acquire()
    assert lock.holder().pid == os.getpid()
    lock.release()
    assert list(project.parent.iterdir()) == []


def test_a_killed_program_that_its_parent_has_not_cleared_away_is_gone(project):
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        left_by(project, pid=child.pid, started=_started(child.pid))
        with pytest.raises(ProjectLocked):
            Lock(project).acquire()
        child.kill()
        for _ in range(200):
            if _started(child.pid) == "":
                break
            time.sleep(0.01)
        lock = Lock(project)
        lock.acquire()
        lock.release()
    finally:
        child.kill()
        child.stdin.close()
        child.wait()


def test_another_machine_s_lock_is_respected_whatever_runs_here(project):
    left_by(project, host="elsewhere", pid=NO_PROCESS)
    with pytest.raises(ProjectLocked, match="somebody on elsewhere"):
        Lock(project).acquire()


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", '"x"', json.dumps({"pid": 1}), "\udcff"],
)
def test_a_lock_that_cannot_be_read_is_left_to_the_user(project, content):
    path = project.with_name("study.fop.lock")
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProjectLocked, match="cannot be read"):
        Lock(project).acquire()
    assert path.exists()


@pytest.mark.parametrize("pid", ["12", None, -1, 0, 2**40, 1.5])
def test_a_lock_of_no_possible_process_is_left_to_the_user(project, pid):
    left_by(project, pid=pid)
    with pytest.raises(ProjectLocked, match="cannot be read"):
        Lock(project).acquire()


def test_a_lock_that_is_just_being_written_is_waited_for_and_an_old_empty_one_is_not(project):
    path = project.with_name("study.fop.lock")
    path.touch()
    with pytest.raises(ProjectLocked, match="is being opened by somebody else"):
        Lock(project).acquire()
    os.utime(path, (time.time() - 60, time.time() - 60))
    lock = Lock(project)
    lock.acquire()
    assert lock.holder().pid == os.getpid()
    lock.release()


def test_of_two_that_find_a_lock_stale_only_one_gets_it(project, monkeypatch):
    left_by(project, pid=NO_PROCESS)
    slow, quick = Lock(project), Lock(project)
    seen = slow.holder()

    def overtaken():
        monkeypatch.setattr(slow, "holder", lambda: Lock.holder(slow))
        quick.acquire()
        return seen

    monkeypatch.setattr(slow, "holder", overtaken)
    with pytest.raises(ProjectLocked, match="has had it open"):
        slow.acquire()
    assert quick.holder().pid == os.getpid()
    quick.release()
    assert list(project.parent.iterdir()) == []


def test_releasing_does_not_take_the_lock_of_somebody_who_came_after(project):
    lock = Lock(project)
    lock.acquire()
    lock.path.unlink()
    left_by(project, user="who came after")
    lock.release()
    assert lock.path.exists()


def test_a_link_to_a_project_is_locked_with_it(project_file, tmp_path):
    link = tmp_path / "elsewhere" / "link.fop"
    link.parent.mkdir()
    link.symlink_to(project_file)
    store = Store.open(project_file)
    with pytest.raises(ProjectLocked):
        Store.open(link)
    store.close()
    Store.open(link).close()


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    with pytest.raises(ProjectRefused, match="cannot be opened for writing"):
        Lock(tmp_path / "no such folder" / "study.fop").acquire()


OPEN_AND_WAIT = """
import sys
from pathlib import Path
from fop_coder.model.errors import ProjectLocked
from fop_coder.store.store import Store
try:
    store = Store.open(Path(sys.argv[1]))
except ProjectLocked as error:
    print("refused:", error, flush=True)
else:
    print("open", flush=True)
    input()
    store.close()
    print("closed", flush=True)
"""


def test_a_second_process_is_refused_while_the_first_has_it_open(project_file):
    first = subprocess.Popen(
        [sys.executable, "-c", OPEN_AND_WAIT, str(project_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout.readline() == "open\n"
        with pytest.raises(ProjectLocked, match=f"process {first.pid}"):
            Store.open(project_file)
        reader = Store.open(project_file, read_only=True)
        assert reader.find_problems() == []
        reader.close()
        out, _ = first.communicate("\n", timeout=60)
        assert out == "closed\n"
        Store.open(project_file).close()
    finally:
        first.kill()
        first.wait()
        first.stdin.close()
        first.stdout.close()

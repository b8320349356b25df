"""The program killed at any moment of importing or coding: what was told is there, and the project is whole."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document
from fop_coder.project import Project
from tests.study import two_codes

IMPORTING = """
import sys
from pathlib import Path
from fop_coder.project import Project
from fop_coder.project.importing import import_files
with Project.open(Path(sys.argv[1])) as project:
    print("ready", flush=True)
    for result in import_files(project, [Path(sys.argv[2])]):
        print(result.document, flush=True)
"""

CODING = """
import sys
from pathlib import Path
from fop_coder.coding.passages import code_passage
from fop_coder.project import Project
with Project.open(Path(sys.argv[1])) as project:
    document = project.document_named("KC000")
    codes = project.codebook.codes
    print("ready", flush=True)
    for start in range(document.length - 6):
        change = code_passage(document, start, start + 5, codes[start % 2], project.coder)
        project.apply(change)
        print(change.added[0].guid, flush=True)
"""


def run_and_kill(program, *arguments, after):
    """Run until some seconds after it says that it is ready, kill it, and return what it had told."""
    running = subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(after)
    running.send_signal(signal.SIGKILL)
    told = running.stdout.read()
    running.wait()
    running.stdout.close()
    lines = told.split("\n")
    return lines[:-1]  # a line that was not ended was not told


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "transcripts"
    place.mkdir()
    for number in range(150):
        talk = "".join(f"I: Question {n} of {number}?\n\nR: Answer {n}, at some length.\n\n" for n in range(40))
        (place / f"KC{number:03d}.txt").write_text(talk, encoding="utf-8")
    return place


def test_killed_while_importing(tmp_path, folder):
    path = tmp_path / "study.fop"
    Project.create(path, two_codes())
    chance = random.Random(11)
    told = set()
    for _ in range(3):
        told |= set(run_and_kill(IMPORTING, path, folder, after=chance.uniform(0.05, 0.5)))
        with Project.open(path) as project:
            names = {d.name for d in project.store.values(Document)}
            assert told <= names
            assert len(names) <= len(told) + 1
            told = names
            assert project.verify() == []
            for name in names:
                document = project.document_named(name)
                turns = project.store.turns(document.guid)
                assert turns is not None and len(turns.turns) == 80
    assert told


def test_killed_while_coding(tmp_path, folder):
    path = tmp_path / "study.fop"
    Project.create(path, two_codes())
    from fop_coder.project.importing import import_files

    with Project.open(path) as project:
        list(import_files(project, [folder / "KC000.txt"]))
    chance = random.Random(12)
    told = set()
    for _ in range(3):
        told |= set(run_and_kill(CODING, path, after=chance.uniform(0.05, 0.4)))
        with Project.open(path) as project:
            there = {c.guid for c in project.store.values(Coding)}
            assert told <= there
            assert len(there) <= len(told) + 1
            assert project.verify() == []
            while project.store.coding_guids():
                project.undo()
            assert project.verify() == []
        told = set()

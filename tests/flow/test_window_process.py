"""The window as a process of its own: on a real display, and `make run` with and without one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fop_coder.model.change import Change
from fop_coder.project import Project

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "scripts" / "run.py"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment without a display, with a home folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    return {**kept, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), **more}


@contextmanager
def x_server():
    """Give the name of a display on a server started for it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(found, process, seconds=60):
    end = time.monotonic() + seconds
    while not found():
        assert process.poll() is None, f"it ended with {process.returncode}"
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


@contextmanager
def started(words, folder, **more):
    """Start a process in a group of its own, as a terminal does; nothing of it outlives the test."""
    process = subprocess.Popen(
        [sys.executable, *words],
        env=environment(folder, PYTHONPATH=str(ROOT), **more),
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def press_ctrl_c(process):
    """Interrupt the group, as a terminal does; return what it said."""
    os.killpg(process.pid, signal.SIGINT)
    return process.communicate(timeout=60)[0]


needs_display = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no Xvfb here")


@needs_display
def test_the_window_opens_on_a_real_display_and_ctrl_c_closes_it_with_the_project(sample_file, tmp_path):
    project = shutil.copy(sample_file, tmp_path / "sample.fop")
    command = ["-m", "fop_coder.cli.main", str(project)]
    with x_server() as display, started(command, tmp_path, DISPLAY=display) as process:
        wait_for(Path(f"{project}.lock").is_file, process)
        time.sleep(1.0)  # screens are made behind the first one
        out = press_ctrl_c(process)
    assert process.returncode == 0, out
    assert out == "", "neither Qt nor Python complains"
    assert not Path(f"{project}.lock").exists()
    with Project.open(project) as opened:
        assert opened.verify() == []


@needs_display
def test_make_run_opens_a_copy_and_keeps_what_was_done_in_it(tmp_path):
    said: list[str] = []
    found: list[str] = []
    project = tmp_path / "build" / "try" / "sample.fop"
    with x_server() as display:
        for _ in range(2):
            with started([str(RUN)], tmp_path, DISPLAY=display) as process:
                first = process.stdout.readline()  # said when the copy is built
                wait_for(Path(f"{project}.lock").is_file, process)
                time.sleep(1.0)
                said.append(first + press_ctrl_c(process))
            assert process.returncode == 0, said[-1]
            with Project.open(project) as opened:
                found.append(opened.settings.name)
                opened.apply(Change("Rename", (opened.settings,), (replace(opened.settings, name="Mine now"),)))
    assert found == ["Focus on Practice (sample)", "Mine now"]
    assert "a copy of the sample project, yours to play with" in said[0] and str(project) in said[0]
    assert "as you left it" in said[1]


def test_without_a_display_make_run_says_so_and_does_the_job(tmp_path):
    done = subprocess.run(
        [sys.executable, str(RUN)],
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
        text=True,
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout.splitlines()[0]
    assert "22/25" in done.stdout
    sample = tmp_path / "build" / "sample"
    for name in ("sample.fop", "sample.xlsx"):
        assert (sample / name).is_file() and f"build/sample/{name}" in done.stdout
    for screen in ("start", "code", "respondents", "tallies", "find", "export", "history"):
        assert (sample / "pictures" / f"{screen}-light.png").is_file()
        assert f"build/sample/pictures/{screen}-light.png" in done.stdout

"""The program as a process of its own: encodings, pipes, interruptions, and what it loads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.flow.cli_study import Desk, desk_with_codings, desk_with_interviews, transcript

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [
    sys.executable,
    "-c",
    # A shell lets what it runs in the background ignore interruptions, and so would what the tests start.
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from fop_coder.cli.main import main; main()",
]
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")


def started(*words: object, **settings: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **settings}
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finished(*words: object, **settings: str) -> tuple[int, bytes, bytes]:
    with started(*words, **settings) as process:
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


def test_output_is_utf8_whatever_the_locale(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    code, out, err = finished("text", desk.project, "LB03", **ascii_only)
    assert (code, err) == (0, b"")
    assert out.decode("utf-8") == transcript("LB03")
    assert json.loads(finished("text", desk.project, "LB03", "--json", **ascii_only)[1])["text"] == transcript("LB03")


def test_help_loads_nothing_heavy() -> None:
    check = (
        "import sys\nfrom typer.testing import CliRunner\nfrom fop_coder.cli.main import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "assert CliRunner().invoke(app, ['tally', '--help']).exit_code == 0\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'alembic', 'pandas', 'numpy', 'scipy', 'openpyxl', 'lxml',"
        " 'matplotlib', 'pyreadstat', 'narwhals', 'docx', 'PIL', 'PySide6'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", check], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    assert result.stdout.strip() == b"[]"


def test_counting_loads_nothing_that_only_exports_and_tests_need(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    check = (
        "import sys\nfrom typer.testing import CliRunner\nfrom fop_coder.cli.main import app\n"
        "import fop_coder.exporters.registry\n"
        "for command in ('tally', 'documents', 'crosstab --rows planning --columns borough', 'coder list'):\n"
        "    words = command.split()\n"
        "    words.insert(2 if words[0] == 'coder' else 1, sys.argv[1])\n"
        "    assert CliRunner().invoke(app, words).exit_code == 0, words\n"
        "heavy = {'pandas', 'scipy', 'openpyxl', 'lxml', 'matplotlib', 'pyreadstat', 'narwhals', 'docx', 'PIL',"
        " 'PySide6'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", check, str(desk.project)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert result.stdout.strip() == b"[]"


def test_exit_codes_reach_the_shell(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    assert finished("info", desk.project)[0] == 0
    code, out, err = finished("info", tmp_path / "none.fop")
    assert (code, out, err.count(b"\n")) == (1, b"", 1)
    assert finished("info")[0] == 2
    assert finished("--version")[:2] == (0, b"FOP Coder 0.1.0\n")


@POSIX
def test_a_reader_that_goes_away_is_no_reason_for_a_traceback(tmp_path) -> None:
    desk = desk_with_interviews(tmp_path)
    with started("text", desk.project, "LB01") as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 1


@POSIX
def test_an_interruption_leaves_a_whole_project_without_a_lock(tmp_path) -> None:
    desk = Desk(tmp_path)
    desk.run("new", "--codebook", "families")
    for number in range(400):
        desk.write(f"t/P{number:04}.txt", f"I: How are you?\n\nR: I am number {number}.\n")
    with started("import", desk.project, tmp_path / "t") as process:
        assert process.stdout and process.stderr
        first = process.stdout.readline()
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert first.startswith(b"imported")
    assert process.returncode == 130
    assert err.splitlines()[-1] == b"fop-coder: stopped; what was done before stays, nothing is left half-done"
    assert b"Traceback" not in err
    assert desk.json("verify")["ok"]
    assert 0 < desk.json("info")["documents"] < 400
    assert not desk.project.with_name("study.fop.lock").exists()


def test_what_nobody_foresaw_is_not_hidden(tmp_path) -> None:
    desk = desk_with_codings(tmp_path)
    broken = "import fop_coder.project.information as i\ni.inform = None\nfrom fop_coder.cli.main import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", broken, "info", str(desk.project)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == b""
    assert b"Traceback" in result.stderr
    assert b"TypeError" in result.stderr

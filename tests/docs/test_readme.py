"""What the README tells a newcomer to type works, and what it says of the figures is so."""

import re
import shlex
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from typer.testing import CliRunner

from fop_coder.cli.main import app
from fop_coder.project.tallying import tally, tally_scheme

pytestmark = pytest.mark.untraced

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(heading):
    """Return the fop-coder lines of a section, without their comments."""
    section = README.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip() for line in section.splitlines() if line.startswith("    fop-coder ")]
    assert lines, heading
    return [shlex.split(line, comments=True)[1:] for line in lines]


def run(arguments):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, (arguments, result.output)
    return result.stdout


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_five_minutes_on_the_command_line(here):
    told = {" ".join(arguments): run(arguments) for arguments in commands("The same on the command line")}
    assert (here / "try" / "sample.fop").is_file() and (here / "try" / "tables.xlsx").is_file()
    whole = told["tally try/sample.fop --by borough"]
    for figure in ("22/25", "12/25", "17/25", "11/25"):
        assert figure in whole
    supervision = told["tally try/sample.fop --scheme supervision"]
    assert "14/22" in supervision and "8/22" in supervision
    who = told["tally try/sample.fop --who planning --status not referred"]
    assert {"KC03", "KC05", "WE02"} <= set(re.findall(r"\b[A-Z]{2}\d\d\b", who))
    # after the undo, the figure is again what it was
    assert "22/25" in run(["tally", "try/sample.fop"])


def test_a_study_of_ones_own(here):
    folder = here / "transcripts"
    folder.mkdir()
    (folder / "KC01.txt").write_text("I: Do you plan?\n\nR: I do.\n\nI: Always?\n\nR: Nearly.\n", encoding="utf-8")
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["respondent", "borough"])
    book.active.append(["KC01", "RBKC"])
    book.save(here / "people.xlsx")
    told = [run(arguments) for arguments in commands("Your own study")]
    assert "KC01" in told[1] and "interviewer" in told[1]
    assert "KC01" in run(["documents", "study.fop"])


def referred(window):
    return [f"{row.counts.n}/{row.counts.of}" for row in tally(window.desk.open_project).rows]


def test_the_five_minutes_in_the_window(window, qtbot):
    """The README's five steps, key by key."""
    key, control = Qt.Key, Qt.KeyboardModifier.ControlModifier
    code = window.panel
    assert code.name == "code" and code.opened is not None
    qtbot.keyClick(code.transcript, key.Key_Down, control)
    assert code.transcript.current is not None
    before = referred(window)
    assert before[0] == "22/25"
    qtbot.keyClick(code.transcript, key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    many = len(code.opened.index.in_order())
    qtbot.keyClicks(code.transcript, "1")
    assert len(code.opened.index.in_order()) == many + 1
    qtbot.keyClick(code.transcript, key.Key_Z, control)
    assert len(code.opened.index.in_order()) == many and referred(window) == before

    qtbot.keyClick(window, key.Key_2, control)
    grid = window.panel_named("respondents")
    qtbot.waitUntil(lambda: grid.table.grid.rowCount() == 25)
    groups = tally_scheme_names(window)
    qtbot.keyClicks(grid.table, "C")
    assert tally_scheme_names(window) != groups
    qtbot.keyClicks(grid.table, "E")
    assert tally_scheme_names(window) == groups

    qtbot.keyClick(window, key.Key_3, control)
    tallies = window.panel_named("tallies")
    qtbot.waitUntil(lambda: bool(tallies.table.tallies.lines))
    qtbot.keyClick(tallies.table, key.Key_Return)
    assert tallies.drawer.isVisible()
    assert len(tallies.drawer.behind.evidence.people["not referred"]) == 3

    qtbot.keyClick(window, key.Key_F, control)
    find = window.panel_named("find")
    qtbot.keyClicks(find.words, "genogram")
    qtbot.waitUntil(lambda: bool(find.model.hits), timeout=10_000)
    qtbot.keyClick(find.words, key.Key_Return)
    qtbot.keyClick(find.hits, key.Key_Return)
    assert window.panel is code
    qtbot.keyClick(window, key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.panel is find

    qtbot.keyClick(window, key.Key_E, control)
    assert window.panel.name == "export"


def tally_scheme_names(window):
    """Return how many respondents are in each category of the first scheme."""
    project = window.desk.open_project
    return [row.n for row in tally_scheme(project, project.codebook.schemes[0]).rows]


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target

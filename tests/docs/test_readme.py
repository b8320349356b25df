"""What the README tells a newcomer to type works, and what it says of the figures is so."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fop_coder.cli.main import app

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


def test_the_five_minutes_with_the_sample(here):
    told = {" ".join(arguments): run(arguments) for arguments in commands("Five minutes with the sample")}
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


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"(?:`|^    )make ([a-z]+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target

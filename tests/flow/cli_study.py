"""A small study done on the command line alone: transcripts on the disk, a project beside them, and a way to type."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from fop_coder.cli.main import app

SAID = {
    "LB01": "I plan ahead, and I draw a map of the family.",
    "LB02": "We plan nothing; we meet and listen to the grandmother.",
    "LB03": "It is all about the café where we sit, 😀 and then we plan.",
}
"""What each respondent says after the question."""

QUESTION = "How do you get ready for a first visit?"


def transcript(label: str) -> str:
    turns = (
        f"Interviewer: {QUESTION}",
        f"Respondent: {SAID[label]}",
        "Interviewer: And then?",
        f"Respondent: {label} left.",
    )
    return "\n\n".join(turns) + "\n"


class Desk:
    """Where somebody sits and types commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "study.fop"

    def run(self, command: str, *arguments: object, code: int = 0) -> Result:
        """Type a command ("codes" or "codings import"); PROJECT follows it."""
        words = [*command.split(), str(self.project), *map(str, arguments)]
        return self.type(*words, code=code)

    def type(self, *words: object, code: int = 0) -> Result:
        """Type words as they are, and see that the exit code is as expected and nothing crashed."""
        result = CliRunner().invoke(app, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, (words, result.exit_code, result.stdout, result.stderr)
        return result

    def json(self, command: str, *arguments: object, code: int = 0) -> Any:
        """Type a command with --json; return what it prints, which must be one document."""
        return json.loads(self.run(command, *arguments, "--json", code=code).stdout)

    def write(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
        return path

    def refused(self, command: str, *arguments: object) -> str:
        """Type a command that must be refused: one line on stderr, nothing on stdout, the file as it was."""
        before = self.project.read_bytes() if self.project.exists() else b""
        result = self.run(command, *arguments, code=1)
        assert result.stdout == ""
        assert result.stderr.startswith("fop-coder: ")
        assert result.stderr.count("\n") == 1
        assert (self.project.read_bytes() if self.project.exists() else b"") == before
        assert not self.project.with_name("study.fop.lock").exists()
        return result.stderr

    def row(self, code: str, *arguments: object) -> dict[str, Any]:
        """One code's row of the tally."""
        (row,) = [row for row in self.json("tally", *arguments)["rows"] if row["code"] == code]
        return row


@cache
def _imported() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.run("new", "--codebook", "five-learning-outcomes", "--coder", "Ann")
        for label in SAID:
            desk.write(f"t/{label}.txt", transcript(label))
        desk.run("import", desk.folder / "t")
        return desk.project.read_bytes()


def desk_with_interviews(folder: Path) -> Desk:
    """A project with the three interviews, assigned to Ann, nothing coded; the transcripts lie in the folder t."""
    desk = Desk(folder)
    for label in SAID:
        desk.write(f"t/{label}.txt", transcript(label))
    desk.project.write_bytes(_imported())
    return desk


def place(label: str, words: str) -> tuple[int, int]:
    """Where words stand in a transcript, in code points."""
    start = transcript(label).index(words)
    return start, start + len(words)


def coding_line(label: str, words: str, code: str, *, coder: str = "", criteria: str = "") -> str:
    start, end = place(label, words)
    return f"{label},{start},{end},{code},{coder},{criteria}\n"


@cache
def _coded() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_with_interviews(Path(folder))
        lines = [
            coding_line("LB01", "I plan ahead", "planning", criteria="a"),
            coding_line("LB01", "draw a map", "planning", criteria="b;c"),
            coding_line("LB02", "listen to the grandmother", "engagement"),
            coding_line("LB03", "we plan", "planning", criteria="a"),
        ]
        table = desk.write("codings.csv", "document,start,end,code,coder,criteria\n" + "".join(lines))
        desk.run("codings import", table)
        sheet = desk.write("r.csv", "respondent,borough,training days\nLB01,RBKC,12\nLB02,RBKC,3\nLB03,H&F,10\n")
        desk.run("respondents import", sheet)
        desk.run("classify", "LB01", "analytic-group", "enthusiast")
        desk.run("classify", "LB02", "analytic-group", "cautious")
        desk.run("finish", "--all")
        return desk.project.read_bytes()


def desk_with_codings(folder: Path) -> Desk:
    """The same, coded by Ann and finished: planning 2/3 (LB01 meets all criteria), engagement 1/3."""
    desk = Desk(folder)
    desk.project.write_bytes(_coded())
    return desk


def copied(desk: Desk, name: str) -> Desk:
    """The same desk with a copy of the project under another name."""
    other = Desk(desk.folder)
    other.project = desk.folder / name
    shutil.copy(desk.project, other.project)
    return other

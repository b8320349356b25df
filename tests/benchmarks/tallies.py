"""n of N for all codes, divided by an attribute: against SQLite counting distinct respondents over a covering index."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fop_coder.project import Project
from fop_coder.project.tallying import Question, tally
from tests.benchmarks.generator import HUGE, HUGE_TENTH, LARGE, LARGE_TENTH, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns

ATTRIBUTE = "borough"

FLOOR = "SELECT code_id, COUNT(DISTINCT respondent_id) FROM counted WHERE coder_id = ? GROUP BY code_id"
"""The primary key of ``counted`` begins with coder, code and respondent."""


@dataclass(frozen=True)
class TallyRow:
    """All codes × one attribute in the first coder's view, everything included, as after an edit of a passage.

    What the project keeps in memory of respondents and codebook stays; nothing is kept of codings.
    """

    name: str
    full: Size
    tenth: Size
    budget: float | str = 2.0

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on the generated project."""
        path = kept_project(size, folder)
        with Project.open(path, read_only=True) as project, closing(bare_connection(path)) as bare:
            coder = bare.execute("SELECT id FROM coder WHERE guid = ?", (project.coder,)).fetchone()[0]
            pair = Pair(
                lambda: tally(project, Question(by=ATTRIBUTE)), lambda: bare.execute(FLOOR, (coder,)).fetchall()
            )
            ours, floor = take_turns(pair, runs)
        return Measured(words_for(size), ours, floor)


def bare_connection(path: Path) -> sqlite3.Connection:
    """Return a connection to a project as Python itself makes it, with as much memory for pages as ours has."""
    bare = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    bare.execute("PRAGMA cache_size = -65536")
    return bare


ROWS: tuple[Row, ...] = (
    TallyRow("tally of all codes × one attribute, large project", LARGE, LARGE_TENTH),
    TallyRow("the same, huge project", HUGE, HUGE_TENTH),
)

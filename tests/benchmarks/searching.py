"""Words and phrases: the first screenful of hits, against the bare full-text query."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from fop_coder.project import Project
from fop_coder.project.finding import find
from tests.benchmarks.generator import LARGE, LARGE_TENTH, VOCABULARY_SEED, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns
from tests.benchmarks.speech import Talk
from tests.benchmarks.tallies import bare_connection

HITS = 50
FLOOR = (
    "SELECT rowid, highlight(turn_words, 0, '[', ']') FROM turn_words WHERE turn_words MATCH ? ORDER BY rowid LIMIT ?"
)


@dataclass(frozen=True)
class SearchRow:
    """Two words in one turn: one that is everywhere and one that is not."""

    name: str = "full-text search"
    budget: float | str = "0.1 s"
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on the generated project."""
        path = kept_project(size, folder)
        vocabulary = Talk(VOCABULARY_SEED).words
        words = f"{vocabulary[3]} {vocabulary[40]}"
        with Project.open(path, read_only=True) as project, closing(bare_connection(path)) as bare:
            pair = Pair(
                lambda: list(islice(find(project, words), HITS)), lambda: bare.execute(FLOOR, (words, HITS)).fetchall()
            )
            ours, floor = take_turns(pair, runs)
        return Measured(words_for(size), ours, floor)


ROWS: tuple[Row, ...] = (SearchRow(),)

"""Two coders compared by characters on all codes, with intervals: against one numpy pass over the passages' ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fop_coder.agreement.comparing import compare
from fop_coder.agreement.figures import Terms
from fop_coder.agreement.passages import Ground, Passages, measure_characters, rate_lengths
from fop_coder.model.agreement import AgreementReport
from fop_coder.model.codebook import Code
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Speaker
from fop_coder.model.people import Coder
from fop_coder.project import Project
from tests.benchmarks.generator import LARGE, LARGE_TENTH, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns

RESAMPLES = 1_000


@dataclass(frozen=True)
class Compared:
    """The codings of a project as numbers, read beforehand: computing alone is measured."""

    passages: Passages
    ground: Ground
    coders: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]

    def agreement(self) -> AgreementReport:
        """Return all coefficients of all codes, with intervals."""
        many, coders = len(self.codes), len(self.coders)
        lengths = measure_characters(self.passages, self.ground, many, coders)
        finished = np.ones((many, self.ground.documents, coders), dtype=np.int64)
        ratings = rate_lengths(lengths, self.coders, ("no", "yes"), finished)
        return compare(ratings, Terms("character", "character", "document", self.codes, 1, RESAMPLES))

    def one_pass(self) -> NDArray[np.int64]:
        """Put all ends of passages in order, and count who covers what."""
        found = self.passages
        shift = (found.code * self.ground.documents + found.document) * (1 << 24)
        ends = np.concatenate((found.start + shift, found.end + shift))
        bits = 1 << found.coder
        return np.cumsum(np.concatenate((bits, -bits))[np.argsort(ends, kind="stable")])


@dataclass(frozen=True)
class AgreementRow:
    """All coefficients of 20 codes by characters, with resamples of documents."""

    name: str
    full: Size
    tenth: Size
    budget: float | str = 3.0

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on the generated project."""
        with Project.open(kept_project(size, folder), read_only=True) as project:
            compared = read(project)
        ours, floor = take_turns(Pair(compared.agreement, compared.one_pass), runs)
        return Measured(words_for(size), ours, floor)


def read(project: Project) -> Compared:
    """Return a project's codings and its respondents' turns as numbers."""
    store = project.store
    documents = {d.guid: place for place, d in enumerate(store.values(Document))}
    coders = {c.guid: place for place, c in enumerate(store.values(Coder))}
    codes = {c.guid: place for place, c in enumerate(store.values(Code))}
    heard = {s.guid for s in store.values(Speaker) if s.respondent}
    spoken = [
        (documents[found.document], turn)
        for found in map(store.turns, documents)
        if found is not None
        for turn in found.turns
    ]
    turns = [(place, turn.start, turn.end) for place, turn in spoken if turn.speaker in heard]
    codings = ((documents[c.document], codes[c.code], coders[c.coder], c.start, c.end) for c in store.values(Coding))
    return Compared(
        Passages(*_columns(codings)),
        Ground(len(documents), *_columns(turns)),
        tuple(c.name for c in store.values(Coder)),
        tuple((c.ident, c.name) for c in store.values(Code)),
    )


def _columns(rows: Iterable[tuple[int, ...]]) -> NDArray[np.int64]:
    return np.ascontiguousarray(np.array(list(rows), dtype=np.int64).T)


ROWS: tuple[Row, ...] = (
    AgreementRow("agreement of two coders, 20 codes, by characters, with 1,000 resamples", LARGE, LARGE_TENTH),
)

"""A second coder's pack merged into a project: against inserting as many rows into its table in one transaction."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from fop_coder.coding.documents import finish_guid
from fop_coder.model.base import new_guid
from fop_coder.model.change import Change
from fop_coder.model.coding import Coding
from fop_coder.model.documents import Document, Finish, ReadFor
from fop_coder.model.people import Coder
from fop_coder.project import Project
from fop_coder.project.merging import merge, preview_merge
from fop_coder.project.packs import Choice, Wish, draw, hand_out
from tests.benchmarks.generator import AT, LARGE, LARGE_TENTH, Size, kept_project
from tests.benchmarks.measure import Measured, Pair, Row, take_turns

SECOND = "Second"
_COLUMNS = 'guid, document_id, start, "end", code_id, coder_id, memo, at, discussed'


@dataclass(frozen=True)
class MergeRow:
    """A pack with half as many codings as the project: previewed, which checks all of it, and merged."""

    name: str
    full: Size
    tenth: Size
    budget: float | str = 2.0

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure on a copy of the generated project that has handed out all of its documents."""
        base, pack = kept_pack(size, folder)
        many = size.codings // 2
        bench = _Bench(base, pack, folder / f"{size.name}-merging.fop", folder / f"{size.name}-inserting.fop", many)
        try:
            ours, floor = take_turns(Pair(bench.merge, bench.insert, bench.copy), runs)
        finally:
            bench.close()
        return Measured(f"{many:,} codings into {size.all_codings:,}", ours, floor)


class _Bench:
    """The two things compared, each on a file of its own."""

    def __init__(self, base: Path, pack: Path, ours: Path, floor: Path, many: int) -> None:
        self._base, self._pack, self._ours, self._floor = base, pack, ours, floor
        self._project: Project | None = None
        shutil.copyfile(base, floor)
        with closing(sqlite3.connect(pack)) as connection:
            self._rows = connection.execute(f"SELECT {_COLUMNS} FROM coding LIMIT {many}").fetchall()
        self._runs = 0

    def copy(self) -> None:
        """Put a project in place that has not merged the pack."""
        self.close()
        shutil.copyfile(self._base, self._ours)
        self._project = Project.open(self._ours)

    def merge(self) -> None:
        """Merge the pack."""
        assert self._project is not None
        assert merge(self._project, preview_merge(self._project, self._pack))

    def insert(self) -> None:
        """Insert the codings' rows, under another coder each time, so that none is there yet."""
        self._runs += 1
        rows = [(f"{self._runs}-{row[0]}", *row[1:5], 1_000 + self._runs, *row[6:]) for row in self._rows]
        with closing(sqlite3.connect(self._floor, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(f"INSERT INTO coding ({_COLUMNS}) VALUES ({','.join('?' * 9)})", rows)
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the project that was merged into."""
        if self._project is not None:
            self._project.close()
            self._project = None


def kept_pack(size: Size, folder: Path) -> tuple[Path, Path]:
    """Return a project that handed out all of its documents, and the pack with a second coder's work; made once."""
    generated = kept_project(size, folder)
    base, pack = (folder / f"{generated.stem}-{word}.fop" for word in ("handed-out", "pack"))
    if not pack.exists():
        base.unlink(missing_ok=True)
        fresh = pack.with_suffix(".making.fop")
        fresh.unlink(missing_ok=True)
        shutil.copyfile(generated, base)
        with Project.open(base) as project:
            hand_out(project, fresh, Wish(SECOND), draw(project, Choice()))
            first = project.store.values(Coder)[0]
            codings = project.store.values(Coding, coder=first.guid)[: size.codings // 2]
        with Project.open(fresh) as opened:
            opened.apply(Change("Code", added=tuple(_work(opened, codings))))
        fresh.rename(pack)
    return base, pack


def _work(pack: Project, codings: list[Coding]) -> Iterator[Coding | Finish]:
    coder = pack.coder_named(SECOND).guid
    for coding in codings:
        yield replace(coding, guid=new_guid(), coder=coder)
    read_for = tuple(ReadFor(guid, 1) for guid in sorted(c.guid for c in pack.codebook.codes))
    for document in pack.store.values(Document):
        yield Finish(finish_guid(document.guid, coder), document.guid, coder, document.sha256, AT, 1, read_for)


ROWS: tuple[Row, ...] = (MergeRow("merge a second coder's pack of 25,000 codings", LARGE, LARGE_TENTH),)

"""Word transcripts into a project: against python-docx reading them."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from fop_coder.model.codebook import Codebook
from fop_coder.project import Project
from fop_coder.project.importing import import_files
from tests.benchmarks.generator import LARGE, LARGE_TENTH, Size
from tests.benchmarks.measure import Measured, Pair, Row, take_turns
from tests.benchmarks.transcripts import kept_transcripts


@dataclass(frozen=True)
class ImportRow:
    """All files of a folder, each a Change of its own that is on the disk before the next is read."""

    name: str = "import 200 Word transcripts"
    budget: float | str = 1.5
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure with a new project for each run."""
        transcripts = kept_transcripts(size, folder)
        files = sorted(transcripts.glob("*.docx"))
        workshop = _Workshop(Path(tempfile.mkdtemp(dir=folder)))
        try:
            ours, floor = take_turns(
                Pair(lambda: workshop.import_all(files), lambda: _read(files), workshop.begin), runs
            )
        finally:
            workshop.clear_away()
        return Measured(f"{len(files)} files of {size.characters:,} characters", ours, floor)


@dataclass
class _Workshop:
    """A place for projects that are thrown away."""

    folder: Path
    projects: int = 0
    opened: list[Project] = field(default_factory=list)

    def begin(self) -> None:
        """Open a new, empty project."""
        self._close()
        self.projects += 1
        path = self.folder / f"{self.projects}.fop"
        Project.create(path, Codebook("Bench"))
        self.opened.append(Project.open(path))

    def import_all(self, files: list[Path]) -> None:
        """Import files into the open project; all must come in."""
        results = list(import_files(self.opened[-1], files))
        refused = [f"{r.file}: {r.why}" for r in results if r.result != "imported"]
        if refused:
            raise RuntimeError(f"{len(refused)} files did not come in, the first is {refused[0]}")

    def _close(self) -> None:
        while self.opened:
            self.opened.pop().close()

    def clear_away(self) -> None:
        """Remove everything."""
        self._close()
        shutil.rmtree(self.folder)


def _read(files: list[Path]) -> int:
    """Read the words of all files with python-docx; return how many characters there are."""
    from docx import Document

    return sum(len("\n".join(p.text for p in Document(str(file)).paragraphs)) for file in files)


ROWS: tuple[Row, ...] = (ImportRow(),)

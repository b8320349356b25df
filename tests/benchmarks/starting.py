"""Start and memory of the window: against a bare PySide6 window, and one whose process has imported what a store needs.

Each run is a process of its own, timed from its beginning until the parent hears that the window has been painted.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.generator import LARGE, LARGE_TENTH, Size, kept_project, words_for
from tests.benchmarks.measure import Measured, Pair, Row, take_turns

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class StartRow:
    """From nothing to a painted start screen, or to a painted transcript of the project named on the command line."""

    name: str
    ours: str
    floor: str
    budget: float | str
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure in processes of their own."""
        with copy_of(kept_project(size, folder), folder) as project:
            pair = Pair(lambda: painted(self.ours, project), lambda: painted(self.floor, project))
            return Measured(words_for(size), *take_turns(pair, runs))


@dataclass(frozen=True)
class MemoryRow:
    """What a process holds when the start screen is painted; or with a project open, all screens made, nothing running.

    The store is loaded behind the start screen; what that takes stands in the second row.
    """

    name: str
    ours: str
    floor: str
    budget: float | str
    full: Size = LARGE
    tenth: Size = LARGE_TENTH

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure in processes of their own."""
        with copy_of(kept_project(size, folder), folder) as project:
            ours = median(held(self.ours, project) for _ in range(runs))
            return Measured(words_for(size), ours, median(held(self.floor, project) for _ in range(runs)))


def painted(what: str, project: Path) -> float:
    """Return when a window has been painted; what it holds by then is of no interest."""
    return _run(what, project)


def held(what: str, project: Path) -> float:
    """Return the memory in MB that a window's process holds when there is nothing left for it to do."""
    return _run(f"{what} settled", project)


def _run(what: str, project: Path) -> float:
    with tempfile.TemporaryDirectory(dir=project.parent) as settings:
        command = [sys.executable, "-m", "tests.benchmarks.window", *what.split(), str(project.resolve())]
        surroundings = _surroundings(settings, project.parent.parent / "bytecode")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT, env=surroundings) as process:
            assert process.stdout is not None
            told = process.stdout.readline()
            process.kill()
    if not told:
        raise RuntimeError(f"no window was painted by: {' '.join(command)}")
    return float(told)


def _surroundings(settings: str, bytecode: Path) -> dict[str, str]:
    """Return the environment: no screen, no settings of anybody, and bytecode kept as an installed program has it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept, "PYTHONPYCACHEPREFIX": str(bytecode), "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": settings
    }  # fmt: skip


@contextmanager
def copy_of(kept: Path, folder: Path) -> Iterator[Path]:
    """Give a copy of a project that may be opened for writing."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        yield Path(shutil.copy(kept, place))


ROWS: tuple[Row, ...] = (
    StartRow("start to a painted start screen", "start", "bare", 2.0),
    StartRow("start to a project usable", "project", "store", 1.5),
    MemoryRow("memory at start (MB)", "start", "bare", 2.0),
    MemoryRow("memory with a project open (MB)", "project", "store", 1.5),
)

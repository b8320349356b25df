"""Taking turns: floor, ours, floor, ours; medians, their ratio, how they grow; a table and a JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Protocol

from tests.benchmarks.generator import Size

_ENOUGH, _MORE = 1.0, 10
"""Seconds altogether that are enough; how many times as many runs are made of what takes less."""


def nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Pair:
    """The two things compared. ``before``: done before each run of ours, and not timed."""

    ours: Callable[[], object]
    floor: Callable[[], object]
    before: Callable[[], object] = nothing


@dataclass(frozen=True)
class Measured:
    """One row at one size: medians in seconds (or MB), and the size in words."""

    size: str
    ours: float
    floor: float


class Row(Protocol):
    """One line of the table."""

    @property
    def name(self) -> str:
        """As in the first column of the budgets."""
        ...

    @property
    def budget(self) -> float | str:
        """The largest ratio allowed, or a time in seconds in words ("0.1 s")."""
        ...

    @property
    def full(self) -> Size:
        """The size it is measured at."""
        ...

    @property
    def tenth(self) -> Size:
        """The size from which it grows."""
        ...

    def measure(self, size: Size, folder: Path, runs: int) -> Measured:
        """Measure at one size; what is made for it is kept in the folder."""
        ...


@dataclass(frozen=True)
class Entry:
    """One row as it stands in the JSON file.

    Attributes:
        growth: of ours from a tenth of the size to the full size: 10 is linear. None where only a tenth was measured.
    """

    name: str
    size: str
    ours_s: float
    floor_s: float
    ratio: float
    budget: float | str
    growth: float | None


def take_turns(pair: Pair, runs: int) -> tuple[float, float]:
    """Return the median seconds of ours and of the floor; both are run once before, to be warm.

    What is over in no time is run ten times as often: on a busy machine five runs of a millisecond tell little.
    """
    pair.floor()
    pair.before()
    pair.ours()
    ours: list[float] = []
    floors: list[float] = []
    while len(ours) < runs or (len(ours) < _MORE * runs and sum(ours) + sum(floors) < _ENOUGH):
        floors.append(_seconds(pair.floor))
        pair.before()
        ours.append(_seconds(pair.ours))
    return median(ours), median(floors)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def entry(row: Row, folder: Path, runs: int, *, only_tenth: bool = False) -> Entry:
    """Measure a row, at a tenth of the size alone or at both."""
    tenth = row.measure(row.tenth, folder, runs)
    found = tenth if only_tenth else row.measure(row.full, folder, runs)
    return Entry(
        row.name,
        found.size,
        ours_s=round(found.ours, 6),
        floor_s=round(found.floor, 6),
        ratio=float(f"{found.ours / found.floor:.4g}"),
        budget=row.budget,
        growth=None if only_tenth else round(found.ours / tenth.ours, 2),
    )


def write_json(entries: Sequence[Entry], path: Path) -> None:
    """Write the entries as a list."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(e) for e in entries], indent=2) + "\n", encoding="utf-8")


HEADINGS = ("what", "size", "ours", "floor", "ratio", "budget", "growth at 10 × the size")


def table(entries: Sequence[Entry]) -> str:
    """Return the entries as a table to be read."""
    lines = [HEADINGS, *(_line(e) for e in entries)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    padded = ([cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(line).rstrip() for line in padded)


def _line(found: Entry) -> tuple[str, ...]:
    unit = "MB" if found.name.endswith("(MB)") else "s"
    budget = found.budget if isinstance(found.budget, str) else f"{found.budget:g} ×"
    growth = "-" if found.growth is None else f"{found.growth:.1f} ×"
    return (
        found.name,
        found.size,
        f"{found.ours_s:.4f} {unit}",
        f"{found.floor_s:.4f} {unit}",
        f"{found.ratio:.2f} ×",
        f"≤ {budget}",
        growth,
    )

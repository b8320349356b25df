"""``python -m tests.benchmarks``: measure all rows, print the table, write build/bench.json."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks import agreement, importing, merging, reading, searching, starting, tallies, workbooks
from tests.benchmarks.measure import Entry, Row, entry, table, write_json

ROWS: tuple[Row, ...] = (
    *starting.ROWS,
    *reading.ROWS,
    *tallies.ROWS,
    *searching.ROWS,
    *importing.ROWS,
    *workbooks.ROWS,
    *agreement.ROWS,
    *merging.ROWS,
)
BUILD = Path(__file__).parents[2] / "build"


def main(arguments: list[str] | None = None) -> None:
    """Measure the rows asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", metavar="NAME", default="", help="rows whose name holds this")
    parser.add_argument("--runs", type=int, default=5, help="runs of each side; the median counts (default: 5)")
    parser.add_argument("--size", choices=("tenth", "full"), default="full", help="full measures both, for the growth")
    asked = parser.parse_args(arguments)
    rows = [row for row in ROWS if asked.only.casefold() in row.name.casefold()]
    if not rows:
        parser.error(f"no row is called {asked.only!r}; there are: {'; '.join(row.name for row in ROWS)}")
    entries: list[Entry] = []
    for row in rows:
        print(f"measuring: {row.name} …", flush=True)
        entries.append(entry(row, BUILD / "bench", asked.runs, only_tenth=asked.size == "tenth"))
    print("\n" + table(entries))
    write_json(entries, BUILD / "bench.json")


if __name__ == "__main__":
    main()

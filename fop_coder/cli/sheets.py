"""What is said of sheets of respondents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def doubled_lines(source: str, doubled: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Yield a line for each respondent who stands in several rows of a sheet, and was left out for that."""
    for label, rows in doubled.items():
        yield f"{source}: {label} stands in rows {', '.join(str(row) for row in rows)}; all of them were left out"


def sheet_notes(source: str, notes: Sequence[str], unnamed: Sequence[int]) -> Iterator[str]:
    """Yield what the user should know of a sheet: guesses, and rows without a label."""
    yield from (f"{source}: {note}" for note in notes)
    if unnamed:
        rows = ", ".join(str(row) for row in unnamed)
        yield f"{source}: {'row' if len(unnamed) == 1 else 'rows'} {rows} without a label, left out"

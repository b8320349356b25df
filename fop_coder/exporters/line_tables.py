"""Tables for programs, in plain CSV: a cell is exactly the value, also where a spreadsheet would compute it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from fop_coder.exporters.beside import file_beside
from fop_coder.model.errors import ExportRefused


def write_lines(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a table; return how many rows. It appears whole or not at all.

    Raises:
        ExportRefused: if the file cannot be written.
    """
    count = 0
    try:
        with file_beside(path) as fresh, fresh.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            for row in rows:
                writer.writerow(row)
                count += 1
    except OSError as error:
        raise ExportRefused(
            f"cannot be written ({error.strerror})", where=str(path), do="Choose another place"
        ) from error
    return count

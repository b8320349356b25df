"""Sheets as text (.csv, .tsv): rows divided by line ends, cells by commas, semicolons or tabs."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path

from fop_coder.importers.limits import MAX_CHARACTERS
from fop_coder.importers.sheet_rows import MOST_COLUMNS, MOST_ROWS, Row
from fop_coder.importers.text_files import read_decoded
from fop_coder.importers.wording import listing
from fop_coder.model.draft import ReadingChoices
from fop_coder.model.errors import ImportRefused

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200
"""So many rows decide what divides the cells."""

_END = "\x1f"
"""A last row of its own, added to see whether all quotation marks before it are closed."""


def read_rows(path: Path, choices: ReadingChoices) -> tuple[list[Row], list[str]]:
    """Return the rows of a text file that hold anything, with notes on how it was read.

    Raises:
        ImportRefused: it is no text, does not fit the encoding chosen, has a quotation mark that is never closed, or
            more rows or characters than a sheet.
    """
    decoded = read_decoded(path, choices)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise ImportRefused(path.name, f"has {len(text):,} characters, too many for a sheet", do="Divide it")
    first, _, rest = text.partition("\n")
    told = first.casefold().startswith("sep=") and first[4:5] != "" and first[4] in _SEPARATORS  # Excel's own habit
    separator = first[4] if told else _separator(text)
    records = list(_records(path.name, rest if told else text, separator, 2 if told else 1))
    rows = [row for number, cells in records if (row := _row(number, cells)) is not None]
    return rows, [*decoded.notes, *_ragged([record for record in records if any(record[1])])]


def _row(number: int, cells: Sequence[str]) -> Row | None:
    stripped = [cell.strip() for cell in cells[:MOST_COLUMNS]]
    while stripped and not stripped[-1]:
        stripped.pop()
    return Row(number, tuple(stripped)) if stripped else None


def _records(source: str, text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows' numbers, as a spreadsheet program shows them, and their cells."""
    spaced = f'{separator} "' in text and f'{separator}"' not in text
    last = first
    for number, cells in enumerate(_reader(f"{text}\n{_END}\n", separator, spaced), first):
        if number > MOST_ROWS:
            raise ImportRefused(source, f"has more than {MOST_ROWS:,} rows", do="Divide it")
        last = number
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(f"\n{_END}\n"):
            break
        yield number, cells
    raise ImportRefused(
        source, "has a quotation mark that is never closed", line=last, do="Close it, or take it out, and import again"
    )


def _reader(text: str, separator: str, spaced: bool = False) -> Iterator[list[str]]:
    # the limit is the whole interpreter's, so it is only ever raised
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CHARACTERS + 10))
    return csv.reader(StringIO(text, newline="\n"), delimiter=separator, skipinitialspace=spaced)


def _separator(text: str) -> str:
    """Return what divides the cells: what gives the heading row several and most rows as many."""
    best, most = ",", (0.0, 0)
    for separator in _SEPARATORS:
        widths = [len(cells) for cells in islice(_reader(text, separator), _LOOKED_AT) if any(cells)]
        if not widths or widths[0] < 2:
            continue
        alike = Counter(widths)[widths[0]] / len(widths)
        if (alike, widths[0]) > most:
            best, most = separator, (alike, widths[0])
    return best


def _ragged(records: Sequence[tuple[int, Sequence[str]]]) -> Iterator[str]:
    """Say which rows have more or fewer cells than the first."""
    width = len(records[0][1]) if records else 0
    fewer = [number for number, cells in records if len(cells) < width]
    more = [number for number, cells in records if len(cells) > width]
    for what, rows in (
        ("fewer cells than the first: the last ones are taken as empty", fewer),
        ("more cells than the first: is there a text that should be in quotation marks?", more),
    ):
        if rows:
            where = f"Row {rows[0]} has" if len(rows) == 1 else f"Rows {listing([str(n) for n in rows])} have"
            yield f"{where} {what}"

"""A folder with one CSV file per table, a dictionary of their columns, and a README with what the figures are over."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from fop_coder.exporters.cells import csv_text
from fop_coder.exporters.matrix import matrix_table
from fop_coder.exporters.parts import Parts
from fop_coder.exporters.tables import Cell, Look, Table, base_lines
from fop_coder.exporters.tables_agreement import agreement_tables
from fop_coder.exporters.tables_codebook import codebook_table
from fop_coder.exporters.tables_material import passage_cells, passages_table, respondents_table
from fop_coder.exporters.tables_quotations import quotations_table
from fop_coder.exporters.tables_schemes import scheme_lines, scheme_table, schemes_by_group
from fop_coder.exporters.tables_tally import tally_lines, tally_table
from fop_coder.exporters.watch import Watch
from fop_coder.model.export import ExportContents

README = "README.txt"
DICTIONARY = "dictionary.csv"
_FIRST_LINE = "Tables written by FOP Coder"
_NO_TABLES = frozenset({README, ".DS_Store", "Thumbs.db", "desktop.ini"})  # put there by file managers
_ENCODING = "utf-8-sig"  # the mark at the beginning lets Excel read accents

_HOW_TO_READ = """\
How to read the files
- UTF-8 with a byte order mark; columns are separated by commas, texts stand in double quotes where needed, and may run
  over several lines. dictionary.csv says what each column holds. An empty cell means that there is nothing to say.
- A spreadsheet may take a text that begins with = + - @ (or their full-width forms), a tab or a line end as a formula.
  Such a text has an apostrophe (') before it. To have the exact text back, take one apostrophe off each cell that
  begins with one or more apostrophes followed by one of these signs. Numbers have none, negative ones neither.
- Control characters are shown by their signs (the vertical tab by ␋), other characters that cannot be stored by �.
- Texts are whole, however long. The .json export holds the exact texts.
"""


def is_csv_folder(folder: Path) -> bool:
    """Say whether a folder holds nothing but what such an export wrote."""
    readme = folder / README
    if not readme.is_file():
        return False
    lines = readme.read_text(encoding=_ENCODING, errors="replace").splitlines()
    listed = {line[2:].partition(": ")[0] for line in lines if line.startswith("- ")}
    return lines[:1] == [_FIRST_LINE] and all(p.name in listed | _NO_TABLES for p in folder.iterdir())


def write_csv_folder(contents: ExportContents, folder: Path, parts: Parts, watch: Watch) -> None:
    """Write the tables into an empty folder.

    Raises:
        Cancelled: when the user has stopped it.
        OSError: if a file cannot be written.
    """
    names: dict[str, Table] = {}
    for table in tables_of(contents, parts, watch):
        name = _file_name(table.name, names)
        names[name] = table
        _write_table(table, folder / name)
    _write_dictionary(names, folder / DICTIONARY)
    _write_readme(contents, names, folder / README)


def tables_of(contents: ExportContents, parts: Parts, watch: Watch) -> Iterator[Table]:
    """Yield the tables of the parts asked for, in the order in which they are written; rows are made when read."""
    if parts.tally:
        yield tally_table(contents)
        yield from (tally_lines(contents, tally) for tally in contents.tallies_by)
    if parts.classification:
        yield scheme_table(contents)
        yield from (scheme_lines(schemes) for schemes in schemes_by_group(contents))
    if parts.respondents:
        yield _watched(respondents_table(contents), watch)
    if parts.passages:
        told = contents.some_discussed
        lines = (passage_cells(row, some_discussed=told) for row in watch.over(contents.passages))
        yield passages_table(lines, some_discussed=told)
    if parts.quotations and contents.quotations is not None:
        yield quotations_table(contents)
    if parts.matrix and contents.matrix:
        yield matrix_table(contents.matrix)
    if parts.agreement and contents.agreement:
        yield from agreement_tables(contents.agreement)
    if parts.codebook:
        yield codebook_table(contents.codebook)


def _watched(table: Table, watch: Watch) -> Table:
    return replace(table, rows=watch.over(table.rows))


def _file_name(name: str, taken: dict[str, Table]) -> str:
    """Return a file name of letters, digits and hyphens that no other table has."""
    stem = re.sub(r"\W+", "-", name.replace("×", "by").casefold()).strip("-")[:60]
    number, candidate = 1, f"{stem}.csv"
    while candidate in taken or candidate == DICTIONARY:
        number += 1
        candidate = f"{stem}-{number}.csv"
    return candidate


def _write_table(table: Table, path: Path) -> None:
    with path.open("w", encoding=_ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([csv_text(column.heading) for column in table.columns])
        writer.writerows([_cell(cell) for cell in row] for row in table.rows)


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return csv_text(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else cell


def _write_dictionary(names: dict[str, Table], path: Path) -> None:
    with path.open("w", encoding=_ENCODING, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "column", "meaning", "kind"])
        for name, table in names.items():
            for column in table.columns:
                kind = "share between 0 and 1" if column.look is Look.SHARE else ""
                kind = kind or ("number" if column.look in (Look.NUMBER, Look.COEFFICIENT) else "text")
                writer.writerow([name, csv_text(column.heading), csv_text(column.meaning), kind])


def _write_readme(contents: ExportContents, names: dict[str, Table], path: Path) -> None:
    notes = dict.fromkeys(note for table in names.values() for note in table.notes)
    lines = [
        _FIRST_LINE,
        "",
        *(f"{label}: {value}" for label, value in contents.about),
        "",
        "What the figures are over",
        *(f"- {line}" for line in base_lines(contents.tally.base)),
        *(f"- {note}" for note in notes),
        "",
        "Files",
        *(f"- {name}: {table.about}" for name, table in names.items()),
        f"- {DICTIONARY}: what each column holds",
        "",
        _HOW_TO_READ,
    ]
    with path.open("w", encoding=_ENCODING, errors="replace", newline="\n") as file:
        file.write("\n".join(lines))

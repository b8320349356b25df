"""The matrix in exports: a line per respondent, for each code the summary and how many passages stand behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fop_coder.exporters.plain import base_to_plain
from fop_coder.exporters.tables import Cell, Column, Look, Table, distinct, distinct_columns
from fop_coder.model.matrix import Matrix, MatrixCell, MatrixCode, MatrixRow
from fop_coder.model.status import Status

MATRIX = "Matrix"

AT_ONCE = 4
"""So many codes stand side by side in a report; more would make columns too narrow to read."""

NO_SUMMARY = "No summary yet"
HIDDEN = "hidden until read"


def matrix_table(matrix: Matrix) -> Table:
    """Return the matrix as a table; the number of passages is never blank: where there are none, the status stands."""
    names = distinct(code.name for code in matrix.codes)
    columns = [Column("respondent", "label", Look.LABEL, 14)]
    if matrix.base.by:
        columns.append(Column(matrix.base.by, "what the respondents are grouped by", Look.LABEL, 18))
    for name in names:
        columns.append(Column(name, f"summary of the respondent on {name}; empty where none is written", Look.TEXT, 40))
        about = f"passages with {name}, or the status where there are none"
        columns.append(Column(f"{name}: passages", about, Look.LABEL, 14))
    return Table(
        MATRIX,
        "a line per respondent: for each code the researcher's summary and the number of passages behind it",
        distinct_columns(columns),
        (_line(matrix, row) for row in matrix.rows),
        notes=(matrix.hidden,) if matrix.hidden else (),
    )


def _line(matrix: Matrix, row: MatrixRow) -> tuple[Cell, ...]:
    cells: list[Cell] = [row.label, *([row.group] if matrix.base.by else [])]
    for cell in row.cells:
        cells += [summary_shown(cell) or None, passages_shown(cell)]
    return tuple(cells)


def summary_shown(cell: MatrixCell) -> str:
    """Return the summary of a cell, or that it is hidden; '' where there is none."""
    return HIDDEN if cell.summary_hidden and not cell.summary else cell.summary


def passages_shown(cell: MatrixCell) -> Cell:
    """Return how many passages a cell has, or its status in words where there are none."""
    if cell.status is None:
        return HIDDEN
    if cell.passages:
        return len(cell.passages)
    return str(cell.status)


def cell_words(cell: MatrixCell) -> tuple[str, str]:
    """Return a cell in two texts, neither blank where there is something to say: the evidence, and the summary."""
    behind = HIDDEN if cell.status is None else _behind(cell)
    return behind, summary_shown(cell) or (NO_SUMMARY if cell.passages else "")


def matrix_grids(matrix: Matrix) -> Iterator[tuple[str, tuple[str, ...], tuple[tuple[Cell, ...], ...]]]:
    """Yield caption, headings and rows of the tables of a report, some codes side by side in each."""
    by = (matrix.base.by,) if matrix.base.by else ()
    for first in range(0, len(matrix.codes), AT_ONCE):
        codes = matrix.codes[first : first + AT_ONCE]
        shown = slice(first, first + AT_ONCE)
        rows = tuple(
            (row.label, *((row.group,) if by else ()), *(_words(cell) for cell in row.cells[shown]))
            for row in matrix.rows
        )
        names = ", ".join(code.name for code in codes)
        yield f"What respondents said: {names}", ("Respondent", *by, *(_heading(code) for code in codes)), rows


def _heading(code: MatrixCode) -> str:
    return f"{code.name} ({code.n}/{code.of})"


def _words(cell: MatrixCell) -> str:
    """Return what a cell of a report says: the summary with its evidence, or why there is none."""
    if cell.status is None:
        return HIDDEN
    behind = _behind(cell)
    if summary := summary_shown(cell):
        return f"{summary} ({behind})"
    return f"{NO_SUMMARY} ({behind})" if cell.passages else behind


def _behind(cell: MatrixCell) -> str:
    count = len(cell.passages)
    status = str(cell.status)
    if not count:
        return status
    passages = "1 passage" if count == 1 else f"{count} passages"
    return passages if cell.status is Status.REFERRED else f"{status}, {passages}"


def matrix_to_plain(matrix: Matrix) -> dict[str, Any]:
    """Return the matrix as JSON types; a status is null where it is hidden."""
    codes = [{"code": c.ident, "name": c.name, "n": c.n, "of": c.of} for c in matrix.codes]
    plain = {
        **base_to_plain(matrix.base),
        "codes": codes,
        "rows": [_row_to_plain(matrix, row) for row in matrix.rows],
        "referred": matrix.referred,
        "summed_up": matrix.summed_up,
    }
    return {**plain, "hidden": matrix.hidden} if matrix.hidden else plain


def _row_to_plain(matrix: Matrix, row: MatrixRow) -> dict[str, Any]:
    group = {"group": row.group} if matrix.base.by else {}
    cells = {code.ident: _cell_to_plain(cell) for code, cell in zip(matrix.codes, row.cells, strict=True)}
    return {"respondent": row.label, **group, "cells": cells}


def _cell_to_plain(cell: MatrixCell) -> dict[str, Any]:
    return {
        "status": None if cell.status is None else str(cell.status),
        "passages": list(cell.passages),
        "summary": cell.summary,
        "by": cell.by,
        "at": cell.at,
    }

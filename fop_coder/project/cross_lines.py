"""A cross-table as it is read: cells with their margins, those who are left out, and the whole sample at the end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from fop_coder.model.crosstab import Axis, Crosstab, Labels
from fop_coder.model.tally import Reason

COUNTED = "counted"
SAMPLE = "sample"


class Part(Enum):
    """What a row or column is."""

    VALUE = auto()
    COUNTED = auto()
    LEFT_OUT = auto()
    SAMPLE = auto()


@dataclass(frozen=True, slots=True)
class Side:
    """A row or column: its label, what it is, and the lines of the table that it puts together."""

    label: str
    part: Part
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CrossCell:
    """One cell.

    Attributes:
        who: everybody in it, by label.
        of: what it is a part of: those counted in its row, or all who are counted, or the sample.
        row_of, column_of: those counted in its row and column, where it is one of the table proper, else None.
        expected: how many it would have if the sides had nothing to do with one another; None outside the table proper.
    """

    row: Side
    column: Side
    who: Labels
    of: int
    row_of: int | None = None
    column_of: int | None = None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class CrossLines:
    """A table with its margins; reasons to be left out that hold of nobody have no line."""

    rows: tuple[Side, ...]
    columns: tuple[Side, ...]
    cells: tuple[tuple[CrossCell, ...], ...]


def cross_lines(table: Crosstab) -> CrossLines:
    """Return a cross-table with margins, as it is shown."""
    rows = _sides(table.rows, table.row_sizes)
    columns = _sides(table.columns, table.column_sizes)
    cells = tuple(tuple(_cell(table, row, column) for column in columns) for row in rows)
    return CrossLines(rows, columns, cells)


def _sides(axis: Axis, sizes: tuple[int, ...]) -> tuple[Side, ...]:
    values = len(axis.values)
    missing = [place for place in range(values, len(axis.labels)) if sizes[place]]
    return (
        *(Side(label, Part.VALUE, (place,)) for place, label in enumerate(axis.values)),
        Side(COUNTED, Part.COUNTED, tuple(range(values))),
        *(Side(axis.labels[place], Part.LEFT_OUT, (place,)) for place in missing),
        Side(SAMPLE, Part.SAMPLE, tuple(range(len(axis.labels)))),
    )


def _cell(table: Crosstab, row: Side, column: Side) -> CrossCell:
    who = [label for r in row.places for c in column.places for label in table.people[r][c]]
    labels = tuple(sorted(who, key=str.casefold))
    if row.part is Part.VALUE and column.part is Part.VALUE:
        (down,), (across,) = row.places, column.places
        of_row, of_column = table.row_totals[down], table.column_totals[across]
        return CrossCell(row, column, labels, of_row, of_row, of_column, table.expected(down, across))
    is_counted = {row.part, column.part} <= {Part.VALUE, Part.COUNTED}
    return CrossCell(row, column, labels, table.counted if is_counted else table.base.respondents)


def cell_title(table: Crosstab, cell: CrossCell) -> str:
    """Return what a cell is about: "Planning: referred, borough: RBKC"."""
    parts = [
        f"{axis.name}: {side.label}"
        for axis, side in ((table.rows, cell.row), (table.columns, cell.column))
        if side.part in (Part.VALUE, Part.LEFT_OUT)
    ]
    counted = Part.COUNTED in (cell.row.part, cell.column.part)
    return ", ".join([*parts, *([COUNTED] if counted else [])]) or "The whole sample"


def cell_reasons(table: Crosstab, cell: CrossCell) -> tuple[Reason, ...]:
    """Return the card "why this N?" of a cell: those in it, those counted beside it, and why others are not counted."""
    rows, columns = table.rows, table.columns
    counted = {
        label for r in range(len(rows.values)) for c in range(len(columns.values)) for label in table.people[r][c]
    }
    said = [_reason(cell.who, f"in this cell ({cell_title(table, cell)}).")]
    others = tuple(sorted(counted - set(cell.who), key=str.casefold))
    if others:
        said.append(_reason(others, f"counted in other cells: {rows.name} and {columns.name} are known."))
    for row, column, who in table.left_out():
        if not set(who) <= set(cell.who):
            said.append(_reason(who, f"not counted ({rows.name}: {row}, {columns.name}: {column})."))
    return tuple(said)


def _reason(who: Labels, words: str) -> Reason:
    return Reason("", who, f"{len(who)} {'is' if len(who) == 1 else 'are'} {words}", len(who))

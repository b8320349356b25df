"""The grid of respondents as Qt's item models see it: sorted and narrowed here, edited through one function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from fop_coder.gui.tips import plain_tip
from fop_coder.model.base import Guid
from fop_coder.model.codebook import Category, Code, Scheme
from fop_coder.model.coding import Mark
from fop_coder.model.people import Attribute, AttributeType, Respondent, Standing, parse_number
from fop_coder.model.status import Status
from fop_coder.project.evidence import STATUS_ORDER
from fop_coder.project.respondent_grid import ColumnKind, Grid, GridColumn, GridRow

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ROW = Qt.ItemDataRole.UserRole
COLUMN = Qt.ItemDataRole.UserRole + 1


class CellEdits(Protocol):
    """Whoever carries out the edits of cells."""

    def edit_cell(self, respondent: Respondent, column: GridColumn, text: str) -> bool:
        """Edit one cell; say whether anything was changed."""
        ...

    def problem(self, respondent: Respondent, column: GridColumn, text: str) -> str:
        """Return why a cell cannot take a text, '' if it can."""
        ...


DO_NOT_QUOTE = "do not quote"
EDITABLE = (ColumnKind.LABEL, ColumnKind.ATTRIBUTE, ColumnKind.CLASS, ColumnKind.REASON)


def tr(text: str) -> str:
    """Return the user's words for a text of this panel."""
    return QCoreApplication.translate("RespondentsPanel", text)


def cell_text(row: GridRow, column: GridColumn) -> str:
    """Return a cell as plain text: what is shown, copied and searched."""
    about = column.about
    if column.kind is ColumnKind.LABEL:
        return row.respondent.label
    if column.kind is ColumnKind.STANDING:
        return standing_text(row.respondent)
    if column.kind is ColumnKind.CASE:
        return ", ".join(row.cases)
    if column.kind is ColumnKind.CLASS:
        return row.class_word
    if column.kind is ColumnKind.REASON:
        return row.because
    if isinstance(about, Code):
        return str(row.statuses.get(about.guid, ""))
    return row.values.get(about.guid, "") if about is not None else ""


def cell_values(row: GridRow, column: GridColumn) -> tuple[str, ...]:
    """Return what a row can be filtered by in a column: somebody may be in several cases."""
    return row.cases if column.kind is ColumnKind.CASE else (cell_text(row, column),)


def standing_text(respondent: Respondent) -> str:
    """Return whether somebody takes part, why not, and whether they may not be quoted."""
    standing = respondent.standing
    said = str(standing) if standing is Standing.ANALYSED else f"{standing}: {respondent.because}"
    return f"{said}, {DO_NOT_QUOTE}" if respondent.do_not_quote else said


def category_of(row: GridRow, column: GridColumn) -> Category | None:
    """Return the class shown in a cell, None where there is none."""
    if row.category is None or not isinstance(column.about, Scheme):
        return None
    return column.about.category(row.category)


def mark_of(row: GridRow, column: GridColumn) -> Mark | None:
    """Return the mark on the code or scheme of a cell."""
    return row.marks.get(column.about.guid) if column.about is not None else None


class GridModel(QAbstractTableModel):
    """Respondents × columns. Rows keep their order while they are edited, so that nothing runs away."""

    def __init__(self, edits: CellEdits, parent: QObject) -> None:
        """``edits`` carries out the edits of cells."""
        super().__init__(parent)
        self._edits = edits
        self._columns: tuple[GridColumn, ...] = ()
        self._rows: dict[Guid, GridRow] = {}
        self._order: list[Guid] = []
        self._sorting = (0, Qt.SortOrder.AscendingOrder)
        self._words = ""
        self._wanted: dict[tuple[str, str], str] = {}
        self.read_only = False

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show(self, grid: Grid | None) -> None:
        """Show a grid; where respondents and columns are the same, rows stay where they are."""
        rows = {r.respondent.guid: r for r in grid.rows} if grid else {}
        columns = grid.columns if grid else ()
        same = [c.key for c in columns] == [c.key for c in self._columns] and rows.keys() == self._rows.keys()
        if same and rows:
            self._rows, self._columns = rows, columns
            if self._order:  # none may pass the filter
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            return
        self.beginResetModel()
        if self._sorting[0] >= len(columns):
            self._sorting = (0, Qt.SortOrder.AscendingOrder)
        self._rows, self._columns = rows, columns
        self._order = self._arranged()
        self.endResetModel()

    def narrow(self, words: str, wanted: Mapping[tuple[str, str], str]) -> None:
        """Show only rows that hold all words, and the wanted text in the columns of these keys."""
        self.beginResetModel()
        self._words, self._wanted = words.casefold(), dict(wanted)
        self._order = self._arranged()
        self.endResetModel()

    def _arranged(self) -> list[Guid]:
        found = [r for r in self._rows.values() if self._passes(r)]
        if not self._columns:
            return [r.respondent.guid for r in found]
        column = self._columns[self._sorting[0]]
        found.sort(key=lambda r: r.respondent.label.casefold())
        with_value = [r for r in found if cell_text(r, column)]
        without = [r for r in found if not cell_text(r, column)]
        backwards = self._sorting[1] is Qt.SortOrder.DescendingOrder
        with_value.sort(key=lambda r: _sort_key(r, column), reverse=backwards)
        return [r.respondent.guid for r in (*with_value, *without)]

    def _passes(self, row: GridRow) -> bool:
        for column in self._columns:
            if column.key in self._wanted and self._wanted[column.key] not in cell_values(row, column):
                return False
        if not self._words:
            return True
        whole = " ".join(cell_text(row, c) for c in self._columns if c.kind is not ColumnKind.CODE).casefold()
        return all(word in whole for word in self._words.split())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows without a value come last."""
        if not 0 <= column < len(self._columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [(self._order[i.row()], i.column()) for i in before]
        self._sorting = (column, order)
        self._order = self._arranged()
        places = {guid: row for row, guid in enumerate(self._order)}
        after = [self.index(places[guid], col) for guid, col in held]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # ---- asking ------------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns."""
        return self._columns

    @property
    def total(self) -> int:
        """How many respondents there are, shown or not."""
        return len(self._rows)

    def row_at(self, row: int) -> GridRow | None:
        """Return what a row shows."""
        return self._rows[self._order[row]] if 0 <= row < len(self._order) else None

    def row_of(self, respondent: Guid) -> int | None:
        """Return where a respondent stands, None if not shown."""
        return self._order.index(respondent) if respondent in self._order else None

    def column_at(self, column: int) -> GridColumn | None:
        """Return a column."""
        return self._columns[column] if 0 <= column < len(self._columns) else None

    def column_of(self, key: tuple[str, str]) -> int | None:
        """Return where a column stands."""
        return next((n for n, c in enumerate(self._columns) if c.key == key), None)

    def first_of(self, kind: ColumnKind) -> int | None:
        """Return the first column of a kind."""
        return next((n for n, c in enumerate(self._columns) if c.kind is kind), None)

    def values_of(self, column: GridColumn) -> list[str]:
        """Return the texts that stand in a column, sorted, each once."""
        rows = sorted((r for r in self._rows.values() if cell_text(r, column)), key=lambda r: _sort_key(r, column))
        return list(dict.fromkeys(value for r in rows for value in cell_values(r, column)))

    # ---- Qt's side ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many respondents are shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading; a code's is painted as its badge."""
        column = self.column_at(section)
        if column is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role == COLUMN:
            return column
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column.kind is ColumnKind.CODE else column.name[:1].upper() + column.name[1:]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if is_number(column) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell holds."""
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if not index.isValid() or row is None or column is None:
            return None
        if role == ROW:
            return row
        if role == COLUMN:
            return column
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if column.kind is ColumnKind.CLASS and role == Qt.ItemDataRole.EditRole and row.category is None:
                return ""
            return cell_text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(row, column, aloud=True)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._said(row, column, aloud=False))
        return None

    @staticmethod
    def _said(row: GridRow, column: GridColumn, *, aloud: bool) -> str:
        """Return a cell in words: whose, what, how."""
        text = cell_text(row, column) or (tr("empty") if aloud else "")
        mark = mark_of(row, column) if column.kind is ColumnKind.CODE else None
        if mark is not None and text == Status.REFERRED:
            text = tr("{0}, unprompted").format(text)
        if mark is not None and mark.because:
            text = f"{text}: {mark.because}"
        if column.kind is ColumnKind.LABEL and row.respondent.do_not_quote:
            text = f"{text}, {DO_NOT_QUOTE}"
        if aloud or column.kind is ColumnKind.CODE:
            return f"{row.respondent.label}, {column.name}: {text}"
        return text

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Return what can be done with a cell."""
        column = self.column_at(index.column())
        if not index.isValid() or column is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if column.kind in EDITABLE and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(  # noqa: N802 - Qt's name
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Edit a cell: one Change; the grid follows when the project says that it changed."""
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if role != Qt.ItemDataRole.EditRole or row is None or column is None:
            return False
        text = str(value).strip()
        if text == str(self.data(index, Qt.ItemDataRole.EditRole)):
            return False
        return self._edits.edit_cell(row.respondent, column, text)

    def problem(self, index: _Index, text: str) -> str:
        """Return why a cell cannot take a text, '' if it can."""
        row, column = self.row_at(index.row()), self.column_at(index.column())
        if row is None or column is None or text.strip() == str(self.data(index, Qt.ItemDataRole.EditRole)):
            return ""
        return self._edits.problem(row.respondent, column, text.strip())


def is_number(column: GridColumn) -> bool:
    """Say whether a column holds numbers, which stand at the right."""
    return isinstance(column.about, Attribute) and column.about.type is AttributeType.NUMBER


def _sort_key(row: GridRow, column: GridColumn) -> tuple[int, float, str]:
    text = cell_text(row, column)
    if isinstance(column.about, Code):
        status = row.statuses.get(column.about.guid)
        return (STATUS_ORDER.index(status) if status is not None else len(STATUS_ORDER), 0.0, "")
    number = parse_number(text) if is_number(column) else None
    return (0, number, "") if number is not None else (1, 0.0, text.casefold())

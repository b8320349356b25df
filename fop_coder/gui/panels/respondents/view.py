"""The grid itself: keys that classify and mark, copying and pasting of blocks, filling down."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QWidget

from fop_coder.gui.frozen_table import FrozenTable
from fop_coder.gui.panels.respondents.cell_line import CellLine
from fop_coder.gui.panels.respondents.delegate import GridDelegate, GridHeader
from fop_coder.gui.panels.respondents.model import CellEdits, GridModel, cell_text
from fop_coder.gui.theme import Theme
from fop_coder.model.people import Attribute, AttributeType, Respondent
from fop_coder.project.figures import plain_cell
from fop_coder.project.respondent_grid import ColumnKind, GridColumn

_LEAST = {
    ColumnKind.LABEL: 72,
    ColumnKind.ATTRIBUTE: 56,
    ColumnKind.CASE: 56,
    ColumnKind.CLASS: 120,
    ColumnKind.REASON: 110,
    ColumnKind.CODE: 34,
    ColumnKind.STANDING: 110,
}
_MOST = 220
_NEARLY_ALL = 0.9
"""The share of values that can be read in full before others give way: one long one shall not widen its column."""
_LONGEST_VALUE, _LONGEST_TEXT = 150, 110
"""How wide a column of values and one of texts may be before the others give way to it."""


class GridView(FrozenTable):
    """The grid.

    Signals:
        current_changed: the current cell is another one.
        letter: a letter was pressed that no action has: the key of a category, perhaps.
        pasted: text from the clipboard.
        emptied: the selected cells shall be emptied.
        followed: the passages behind the current cell, which is a code's, are asked for.
    """

    current_changed = Signal()
    letter = Signal(str)
    pasted = Signal(str)
    emptied = Signal()
    followed = Signal()

    def __init__(self, theme: Theme, edits: CellEdits, parent: QWidget | None = None) -> None:
        """Make the grid with its model and delegate."""
        super().__init__(parent)
        self._theme = theme
        self._sized: tuple[tuple[str, str], ...] = ()
        self._fitting = self._is_set_by_hand = False
        self.setHorizontalHeader(GridHeader(theme, self))
        self.listen_to_header()
        self.grid = GridModel(edits, self)
        self.setModel(self.grid)
        self.set_delegates(GridDelegate(theme, self), GridDelegate(theme, self))
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(self.tr("Respondents"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        self.let_sort()
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.horizontalHeader().sectionResized.connect(self._resized_by_hand)
        self.doubleClicked.connect(self._double_clicked)
        self.dress()

    def dress(self) -> None:
        """Take over colours and sizes."""
        self.set_common(
            grid=False, selection=QAbstractItemView.SelectionMode.ExtendedSelection, row_height=self._theme.px(29)
        )
        self.set_header_height(self._theme.px(32))
        self._is_set_by_hand = False
        self.fit()

    def fit(self) -> None:
        """Share out the width: attributes and reasons give way first; what the user has set himself stays."""
        keys = tuple(c.key for c in self.grid.columns)
        if keys == self._sized and self._is_set_by_hand:
            return
        self._sized, self._is_set_by_hand = keys, False
        columns = list(enumerate(self.grid.columns))
        least = [self._least(column) for _, column in columns]
        widths = [max(low, self._natural(column)) for low, (_, column) in zip(least, columns, strict=True)]
        room = self.viewport().width() - sum(widths)
        give = [width - low for width, low in zip(widths, least, strict=True)]
        if room < 0 < sum(give):
            share = min(1.0, -room / sum(give))
            widths = [int(width - g * share) for width, g in zip(widths, give, strict=True)]
        elif room > 0:
            widths = [
                w + (room if c.kind is ColumnKind.REASON else 0) for w, (_, c) in zip(widths, columns, strict=True)
            ]
        self._fitting = True
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width)
        self._fitting = False

    def _least(self, column: GridColumn) -> int:
        """Return the width below which a column says nothing any more; classes and statuses keep theirs."""
        theme = self._theme
        if column.kind in (ColumnKind.CLASS, ColumnKind.LABEL):
            return max(theme.px(_LEAST[column.kind]), self._natural(column))
        if column.kind in (ColumnKind.ATTRIBUTE, ColumnKind.CASE):
            is_text = isinstance(column.about, Attribute) and column.about.type is AttributeType.TEXT
            most = theme.px(_LONGEST_TEXT if is_text else _LONGEST_VALUE)
            return max(theme.px(_LEAST[column.kind]), min(most, self._natural(column, _NEARLY_ALL)))
        return theme.px(_LEAST[column.kind])

    def _natural(self, column: GridColumn, share: float = 1.0) -> int:
        """Return the width in which a column's heading and a share of its texts have room, within bounds."""
        theme = self._theme
        if column.kind is ColumnKind.CODE:
            return theme.px(_LEAST[column.kind])
        metrics = QFontMetrics(theme.sans(weight=600))
        heading = metrics.horizontalAdvance(column.name) + theme.px(30)
        rows = (self.grid.row_at(r) for r in range(min(200, self.grid.rowCount())))
        texts = (cell_text(row, column)[:60] for row in rows if row is not None)
        wide = sorted(metrics.horizontalAdvance(t) for t in texts)
        longest = (wide[min(len(wide) - 1, int(share * len(wide)))] if wide else 0) + theme.px(24)
        if column.kind is ColumnKind.CLASS:
            longest += theme.px(27)
        return min(theme.px(_MOST), max(heading, longest))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width again."""
        super().resizeEvent(event)
        self.fit()

    def _resized_by_hand(self, _column: int, _old: int, _width: int) -> None:
        if not self._fitting:
            self._is_set_by_hand = True

    # ---- who and what is meant ---------------------------------------------------------------------------------------

    def respondents(self) -> list[Respondent]:
        """Return the respondents of the selected rows, or of the current one, in the order shown."""
        rows = {i.row() for i in self.selectionModel().selectedIndexes()} or {self.currentIndex().row()}
        found = (self.grid.row_at(r) for r in sorted(rows))
        return [row.respondent for row in found if row is not None]

    def targets(self) -> list[tuple[Respondent, GridColumn]]:
        """Return the selected cells."""
        found = []
        for index in self.selectionModel().selectedIndexes():
            row, column = self.grid.row_at(index.row()), self.grid.column_at(index.column())
            if row is not None and column is not None:
                found.append((row.respondent, column))
        return found

    def column(self) -> GridColumn | None:
        """Return the current column."""
        return self.grid.column_at(self.currentIndex().column())

    def block(self) -> tuple[int, int, int, int] | None:
        """Return first and last row, first and last column of the selection; None where nothing is selected."""
        indexes = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows, columns = [i.row() for i in indexes], [i.column() for i in indexes]
        return None if min(rows) < 0 else (min(rows), max(rows), min(columns), max(columns))

    def show_cell(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        index = self.grid.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    # ---- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter follows or edits, F2 edits, Ctrl+C and Ctrl+V copy and paste, Delete empties, letters classify."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_block()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() is not self.State.EditingState:
            self._edit_or_go_down()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_current()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif _is_letter(event):
            self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)

    def edit_current(self) -> None:
        """Edit the current cell; where one is being edited whose text is wrong, go back to that."""
        if self.state() is not self.State.EditingState:
            if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit_in_place(self.currentIndex())
            return
        for line in self.viewport().findChildren(CellLine):
            if line.is_wrong:
                line.setFocus()

    def closeEditor(  # noqa: N802 - Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Close the editor of a cell, unless the cell cannot take what stands in it: Esc gives that up."""
        stays = isinstance(editor, CellLine) and editor.is_wrong
        if not stays or hint is QAbstractItemDelegate.EndEditHint.RevertModelCache:
            super().closeEditor(editor, hint)

    def _double_clicked(self, index: QModelIndex) -> None:
        column = self.grid.column_at(index.column())
        if column is not None and column.kind is ColumnKind.CODE:
            self.followed.emit()

    def _edit_or_go_down(self) -> None:
        index, column = self.currentIndex(), self.column()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit_current()
        elif column is not None and column.kind is ColumnKind.CODE:
            self.followed.emit()
        elif index.row() + 1 < self.grid.rowCount():
            self.show_cell(index.row() + 1, index.column())

    def copy_block(self) -> None:
        """Put the selected block on the clipboard, cells divided by tabs."""
        block = self.block()
        if block is None:
            return
        top, bottom, left, right = block
        lines = []
        for number in range(top, bottom + 1):
            row = self.grid.row_at(number)
            columns = self.grid.columns[left : right + 1]
            lines.append("\t".join(plain_cell(cell_text(row, c)) for c in columns) if row is not None else "")
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit()


def _is_letter(event: QKeyEvent) -> bool:
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    return plain and len(event.text()) == 1 and event.text().isalnum()

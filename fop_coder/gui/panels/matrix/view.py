"""The grid: headings and respondents stay in sight, arrow keys go from cell to cell, Enter goes to the summary."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from fop_coder.gui.frozen_table import FrozenTable
from fop_coder.gui.panels.matrix.delegate import LINE, MARGIN, MatrixDelegate, MatrixHeader
from fop_coder.gui.panels.matrix.model import GroupLine, MatrixModel, Reader, Shown
from fop_coder.gui.panels.matrix.words import tr
from fop_coder.gui.panels.tallies.copying import Rows, mime_of
from fop_coder.gui.theme import Theme
from fop_coder.model.base import Guid
from fop_coder.model.matrix import MatrixRow

_LEAST, _MOST = 150, 320
"""Width of a code's column that nobody has set, in px at 100 %."""
_HEIGHT = 260
"""What the grid asks for, in px at 100 %."""
_LINES = {Shown.SUMMARIES: 5, Shown.PASSAGES: 5, Shown.COUNTS: 1}
"""Lines of a row, that of the status among them."""


class MatrixView(FrozenTable):
    """The grid.

    Signals:
        current_changed: another cell is the current one.
        write_asked: the summary of the current cell shall be written.
        sort_asked: by this column.
        copied: the selected cells are on the clipboard.
    """

    current_changed = Signal()
    write_asked = Signal()
    sort_asked = Signal(int)
    copied = Signal()

    def __init__(self, theme: Theme, read: Reader, parent: QWidget | None = None) -> None:
        """Make the grid with its model."""
        super().__init__(parent)
        self._theme = theme
        self._by_hand: dict[Guid | None, int] = {}
        self._fitting = False
        self.setHorizontalHeader(MatrixHeader(theme, self))
        self.listen_to_header()
        self._front.setHorizontalHeader(MatrixHeader(theme, self._front))
        self._front.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._front.horizontalHeader().sectionClicked.connect(self.sort_asked)
        self.cells = MatrixModel(read, self)
        self.setModel(self.cells)
        self.delegates = MatrixDelegate(theme, self), MatrixDelegate(theme, self)
        self.set_delegates(*self.delegates)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAccessibleName(tr("Matrix"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().sectionResized.connect(self._resized_by_hand)
        self.horizontalHeader().sectionClicked.connect(self.sort_asked)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.cells.modelReset.connect(self.fit)
        self.doubleClicked.connect(self._double_clicked)
        self.dress()

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme, lines = self._theme, _LINES[self.cells.shown]
        high = theme.px(LINE) * lines + theme.px(16)
        extended = QAbstractItemView.SelectionMode.ExtendedSelection
        self.set_common(grid=False, selection=extended, row_height=high)
        self.set_header_height(theme.px(36))
        self.fit()

    def show_as(self, shown: Shown) -> None:
        """Show summaries, passages or counts; rows are as high as these need."""
        self.cells.show_as(shown)
        self.dress()

    # ---- widths and heights ------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share out the width among the codes; columns that somebody has set keep theirs."""
        columns = self.cells.columnCount()
        if not columns:
            return
        theme = self._theme
        first = self._by_hand.get(None, theme.px(126))
        widths = {column: self._least(column) for column in range(1, columns)}
        spare = self.viewport().width() - first - sum(widths.values())
        more = max(0, spare) // max(1, columns - 1)
        self._fitting = True
        self.setColumnWidth(0, first)
        for column, least in widths.items():
            code = self.cells.code(column)
            by_hand = self._by_hand.get(code.code) if code is not None else None
            self.setColumnWidth(column, by_hand or min(max(least, theme.px(_MOST)), least + more))
        self._fitting = False
        self._lay_groups()

    def _least(self, column: int) -> int:
        """Return the width in which a heading can be read and a summary has room, within bounds."""
        code, theme = self.cells.code(column), self._theme
        if code is None:
            return 0
        metrics = QFontMetrics(theme.sans(weight=600))
        words = metrics.horizontalAdvance(code.name) + metrics.horizontalAdvance(f"{code.n}/{code.of}")
        return max(theme.px(_LEAST), min(theme.px(_MOST), words + theme.px(18 + 2 * MARGIN + 20)))

    def _lay_groups(self) -> None:
        """Let the names of groups run over all columns, in lower rows."""
        self.clearSpans()
        columns = self.cells.columnCount()
        usual = self.verticalHeader().defaultSectionSize()
        for row, line in enumerate(self.cells.lines):
            is_group = isinstance(line, GroupLine)
            if is_group and columns > 1:
                self.setSpan(row, 0, 1, columns)
            high = self._theme.px(30) if is_group else usual
            if self.rowHeight(row) != high:
                self.set_row_height(row, high)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the headings and a few rows; the page scrolls where there is less room."""
        return QSize(super().sizeHint().width(), self._theme.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width again."""
        super().resizeEvent(event)
        self.fit()

    def _resized_by_hand(self, column: int, _old: int, width: int) -> None:
        if not self._fitting and 0 <= column < self.cells.columnCount():
            code = self.cells.code(column)
            self._by_hand[code.code if code is not None else None] = width

    # ---- cells -------------------------------------------------------------------------------------------------------

    def show_cell(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Make a cell the current one, in sight."""
        if index.isValid():
            here = self.cells.index(index.row(), index.column())
            self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(here)

    def current_key(self) -> tuple[Guid, Guid] | None:
        """Return respondent and code of the current cell; None in the first column and in lines of groups."""
        index = self.currentIndex()
        line, code = self.cells.line(index.row()), self.cells.code(index.column())
        return (line.respondent, code.code) if isinstance(line, MatrixRow) and code is not None else None

    def next_cell(self, *, lacking: bool = False, needle: str = "") -> QModelIndex:
        """Return the next cell, row by row of the current column, then of those right of it, round and round.

        Args:
            lacking: only cells with passages and without a summary.
            needle: only cells whose summary holds these words, in small letters.
        """
        rows, columns = self.cells.rowCount(), self.cells.columnCount() - 1
        if rows * columns <= 0:
            return QModelIndex()
        now = self.currentIndex()
        here = (now.column() - 1) * rows + now.row() if now.column() > 0 else now.row() - 1
        for step in range(1, rows * columns + 1):
            place = (here + step) % (rows * columns)
            index = self.cells.index(place % rows, place // rows + 1)
            cell = self.cells.cell(index)
            if cell is None or (lacking and not cell.lacks_summary):
                continue
            if needle in cell.summary.casefold():
                return index
        return QModelIndex()

    # ---- keys --------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and F2 go to the summary, Ctrl+C copies the selected cells."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_block()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.write_asked.emit()
        else:
            super().keyPressEvent(event)

    def copy_block(self) -> None:
        """Put the selected cells on the clipboard, with the names of their rows and columns."""
        indexes = self.selectionModel().selectedIndexes()
        rows = sorted({i.row() for i in indexes})
        columns = sorted({i.column() for i in indexes if i.column()})
        if rows:
            self._copy(self.table(rows, columns))

    def copy_all(self) -> None:
        """Put the whole matrix on the clipboard."""
        if self.cells.rowCount():
            self._copy(self.table(list(range(self.cells.rowCount())), list(range(1, self.cells.columnCount()))))

    def _copy(self, rows: Rows) -> None:
        QGuiApplication.clipboard().setMimeData(mime_of(rows, tr("Matrix")))
        self.copied.emit()

    def table(self, rows: list[int], columns: list[int]) -> Rows:
        """Return headings and cells of some rows and columns."""
        heads = [self.cells.code(column) for column in columns]
        found = [[tr("Respondent"), *(code.name for code in heads if code is not None)]]
        for row in rows:
            line = self.cells.line(row)
            name = line.label if isinstance(line, MatrixRow) else line.words if line is not None else ""
            found.append([name, *(self.cells.text(self.cells.index(row, column)) for column in columns)])
        return found

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.write_asked.emit()

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit()

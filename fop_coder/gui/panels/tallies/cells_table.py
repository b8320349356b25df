"""The view of a table over respondents: arrows go from cell to cell, Enter or a click leads to who is in one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from fop_coder.gui.frozen_table import FrozenTable
from fop_coder.gui.panels.tallies.cells import Ground, Sheet
from fop_coder.gui.panels.tallies.cells_delegate import ROW, TWO_LINES, CellsDelegate
from fop_coder.gui.panels.tallies.cells_model import CellsModel, Where, status_of
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.gui.theme import Theme

_NAME_MOST, _COLUMN_LEAST, _COLUMN_MOST, _WORDS_MOST = 300, 64, 140, 460
"""Widths of columns in px at 100 %."""

_LEAST_ROWS = 4


class CellsTable(FrozenTable):
    """The table.

    Signals:
        followed: (Follow, Where): somebody wants to see who is in a cell.
        copied: the table was put on the clipboard.
    """

    followed = Signal(object, object)
    copied = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make it with its model; ``name``: for screen readers."""
        super().__init__(parent)
        self._theme = theme
        self.cells = CellsModel(theme, self)
        self.caption = ""
        self._asked_width = 0
        self.setModel(self.cells)
        self._delegates = (CellsDelegate(theme, self), CellsDelegate(theme, self))
        self.set_delegates(*self._delegates)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName(name)
        self.setCornerButtonEnabled(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.clicked.connect(self.follow)
        self.dress()

    def show_sheet(self, sheet: Sheet, caption: str = "") -> None:
        """Show another table; the current cell stays where it is found again."""
        now = self.currentIndex()
        where = self.cells.where(now) if now.isValid() else None
        self.cells.show(sheet)
        self.caption = caption
        self.set_stale(False)
        self.dress()
        found = self.cells.find(where) if where is not None else QModelIndex()
        if not found.isValid() and sheet.rows:
            found = self.cells.index(0, min(1, len(sheet.heads) - 1))
        if found.isValid():
            self.setCurrentIndex(found)

    @property
    def is_stale(self) -> bool:
        """Whether other figures are on their way: these are then grey, and lead nowhere."""
        return self._delegates[0].is_stale

    def set_stale(self, stale: bool) -> None:
        """Say whether the figures still hold."""
        for delegate in self._delegates:
            delegate.is_stale = stale
        self.viewport().update()

    def dress(self) -> None:
        """Take over colours and sizes."""
        theme, sheet = self._theme, self.cells.sheet
        self.set_common(grid=False, selection=QAbstractItemView.SelectionMode.SingleSelection, row_height=theme.px(ROW))
        for number, row in enumerate(sheet.rows):
            self.set_row_height(number, theme.px(TWO_LINES if any(cell.below for cell in row) else ROW))
        metrics = QFontMetrics(theme.sans(weight=600))
        lines = 1
        for column, head in enumerate(sheet.heads):
            sign = theme.px(24) if head.ground is Ground.LEFT_OUT and status_of(head.words) else 0
            words = metrics.horizontalAdvance(head.words) + theme.px(20) + sign
            inside = max((self._delegates[0].width(row[column]) for row in sheet.rows), default=0)
            most = _NAME_MOST if column == 0 else _WORDS_MOST if head.left else _COLUMN_MOST
            wide = max(theme.px(_COLUMN_LEAST), inside, min(words, theme.px(_COLUMN_MOST if column else _NAME_MOST)))
            wide = min(wide, max(theme.px(most), inside if not head.left else 0))
            self.setColumnWidth(column, wide)
            room = QRect(0, 0, max(24, wide - theme.px(18) - sign), 0)
            high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, head.words).height()
            lines = max(lines, min(3, round(high / metrics.lineSpacing())))
        self.set_header_height(theme.px(14) + lines * metrics.lineSpacing())
        self.updateGeometry()

    def content_height(self) -> int:
        """Return how high the whole table is, in px, with its headings."""
        rows = sum(self.rowHeight(r) for r in range(self.cells.rowCount()))
        bar = self.horizontalScrollBar()
        wide = bar.sizeHint().height() if self.content_width() > self.width() else 0
        return rows + self.horizontalHeader().height() + wide + 2

    def content_width(self) -> int:
        """Return how wide all columns are, in px."""
        bar = self.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() > 0 else 0
        return sum(self.columnWidth(c) for c in range(self.cells.columnCount())) + beside + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for everything."""
        return QSize(self.content_width(), self.content_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for some rows."""
        least = self.horizontalHeader().height() + _LEAST_ROWS * self._theme.px(TWO_LINES)
        return QSize(min(self.content_width(), self._theme.px(200)), min(self.content_height(), least))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for other room where a scroll bar came or went."""
        super().resizeEvent(event)
        if self.content_width() != self._asked_width:
            self._asked_width = self.content_width()
            self.updateGeometry()

    # ---- from a cell to who is in it ---------------------------------------------------------------------------------

    def follow(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Ask for who is in a cell."""
        if not index.isValid() or self.is_stale:
            return
        follow = self.cells.cell(index).follow
        if follow is not None:
            self.followed.emit(follow, self.cells.where(index))

    def follow_again(self, where: Where) -> bool:
        """Ask for who is in the cell of a row and column; say whether there is one."""
        index = self.cells.find(where)
        if not index.isValid() or self.cells.cell(index).follow is None:
            return False
        self.setCurrentIndex(index)
        self.follow(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter leads on, Ctrl+C copies the table, arrows go from cell to cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.follow(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        else:
            super().keyPressEvent(event)

    def copy_table(self) -> None:
        """Put the whole table on the clipboard, plain and rich; not while other figures are on their way."""
        if self.cells.sheet.rows and not self.is_stale:
            QGuiApplication.clipboard().setMimeData(mime_of(self.cells.sheet.table, self.caption))
            self.copied.emit()

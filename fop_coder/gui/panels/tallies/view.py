"""The table of tallies: arrow keys go from cell to cell, Enter or a click opens what lies behind one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QToolTip, QWidget

from fop_coder.gui.frozen_table import FrozenTable
from fop_coder.gui.panels.tallies.copying import table_mime
from fop_coder.gui.panels.tallies.delegate import TallyDelegate
from fop_coder.gui.panels.tallies.lines import Kind
from fop_coder.gui.panels.tallies.model import BEFORE_GROUPS, FIGURE, LINE, NAME, SHARE, TalliesModel
from fop_coder.gui.theme import SMALL, Theme
from fop_coder.gui.tips import plain_tip
from fop_coder.model.status import Status

_HEIGHTS = {Kind.CODE: 58, Kind.SCHEME: 48, Kind.CATEGORY: 44}


_LONGEST_GROUP = 260
"""How wide the name of a group with its size may make a column; a longer one is shortened in the middle."""

_LONGEST_NAME = 340
"""How wide names and what is said below them may make their column."""


class TallyTable(FrozenTable):
    """The table.

    Signals:
        asked: (index, status or category or None): somebody wants to see who is behind a cell.
        line_changed: the current line is another one.
        copied: the table was put on the clipboard.
    """

    asked = Signal(object, object)
    line_changed = Signal()
    copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make the table with its model and delegate."""
        super().__init__(parent)
        self._theme = theme
        self.tallies = TalliesModel(self)
        self._delegate = TallyDelegate(theme, self)
        self.caption = ""
        self._released = QPoint(-1, -1)
        self.setModel(self.tallies)
        self.set_delegates(self._delegate, TallyDelegate(theme, self))
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAccessibleName(self.tr("Tallies: codes and classes with their figures"))
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the size at the end stays
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.dress()

    def dress(self) -> None:
        """Take over colours and sizes."""
        self.set_common(
            grid=False, selection=QAbstractItemView.SelectionMode.SingleSelection, row_height=self._theme.px(58)
        )
        self.set_header_height(self._theme.px(32))
        self.fit()

    def fit(self) -> None:
        """Give rows and columns their sizes: what the window leaves goes to names and bars."""
        model, theme = self.tallies, self._theme
        for row, line in enumerate(model.lines):
            self.set_row_height(row, theme.px(_HEIGHTS[line.kind]))
        widths = {NAME: theme.px(200), FIGURE: theme.px(88), SHARE: self._share_width()}
        metrics = self.horizontalHeader().fontMetrics()
        for column in range(BEFORE_GROUPS, model.went_column):
            asked = metrics.horizontalAdvance(model.heading(column)) + theme.px(24)
            widths[column] = min(max(theme.px(72), asked), theme.px(_LONGEST_GROUP))
        went = [self._delegate.went_width(line) for line in model.lines]
        heading = metrics.horizontalAdvance(model.heading(model.went_column)) + theme.px(24)
        widths[model.went_column] = max([heading, *went])
        left = self.viewport().width() - sum(widths.values())
        wanted = max((self._delegate.name_width(line) for line in model.lines), default=0)
        bar = max(self._share_width(56), metrics.horizontalAdvance(model.heading(SHARE)) + theme.px(24))
        for column, least in ((SHARE, bar), (NAME, wanted), (FIGURE, theme.px(80))):
            if left < 0:  # bars and names give way, so that no status is out of sight
                less = min(-left, max(0, widths[column] - least))
                widths[column] -= less
                left += less
        if left > 0:
            more = wanted - widths[NAME]
            name = max(min(left // 3, theme.px(60)), min(left, more, theme.px(_LONGEST_NAME - 200)))
            share = min(left - name, theme.px(200))
            widths[NAME] += name
            widths[SHARE] += share
            widths[model.went_column] += left - name - share
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.updateGeometry()

    def _share_width(self, least: int = 120) -> int:
        """Return the width in which the words under the longest bar have room; ``least`` at 100 %."""
        metrics = QFontMetrics(self._theme.sans(SMALL))
        words = (self.tallies.cell(line, SHARE).replace(", ", "   ") for line in self.tallies.lines)
        longest = max((metrics.horizontalAdvance(w) for w in words), default=0)
        return max(self._theme.px(least), longest + self._theme.px(20) if longest else 0)

    def content_height(self) -> int:
        """Return how high the whole table is, in px, with its headings."""
        rows = sum(self.rowHeight(r) for r in range(self.tallies.rowCount()))
        bar = self.horizontalScrollBar()
        return rows + self.horizontalHeader().height() + (bar.sizeHint().height() if bar.maximum() > 0 else 0) + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all lines."""
        return QSize(self._theme.px(700), self.content_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for three lines at least."""
        return QSize(self._theme.px(300), min(self.content_height(), self._theme.px(32 + 3 * 58 + 16)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width again."""
        super().resizeEvent(event)
        self.fit()

    # ---- from a cell to what lies behind it ------------------------------------------------------------------------

    def ask(self, index: QModelIndex | QPersistentModelIndex, status: Status | str | None = None) -> None:
        """Ask for what lies behind a cell."""
        line = index.data(LINE)
        if line is not None:
            self.asked.emit(QPersistentModelIndex(index), status)

    def _clicked(self, index: QModelIndex) -> None:
        self.ask(index, self._status_at(index, self._released))

    def _status_at(self, index: QModelIndex, place: QPoint) -> Status | str | None:
        line = index.data(LINE)
        if line is None or index.column() != self.tallies.went_column:
            return None
        return self._delegate.part_at(self.visualRect(index), line, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where it was pressed: a click on a status asks for those who have it."""
        self._released = event.position().toPoint()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Ctrl+C copies the table, arrows go from cell to cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.ask(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        else:
            super().keyPressEvent(event)

    def copy_table(self) -> None:
        """Put the whole table on the clipboard, plain and rich."""
        QGuiApplication.clipboard().setMimeData(table_mime(self.tallies, self.caption))
        self.copied.emit()

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.line_changed.emit()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Show the word of the status under the mouse as a tooltip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            status = self._status_at(index, event.pos()) if index.isValid() else None
            if status is not None:
                line = index.data(LINE)
                count = dict(line.went)[status]
                QToolTip.showText(event.globalPos(), plain_tip(f"{status!s}: {count}"), self, QRect())
                return True
        return super().viewportEvent(event)

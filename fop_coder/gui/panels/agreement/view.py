"""The table of figures: arrow keys go from cell to cell, Enter or a click on a count leads to the disagreements."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from fop_coder.gui.frozen_table import FrozenTable
from fop_coder.gui.panels.agreement.delegate import ROW_HEIGHT, FiguresDelegate
from fop_coder.gui.panels.agreement.header import HEIGHT, FiguresHeader, axis_width
from fop_coder.gui.panels.agreement.model import COLUMN, ROW, FiguresModel
from fop_coder.gui.panels.agreement.rows import COUNTS, ONLY, Column, FigureRow, leads_on
from fop_coder.gui.theme import BODY, SMALL, Theme

_PAD = 16
"""Left and right of words in a cell together, in px at 100 %."""

_ROWS = 6
"""So many rows are always in sight."""

_NAME, _LONGEST_NAME = 120, 320
"""What a name has at least and at most, in px at 100 %."""


class FiguresTable(FrozenTable):
    """The table.

    Signals:
        differences_asked: (FigureRow, "first" or "second"): somebody wants to see what only one coder coded.
        more_asked: FigureRow: all its figures are wanted.
        copy_asked: the table is to be copied.
        row_changed: the current row is another one.
    """

    differences_asked = Signal(object, str)
    more_asked = Signal(object)
    copy_asked = Signal()
    row_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Make the table with its model and delegates."""
        super().__init__(parent)
        self._theme = theme
        self.figures = FiguresModel(self)
        self._delegates = FiguresDelegate(theme, self), FiguresDelegate(theme, self)
        self.setHorizontalHeader(FiguresHeader(theme, self))
        self._front.setHorizontalHeader(FiguresHeader(theme, self._front))
        self.listen_to_header()
        self.setModel(self.figures)
        self.set_delegates(*self._delegates)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(self.tr("Agreement: codes with their figures"))
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentChanged.connect(self._current_changed)
        self.dress()

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def set_faded(self, faded: bool) -> None:
        """Let the figures look as those of the last question."""
        for delegate in self._delegates:
            delegate.faded = faded
        for view in (self, self._front):
            view.viewport().update()

    def current_row(self) -> FigureRow | None:
        """Return the row that is current."""
        found = self.currentIndex().data(ROW)
        return found if isinstance(found, FigureRow) else None

    def cell_of(self, about: object, pooled: bool, column: Column) -> QModelIndex:
        """Return the cell of a code (or of what is pooled); that of the first row where the code is gone."""
        rows, columns = self.figures.rows, self.figures.columns
        wanted = (n for n, r in enumerate(rows) if r.pooled == pooled and r.about == about)
        place = columns.index(column) if column in columns else 0
        return self.figures.index(next(wanted, 0), place)

    # ---- sizes -------------------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Take over colours and sizes."""
        self.set_common(
            grid=False,
            selection=QAbstractItemView.SelectionMode.SingleSelection,
            row_height=self._theme.px(ROW_HEIGHT),
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._front.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.set_header_height(self._theme.px(HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.fit()

    def fit(self) -> None:
        """Give columns their widths: what the window leaves goes to the plot, then to names."""
        columns, theme = self.figures.columns, self._theme
        if not columns:
            return
        widths = self._widths(broken=False)
        names = max((self._delegates[0].name_width(row) for row in self.figures.rows), default=0)
        wanted_name = min(names, theme.px(_LONGEST_NAME))
        if sum(widths.values()) + axis_width(theme) + wanted_name > self.viewport().width():
            widths = self._widths(broken=True)
        plot = axis_width(theme)
        left = self.viewport().width() - sum(widths.values()) - plot
        least = theme.px(_NAME if left > theme.px(_NAME) else 2 * _NAME)  # where it scrolls anyway, names are whole
        name = min(wanted_name, max(least, left))
        left -= name
        if left > 0:
            more = min(left, theme.px(120))
            plot += more
            left -= more
        widths[Column.PLOT] = plot
        widths[Column.NAME] = name
        if left > 0:  # so wide a window: spread the figures evenly
            share = left // len(columns)
            widths = {column: width + share for column, width in widths.items()}
            widths[Column.NAME] += left - share * len(columns)
        for place, column in enumerate(columns):
            self.setColumnWidth(place, widths[column])
        self.updateGeometry()

    def _widths(self, *, broken: bool) -> dict[Column, int]:
        """Return how wide columns must be; ``broken``: words may stand in two lines."""
        return {c: self._width(place, c, broken) for place, c in enumerate(self.figures.columns)}

    def _width(self, place: int, column: Column, broken: bool) -> int:
        """Return how wide a column of figures must be; 0 for those that take what is left."""
        if column in (Column.NAME, Column.PLOT):
            return 0
        theme, model = self._theme, self.figures
        head = QFontMetrics(theme.sans(SMALL, 600))
        lines = str(model.headerData(place, Qt.Orientation.Horizontal)).split("\n")
        wide = max(head.horizontalAdvance(line) for line in lines)
        font = theme.sans(SMALL) if column is Column.INTERVAL else theme.sans(BODY, 650)
        metrics, small = QFontMetrics(font), QFontMetrics(theme.sans(SMALL))
        for row in range(model.rowCount()):
            words = str(model.index(row, place).data() or "")
            if column in COUNTS or column is Column.INTERVAL or words[:1].isdigit() or words[:1] == "\u2212":
                wide = max(wide, metrics.horizontalAdvance(words))
            else:
                lines = words.split() if broken else [words]
                wide = max(wide, *map(small.horizontalAdvance, lines or [""]))
        return wide + theme.px(20 if column in COUNTS else _PAD)

    def content_height(self) -> int:
        """Return how high the whole table is, in px, with its headings."""
        rows = sum(self.rowHeight(r) for r in range(self.figures.rowCount()))
        bar = self.horizontalScrollBar()
        return rows + self._theme.px(HEIGHT) + (bar.sizeHint().height() if bar.maximum() > 0 else 0) + 2

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all rows."""
        return QSize(self._theme.px(700), self.content_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for some rows at least."""
        return QSize(self._theme.px(300), min(self.content_height(), self._theme.px(HEIGHT + _ROWS * ROW_HEIGHT + 14)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width again."""
        super().resizeEvent(event)
        self.fit()

    # ---- from a figure to what lies behind it ------------------------------------------------------------------------

    def follow(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Follow a cell: a count of what only one coder coded to the disagreements, anything else to all figures."""
        row, column = index.data(ROW), index.data(COLUMN)
        if not isinstance(row, FigureRow):
            return
        if leads_on(row, column):
            self.differences_asked.emit(row, ONLY[column])
        else:
            self.more_asked.emit(row)

    def _clicked(self, index: QModelIndex) -> None:
        if leads_on(index.data(ROW), index.data(COLUMN)):
            self.follow(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not leads_on(index.data(ROW), index.data(COLUMN)):
            self.follow(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show a hand over what can be followed with a click."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        leads = index.isValid() and leads_on(index.data(ROW), index.data(COLUMN))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter follows, Ctrl+C copies the table, arrows go from cell to cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.follow(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    def _current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.row_changed.emit()

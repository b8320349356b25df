"""Small tables of words and numbers: both coders' categories, pairs of coders, all figures of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fop_coder.gui.cells import ground_of_headings
from fop_coder.gui.theme import Theme
from fop_coder.gui.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_ROWS = 8
"""So many are always in sight."""

LEADS = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        said: for those who hear it or point at it; the words themselves where it is ''.
        strong: in bold; leads: it can be followed to disagreements.
    """

    words: str
    said: str = ""
    right: bool = False
    strong: bool = False
    leads: bool = False


class GridModel(QAbstractTableModel):
    """Headings and rows of cells."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._theme = theme
        self._heads: tuple[str, ...] = ()
        self._rows: list[list[Cell]] = []

    def show(self, heads: Sequence[str], rows: list[list[Cell]]) -> None:
        """Show other cells; every row has as many as there are headings."""
        self.beginResetModel()
        self._heads, self._rows = tuple(heads), rows
        self.endResetModel()

    @property
    def table(self) -> list[list[str]]:
        """Headings and cells as plain text, for copying."""
        return [[head.replace("\n", " ") for head in self._heads], *([c.words for c in row] for row in self._rows)]

    def cell(self, index: _Index) -> Cell:
        """Return a cell."""
        return self._rows[index.row()][index.column()]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = bool(self._rows) and self._rows[0][section].right
            return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignBottom
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
            return (side | Qt.AlignmentFlag.AlignVCenter).value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.said or cell.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.said) if cell.said else None
        if role == Qt.ItemDataRole.FontRole and (cell.strong or cell.leads):
            return self._theme.sans(weight=600)
        if role == LEADS:
            return cell.leads
        return None


class GridDelegate(QStyledItemDelegate):
    """Paints cells with room beside the words; what leads somewhere is framed like a count of the figures."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint with a theme's colours and sizes."""
        super().__init__(parent)
        self._theme = theme

    def _room(self) -> int:
        return self._theme.px(8)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return room for the words and what is beside them."""
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or self._theme.sans())
        wide = metrics.horizontalAdvance(str(index.data() or ""))
        return QSize(wide + 2 * self._room() + 2, max(self._theme.px(29), metrics.height() + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        theme, rect, state = self._theme, _rect(option), _state(option)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or theme.sans())
        words = str(index.data() or "")
        room = rect.adjusted(self._room(), 0, -self._room(), -1)
        if index.data(LEADS):
            self._paint_frame(painter, room, painter.fontMetrics().horizontalAdvance(words))
        painter.setPen(theme.colour("warning_ink" if index.data(LEADS) else "text"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)
        painter.restore()
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _paint_frame(self, painter: QPainter, room: QRect, wide: int) -> None:
        beside, high = self._theme.px(7), self._theme.px(22)
        shape = QRectF(room.right() - wide - beside, room.center().y() - high / 2 + 0.5, wide + 2 * beside, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("warning_mark"), 1.5))
        painter.setBrush(self._theme.colour("base"))
        painter.drawRoundedRect(shape, 5, 5)


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state


class Grid(QTableView):
    """A small table; it is as high as its rows.

    Signals:
        followed: Cell: Enter or a click on a cell that leads somewhere.
        copy_asked: Ctrl+C.
    """

    followed = Signal(object)
    copy_asked = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make it with its model; ``name``: for screen readers."""
        super().__init__(parent)
        self._theme = theme
        self.cells = GridModel(theme, self)
        self.setModel(self.cells)
        self.setItemDelegate(GridDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.clicked.connect(self._follow)

    def show_cells(self, heads: Sequence[str], rows: list[list[Cell]]) -> None:
        """Show other cells."""
        self.cells.show(heads, rows)
        self.dress()
        if rows:
            self.setCurrentIndex(self.cells.index(0, 0))

    def dress(self) -> None:
        """Take over colours and sizes."""
        own = "QTableView:focus { border: none; } QAbstractScrollArea::corner { background: transparent; }"
        self.setStyleSheet(own + ground_of_headings(self._theme))
        self.verticalHeader().setMinimumSectionSize(8)
        self.verticalHeader().setDefaultSectionSize(max(self._theme.px(29), self.fontMetrics().height() + 8))
        self.updateGeometry()

    def content_height(self) -> int:
        """Return how high all rows and the headings are, in px."""
        rows = sum(self.rowHeight(r) for r in range(self.cells.rowCount()))
        bar = self.horizontalScrollBar()
        wide = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return rows + self.horizontalHeader().sizeHint().height() + wide + 4

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for all rows."""
        return QSize(self.horizontalHeader().length() + 4, self.content_height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for some rows."""
        most = self.horizontalHeader().sizeHint().height() + self._theme.px(29) * _ROWS
        return QSize(self._theme.px(160), min(self.content_height(), most))

    def _follow(self, index: QModelIndex) -> None:
        if index.isValid() and self.cells.cell(index).leads:
            self.followed.emit(self.cells.cell(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter follows, Ctrl+C copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._follow(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

"""What tables have in common: the current cell is framed, not the whole table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fop_coder.gui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


class FramedDelegate(QStyledItemDelegate):
    """Frames the cell that has the focus."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell, and its frame."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


class FramedList(QListView):
    """A list whose rows show the focus; where it has no current row, it frames itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows, and the frame where no row has one."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))


def frame_cells(view: QAbstractItemView, theme: Theme) -> None:
    """Let a table frame its current cell instead of itself."""
    view.setItemDelegate(FramedDelegate(theme, view))
    view.setStyleSheet("QTableView:focus, QTreeView:focus { border: none; }")


def ground_of_headings(theme: Theme) -> str:
    """Return the style that lets the ground of headings go on beside them, to the end of the table."""
    ground, line = theme.colour("side").name(), theme.colour("line").name()
    return (
        f"QHeaderView {{ background: {ground}; border: none; border-bottom: 1px solid {line}; }}"
        "QHeaderView::section { border: none; }"
    )

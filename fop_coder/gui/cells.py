"""What tables have in common: the current cell is framed, not the whole table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

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


def frame_cells(view: QAbstractItemView, theme: Theme) -> None:
    """Let a table frame its current cell instead of itself."""
    view.setItemDelegate(FramedDelegate(theme, view))
    view.setStyleSheet("QTableView:focus, QTreeView:focus { border: none; }")

"""Choosing among the starred passages those that go into the report."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fop_coder.gui.panels.tallies.pieces import plain_label
from fop_coder.gui.theme import PASSAGE, Theme
from fop_coder.model.base import Guid
from fop_coder.model.quotations import QuotationRow

_Index = QModelIndex | QPersistentModelIndex
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_HIGHEST = 20_000
"""px that no passage is higher than."""


class QuotingDialog(QDialog):
    """Lists starred passages; Space marks, Enter adds those that are marked, or the current one."""

    def __init__(self, parent: QWidget, theme: Theme, rows: list[QuotationRow], why_none: str) -> None:
        """List them.

        Args:
            why_none: what is said where there is none to choose.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add quotations to the report"))
        self.resize(theme.px(680), theme.px(480))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.line = plain_label("sub")
        self.line.setText(
            why_none
            if not rows
            else self.tr("Starred passages that are not in the report yet. Space marks, Enter adds.")
        )
        column.addWidget(self.line)
        self.list = _list_of(rows, theme)
        self.list.setAccessibleName(self.tr("Starred passages"))
        self.list.itemActivated.connect(self.accept)
        column.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        leave, self.add = QPushButton(self.tr("Leave it")), QPushButton(self.tr("Add to the report"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.add.setProperty("main", True)
        self.add.setDefault(True)
        self.add.setEnabled(bool(rows))
        self.add.clicked.connect(self.accept)
        buttons.addWidget(leave)
        buttons.addWidget(self.add)
        column.addLayout(buttons)
        self.list.setVisible(bool(rows))
        if rows:
            self.list.setCurrentRow(0)
            self.list.setFocus()
        else:
            column.addStretch(1)

    def chosen(self) -> list[Guid]:
        """Return the passages that are marked, or the current one."""
        items = [self.list.item(row) for row in range(self.list.count())]
        marked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        current = self.list.currentItem()
        wanted = marked or ([current] if current is not None else [])
        return [Guid(item.data(Qt.ItemDataRole.UserRole)) for item in wanted]


class _WholeWords(QStyledItemDelegate):
    """Paints the words of an item whole, however many lines they take; Qt itself leaves out the last ones of some."""

    def __init__(self, theme: Theme, listing: QListWidget) -> None:
        super().__init__(listing)
        self._theme, self._listing = theme, listing

    def _room(self, item: QRect) -> QRect:
        """Return where the words stand beside the box that marks them."""
        return item.adjusted(self._theme.px(28), self._theme.px(3), -self._theme.px(6), -self._theme.px(3))

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """Return as much height as the words take in the width of the list."""
        width = self._listing.viewport().width() - 2 * self._listing.spacing()
        room = self._room(QRect(0, 0, width, _HIGHEST))
        height = self._listing.fontMetrics().boundingRect(room, _WRAPPED, index.data()).height()
        return QSize(width, height + self._theme.px(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row as any other, and the words on it."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        self._listing.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, self._listing)
        painter.save()
        painter.setFont(self._listing.font())
        painter.setPen(self._theme.colour("text"))
        painter.drawText(self._room(option.rect), _WRAPPED, index.data())
        painter.restore()


def _list_of(rows: list[QuotationRow], theme: Theme) -> QListWidget:
    found = QListWidget()
    found.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    found.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # lines are measured in the width they have
    found.setResizeMode(QListWidget.ResizeMode.Adjust)
    found.setFont(theme.serif(PASSAGE))
    found.setItemDelegate(_WholeWords(theme, found))
    found.setSpacing(4)
    for row in rows:
        item = QListWidgetItem(f"“{row.text}”\n{row.source} · {row.code_name}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, str(row.coding))
        found.addItem(item)
    return found

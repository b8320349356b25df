"""What tabs of the wording have in common: a list at the left, and at the right what is worded of the current line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fop_coder.gui.cells import FramedDelegate, FramedList
from fop_coder.gui.second_coding.parts import label, scrolling
from fop_coder.gui.theme import Theme
from fop_coder.gui.wording.chooser import WordedModel

ROOM, MOST = 270, 380
"""Width of the list in px at 100 %, and at the most whatever the size of letters."""


class BesideList(QWidget):
    """A tab.

    Signals:
        edited: something else is typed.
    """

    edited = Signal()

    def __init__(self, theme: Theme, name: str, changed: str) -> None:
        """Make the list under a name; ``changed`` is said of lines not as delivered. Subclasses fill ``column``."""
        super().__init__()
        self.theme = theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(16)
        self.model = WordedModel(theme, self, changed)
        self.list = FramedList(theme)
        self.list.setModel(self.model)
        self.list.setItemDelegate(FramedDelegate(theme, self.list))
        own = "QListView:focus { border: none; }"  # the row shows the focus
        self.list.setStyleSheet(f"{own} QListView::item {{ min-height: {theme.px(28)}px; padding: 0 6px; }}")
        self.list.setAccessibleName(name)
        self.list.setFixedWidth(min(theme.px(ROOM), MOST))
        self.list.selectionModel().currentRowChanged.connect(self._chosen)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.title = label("", "section")
        self.column.addWidget(self.title)
        row.addWidget(self.list)
        row.addWidget(scrolling(inside), 1)

    @property
    def current(self) -> str:
        """What is worded in the current line; '' for none."""
        row = self.list.currentIndex().row()
        return self.model.name(row) if row >= 0 else ""

    def go_to(self, name: str) -> None:
        """Make another line current."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(name), 0))

    def _chosen(self, *_: QModelIndex) -> None:
        if self.current:
            self.show_current()

    def show_current(self) -> None:
        """Show what is worded of the current line."""
        raise NotImplementedError

"""The tables of the history's pages: read-only, whole rows, Enter follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fop_coder.gui.cells import frame_cells
from fop_coder.gui.theme import Theme

ROW = 29
"""Height of a row (at 100 %)."""


class HistoryTable(QTableView):
    """A table of lines.

    Signals:
        entered_row: a row shall be followed (Enter, double click).
    """

    entered_row = Signal(int)

    def __init__(self, theme: Theme, name: str, stretched: int) -> None:
        """Name it; one column takes the room that the others leave."""
        super().__init__()
        self._theme = theme
        self._stretched = stretched
        self._columns: tuple[tuple[int, int, float], ...] = ()
        self.setAccessibleName(name)
        self.setProperty("pane", True)
        frame_cells(self, theme)
        self.setStyleSheet(f"{self.styleSheet()} QTableView::item {{ padding: 0 6px; }}")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.doubleClicked.connect(self._double_clicked)

    def dress(self, columns: Sequence[tuple[int, int, float]]) -> None:
        """Set sizes: for each column its width (at 100 %), and the share of the table that it takes at most."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))
        header = self.horizontalHeader()
        if header.count() > self._stretched:
            header.setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)
        self._columns = tuple(columns)
        self._share_out()

    def _share_out(self) -> None:
        for section, width, share in self._columns:
            self.horizontalHeader().resizeSection(section, min(self._theme.px(width), round(self.width() * share)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share out the width again."""
        super().resizeEvent(event)
        self._share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_row.emit(self.currentIndex().row())
            event.accept()
        else:
            super().keyPressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        self.entered_row.emit(index.row())

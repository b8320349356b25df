"""Finding words in the summaries: from one cell that holds them to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.matrix.page import MatrixPage
from fop_coder.gui.panels.matrix.words import tr


class SummaryFinding(QObject):
    """Goes through the cells that are shown; the field keeps the focus."""

    def __init__(self, around: Surroundings, page: MatrixPage, parent: QObject) -> None:
        """Listen to the field of the page."""
        super().__init__(parent)
        self._around, self._field, self._table = around, page.arrangement.search, page.table
        page.arrangement.find_asked.connect(self.find_next)

    def focus_field(self) -> None:
        """Put the caret into the field that finds."""
        self._field.setFocus()
        self._field.selectAll()

    def find_next(self, words: str) -> None:
        """Go to the next cell whose summary holds some words, and say how many there are."""
        needle = words.casefold()
        for delegate in self._table.delegates:
            delegate.needle = needle
        self._table.viewport().update()
        if not needle:
            return
        found = self._table.next_cell(needle=needle)
        if found.isValid():
            self._table.show_cell(found)
            many = self._cells_with(needle)
            said = tr("1 summary holds it") if many == 1 else tr("{0} summaries hold it").format(many)
            self._around.say(said)
        else:
            self._around.say(tr("No summary holds {0}").format(words))

    def _cells_with(self, needle: str) -> int:
        matrix = self._table.cells.matrix
        rows = matrix.rows if matrix is not None else ()
        return sum(needle in cell.summary.casefold() for row in rows for cell in row.cells)

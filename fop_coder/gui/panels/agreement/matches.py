"""Passages of two coders put side by side: how many match, are split, overlap too little, or were missed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.panels.agreement.choosers import ChoiceBox
from fop_coder.gui.panels.agreement.grid import Cell, Grid
from fop_coder.gui.panels.agreement.words import number, tr
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.gui.theme import Theme
from fop_coder.model.agreement import MatchTable


def match_cells(table: MatchTable) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and cells of a pair of coders, a row for each code and one for all."""
    first, second = table.coders
    heads = [
        tr("Code"),
        tr("Passages of\n{0}").format(first),
        tr("Passages of\n{0}").format(second),
        tr("Match"),
        tr("Split"),
        tr("Overlap\ntoo little"),
        tr("Missed by\n{0}").format(first),
        tr("Missed by\n{0}").format(second),
        tr("F1"),
    ]
    rows = []
    for row in (*table.rows, table.overall):
        counts = (row.first, row.second, row.matched, row.split, row.overlapping, row.missed_by_first)
        f1 = tr("not defined") if row.f1 is None else number(row.f1)
        why = tr("{0}: nobody has a passage").format(row.name) if row.f1 is None else ""
        cells = [Cell(row.name, strong=True)]
        cells += [
            Cell(f"{n:,}", tr("{0}, {1}: {2:,}").format(row.name, head.replace("\n", " "), n), right=True)
            for head, n in zip(heads[1:], (*counts, row.missed_by_second), strict=False)
        ]
        rows.append([*cells, Cell(f1, why, right=True, strong=True)])
    return heads, rows


class MatchingPassages(QDialog):
    """A dialog with the passages of a pair of coders; other pairs can be chosen in it. It does not stop the window."""

    def __init__(self, parent: QWidget, theme: Theme, tables: Sequence[MatchTable]) -> None:
        """Show it with ``open``; it goes when it is closed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Matching passages"))
        self._tables = list(tables)
        self.choice = ChoiceBox(theme, tr("Of"))
        pairs = [(tr("{0} and {1}").format(*table.coders), n) for n, table in enumerate(self._tables)]
        self.choice.offer(pairs, 0)
        self.choice.activated.connect(self._show)
        self.choice.setVisible(len(pairs) > 1)
        self.grid = Grid(theme, tr("Matching passages"))
        self.grid.copy_asked.connect(self._copy)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "sub")
        copy = QPushButton(tr("Copy table"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = QPushButton(tr("Close"))
        close.setProperty("main", True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.grid, 1)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self._show()
        screen = parent.window().size()
        wide = max(self.grid.sizeHint().width() + theme.px(60), theme.px(560))
        self.resize(min(wide, screen.width() - 40), min(self.sizeHint().height(), screen.height() - 40))
        self.grid.setFocus()

    @property
    def _table(self) -> MatchTable:
        return self._tables[int(self.choice.currentData())]

    def _show(self, *_: object) -> None:
        table = self._table
        self.grid.show_cells(*match_cells(table))
        words = tr(
            "Two passages match when they share at least {0:.0%} of the characters of either. Each coder\u2019s own "
            "passages that overlap or touch count as one. Documents finished by both: {1:,}."
        )
        self.words.setText(words.format(table.threshold, table.documents))

    def _copy(self) -> None:
        title = tr("{0} and {1}").format(*self._table.coders)
        QGuiApplication.clipboard().setMimeData(mime_of(self.grid.cells.table, title))

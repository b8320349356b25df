"""Of a classification: how often both coders gave which category, and how far they agree on each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fop_coder.gui.panels.agreement.grid import Cell, Grid
from fop_coder.gui.panels.agreement.words import shown, tr
from fop_coder.gui.theme import Theme
from fop_coder.model.agreement import Agreement, AgreementReport, Measure


def confusion_cells(report: AgreementReport) -> tuple[list[str], list[list[Cell]]]:
    """Return the table of the first coder's categories (rows) by the second's (columns), with totals."""
    counts = report.overall.table or ()
    first, second = report.coders
    heads = [tr("{0} \u2193   {1} \u2192").format(first, second), *report.categories, tr("together")]
    rows = []
    for place, (category, line) in enumerate(zip(report.categories, counts, strict=True)):
        cells = [Cell(category, tr("{0}: {1}").format(first, category), strong=True)]
        for across, (other, n) in enumerate(zip(report.categories, line, strict=True)):
            said = tr("{0}: {1}; {2}: {3}; {4:,} {5}s").format(first, category, second, other, n, report.unit)
            differs = place != across and n > 0
            cells.append(Cell(f"{n:,}", said, right=True, strong=place == across, leads=differs))
        rows.append([*cells, Cell(f"{sum(line):,}", right=True)])
    sums = [sum(line[place] for line in counts) for place in range(len(report.categories))]
    total = [Cell(tr("together")), *(Cell(f"{n:,}", right=True) for n in (*sums, sum(sums)))]
    return heads, [*rows, total]


def category_cells(row: Agreement) -> tuple[list[str], list[list[Cell]]]:
    """Return agreement on each category against all others."""
    coders = list(row.lacking)
    heads = [tr("Category"), *(tr("{0}\ngave it").format(coder) for coder in coders), tr("Agree\non it")]
    heads.append(tr("Fleiss\u2019\nkappa"))
    rows = []
    for found in row.categories:
        agreed, kappa = found.agreement, found.kappa
        rows.append(
            [
                Cell(found.category, strong=True),
                *(Cell(f"{found.given[coder]:,}", right=True) for coder in coders),
                Cell(shown(Measure.POSITIVE, agreed), agreed.reason, right=True),
                Cell(shown(Measure.FLEISS, kappa), kappa.reason, right=True),
            ]
        )
    return heads, rows


class ClassTables(QWidget):
    """Both tables side by side.

    Signals:
        differences_asked: a count off the diagonal was followed.
        copy_asked: Ctrl+C in one of them.
    """

    differences_asked = Signal()
    copy_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Build them; ``show_report`` fills them."""
        super().__init__()
        self.confusion = Grid(theme, tr("Categories of both coders"))
        self.categories = Grid(theme, tr("Agreement on each category"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._cards = [self._card(tr("Both coders"), self.confusion), self._card(tr("Each category"), self.categories)]
        for card in self._cards:
            row.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self._row = row
        self.confusion.followed.connect(self._follow)
        for grid in (self.confusion, self.categories):
            grid.copy_asked.connect(self.copy_asked)

    @staticmethod
    def _card(title: str, grid: Grid) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(card)
        column.setContentsMargins(4, 8, 4, 6)
        column.setSpacing(4)
        label = QLabel(title)
        label.setProperty("role", "small")
        label.setContentsMargins(8, 0, 0, 0)
        column.addWidget(label)
        column.addWidget(grid)
        return card

    def show_report(self, report: AgreementReport | None) -> None:
        """Show a classification; nothing for other reports."""
        wanted = report is not None and bool(report.overall.categories) and not report.rows
        self.setVisible(wanted)
        if report is None or not wanted:
            return
        two = len(report.coders) == 2
        self._cards[0].setVisible(two)
        if two:
            self.confusion.show_cells(*confusion_cells(report))
        self.categories.show_cells(*category_cells(report.overall))

    def with_tables(self, rows: list[list[str]]) -> list[list[str]]:
        """Return rows with those of both tables below them, each after an empty one."""
        grids = [g for g, card in zip((self.confusion, self.categories), self._cards, strict=True) if card.isVisible()]
        tables = [grid.cells.table for grid in grids]
        wide = max(len(table[0]) for table in (rows, *tables))
        whole = [list(row) for row in rows]
        for table in tables:
            whole += [[], *table]
        return [[*row, *[""] * (wide - len(row))] for row in whole]

    def _follow(self, _cell: Cell) -> None:
        self.differences_asked.emit()

    def _is_narrow(self, width: int) -> bool:
        return sum(card.sizeHint().width() for card in self._cards if not card.isHidden()) + 16 > width

    def wanted_height(self, width: int) -> int:
        """Return how high the tables are in a width, in px."""
        heights = [card.sizeHint().height() for card in self._cards if not card.isHidden()]
        return sum(heights) + 16 * (len(heights) - 1) if self._is_narrow(width) else max(heights, default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the tables one below the other where there is no room beside one another."""
        super().resizeEvent(event)
        narrow = self._is_narrow(self.width())
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def dress(self) -> None:
        """Take over sizes."""
        for grid in (self.confusion, self.categories):
            grid.dress()

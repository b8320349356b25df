"""All figures of a row, with their standard errors, words and sources; pairs of coders; who was left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui.panels.agreement.choosers import ChoiceBox
from fop_coder.gui.panels.agreement.grid import Cell, Grid
from fop_coder.gui.panels.agreement.rows import FigureRow
from fop_coder.gui.panels.agreement.words import between, shown, tr
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.gui.theme import Theme
from fop_coder.model.agreement import LABELS, SOURCES, Agreement, AgreementReport, Coefficient, Measure


def figure_cells(row: Agreement) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and cells of all coefficients of a row."""
    heads = [
        tr("Figure"),
        tr("Value"),
        tr("95 % interval,\nby resampling"),
        tr("Standard\nerror"),
        tr("95 % interval,\nby it"),
        tr("Resamples\nwithout it"),
        tr("What it is called (its lower limit), or why there is none"),
    ]
    return heads, [_cells_of(measure, found) for measure, found in row.coefficients.items()]


def _cells_of(measure: Measure, found: Coefficient) -> list[Cell]:
    source = SOURCES[measure]
    value = shown(measure, found)
    why = found.reason or found.caution
    error = "" if found.standard_error is None else f"{found.standard_error:.3f}"
    undefined = "" if found.undefined_share is None else f"{100 * found.undefined_share:.1f} %"
    called = "; ".join(f"{b.point} ({b.lower}), {b.scale}" for b in found.bands)
    return [
        Cell(LABELS[measure], f"{LABELS[measure]}: {source}"),
        Cell(value, f"{LABELS[measure]}: {why or value}", right=True, strong=True),
        Cell(between(found.interval) or ("" if found.undefined_share is None else tr("none")), right=True),
        Cell(error, right=True),
        Cell(between(found.large_sample), right=True),
        Cell(undefined, right=True),
        Cell(called or why, called or why),
    ]


def pair_cells(row: Agreement) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and cells of the pairs of several coders."""
    heads = [tr("Pair"), tr("Units"), tr("Agree"), tr("Cohen\u2019s kappa"), ""]
    rows = [
        [
            Cell(tr("{0} and {1}").format(pair.first, pair.second)),
            Cell(f"{pair.units:,}", right=True),
            Cell(shown(Measure.PERCENT, pair.percent), right=True),
            Cell(shown(Measure.COHEN, pair.kappa), right=True, strong=True),
            Cell(pair.kappa.reason or pair.kappa.caution),
        ]
        for pair in row.pairs
    ]
    return heads, rows


def words_below(row: Agreement, report: AgreementReport) -> list[str]:
    """Return what is said below the figures: units, who left which out, notes, and how intervals came about."""
    units = tr("{0:,} {1}s compared").format(row.units, report.unit)
    if row.left_out:
        lacking = ", ".join(f"{coder} {n:,}" for coder, n in row.lacking.items() if n)
        units += tr("; {0:,} left out, without a value by: {1}").format(row.left_out, lacking)
    drawn = tr("Intervals: 95 %, percentile bootstrap, {0:,} resamples of {1}s, seed {2}")
    return [units, *row.notes, drawn.format(report.resamples, report.drawn, report.seed)]


class MoreFigures(QDialog):
    """A dialog with all figures of one row; other rows can be chosen in it. It does not stop the window."""

    def __init__(
        self, parent: QWidget, theme: Theme, rows: Sequence[FigureRow], current: FigureRow, report: AgreementReport
    ) -> None:
        """Show it with ``open``; it goes when it is closed."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("All figures of agreement"))
        self._rows, self._report = list(rows), report
        self.choice = ChoiceBox(theme, tr("Of"))
        self.choice.offer([(row.name, n) for n, row in enumerate(rows)], self._rows.index(current))
        self.choice.activated.connect(self._show)
        self.figures = Grid(theme, tr("All figures"))
        self.pairs = Grid(theme, tr("Pairs of coders"))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("role", "sub")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.figures, 3)
        column.addWidget(self.pairs, 1)
        column.addWidget(self.words)
        column.addLayout(self._buttons())
        self._show()
        wide = max(self.figures.sizeHint().width() + theme.px(80), theme.px(760))
        screen = parent.window().size()
        self.resize(min(wide, screen.width() - 40), min(self.sizeHint().height(), screen.height() - 40))
        self.figures.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        copy = QPushButton(tr("Copy table"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        close = QPushButton(tr("Close"))
        close.setProperty("main", True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        self.figures.copy_asked.connect(self._copy)
        self.pairs.copy_asked.connect(self._copy)
        return row

    def _show(self, *_: object) -> None:
        found = self._rows[int(self.choice.currentData())].found
        self.figures.show_cells(*figure_cells(found))
        self.pairs.show_cells(*pair_cells(found))
        self.pairs.setVisible(bool(found.pairs))
        self.words.setText("\n".join(words_below(found, self._report)))

    def _copy(self) -> None:
        shown_row = self._rows[int(self.choice.currentData())]
        table = self.figures.cells.table
        if shown_row.found.pairs:
            table = [*table, [""] * len(table[0]), *self.pairs.cells.table]
        QGuiApplication.clipboard().setMimeData(mime_of(table, shown_row.name))

"""Agreement of a table from anywhere: columns unit, coder, value; all coefficients with their reasons and notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.file_dialog import FileDialog
from fop_coder.gui.second_coding.parts import (
    RowsModel,
    RowsView,
    beside,
    button,
    form,
    label,
    say_in,
    scrolling,
    spin,
)
from fop_coder.gui.tasks import Progress
from fop_coder.model.agreement import RESAMPLES, SEED, AgreementReport
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.model.names import names_between_commas
from fop_coder.project.agreement import agreement_of_file
from fop_coder.project.report_table import HEADINGS, count_table, figure_lines, report_notes, save_report

FOLDER = "ratings/folder"
KEPT = "*.csv *.xlsx *.json"
GAP = 8
LEAST, MOST = 3, 20
"""Coefficients that are seen at once, however little or much room there is."""


def _on_screen(cells: Sequence[str]) -> list[str]:
    """Return a line with true minus signs in its figures; what is copied keeps hyphens, which spreadsheets read."""
    name, *figures, note = cells
    return [name, *(words.replace("-", "\u2212") for words in figures), note]


class TableAgreementDialog(FileDialog):
    """Needs no project and changes nothing."""

    def __init__(self, parent: QWidget, around: Surroundings, path: Path | None = None) -> None:
        """Begin with a file or without; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Agreement of a table"), (1120, 680), FOLDER)
        self.report: AgreementReport | None = None
        self._build()
        self.taken.connect(self.read)
        self.copy = button(self.tr("&Copy"), self._copy)
        self.save = button(self.tr("&Save as…"), self._save)
        self.foot.addWidget(self.copy)
        self.foot.addWidget(self.save)
        self.tell = self.add_buttons(self.tr("Close"), self.tr("Tell agreement"), self.read)
        self._show()
        if path is not None:
            self.take(path)
        else:
            self.choose.setFocus()

    # ---- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        rows = form()
        hint = self.tr("A row for each unit and coder, columns unit, coder and value")
        self.name_file(self.tr("Table of ratings"), hint, self.tr("Tables"), files.SHEETS)
        rows.addRow(self.tr("Table"), self.row)
        self.categories, self.yes = QLineEdit(), QLineEdit()
        self.categories.setPlaceholderText(self.tr("All values that were possible, with commas; else those found"))
        self.yes.setPlaceholderText(self.tr("Which of two values means yes"))
        self.resamples, self.seed = spin(RESAMPLES, 1, 100_000), spin(SEED, 0, 999_999)
        self.resamples.setGroupSeparatorShown(True)
        self.resamples.setAccessibleName(self.tr("Resamples"))
        self.seed.setAccessibleName(self.tr("Seed"))
        rows.addRow(self.tr("&Values"), self.categories)
        rows.addRow(self.tr("&Yes"), self.yes)
        both = beside(self.resamples, label(self.tr("Seed"), "sub"), self.seed)
        rows.addRow(self.tr("&Resamples"), both)
        self.body.addLayout(rows)
        self.body.addWidget(self.work)
        self.outcome = scrolling(self._outcome())
        self.body.addWidget(self.outcome, 1)
        for field in (self.categories, self.yes):
            field.textEdited.connect(self._outdated)
        for number in (self.resamples, self.seed):
            number.valueChanged.connect(self._outdated)

    def _outcome(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.compared = label("", "section")
        self.counts, self.figures = RowsModel(self, (), right=range(1, 60)), RowsModel(self, HEADINGS, right=(1, 2, 3))
        self.count_view = RowsView(self.theme, self.counts, self.tr("How often each pair of values was given"))
        self.table = RowsView(self.theme, self.figures, self.tr("Coefficients"))
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(self.tr("What to bear in mind"))
        for part in (self.compared, self.count_view, self.table, self.notes):
            column.addWidget(part)
        column.addStretch(1)
        return inside

    # ---- telling -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Tell the agreement of the table, as it is asked for now."""
        path = self.path
        if path is None:
            self.choose.setFocus()
            return
        self.report = None
        self._show()
        categories = names_between_commas(self.categories.text())
        yes, resamples, seed = self.yes.text().strip() or None, self.resamples.value(), self.seed.value()

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> AgreementReport:
            if cancelled():
                raise Cancelled("telling agreement was stopped")
            return agreement_of_file(path, categories=categories, yes=yes, resamples=resamples, seed=seed)

        self.ask(self.tr("Telling the agreement of {0}").format(path.name), job, self._told)

    def _told(self, report: AgreementReport) -> None:
        self.report = report
        self._show()
        self.table.setCurrentIndex(self.figures.index(0, 0))
        self.table.setFocus()

    def _outdated(self) -> None:
        """Take away what no longer belongs to what is asked."""
        self.stop()
        self.show_fault("")
        if self.report is not None:
            self.report = None
            self._show()

    # ---- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        report = self.report
        for made in (self.copy, self.save):
            made.setEnabled(report is not None)
        for part in (self.table, self.notes):
            part.setVisible(report is not None)
        words = ""
        if report is not None:
            names = ", ".join(report.coders)
            overall = report.overall
            words = self.tr("{0}: {1} units compared, {2} left out").format(
                names, f"{overall.units:,}", f"{overall.left_out:,}"
            )
        say_in(self.compared, words)
        headings, rows = count_table(report) if report else ((), [])
        self.counts.show(rows, headings)
        self.count_view.setVisible(bool(rows))
        self.figures.show(_on_screen(line.cells) for line in (figure_lines(report) if report else ()))
        self.notes.setPlainText("\n".join(report_notes(report)) if report else "")
        self.count_view.fit(rows=6)
        self._fit()
        lines = self.notes.document().blockCount()
        self.notes.setFixedHeight(self.notes.fontMetrics().lineSpacing() * min(8, 2 * lines) + 24)

    def _fit(self) -> None:
        """Show all coefficients; where they are wider than the dialog, no more than leave the bar below in sight."""
        header = self.table.horizontalHeader()
        self.table.fit(most=250, rows=MOST)
        if header.length() <= self.table.viewport().width():
            return
        around = header.sizeHint().height() + self.table.horizontalScrollBar().sizeHint().height()
        room = self.outcome.viewport().height() - self.compared.sizeHint().height() - around - 2 * GAP
        rows = room // self.table.verticalHeader().defaultSectionSize()
        self.table.fit(most=250, rows=max(LEAST, min(MOST, rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the coefficients into the room that there is now."""
        super().resizeEvent(event)
        if self.report is not None:
            self._fit()

    # ---- taking away -------------------------------------------------------------------------------------------------

    def _copy(self) -> None:
        if self.report is None:
            return
        lines = [HEADINGS, *(line.cells for line in figure_lines(self.report))]
        headings, rows = count_table(self.report)
        counts = [headings, *rows, ()] if rows else []
        said = "\n".join("\t".join(cells) for cells in (*counts, *lines))
        QGuiApplication.clipboard().setText("\n".join((self.compared.text(), said, *report_notes(self.report))))
        self.around.say(self.tr("Copied"))

    def _save(self) -> None:
        if self.report is None or self.path is None:
            return
        suggested = files.free_place(self.path.parent, f"{self.path.stem} agreement", ".csv")
        chosen = files.choose_new_file(self, self.tr("Save the agreement"), suggested, self.tr("Tables"), KEPT)
        if not chosen:
            return
        try:
            save_report(self.report, chosen)
        except (FopCoderError, OSError) as error:
            self.refused(error)
            return
        self.around.say(self.tr("Written: {0}").format(files.short(chosen)))

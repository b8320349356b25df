"""What lies behind the figures: all coefficients of a row, notes, matching passages, and how intervals are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.matches import MatchingPassages
from fop_coder.gui.panels.agreement.more import MoreFigures
from fop_coder.gui.panels.agreement.of_figures import OfFigures
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.gui.panels.agreement.resampling import ResamplingDialog
from fop_coder.gui.panels.agreement.rows import FigureRow
from fop_coder.gui.panels.agreement.said import all_notes, units_words
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.model.agreement import AgreementReport, MatchTable
from fop_coder.project.passages_matched import match_passages


class BehindFigures(OfFigures):
    """Opens the dialogs of the screen; none of them stops the window."""

    def __init__(self, around: Surroundings, page: AgreementPage, parent: QObject) -> None:
        """Listen to the buttons of the page."""
        super().__init__(around, page, parent)
        self.answer.answered.connect(self._show_matches)
        page.table.more_asked.connect(self.show_more)
        page.more.clicked.connect(self.more_of_current)
        page.all_notes.clicked.connect(self.show_notes)
        page.matches.clicked.connect(self.ask_matches)
        page.controls.resampling_asked.connect(self.ask_resampling)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be opened."""
        return (
            self.spec(
                "more",
                tr("All figures of agreement"),
                tr("All coefficients of the current row, with standard errors and what they are called"),
                self.more_of_current,
            ),
            self.spec(
                "notes",
                tr("All notes on agreement"),
                tr("Who was left out and why, and what to bear in mind with a figure"),
                self.show_notes,
            ),
            self.spec(
                "matches",
                tr("Matching passages"),
                tr("How many passages of the coders match, are split, overlap too little, or were missed"),
                self.ask_matches,
            ),
            self.spec(
                "resampling",
                tr("Draws and seed of the intervals"),
                tr("The same seed gives the same intervals"),
                self.ask_resampling,
            ),
        )

    @property
    def _report(self) -> AgreementReport | None:
        return self.sheet.report if self.sheet is not None else None

    def more_of_current(self) -> None:
        """Show all figures of the current row."""
        row = self.page.table.current_row()
        if row is not None:
            self.show_more(row)

    def show_more(self, row: FigureRow) -> None:
        """Show all figures of a row."""
        if self._report is not None:
            rows = self.page.table.figures.rows
            MoreFigures(self.page, self.around.theme, rows, row, self._report).open()

    def show_notes(self) -> None:
        """Show every note on the figures."""
        if self._report is not None:
            title, said = tr("Notes on agreement"), units_words(self._report)
            Notice(self.page, self.around.theme, title, said, all_notes(self._report)).open()

    def ask_matches(self) -> None:
        """Put the coders' passages side by side, and show how many match."""
        if self.sheet is not None:
            asked = partial(match_passages, comparison=self.sheet.comparison)
            self.answer.ask(tr("Putting passages side by side"), asked)

    def _show_matches(self, tables: tuple[MatchTable, ...]) -> None:
        MatchingPassages(self.page, self.around.theme, tables).open()

    def ask_resampling(self) -> None:
        """Ask for the number of draws and the seed."""
        controls = self.page.controls
        resampling = controls.resampling
        dialog = ResamplingDialog(self.page, resampling.resamples, resampling.seed, self.around.theme.px(380))
        dialog.chosen.connect(controls.set_resampling)
        dialog.open()

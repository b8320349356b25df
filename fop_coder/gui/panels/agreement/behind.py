"""What lies behind the figures: all coefficients of a row, notes, matching passages, and how intervals are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.panels.agreement.matches import MatchingPassages
from fop_coder.gui.panels.agreement.more import MoreFigures
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.gui.panels.agreement.resampling import ResamplingDialog
from fop_coder.gui.panels.agreement.rows import FigureRow
from fop_coder.gui.panels.agreement.said import all_notes, units_words
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.model.agreement import AgreementReport, MatchTable
from fop_coder.project.agreement_sheet import AgreementSheet
from fop_coder.project.passages_matched import match_passages


class BehindFigures(QObject):
    """Opens the dialogs of the screen; none of them stops the window.

    Attributes:
        sheet: the figures that are shown, None for none.
    """

    def __init__(self, around: Surroundings, page: AgreementPage, parent: QObject) -> None:
        """Listen to the buttons of the page."""
        super().__init__(parent)
        self._around, self._page = around, page
        self.sheet: AgreementSheet | None = None
        self._matches = LatestAnswer(around.desk, around.runner, self)
        self._matches.answered.connect(self._show_matches)
        self._matches.refused.connect(around.show_error)
        page.table.more_asked.connect(self.show_more)
        page.more.clicked.connect(self.more_of_current)
        page.all_notes.clicked.connect(self.show_notes)
        page.matches.clicked.connect(self.ask_matches)
        page.controls.resampling_asked.connect(self.ask_resampling)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be opened."""
        return (
            self._spec(
                "more",
                tr("All figures of agreement"),
                tr("All coefficients of the current row, with standard errors and what they are called"),
                self.more_of_current,
            ),
            self._spec(
                "notes",
                tr("All notes on agreement"),
                tr("Who was left out and why, and what to bear in mind with a figure"),
                self.show_notes,
            ),
            self._spec(
                "matches",
                tr("Matching passages"),
                tr("How many passages of the coders match, are split, overlap too little, or were missed"),
                self.ask_matches,
            ),
            self._spec(
                "resampling",
                tr("Draws and seed of the intervals"),
                tr("The same seed gives the same intervals"),
                self.ask_resampling,
            ),
        )

    def _spec(self, name: str, title: str, hint: str, run: Callable[[], object]) -> ActionSpec:
        return ActionSpec(f"agreement.{name}", title, "Analyse", run, context="agreement", group=2, hint=hint)

    def forget(self) -> None:
        """Another project is open: what was asked of the last one falls away."""
        self._matches.fall_away()

    @property
    def _report(self) -> AgreementReport | None:
        return self.sheet.report if self.sheet is not None else None

    def more_of_current(self) -> None:
        """Show all figures of the current row."""
        row = self._page.table.current_row()
        if row is not None:
            self.show_more(row)

    def show_more(self, row: FigureRow) -> None:
        """Show all figures of a row."""
        if self._report is not None:
            rows = self._page.table.figures.rows
            MoreFigures(self._page, self._around.theme, rows, row, self._report).open()

    def show_notes(self) -> None:
        """Show every note on the figures."""
        if self._report is not None:
            title, said = tr("Notes on agreement"), units_words(self._report)
            Notice(self._page, self._around.theme, title, said, all_notes(self._report)).open()

    def ask_matches(self) -> None:
        """Put the coders' passages side by side, and show how many match."""
        if self.sheet is not None:
            asked = partial(match_passages, comparison=self.sheet.comparison)
            self._matches.ask(tr("Putting passages side by side"), asked)

    def _show_matches(self, tables: tuple[MatchTable, ...]) -> None:
        MatchingPassages(self._page, self._around.theme, tables).open()

    def ask_resampling(self) -> None:
        """Ask for the number of draws and the seed."""
        controls = self._page.controls
        resampling = controls.resampling
        dialog = ResamplingDialog(self._page, resampling.resamples, resampling.seed, self._around.theme.px(380))
        dialog.chosen.connect(controls.set_resampling)
        dialog.open()

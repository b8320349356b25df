"""Taking agreement out: the table and the method paragraph onto the clipboard, everything else by the Export screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.latest_answer import LatestAnswer
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.agreement.copying import figures_table
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.model.agreement_told import MethodParagraph
from fop_coder.project.agreement_sheet import AgreementSheet
from fop_coder.project.method import method_paragraph

EXPORTED = "agreement"
"""What the Export screen is asked for."""


class TakingOut(QObject):
    """Copies and exports what is shown.

    Attributes:
        sheet: the figures that are shown, None for none.
    """

    def __init__(self, around: Surroundings, page: AgreementPage, parent: QObject) -> None:
        """Listen to the buttons of the page."""
        super().__init__(parent)
        self._around, self._page = around, page
        self.sheet: AgreementSheet | None = None
        self._writer = LatestAnswer(around.desk, around.runner, self)
        self._writer.answered.connect(self._take_method)
        self._writer.refused.connect(around.show_error)
        page.controls.export_asked.connect(self.export)
        page.table.copy_asked.connect(self.copy_table)
        page.classes.copy_asked.connect(self.copy_table)
        self._fill_menu()

    def _fill_menu(self) -> None:
        button = self._page.controls.taking_out
        menu = QMenu(button)
        for words, run in (
            (tr("Export …"), self.export),
            (tr("Copy table"), self.copy_table),
            (tr("Copy method paragraph"), self.copy_method),
        ):
            action = QAction(words, menu)
            action.triggered.connect(run)
            menu.addAction(action)
        button.setMenu(menu)

    def action_specs(self) -> Sequence[ActionSpec]:
        """Return what can be taken out."""
        return (
            ActionSpec(
                "agreement.copy_table",
                tr("Copy the table of agreement"),
                "Analyse",
                self.copy_table,
                context="agreement",
                icon="ph.copy",
                group=2,
                hint=tr("Copy all figures, plain and as a table (Ctrl+C in the table)"),
            ),
            ActionSpec(
                "agreement.copy_method",
                tr("Copy the paragraph for the method section"),
                "Analyse",
                self.copy_method,
                context="agreement",
                icon="ph.copy",
                group=2,
                hint=tr("Who coded what, how differences were settled, and the figures, ready to paste"),
            ),
        )

    def forget(self) -> None:
        """Another project is open: what was asked of the last one falls away."""
        self._writer.fall_away()

    def export(self) -> None:
        """Go to the Export screen."""
        self._around.go(Place("export", detail=EXPORTED))

    def copy_table(self) -> None:
        """Put the table on the clipboard, plain and rich."""
        rows = figures_table(self._page.table.figures)
        if rows:
            classes = self._page.classes
            if not classes.isHidden():
                rows = classes.with_tables(rows)
            QGuiApplication.clipboard().setMimeData(mime_of(rows, self._page.controls.units.text()))
            self._around.say(tr("The table is on the clipboard"))

    def copy_method(self) -> None:
        """Put the paragraph for the method section on the clipboard."""
        if self.sheet is not None:
            asked = partial(method_paragraph, comparison=self.sheet.comparison)
            self._writer.ask(tr("Writing the method paragraph"), asked)

    def _take_method(self, paragraph: MethodParagraph) -> None:
        QGuiApplication.clipboard().setText(paragraph.text)
        words = tr("The paragraph for the method section is on the clipboard")
        if paragraph.missing:
            words = tr("The paragraph is on the clipboard. Fill in yourself: {0}").format(", ".join(paragraph.missing))
        self._around.say(words)

"""Taking agreement out: the table and the method paragraph onto the clipboard, everything else by the Export screen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from fop_coder.gui.actions import ActionSpec
from fop_coder.gui.panel import Place, Surroundings
from fop_coder.gui.panels.agreement.copying import figures_table
from fop_coder.gui.panels.agreement.of_figures import OfFigures
from fop_coder.gui.panels.agreement.page import AgreementPage
from fop_coder.gui.panels.agreement.words import tr
from fop_coder.gui.panels.tallies.copying import mime_of
from fop_coder.model.agreement_told import MethodParagraph
from fop_coder.project.method import method_paragraph

EXPORTED = "agreement"
"""What the Export screen is asked for."""


class TakingOut(OfFigures):
    """Copies and exports what is shown."""

    def __init__(self, around: Surroundings, page: AgreementPage, parent: QObject) -> None:
        """Listen to the buttons of the page."""
        super().__init__(around, page, parent)
        self.answer.answered.connect(self._take_method)
        page.controls.export_asked.connect(self.export)
        page.table.copy_asked.connect(self.copy_table)
        page.classes.copy_asked.connect(self.copy_table)
        self._fill_menu()

    def _fill_menu(self) -> None:
        button = self.page.controls.taking_out
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
            self.spec(
                "copy_table",
                tr("Copy the table of agreement"),
                tr("Copy all figures, plain and as a table (Ctrl+C in the table)"),
                self.copy_table,
                "ph.copy",
            ),
            self.spec(
                "copy_method",
                tr("Copy the paragraph for the method section"),
                tr("Who coded what, how differences were settled, and the figures, ready to paste"),
                self.copy_method,
                "ph.copy",
            ),
        )

    def export(self) -> None:
        """Go to the Export screen."""
        self.around.go(Place("export", detail=EXPORTED))

    def copy_table(self) -> None:
        """Put the table on the clipboard, plain and rich."""
        rows = figures_table(self.page.table.figures)
        if rows:
            classes = self.page.classes
            if not classes.isHidden():
                rows = classes.with_tables(rows)
            QGuiApplication.clipboard().setMimeData(mime_of(rows, self.page.controls.units.text()))
            self.around.say(tr("The table is on the clipboard"))

    def copy_method(self) -> None:
        """Put the paragraph for the method section on the clipboard."""
        if self.sheet is not None:
            asked = partial(method_paragraph, comparison=self.sheet.comparison)
            self.answer.ask(tr("Writing the method paragraph"), asked)

    def _take_method(self, paragraph: MethodParagraph) -> None:
        QGuiApplication.clipboard().setText(paragraph.text)
        words = tr("The paragraph for the method section is on the clipboard")
        if paragraph.missing:
            words = tr("The paragraph is on the clipboard. Fill in yourself: {0}").format(", ".join(paragraph.missing))
        self.around.say(words)

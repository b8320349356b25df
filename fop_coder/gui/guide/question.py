"""One question of the topic guide: its words, and the codes that it asks about."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.choosing import TickedList, TickedModel
from fop_coder.gui.second_coding.parts import SecondCodingDialog, form
from fop_coder.model.change import Change
from fop_coder.model.coding import GuideQuestion
from fop_coder.model.errors import FopCoderError
from fop_coder.project.guide import add_change, edit_change


class QuestionDialog(SecondCodingDialog):
    """Adds a question or changes one, in one Change."""

    def __init__(self, parent: QWidget, around: Surroundings, question: GuideQuestion | None) -> None:
        """Show a question, or an empty one where it is None; show it with ``open``."""
        title = parent.tr("Add a question") if question is None else parent.tr("Change the question")
        super().__init__(parent, around, title, 620, 420)
        self._question = question
        codes = around.desk.open_project.codebook.codes
        asked = frozenset(question.codes) if question is not None else frozenset()
        self._codes = [c for c in codes if not c.retired or c.guid in asked]
        self.words = QLineEdit(question.text if question is not None else "")
        self.words.setPlaceholderText(self.tr("How do you get ready for a first visit?"))
        self.words.setCursorPosition(0)
        self.words.textChanged.connect(self._check)
        self.ticked = TickedModel(self, (c.name for c in self._codes))
        for row, code in enumerate(self._codes):
            if code.guid in asked:
                self.ticked.setData(self.ticked.index(row), True, Qt.ItemDataRole.CheckStateRole)
        self.list = TickedList(self.theme, self.ticked, self.tr("Codes that it asks about"), 9)
        rows = form()
        rows.addRow(self.tr("&Question"), self.words)
        rows.addRow(self.tr("&Asks about"), self.list)
        self.body.addLayout(rows)
        self.body.addStretch(1)
        self.do = self.add_buttons(self.tr("Cancel"), title if question is None else self.tr("Change it"), self._keep)
        self._check()
        self.words.setFocus()

    def _check(self) -> None:
        self.show_fault("")
        self.do.setEnabled(bool(self.words.text().strip()))

    def _change(self) -> Change | None:
        project = self.around.desk.open_project
        chosen = self.ticked.chosen
        codes = [c for c in self._codes if c.name in chosen]
        if self._question is None:
            return add_change(project, self.words.text(), codes)
        return edit_change(project, self._question, self.words.text(), codes)

    def _keep(self) -> None:
        try:
            change = self._change()
            if change is not None:
                self.around.desk.do(change)
        except FopCoderError as error:
            self.refused(error)
            self.words.setFocus()
            return
        self.accept()

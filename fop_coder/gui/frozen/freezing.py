"""Freezing: the figures of the question on the screen, kept under a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import SecondCodingDialog, form, label
from fop_coder.gui.tasks import Progress
from fop_coder.model.change import Change
from fop_coder.project.frozen import freeze
from fop_coder.project.settings import view_name
from fop_coder.project.tallying import Question


class FreezeDialog(SecondCodingDialog):
    """Asks for the name, says what is kept, and keeps it in one Change."""

    def __init__(self, parent: QWidget, around: Surroundings, question: Question) -> None:
        """Show what is asked; show it with ``open``."""
        super().__init__(parent, around, parent.tr("Freeze these figures"), 560, 340)
        self._question = question
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("First draft of the report"))
        self.name.textChanged.connect(self._check)
        rows = form()
        rows.addRow(self.tr("&Name"), self.name)
        for words, said in self._over():
            rows.addRow(words, label(said))
        self.body.addLayout(rows)
        words = self.tr(
            "Every code and class is kept with who stands where, so that you can see later which figure moved, by whom "
            "and why."
        )
        self.body.addWidget(label(words, "small"))
        self.body.addStretch(1)
        self.do = self.add_buttons(self.tr("Cancel"), self.tr("Freeze"), self._freeze)
        self._check()
        self.name.setFocus()

    def _over(self) -> list[tuple[str, str]]:
        """Return what the figures are over, in words."""
        question, project = self._question, self.around.desk.open_project
        view = question.view or view_name(project, project.settings.default_view)
        said = [
            (self.tr("View"), f"{view} ({', '.join(question.coders)})" if question.coders else view),
            (self.tr("Sample"), question.where or self.tr("everybody")),
            (self.tr("Documents"), question.scope or self.tr("all")),
            (self.tr("Divided by"), question.by or self.tr("nothing")),
        ]
        if question.prompted_only:
            said.append((self.tr("Unprompted"), self.tr("count as not asked")))
        return said

    def _check(self) -> None:
        self.show_fault("")
        self.do.setEnabled(bool(self.name.text().strip()) and not self.is_busy)

    def _freeze(self) -> None:
        """Work the figures out on a copy of the project, and keep them."""
        name, question = self.name.text(), self._question
        copy = self.around.desk.open_project.snapshot()

        def job(_progress: Progress, _cancelled: Callable[[], bool]) -> Change:
            with copy:
                return freeze(copy, name, question)

        self.is_busy = True
        self._check()
        self.around.runner.run(self.tr("Freezing figures"), job, partial(self._keep, name.strip()), self._failed)

    def _keep(self, name: str, change: Change) -> None:
        self.is_busy = False
        if self.around.desk.apply(change):
            self.around.offer_undo(self.tr("The figures are frozen as {0}").format(name))
            self.accept()

    def _failed(self, error: Exception) -> None:
        self.is_busy = False
        self._check()
        self.refused(error)
        self.name.setFocus()

"""Asking for a sheet of figures: at once where the project is small, in the background where it is large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from fop_coder.gui.desk import Desk
from fop_coder.gui.tasks import Progress, Runner, Task
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.project import Project
from fop_coder.project.tally_sheet import TallySheet, is_large, tally_sheet
from fop_coder.project.tallying import Question


class SheetReader(QObject):
    """Reads one sheet at a time; a later question makes an earlier one fall away.

    Signals:
        read: a TallySheet.
        refused: a FopCoderError: the question cannot be asked so.
        waiting: whether an answer is on its way.
    """

    read = Signal(object)
    refused = Signal(object)
    waiting = Signal(bool)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Ask about the project on a desk."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._number = 0
        self._task: Task | None = None

    def ask(self, question: Question) -> None:
        """Ask; ``read`` or ``refused`` follows, before this returns where the project is small."""
        project = self._desk.project
        self.forget()
        if project is None:
            return
        if is_large(project):
            self._ask_aside(project.snapshot(), question)
            return
        try:
            sheet = tally_sheet(project, question)
        except FopCoderError as error:
            self.refused.emit(error)
        else:
            self.read.emit(sheet)

    def forget(self) -> None:
        """Let the question that is on its way fall away."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.waiting.emit(False)

    def _ask_aside(self, snapshot: Project, question: Question) -> None:
        number = self._number

        def job(_progress: Progress, cancelled: Callable[[], bool]) -> TallySheet | None:
            with snapshot:
                return None if cancelled() else tally_sheet(snapshot, question)

        def done(sheet: TallySheet | None) -> None:
            if self._ended(number) and sheet is not None:
                self.read.emit(sheet)

        def failed(error: Exception) -> None:
            if self._ended(number) and not isinstance(error, Cancelled):
                self.refused.emit(error)

        self.waiting.emit(True)
        self._task = self._runner.run(self.tr("Counting"), job, done, failed)

    def _ended(self, number: int) -> bool:
        """Say whether the answer is still wanted."""
        if number != self._number:
            return False
        self._task = None
        self.waiting.emit(False)
        return True

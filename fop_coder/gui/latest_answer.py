"""Questions to the project, one at a time: in the background on a copy, or at once where that takes no time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from fop_coder.gui.desk import Desk
from fop_coder.gui.tasks import Progress, Runner, Task
from fop_coder.model.errors import Cancelled, FopCoderError
from fop_coder.project import Project


class LatestAnswer(QObject):
    """Asks one question at a time; a later question makes an earlier one fall away.

    Signals:
        answered: what the question gave; refused: a FopCoderError; stopped: the user stopped the work.
        waiting: whether an answer is on its way.
    """

    answered = Signal(object)
    refused = Signal(object)
    stopped = Signal()
    waiting = Signal(bool)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject) -> None:
        """Ask about the project on a desk."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._number = 0
        self._task: Task | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._task is not None

    def ask(self, title: str, question: Callable[[Project], object], *, at_once: bool = False) -> None:
        """Ask; one of the signals follows, unless something else is asked before.

        Args:
            question: reads the project and changes nothing.
            at_once: ask the project itself instead of a copy in the background; the signal comes before this returns.
        """
        self.fall_away()
        project = self._desk.project
        if project is None:
            return
        if at_once:
            self._ask_at_once(project, question)
        else:
            self._ask_aside(title, project.snapshot(), question)

    def _ask_at_once(self, project: Project, question: Callable[[Project], object]) -> None:
        try:
            found = question(project)
        except FopCoderError as error:
            self.refused.emit(error)
        else:
            self.answered.emit(found)

    def _ask_aside(self, title: str, snapshot: Project, question: Callable[[Project], object]) -> None:
        def job(_progress: Progress, cancelled: Callable[[], bool]) -> object:
            with snapshot:
                if cancelled():
                    raise Cancelled("stopped")
                return question(snapshot)

        done, failed = partial(self._done, self._number), partial(self._failed, self._number)
        self._task = self._runner.run(title, job, done, failed, only_asks=True)
        self.waiting.emit(True)

    def stop(self) -> None:
        """Stop the work, as the user wishes."""
        if self._task is not None:
            self._task.cancel()

    def fall_away(self) -> None:
        """Let the question that is on its way fall away."""
        self._number += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self.waiting.emit(False)

    def _done(self, number: int, found: object) -> None:
        if self._ended(number):
            self.answered.emit(found)

    def _failed(self, number: int, error: Exception) -> None:
        if not self._ended(number):
            return
        if isinstance(error, Cancelled):
            self.stopped.emit()
        elif isinstance(error, FopCoderError):
            self.refused.emit(error)

    def _ended(self, number: int) -> bool:
        """Say whether the answer is still wanted."""
        if number != self._number:
            return False
        self._task = None
        self.waiting.emit(False)
        return True

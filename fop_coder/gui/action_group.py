"""What groups of actions of the window share: work on a copy of the project, and what is said when it fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QWidget

from fop_coder.gui import files
from fop_coder.gui.notices import Notice
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress
from fop_coder.model.errors import Cancelled, CodebookRefused

if TYPE_CHECKING:
    from fop_coder.project import Project


class ActionGroup(QObject):
    """Some actions of the window; their dialogs stand over it."""

    def __init__(self, window: QWidget, around: Surroundings) -> None:
        """Keep the window and what it offers."""
        super().__init__(window)
        self.window, self.around = window, around

    def on_snapshot(
        self,
        title: str,
        work: Callable[[Project, Progress, Callable[[], bool]], object],
        done: Callable[..., None],
        *,
        only_asks: bool = False,
    ) -> None:
        """Run long reading on a copy of the project, which is closed afterwards whatever happens.

        Args:
            only_asks: no file is written, so nothing is shown once the user has stopped it.
        """
        copy = self.around.desk.open_project.snapshot()

        def job(progress: Progress, cancelled: Callable[[], bool]) -> object:
            with copy:
                return work(copy, progress, cancelled)

        self.around.runner.run(title, job, done, self.failed, only_asks=only_asks)

    def failed(self, error: Exception) -> None:
        """Say that work was stopped, or why it did not succeed."""
        if isinstance(error, Cancelled):
            self.around.say(self.tr("Stopped. Nothing was changed."))
        elif isinstance(error, CodebookRefused):
            faults = [f"{line}:{column}  {what}" if line else what for line, column, what in error.faults]
            sentence = self.tr("{0} was not read. Nothing was changed. Correct these and import it again.")
            title = self.tr("Import a codebook")
            said = sentence.format(Path(error.path).name)
            Notice(self.window, self.around.theme, title, said, faults, note="error").open()
        else:
            self.around.show_error(error)

    def folder(self) -> Path:
        """Return the folder of the open project, or of the last one."""
        project = self.around.desk.project
        if project is not None and project.store.path is not None:
            return project.store.path.parent
        recent = self.around.preferences.recent()
        return recent[0].parent if recent else documents()


def documents() -> Path:
    """Return the user's documents folder, or the home folder where the system has none."""
    found = files.documents_folder()
    if found.is_dir():
        return found
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation))
    return home if home.is_dir() else found


def stoppable(progress: Progress, cancelled: Callable[[], bool]) -> Progress:
    """Return a progress that stops the work when the user asks for it."""

    def told(done: int, of: int) -> None:
        if cancelled():
            raise Cancelled("stopped")
        progress(done, of)

    return told

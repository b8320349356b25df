"""Writing a file in the background: the bar of the work, what came of it, and the way to the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fop_coder.gui import files
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.tasks import Progress, Task
from fop_coder.model.errors import Cancelled

Write = Callable[[Progress, Callable[[], bool]], object]
"""Writes the file; may be stopped."""


class FileWriting(QWidget):
    """Hidden but for the bar while something is written, and what came of it until something else is done.

    Attributes:
        last: where something was written last in this project; None for nowhere.

    Signals:
        written: a Path.
        ended: nothing is being written any more, whatever came of it.
    """

    written = Signal(object)
    ended = Signal()

    def __init__(self, around: Surroundings) -> None:
        """Build it."""
        super().__init__()
        self.around = around
        self.last: Path | None = None
        self._task: Task | None = None
        self._telling = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.work = WorkBar()
        self.work.cancelled.connect(self.stop)
        column.addWidget(self.work)
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("note", "good")
        self.folder = QPushButton(self.tr("Open folder"))
        self.folder.clicked.connect(self._show_folder)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        row.addWidget(self.folder)
        column.addLayout(row)
        self.forget_result()

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._task is not None

    def run(self, out: Path, write: Write, telling: str) -> None:
        """Write in the background.

        Args:
            telling: what is said meanwhile, with places for how much is done and of how much.
        """

        def job(progress: Progress, cancelled: Callable[[], bool]) -> Path:
            write(progress, cancelled)
            return out

        self.forget_result()
        self._telling = telling
        words = self.tr("Writing {0}").format(out.name)
        self.work.begin(words)
        self._task = self.around.runner.run(words, job, self._written, self._not_written)
        self._task.progressed.connect(self._tell)

    def stop(self) -> None:
        """Stop what is being written."""
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """Another project is open: stop, and forget where something was written."""
        self.stop()
        self.last = None
        self.forget_result()

    def forget_result(self) -> None:
        """Take back what was said."""
        self.said.hide()
        self.folder.hide()

    def _tell(self, done: int, of: int) -> None:
        self.work.tell(done, of, self._telling.format(done, of))

    def _written(self, out: Path) -> None:
        self._end()
        self.last = out
        self.said.setText(self.tr("Written: {0}").format(files.short(out)))
        self.said.show()
        self.folder.show()
        self.written.emit(out)
        self.around.say(self.said.text())

    def _not_written(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.around.say(self.tr("Stopped. Nothing was written."))
        else:
            self.around.show_error(error)

    def _end(self) -> None:
        self._task = None
        self.work.hide()
        self.ended.emit()

    def _show_folder(self) -> None:
        if self.last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.last.parent)))

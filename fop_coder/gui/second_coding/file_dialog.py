"""A dialog about one file, which is chosen or dropped, and read in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fop_coder.gui import files
from fop_coder.gui.importing.parts import WorkBar
from fop_coder.gui.panel import Surroundings
from fop_coder.gui.second_coding.parts import SecondCodingDialog, beside, button
from fop_coder.gui.tasks import Job, Task
from fop_coder.model.errors import Cancelled


class FileDialog(SecondCodingDialog):
    """Subclasses put ``row`` and ``work`` where they belong.

    Attributes:
        path: the file that is looked at, None before one is chosen.
        row: the file's name and the button to choose another.
        work: the bar that is shown while it is read.
        task: what reads it now.

    Signals:
        taken: there is a file to be read at ``path``.
    """

    taken = Signal()

    def __init__(self, parent: QWidget, around: Surroundings, title: str, size: tuple[int, int], place: str) -> None:
        """Begin without a file; ``place``: under which name the last folder is remembered."""
        super().__init__(parent, around, title, *size)
        self.setAcceptDrops(True)
        self._place = place
        self.path: Path | None = None
        self.task: Task | None = None
        self.file = QLineEdit()
        self.file.setReadOnly(True)
        self.choose = button(self.tr("Choose file…"), self._choose)
        self.row = beside(self.file, self.choose, leads=False)
        self.work = WorkBar()
        self.work.cancelled.connect(self.stop)

    def name_file(self, name: str, hint: str, kind: str, endings: str) -> None:
        """Say what the file is, what stands in the empty field, and which files can be chosen."""
        self.file.setAccessibleName(name)
        self.file.setPlaceholderText(hint)
        self._kind = (name, kind, endings)

    def take(self, path: Path) -> None:
        """Look at a file."""
        self.path = path
        self.file.setText(files.short(path))
        self.around.preferences.set_text(self._place, str(path.parent))
        self.taken.emit()

    def _choose(self) -> None:
        kept = self.around.preferences.text(self._place)
        folder = Path(kept) if kept and Path(kept).is_dir() else None
        name, kind, endings = self._kind
        chosen = files.choose_file(self, name, folder, kind, endings)
        if chosen:
            self.take(chosen)

    def ask(self, words: str, job: Job, done: Callable[[Any], None]) -> None:
        """Read in the background; what is asked later, or *Stop*, makes it fall away.

        Args:
            words: what is done, for the bar and the status line.
            done: told what the job found. What is refused is said in place.
        """
        self.stop()
        self.show_fault("")
        self.work.begin(words)
        self.task = task = self.around.runner.run(words, job, done, self.not_read, only_asks=True)
        task.finished.connect(partial(self._ended, task))
        task.failed.connect(partial(self._ended, task))

    def _ended(self, task: Task, _value: object) -> None:
        if self.task is task:
            self.task = None
            self.work.hide()

    def not_read(self, error: Exception) -> None:
        """Say why the file was not read, unless the user stopped it."""
        if not isinstance(error, Cancelled):
            self.refused(error)
            self.choose.setFocus()

    def stop(self) -> None:
        """Stop reading."""
        if self.task is not None:
            self.task.cancel()
            self.task = None
            self.work.hide()

    def reject(self) -> None:
        """Stop reading, and close."""
        self.stop()
        super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take one file."""
        if sum(url.isLocalFile() for url in event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look at the file that was dropped."""
        event.acceptProposedAction()
        self.take(Path(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile())))
